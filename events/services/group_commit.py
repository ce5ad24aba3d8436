"""Group commit: who comes while others are at work is done together with everybody else who came meanwhile.

As databases write the commits of many at once. At the busiest minute of an event the threads of a process would take
the same lock one after the other; this way one of them takes it once for all that wait.
"""

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import Lock

type Work[Item, Result] = Callable[[Sequence[Item]], Sequence[Result | Exception]]


@dataclass(slots=True, eq=False)
class _Asked[Item, Result]:
    """One item, and what came of it."""

    item: Item
    result: Result | BaseException | None = None
    is_done: bool = False


@dataclass(slots=True, eq=False)
class _Line[Item, Result]:
    """Who waits for the same thing; `turn` is held by the one who works."""

    turn: Lock = field(default_factory=Lock)
    waiting: deque[_Asked[Item, Result]] = field(default_factory=deque)


class GroupCommit[Item, Result]:
    """`work` gets one or several items and says for each what came of it, or which error."""

    def __init__(self, work: Work[Item, Result], most: int) -> None:
        self._work, self._most = work, most
        self._lines: dict[Hashable, _Line[Item, Result]] = {}

    def do(self, key: Hashable, item: Item) -> Result:
        """Do it, with others of the same key if some wait; raises what went wrong with this item."""
        # one step, so that two threads get the same line
        line = self._lines.setdefault(key, _Line())
        asked = _Asked[Item, Result](item)
        line.waiting.append(asked)
        with line.turn:
            while not asked.is_done:
                self._do_some(line)
        if isinstance(asked.result, BaseException):
            raise asked.result
        return asked.result  # type: ignore[return-value]

    def _do_some(self, line: _Line[Item, Result]) -> None:
        """In the order in which they came; only who has the turn takes anything out."""
        some = [line.waiting.popleft() for _one in range(min(len(line.waiting), self._most))]
        try:
            results: Sequence[Result | BaseException] = self._work([one.item for one in some])
        except BaseException as error:  # noqa: BLE001 - raised by everybody whose item it was
            results = [error] * len(some)
        for one, result in zip(some, results, strict=True):
            one.result, one.is_done = result, True
