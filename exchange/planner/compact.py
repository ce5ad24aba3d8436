"""Fewer waiting times: meetings move to slots nearer to the others of the two who meet."""

from collections.abc import Callable

from exchange.planner.board import Board
from exchange.planner.encoding import NOWHERE, Encoded, Slots


def compact(encoded: Encoded, plan: Slots, stop: Callable[[], bool]) -> Slots:
    """The same meetings with less waiting; nobody's number of meetings changes."""
    board = Board(encoded, plan)
    moved = True
    while moved and not stop():
        moved = False
        for request, slot in enumerate(board.slot):
            if slot != NOWHERE and not stop():
                moved |= _nearer(board, request)
    return board.slot


def waiting(encoded: Encoded, plan: Slots) -> int:
    """Slots without a meeting between the first and the last meeting of a participant, over all participants."""
    board = Board(encoded, plan)
    return sum(_waits(board, end) for end in range(len(encoded.limits)))


def _nearer(board: Board, request: int) -> bool:
    ends = board.encoded.ends[request]
    before = sum(_waits(board, end) for end in ends)
    old = board.slot[request]
    best, target = before, old
    board.take(request)
    for slot in board.encoded.possible[request]:
        if slot != old and board.fits(request, slot):
            board.put(request, slot)
            if (waits := sum(_waits(board, end) for end in ends)) < best:
                best, target = waits, slot
            board.take(request)
    board.put(request, target)
    return target != old


def _waits(board: Board, end: int) -> int:
    slots = [slot for slot, request in enumerate(board.busy[end]) if request != NOWHERE]
    return slots[-1] - slots[0] + 1 - len(slots) if slots else 0
