"""A plan after something has changed: what was told stays, moves are listed, and what falls out is named."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from exchange.planner import start
from exchange.planner.board import Board
from exchange.planner.encoding import NOWHERE, Encoded, Slots, encode
from exchange.planner.problem import Meeting, Plan, Problem, Reason
from exchange.planner.reasons import reasons
from exchange.planner.seating import seat


@dataclass(frozen=True)
class Move:
    """A meeting that takes place at another time, at another table or with another interpreter than told."""

    before: Meeting
    after: Meeting


@dataclass(frozen=True)
class Replanned:
    """The new plan beside the one that was told; `fallen` gives the reason for each meeting that is no more,
    None where the wish itself has been withdrawn.
    """

    plan: Plan
    stayed: tuple[str, ...]
    moved: tuple[Move, ...]
    fallen: dict[str, Reason | None]
    added: tuple[str, ...]


def replan(
    problem: Problem,
    told: Plan,
    *,
    locked: Collection[str] = (),
    stop: Callable[[], bool] = lambda: False,
) -> Replanned:
    """The plan for the problem as it is now, with as much as possible of the plan that was told.

    Meetings keep their slot wherever that is possible. One that cannot moves, and others only to make room for it;
    `locked` requests never move. Unmet wishes come in where they fit without moving anything.
    """
    encoded = encode(problem)
    before = {one.request: one for one in told.meetings}
    position = {one.id: index for index, one in enumerate(problem.requests)}
    board = Board(encoded, _stay(encoded, before, position, locked))
    displaced = [position[name] for name in before if name in position and board.slot[position[name]] == NOWHERE]
    kept = {position[name] for name in locked if name in position and board.slot[position[name]] != NOWHERE}
    improver = start.Improver(board, kept=kept, stop=stop, drops=False)
    for request in sorted(displaced, key=lambda one: -encoded.weights[one]):
        free = [slot for slot in encoded.possible[request] if board.fits(request, slot)]
        if free:
            board.put(request, min(free, key=lambda slot: abs(slot - before[problem.requests[request].id].slot)))
        elif not stop():
            improver.bring_in(request)
    start.fill(board)
    meetings = tuple(seat(problem, encoded, board.slot, before))
    return _compared(Plan(meetings, reasons(problem, encoded, board.slot)), before)


def _stay(encoded: Encoded, before: dict[str, Meeting], position: dict[str, int], locked: Collection[str]) -> Slots:
    """The meetings that can stay in their slot; where not all can, the locked and the heavy ones do."""
    board = Board(encoded)
    present = [one for one in before.values() if one.request in position]

    def rank(one: Meeting) -> tuple[bool, int]:
        return one.request not in locked, -encoded.weights[position[one.request]]

    for one in sorted(present, key=rank):
        request = position[one.request]
        if one.slot in encoded.possible[request] and board.fits(request, one.slot):
            board.put(request, one.slot)
    return board.slot


def _compared(plan: Plan, before: dict[str, Meeting]) -> Replanned:
    after = {one.request: one for one in plan.meetings}
    both = [name for name in before if name in after]
    return Replanned(
        plan=plan,
        stayed=tuple(name for name in both if before[name] == after[name]),
        moved=tuple(Move(before[name], after[name]) for name in both if before[name] != after[name]),
        fallen={name: plan.unmet.get(name) for name in before if name not in after},
        added=tuple(name for name in after if name not in before),
    )
