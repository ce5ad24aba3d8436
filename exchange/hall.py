"""What the screen in the hall shows: the slot now and the next one, table by table, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone

from exchange.models import Exchange, Meeting, Participant, Plan, Slot
from exchange.plans import meetings_of, told_plan
from exchange.presence import day_begins, day_ends
from exchange.sides import organisation_of

SALT = "exchange.hall"
LINES = 8
"""Tables on one page, so that they can be read from ten metres on a screen of usual size."""
SECONDS = 15
"""How long a page stands."""


class HallLinkUnusable(Exception):
    """The link of the hall's computer is wrong, or the exchange is over."""


@dataclass(frozen=True, slots=True)
class Line:
    """One table: who sits there, as on their badges."""

    table: str
    people: tuple[tuple[str, str], ...]
    """Name and organisation of both."""


@dataclass(frozen=True, slots=True)
class Column:
    """A slot with the tables of the page that is shown."""

    slot: Slot
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Hall:
    """`now` and `coming` are None where there is no such slot today; `page` counts from 1."""

    now: Column | None
    coming: Column | None
    page: int
    pages: int
    at: datetime
    begins_at: datetime | None = None
    """When it goes on another day, where nothing is left of today."""

    @property
    def numbers(self) -> range:
        """Of all pages."""
        return range(1, self.pages + 1)


def hall_of(exchange: Exchange, *, now: datetime | None = None, page: int | None = None) -> Hall:
    """The hall at a moment; without a page the clock turns them over, for everybody alike. Three statements;
    after the last slot of a day two."""
    moment = now or timezone.now()
    plan = told_plan(exchange.pk)
    current, following = slots_of_moment(exchange, moment)
    if not current and not following:
        return Hall(None, None, 1, 1, moment, _next_day(exchange, moment))
    rows = _meetings(plan, [slot for slot in (current, following) if slot])
    here, later = ([one for one in rows if slot and one.slot_id == slot.pk] for slot in (current, following))
    pages = max(-(-len(here) // LINES), -(-len(later) // LINES), 1)
    shown = int(moment.timestamp()) // SECONDS % pages + 1 if page is None else min(max(page, 1), pages)
    return Hall(_column(current, here, shown), _column(following, later, shown), shown, pages, moment)


def slots_of_moment(exchange: Exchange, now: datetime) -> tuple[Slot | None, Slot | None]:
    """The slot that runs and the next one of today; one statement."""
    rows = exchange.slots.in_use().filter(ends_at__gt=now, starts_at__gte=day_begins(now), starts_at__lt=day_ends(now))
    slots: list[Slot] = list(rows.order_by("starts_at", "pk")[:2])
    running = next((slot for slot in slots if slot.starts_at <= now), None)
    return running, next((slot for slot in slots if slot.starts_at > now), None)


def _next_day(exchange: Exchange, now: datetime) -> datetime | None:
    coming = exchange.slots.in_use().filter(starts_at__gt=now).order_by("starts_at")
    return coming.values_list("starts_at", flat=True).first()


def hall_token(exchange: Exchange) -> str:
    """The signed part of the link for the computer in the hall."""
    return signing.Signer(salt=SALT).sign(str(exchange.pk))


def read_hall_token(token: str) -> Exchange:
    """Whose hall it is; raises HallLinkUnusable for a wrong link, and from the day after the event on."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
        exchange: Exchange = Exchange.objects.select_related("event").get(pk=pk)
    except (signing.BadSignature, ValueError, Exchange.DoesNotExist) as error:
        raise HallLinkUnusable from error
    if exchange.event.last_day < timezone.localdate():
        raise HallLinkUnusable
    return exchange


def _meetings(plan: Plan | None, slots: Sequence[Slot]) -> list[Meeting]:
    return list(meetings_of(plan).filter(slot__in=slots)) if plan and slots else []


def _column(slot: Slot | None, rows: list[Meeting], page: int) -> Column | None:
    if slot is None:
        return None
    return Column(slot, [_line(one) for one in rows[(page - 1) * LINES : page * LINES]])


def _line(meeting: Meeting) -> Line:
    people = (meeting.request.source, meeting.request.target)
    return Line(meeting.table.label, tuple(_badge(person) for person in people))


def _badge(person: Participant) -> tuple[str, str]:
    return person.registration.full_name, organisation_of(person)
