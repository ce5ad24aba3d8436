"""Problems from JSON: faults are named in plain words with their place, before anything is computed."""

from collections.abc import Iterable, Mapping
from typing import Any

from exchange.planner.encoding import encode
from exchange.planner.problem import Interpreter, Participant, Problem, Request, Table

MOST_SLOTS = 500


class ProblemError(ValueError):
    """The problem cannot be planned; `faults` are sentences that say what is wrong and where."""

    def __init__(self, faults: list[str]) -> None:
        """All faults at once, so that they can be mended at once."""
        super().__init__("\n".join(faults))
        self.faults = faults


def read_problem(data: object) -> Problem:
    """The problem in this JSON value; ProblemError when it has faults."""
    reader = _Reader()
    problem = reader.problem(data)
    if reader.faults:
        raise ProblemError(reader.faults)
    return problem


def concerns(problem: Problem) -> list[str]:
    """What contradicts itself without making planning impossible: sentences for the organiser."""
    encoded = encode(problem)
    found = [f"{one.id} is not available in any slot." for one in problem.participants if not one.available]
    found += [f"{one.id} may not have any meeting." for one in problem.participants if one.max_meetings == 0]
    hosts = {one.host for one in problem.tables if one.host is not None}
    for one in problem.participants:
        own = frozenset[int]().union(*(table.slots for table in problem.tables if table.host == one.id))
        if one.id in hosts and one.available and not own & one.available:
            found.append(f"{one.id} is never available while the own table is there.")
    for index, request in enumerate(problem.requests):
        pair = f"{request.id}: {request.source} and {request.target}"
        if not encoded.common[index]:
            found.append(f"{pair} are never available in the same slot.")
        elif not encoded.seated[index]:
            found.append(f"{pair} have no table in any slot in which both are available.")
        elif not encoded.possible[index]:
            found.append(f"{pair} share no language, and no interpreter is there in any slot that suits them.")
    return found


class _Reader:
    """Collects faults while reading; what cannot be read is left out."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.slots = 0

    def problem(self, data: object) -> Problem:
        if not isinstance(data, Mapping):
            self.faults.append("The file must contain one JSON object.")
            return Problem(0, (), (), (), ())
        self.slots = self.whole(data.get("slots"), "slots", 1, MOST_SLOTS) or 0
        people: tuple[Participant, ...] = self.each(data, "participants", self.participant)
        names = {one.id for one in people}
        return Problem(
            slots=self.slots,
            tables=self.each(data, "tables", lambda row, place: self.table(row, place, names)),
            interpreters=self.each(data, "interpreters", self.interpreter),
            participants=people,
            requests=self.each(data, "requests", lambda row, place: self.request(row, place, names)),
        )

    def each[T](self, data: Mapping[str, Any], key: str, read: Any) -> tuple[T, ...]:
        rows = data.get(key, [])
        if not isinstance(rows, list):
            self.faults.append(f"{key}: must be a list.")
            return ()
        found: dict[str, T] = {}
        for number, row in enumerate(rows):
            place = f"{key}[{number}]"
            if not isinstance(row, Mapping) or not isinstance(name := row.get("id"), str) or not name:
                self.faults.append(f"{place}: must be an object with an id that is a text.")
            elif name in found:
                self.faults.append(f"{place}: the id {name} is there twice.")
            else:
                found[name] = read(row, f"{place} ({name})")
        return tuple(found.values())

    def participant(self, row: Mapping[str, Any], place: str) -> Participant:
        languages = row.get("languages")
        if not isinstance(languages, list) or not languages or not all(isinstance(one, str) for one in languages):
            self.faults.append(f"{place}: languages must be a list with at least one language, such as de.")
            languages = []
        organisation = row.get("organisation")
        limit = row.get("max_meetings")
        return Participant(
            id=row["id"],
            languages=frozenset(languages),
            available=self.some_slots(row, "available", place),
            organisation=organisation if isinstance(organisation, str) else "",
            max_meetings=None if limit is None else self.whole(limit, f"{place}: max_meetings", 0),
        )

    def table(self, row: Mapping[str, Any], place: str, names: set[str]) -> Table:
        host = row.get("host")
        if host is not None:
            self.known(host, f"{place}: host", names)
        return Table(row["id"], self.some_slots(row, "slots", place), host)

    def interpreter(self, row: Mapping[str, Any], place: str) -> Interpreter:
        return Interpreter(row["id"], self.some_slots(row, "slots", place))

    def request(self, row: Mapping[str, Any], place: str, names: set[str]) -> Request:
        source, target = row.get("from"), row.get("to")
        self.known(source, f"{place}: from", names)
        self.known(target, f"{place}: to", names)
        if source == target:
            self.faults.append(f"{place}: from and to are the same participant.")
        weight = self.whole(row.get("weight"), f"{place}: weight", 1, 1_000_000)
        return Request(row["id"], str(source), str(target), weight or 1, row.get("mutual") is True)

    def known(self, name: object, place: str, names: Iterable[str]) -> None:
        if name not in set(names):
            self.faults.append(f"{place}: there is no participant {name}.")

    def whole(self, value: object, place: str, least: int, most: int | None = None) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= (most or value):
            return value
        upto = "" if most is None else f" to {most}"
        self.faults.append(f"{place}: must be a whole number from {least}{upto}, not {value}.")
        return None

    def some_slots(self, row: Mapping[str, Any], key: str, place: str) -> frozenset[int]:
        value = row.get(key)
        if value is None:
            return frozenset(range(self.slots))
        if not isinstance(value, list):
            self.faults.append(f"{place}: {key} must be a list of slots.")
            return frozenset()
        wrong = [one for one in value if isinstance(one, bool) or one not in range(self.slots)]
        if wrong:
            self.faults.append(f"{place}: {key} names the slot {wrong[0]}, but slots go from 0 to {self.slots - 1}.")
        return frozenset(one for one in value if one not in wrong)
