"""The exact model for CP-SAT: proves what the relaxation leaves open, and serves the later objectives."""

import math
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from exchange.planner.encoding import NOWHERE, Encoded, Slots

# the worth of somebody's first, second and third meeting: who has none comes first
FAIR_WORTH = (3, 2, 1)
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Found:
    """`plan` None: no plan was found in time; `closed`: the search is complete, its answer is proven."""

    plan: Slots | None
    closed: bool
    bound: int


@dataclass(frozen=True)
class Search:
    """How to search: in these seconds, with so many threads; the same seed gives the same plan with one thread."""

    seconds: float
    workers: int = 2
    seed: int = 1
    stop: Callable[[], bool] = lambda: False


class Model:
    """Choices of requests and slots under all conditions of a plan; `allowed` may leave out some of the choices."""

    def __init__(self, encoded: Encoded, allowed: Iterable[tuple[int, int]], hint: Slots) -> None:
        """Build the conditions; `hint` is a plan to start from."""
        self.encoded = encoded
        self.model = cp_model.CpModel()
        self.choices: list[dict[int, cp_model.IntVar]] = [{} for _ in encoded.ends]
        for request, slot in allowed:
            choice = self.choices[request][slot] = self.model.new_bool_var("")
            self.model.add_hint(choice, hint[request] == slot)
        self._each_once()
        self._shared()

    def by_weight(self, at_least: int) -> None:
        """Look for the greatest weight, and only for plans of at least this weight."""
        weight = self._weight()
        self.model.add(weight >= at_least)
        self.model.maximize(weight)

    def by_fairness(self, at_least: int) -> None:
        """Look for the fair minimum of meetings, then for mutual wishes, among plans of at least this weight."""
        self.model.add(self._weight() >= at_least)
        terms, worths = [], []
        mutual = [
            choice
            for choices, both in zip(self.choices, self.encoded.mutual, strict=True)
            if both
            for choice in choices.values()
        ]
        for requests in self.encoded.of_participant:
            own = [choice for request in requests for choice in self.choices[request].values()]
            steps = [self.model.new_bool_var("") for _ in FAIR_WORTH[: len(requests)]]
            if steps:
                self.model.add(cp_model.LinearExpr.sum(steps) <= cp_model.LinearExpr.sum(own))
            terms += steps
            worths += [worth * (len(mutual) + 1) for worth, _ in zip(FAIR_WORTH, steps, strict=False)]
        self.model.maximize(cp_model.LinearExpr.weighted_sum(terms + mutual, worths + [1] * len(mutual)))

    def solve(self, search: Search) -> Found:
        """The best plan found in time."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = search.workers
        solver.parameters.random_seed = search.seed
        solver.parameters.max_time_in_seconds = max(0.05, search.seconds)
        over = threading.Event()
        watcher = threading.Thread(target=_watch, args=(solver, search.stop, over), daemon=True)
        watcher.start()
        status = solver.solve(self.model)
        over.set()
        watcher.join()
        closed = status in {cp_model.OPTIMAL, cp_model.INFEASIBLE}
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Found(None, closed, 0)
        plan = [
            next((slot for slot, choice in choices.items() if solver.boolean_value(choice)), NOWHERE)
            for choices in self.choices
        ]
        return Found(plan, closed, math.floor(solver.best_objective_bound + 1e-6))

    def _weight(self) -> cp_model.LinearExpr:
        pairs = [
            (choice, weight)
            for choices, weight in zip(self.choices, self.encoded.weights, strict=True)
            for choice in choices.values()
        ]
        return cp_model.LinearExpr.weighted_sum([choice for choice, _ in pairs], [weight for _, weight in pairs])

    def _each_once(self) -> None:
        encoded = self.encoded
        for choices in self.choices:
            self.model.add_at_most_one(choices.values())
        for requests, limit in zip(encoded.of_participant, encoded.limits, strict=True):
            for slot in range(encoded.slots):
                self.model.add_at_most_one(self.choices[one][slot] for one in requests if slot in self.choices[one])
            self._at_most([choice for one in requests for choice in self.choices[one].values()], limit)

    def _shared(self) -> None:
        encoded = self.encoded
        for slot in range(encoded.slots):
            here = [(request, choices[slot]) for request, choices in enumerate(self.choices) if slot in choices]
            self._at_most([one for request, one in here if encoded.on_free_table[request]], encoded.free_tables[slot])
            self._at_most([one for request, one in here if encoded.interpreted[request]], encoded.interpreters[slot])

    def _at_most(self, choices: list[cp_model.IntVar], capacity: int) -> None:
        if len(choices) > capacity:
            self.model.add(cp_model.LinearExpr.sum(choices) <= capacity)


def _watch(solver: cp_model.CpSolver, stop: Callable[[], bool], over: threading.Event) -> None:
    while not over.wait(POLL_SECONDS):
        if stop():
            solver.stop_search()
