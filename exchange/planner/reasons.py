"""Why a request is not in the plan: the first reason that is true, from what nobody can change to what was weighed."""

from exchange.planner.board import Board
from exchange.planner.encoding import NOWHERE, Encoded, Slots
from exchange.planner.problem import Problem, Reason


def reasons(problem: Problem, encoded: Encoded, plan: Slots) -> dict[str, Reason]:
    """The reason for each request that is not in the plan, which has nothing left that would simply fit."""
    board = Board(encoded, plan)
    return {
        one.id: reason_for(board, request) for request, one in enumerate(problem.requests) if plan[request] == NOWHERE
    }


def reason_for(board: Board, request: int) -> Reason:
    """The true reason.

    no_common_slot: they are never there together. no_table, no_interpreter: wherever both have time, none fitting is
    there or left, so that one more would do. participant_full: one of the two has the most meetings allowed, or is in
    meetings in all slots in question. outweighed: both have room, but never in the same slot; what would have to go
    weighs at least as much.
    """
    encoded = board.encoded
    ends = encoded.ends[request]
    if not encoded.common[request]:
        return Reason.NO_COMMON_SLOT
    if not encoded.seated[request]:
        return Reason.NO_TABLE
    if not encoded.possible[request]:
        return Reason.NO_INTERPRETER
    if any(board.meetings[end] >= encoded.limits[end] or _full(board, request, end) for end in ends):
        return Reason.PARTICIPANT_FULL
    both = [slot for slot in encoded.common[request] if all(board.busy[end][slot] == NOWHERE for end in ends)]
    if not both:
        return Reason.OUTWEIGHED
    seats = [slot for slot in both if slot in encoded.seated[request] and not board.missing(request, slot)[0]]
    return Reason.NO_INTERPRETER if seats else Reason.NO_TABLE


def _full(board: Board, request: int, end: int) -> bool:
    return all(board.busy[end][slot] != NOWHERE for slot in board.encoded.common[request])
