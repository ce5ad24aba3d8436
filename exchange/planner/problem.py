"""The words of a meeting exchange: what there is to plan, and a plan."""

from dataclasses import dataclass, field, replace
from enum import StrEnum


class Reason(StrEnum):
    """Why a request is not in the plan."""

    NO_COMMON_SLOT = "no_common_slot"
    PARTICIPANT_FULL = "participant_full"
    NO_TABLE = "no_table"
    NO_INTERPRETER = "no_interpreter"
    OUTWEIGHED = "outweighed"


@dataclass(frozen=True)
class Table:
    """A table: free for all, or with a host who alone meets there and meets nowhere else."""

    id: str
    slots: frozenset[int]
    host: str | None = None


@dataclass(frozen=True)
class Interpreter:
    """Somebody who translates German–Czech in these slots."""

    id: str
    slots: frozenset[int]


@dataclass(frozen=True)
class Participant:
    """Somebody who meets others; `max_meetings` None means no limit."""

    id: str
    languages: frozenset[str]
    available: frozenset[int]
    organisation: str = ""
    max_meetings: int | None = None


@dataclass(frozen=True)
class Request:
    """A wish for one meeting of two participants, worth `weight` (a whole number from 1).

    `mutual`: both have asked for it. A request counts as mutual too where another one asks in the other direction.
    """

    id: str
    source: str
    target: str
    weight: int
    mutual: bool = False


@dataclass(frozen=True)
class Problem:
    """Everything the planner knows; slots count from 0 to `slots` - 1."""

    slots: int
    tables: tuple[Table, ...]
    interpreters: tuple[Interpreter, ...]
    participants: tuple[Participant, ...]
    requests: tuple[Request, ...]

    def with_more(self, *, tables: int = 0, interpreters: int = 0) -> "Problem":
        """The same problem with so many more free tables and interpreters, there in all slots."""
        every = frozenset(range(self.slots))
        taken = {table.id for table in self.tables} | {one.id for one in self.interpreters}
        names = iter(name for number in range(1, 10_000) if (name := f"+{number}") not in taken)
        return replace(
            self,
            tables=self.tables + tuple(Table(next(names), every) for _ in range(tables)),
            interpreters=self.interpreters + tuple(Interpreter(next(names), every) for _ in range(interpreters)),
        )

    def as_json(self) -> dict[str, object]:
        """The problem in the format of its file."""
        return {
            "slots": self.slots,
            "tables": [{"id": one.id, "host": one.host, "slots": sorted(one.slots)} for one in self.tables],
            "interpreters": [{"id": one.id, "slots": sorted(one.slots)} for one in self.interpreters],
            "participants": [
                {
                    "id": one.id,
                    "languages": sorted(one.languages),
                    "available": sorted(one.available),
                    "organisation": one.organisation,
                    "max_meetings": one.max_meetings,
                }
                for one in self.participants
            ],
            "requests": [
                {"id": one.id, "from": one.source, "to": one.target, "weight": one.weight, "mutual": one.mutual}
                for one in self.requests
            ],
        }


@dataclass(frozen=True)
class Meeting:
    """One request that takes place."""

    request: str
    slot: int
    table: str
    interpreter: str | None = None


@dataclass(frozen=True)
class Plan:
    """Meetings in the order of the requests, and the reason for each request that is not among them."""

    meetings: tuple[Meeting, ...]
    unmet: dict[str, Reason] = field(default_factory=dict)

    def as_json(self) -> dict[str, list[dict[str, object]]]:
        """The plan in the format of its file."""
        return {
            "meetings": [
                {"request": one.request, "slot": one.slot, "table": one.table, "interpreter": one.interpreter}
                for one in self.meetings
            ],
            "unmet": [{"request": request, "reason": str(reason)} for request, reason in self.unmet.items()],
        }
