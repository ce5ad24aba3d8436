"""Problems made by chance, always the same for the same number: for tests, measurements and the repository."""

from dataclasses import dataclass
from random import Random

from exchange.planner.problem import Interpreter, Participant, Problem, Request, Table

LANGUAGES = (("de",), ("de",), ("cs",), ("cs",), ("de", "cs"), ("de", "en"), ("cs", "en"))


@dataclass(frozen=True)
class Shape:
    """How large a problem is; `skew` 0 asks everybody alike, 1 asks the first ones far more often."""

    people: int
    requests: int
    slots: int
    tables: int
    hosts: int = 0
    interpreters: int | None = None
    availability: float = 0.85
    skew: float = 0.0
    limit: int | None = None


SHAPES = {
    "even": Shape(150, 600, 16, 40),
    "skewed": Shape(150, 600, 16, 30, skew=1.0),
    "large": Shape(300, 1500, 24, 75, hosts=20, interpreters=6),
}


def example(shape: Shape, seed: int) -> Problem:
    """A problem of this shape; without a number of interpreters everybody understands everybody."""
    chance = Random(seed)  # noqa: S311 - examples, not secrets
    every = range(shape.slots)
    people = []
    for number in range(shape.people):
        languages = ("en",) if shape.interpreters is None else chance.choice(LANGUAGES)
        there = frozenset(slot for slot in every if chance.random() < shape.availability)
        people.append(Participant(f"P{number}", frozenset(languages), there, f"O{number // 2}", shape.limit))
    weights = [1 / (1 + number) ** shape.skew for number in range(shape.people)]
    pairs: dict[tuple[int, int], None] = {}
    while len(pairs) < shape.requests:
        source, target = chance.randrange(shape.people), chance.choices(range(shape.people), weights)[0]
        if source != target:
            pairs[source, target] = None
    requests = (
        Request(f"R{number}", f"P{source}", f"P{target}", chance.randint(1, 8))
        for number, (source, target) in enumerate(pairs)
    )
    hosts = chance.sample(range(shape.people), shape.hosts)
    tables = [Table(f"T{number}", frozenset(every), f"P{host}") for number, host in enumerate(hosts)]
    tables += [Table(f"T{number}", frozenset(every)) for number in range(shape.hosts, shape.tables)]
    interpreters = [
        Interpreter(f"I{number}", frozenset(slot for slot in every if chance.random() < shape.availability))
        for number in range(shape.interpreters or 0)
    ]
    return Problem(shape.slots, tuple(tables), tuple(interpreters), tuple(people), tuple(requests))
