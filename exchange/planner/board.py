"""A plan while it is being searched: who is busy, what is left in each slot, and how to take steps back."""

from exchange.planner.encoding import NOWHERE, Encoded, Slots


class Board:
    """Requests on their slots; `put` and `take` keep all counts, `rewind` undoes them."""

    def __init__(self, encoded: Encoded, plan: Slots | None = None) -> None:
        """An empty board, or one with a plan on it."""
        self.encoded = encoded
        self.slot: Slots = [NOWHERE] * len(encoded.ends)
        self.busy = [[NOWHERE] * encoded.slots for _ in encoded.limits]
        self.meetings = [0] * len(encoded.limits)
        self.tables = list(encoded.free_tables)
        self.interpreters = list(encoded.interpreters)
        self.trail: list[tuple[int, int]] = []
        for request, slot in enumerate(plan or ()):
            if slot != NOWHERE:
                self.put(request, slot)
        self.trail.clear()

    def put(self, request: int, slot: int) -> None:
        """The request takes place in the slot; the caller knows that it can."""
        self.trail.append((request, NOWHERE))
        self._set(request, slot)

    def take(self, request: int) -> None:
        """The request does not take place any more."""
        self.trail.append((request, self.slot[request]))
        self._unset(request)

    def rewind(self, mark: int) -> None:
        """Undo everything since the trail had the length `mark`."""
        while len(self.trail) > mark:
            request, slot = self.trail.pop()
            if slot == NOWHERE:
                self._unset(request)
            else:
                self._set(request, slot)

    def fits(self, request: int, slot: int) -> bool:
        """Whether the request can take place in this possible slot as things are."""
        encoded = self.encoded
        left, right = encoded.ends[request]
        return (
            self.busy[left][slot] == NOWHERE
            and self.busy[right][slot] == NOWHERE
            and not (encoded.on_free_table[request] and not self.tables[slot])
            and not (encoded.interpreted[request] and not self.interpreters[slot])
            and self.meetings[left] < encoded.limits[left]
            and self.meetings[right] < encoded.limits[right]
        )

    def missing(self, request: int, slot: int) -> tuple[bool, bool]:
        """Whether a free table and whether an interpreter is missing for the request in this slot."""
        encoded = self.encoded
        return (
            encoded.on_free_table[request] and not self.tables[slot],
            encoded.interpreted[request] and not self.interpreters[slot],
        )

    def in_slot(self, slot: int) -> list[int]:
        """The requests that take place in the slot."""
        return [request for request, here in enumerate(self.slot) if here == slot]

    def _set(self, request: int, slot: int) -> None:
        self.slot[request] = slot
        self._count(request, slot, 1)
        for end in self.encoded.ends[request]:
            self.busy[end][slot] = request

    def _unset(self, request: int) -> None:
        slot = self.slot[request]
        self.slot[request] = NOWHERE
        self._count(request, slot, -1)
        for end in self.encoded.ends[request]:
            self.busy[end][slot] = NOWHERE

    def _count(self, request: int, slot: int, step: int) -> None:
        if self.encoded.on_free_table[request]:
            self.tables[slot] -= step
        if self.encoded.interpreted[request]:
            self.interpreters[slot] -= step
        for end in self.encoded.ends[request]:
            self.meetings[end] += step
