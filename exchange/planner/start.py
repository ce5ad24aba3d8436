"""A first plan at once, and better ones step by step: a wish goes in where what it displaces finds another place."""

from collections.abc import Callable, Collection, Sequence

from exchange.planner.board import Board
from exchange.planner.encoding import NOWHERE, Encoded, Slots

# how many meetings one after the other may have to move for one wish
DEPTH = 3
# steps spent on one wish at most: the search ends on the same plan on every machine, however large the problem
STEPS = 1_500


def greedy(encoded: Encoded) -> Slots:
    """The heaviest wishes first, each in the slot with most free tables."""
    board = Board(encoded)
    fill(board)
    return board.slot


def rounded(encoded: Encoded, choices: Sequence[tuple[int, int]], shares: Sequence[float]) -> Slots:
    """The plan next to a relaxation: what it takes for the greater part first, then what fits."""
    board = Board(encoded)
    for share, (request, slot) in sorted(zip(shares, choices, strict=True), key=lambda one: -one[0]):
        if share < 1e-6:
            break
        if board.slot[request] == NOWHERE and board.fits(request, slot):
            board.put(request, slot)
    fill(board)
    return board.slot


def fill(board: Board) -> None:
    """Put in what fits without displacing anything."""
    encoded = board.encoded
    for request in sorted(
        range(len(encoded.ends)), key=lambda one: (-encoded.weights[one], len(encoded.possible[one]))
    ):
        if board.slot[request] != NOWHERE:
            continue
        slots = [slot for slot in encoded.possible[request] if board.fits(request, slot)]
        if slots:
            board.put(request, max(slots, key=lambda slot: (board.tables[slot], -slot)))


class Improver:
    """Brings unmet wishes in; `kept` requests never move; without `drops` none is left out for another.

    Ends when `stop` says so or no wish can gain anything.
    """

    def __init__(
        self, board: Board, *, kept: Collection[int] = (), stop: Callable[[], bool] = lambda: False, drops: bool = True
    ) -> None:
        """Works on the board in place."""
        self.steps = 0
        self.board, self.kept, self.stop, self.drops = board, frozenset(kept), stop, drops
        self.encoded = board.encoded

    def run(self, enough: int | None = None) -> Slots:
        """Improve until nothing more can be gained this way, or the objective is `enough`; returns the slots."""
        encoded, board = self.encoded, self.board
        gained = True
        while gained and not self.stop():
            gained = False
            for request in sorted(range(len(encoded.ends)), key=lambda one: -encoded.weights[one]):
                if board.slot[request] != NOWHERE or not encoded.possible[request]:
                    continue
                if self.stop() or encoded.objective(board.slot) == enough:
                    return board.slot
                gained |= self.bring_in(request)
        return board.slot

    def bring_in(self, request: int) -> bool:
        """Whether the wish could be brought in with a gain; the board is unchanged if not."""
        board, weights = self.board, self.encoded.weights
        self.steps = STEPS
        for slot in self.encoded.possible[request]:
            mark = len(board.trail)
            displaced = self._enter(request, slot, frozenset((request,)))
            if displaced is None:
                continue
            lost = 0
            chain = frozenset((request, *displaced))
            for other in sorted(displaced, key=lambda one: -weights[one]):
                if lost < weights[request] and not self._settle(other, chain, DEPTH):
                    lost += weights[other] if self.drops else weights[request]
            if lost < weights[request]:
                return True
            board.rewind(mark)
        return False

    def _settle(self, request: int, chain: frozenset[int], depth: int) -> bool:
        """Find another place for a displaced meeting, displacing others at most `depth` times in a row."""
        board = self.board
        for slot in self.encoded.possible[request]:
            if board.fits(request, slot):
                board.put(request, slot)
                return True
        if not depth or self.steps <= 0:
            return False
        for slot in self.encoded.possible[request]:
            mark = len(board.trail)
            displaced = self._enter(request, slot, chain)
            if displaced is None:
                continue
            longer = chain | displaced
            if all(self._settle(other, longer, depth - 1) for other in sorted(displaced)):
                return True
            board.rewind(mark)
        return False

    def _enter(self, request: int, slot: int, chain: frozenset[int]) -> frozenset[int] | None:
        """Put the request in the slot and return what had to leave; None, and nothing done, where that is barred."""
        board = self.board
        self.steps -= 1
        mark = len(board.trail)
        gone: set[int] = set()
        while not board.fits(request, slot):
            leaving = self._in_the_way(request, slot, chain | gone)
            if leaving is None:
                board.rewind(mark)
                return None
            board.take(leaving)
            gone.add(leaving)
        board.put(request, slot)
        return frozenset(gone)

    def _in_the_way(self, request: int, slot: int, chain: frozenset[int]) -> int | None:
        """The meeting that has to leave next so that the request can be in the slot."""
        board, encoded = self.board, self.encoded
        barred = chain | self.kept
        for end in encoded.ends[request]:
            if (other := board.busy[end][slot]) != NOWHERE:
                return None if other in barred else other
        candidates: list[int] = []
        table, interpreter = board.missing(request, slot)
        for end in encoded.ends[request]:
            if board.meetings[end] >= encoded.limits[end]:
                candidates = [one for one in encoded.of_participant[end] if board.slot[one] != NOWHERE]
        if not candidates:
            candidates = [
                one
                for one in board.in_slot(slot)
                if (encoded.on_free_table[one] or not table) and (encoded.interpreted[one] or not interpreter)
            ]
        return min((one for one in candidates if one not in barred), key=lambda one: encoded.weights[one], default=None)
