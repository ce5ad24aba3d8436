"""The way to a plan: a start at once, the bound, the proof, the later objectives, then tables and reasons."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from exchange.planner import linear, start
from exchange.planner.board import Board
from exchange.planner.compact import compact
from exchange.planner.encoding import NOWHERE, Encoded, Slots, encode
from exchange.planner.model import Model, Search
from exchange.planner.problem import Plan, Problem
from exchange.planner.reasons import reasons
from exchange.planner.seating import seat

# the later objectives end here even when there is time left; seconds
LATER_SECONDS = 5.0
# less is not worth building the model
LEAST_SECONDS = 0.5


@dataclass(frozen=True)
class Progress:
    """How far the search is: what has been found and what cannot be exceeded."""

    phase: str
    objective: int
    bound: int
    seconds: float


@dataclass(frozen=True)
class Options:
    """How to search. `workers` 1 makes plans the same each time, as long as the seconds suffice for the proof.

    `first`: a plan to begin with, which holds for the problem.
    """

    seconds: float = 30.0
    workers: int = 2
    seed: int = 1
    first: Plan | None = None
    progress: Callable[[Progress], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False


@dataclass(frozen=True)
class Solution:
    """A plan with its value, and the proven value that no plan exceeds. `seconds` include everything."""

    plan: Plan
    objective: int
    bound: int
    seconds: float

    @property
    def gap(self) -> float:
        """How much more there could be at most, as a share of the bound; 0 is proven to be best."""
        return (self.bound - self.objective) / self.bound if self.bound else 0.0


def solve(problem: Problem, options: Options | None = None) -> Solution:
    """The best plan that can be found in time, never worse than the constructive start."""
    run = _Run(encode(problem), options or Options())
    run.start(_slots(problem, run.options.first))
    run.relax()
    run.prove()
    run.later()
    plan = run.plan
    meetings = seat(problem, run.encoded, plan)
    return Solution(
        plan=Plan(tuple(meetings), reasons(problem, run.encoded, plan)),
        objective=run.encoded.objective(plan),
        bound=run.bound,
        seconds=time.monotonic() - run.began,
    )


def _slots(problem: Problem, plan: Plan | None) -> Slots:
    there = {one.request: one.slot for one in plan.meetings} if plan else {}
    return [there.get(one.id, NOWHERE) for one in problem.requests]


class _Run:
    """One search: the best plan so far and the best bound so far."""

    def __init__(self, encoded: Encoded, options: Options) -> None:
        self.encoded, self.options = encoded, options
        self.began = time.monotonic()
        self.plan: Slots = [NOWHERE] * len(encoded.ends)
        self.bound = sum(weight for weight, slots in zip(encoded.weights, encoded.possible, strict=True) if slots)
        self.relaxed: linear.Relaxed | None = None

    @property
    def objective(self) -> int:
        return self.encoded.objective(self.plan)

    def left(self, share: float = 1.0) -> float:
        """Seconds that remain of this share of the time."""
        return self.options.seconds * share - (time.monotonic() - self.began)

    def over(self, share: float = 1.0) -> bool:
        return self.left(share) <= 0 or self.options.stop()

    def done(self) -> bool:
        return self.objective >= self.bound or self.over()

    def better(self, phase: str, plan: Slots) -> None:
        """Keep the plan if it is worth more, and tell."""
        if self.encoded.objective(plan) > self.objective:
            self.plan = list(plan)
        self.options.progress(Progress(phase, self.objective, self.bound, time.monotonic() - self.began))

    def start(self, first: Slots) -> None:
        self.better("start", first)
        self.better("start", start.greedy(self.encoded))
        if coarse := linear.relax(linear.by_request(self.encoded), self.left(0.2)):
            self.bound = min(self.bound, coarse.bound)
        self.better("start", self.plan)

    def relax(self) -> None:
        if self.done():
            return
        self.relaxed = linear.relax(linear.by_slot(self.encoded), self.left(0.6))
        plan = self.plan
        if self.relaxed is not None:
            self.bound = min(self.bound, self.relaxed.bound)
            choices = linear.choices_of(self.encoded)
            plan = start.rounded(self.encoded, choices, self.relaxed.shares)
            self.better("relaxation", plan)
        # both plans are improved: the one next to the relaxation is nearly always the better ground
        for ground in (plan, self.plan):
            if not self.done():
                board = Board(self.encoded, ground)
                self.better("improvement", start.Improver(board, stop=lambda: self.over(0.3)).run(self.bound))

    def prove(self) -> None:
        if self.done():
            return
        model = Model(self.encoded, self._worthwhile(), self.plan)
        model.by_weight(self.objective)
        found = model.solve(Search(self.left(0.9), self.options.workers, self.options.seed, self.options.stop))
        if found.plan is not None:
            self.bound = self.encoded.objective(found.plan) if found.closed else min(self.bound, found.bound)
            self.better("proof", found.plan)

    def later(self) -> None:
        """Fair minimum, mutual wishes and compact timetables, at no cost for the first objective."""
        until = min(self.options.seconds, time.monotonic() - self.began + LATER_SECONDS)

        def stop() -> bool:
            return time.monotonic() - self.began > until or self.options.stop()

        unmet = any(slot == NOWHERE and self.encoded.possible[one] for one, slot in enumerate(self.plan))
        if unmet and until - (time.monotonic() - self.began) > LEAST_SECONDS and not self.options.stop():
            model = Model(self.encoded, linear.choices_of(self.encoded), self.plan)
            model.by_fairness(self.objective)
            seconds = 0.8 * (until - (time.monotonic() - self.began))
            found = model.solve(Search(seconds, self.options.workers, self.options.seed, stop))
            if found.plan is not None:
                self.plan = found.plan
        self.plan = compact(self.encoded, self.plan, stop)
        board = Board(self.encoded, self.plan)
        start.fill(board)
        self.plan = list(board.slot)
        self.better("timetables", self.plan)

    def _worthwhile(self) -> list[tuple[int, int]]:
        """The choices that a plan as good as this one can contain: the relaxation rules out the others."""
        choices = linear.choices_of(self.encoded)
        if self.relaxed is None:
            return choices
        spare = self.relaxed.exact - self.objective * linear.PARTS
        return [choice for choice, loss in zip(choices, self.relaxed.losses, strict=True) if loss <= spare]
