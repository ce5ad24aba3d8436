"""Whether people can register, and how many places are left, said as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.choices import WaitingMode
from events.links import registration_url
from events.models import Event, Stand
from events.services.places import count_of, taken_of_event, waiting_for_event


@dataclass(frozen=True, slots=True)
class Availability:
    """The state of the registration in words; `url` only while people can register or join the waiting list."""

    text: str
    detail: str = ""
    url: str = ""
    only_waiting: bool = False


def with_numbers(events: QuerySet[Any]) -> QuerySet[Any]:
    """Events with `taken`, `waiting` and `stand_count`: people with a place, people who wait, stands; one statement."""
    stands = Stand.objects.filter(event=OuterRef("pk"))
    return events.annotate(taken=taken_of_event(), waiting=waiting_for_event(), stand_count=count_of(stands, "event"))


def availability(event: Any, now: datetime | None = None) -> Availability:
    """What a reader may expect of the registration; `event` comes from `with_numbers` with its desk."""
    now, desk = now or timezone.now(), getattr(event, "desk", None)
    if event.is_called_off or event.is_past or not event.is_published:
        return Availability("")
    if desk is None or not desk.is_open:
        return Availability(_closed_desk(event))
    if desk.opens_at and desk.opens_at > now:
        return Availability(_("Registration opens on %(date)s.") % {"date": _moment(desk.opens_at)})
    if desk.closes_at and desk.closes_at <= now:
        return Availability(_("Registration has closed."))
    return _open(event, desk)


def _closed_desk(event: Event) -> str:
    if not event.has_exact_date:
        return _("Registration opens as soon as the day is fixed.")
    return _("Registration is not open here.")


def _open(event: Any, desk: Any) -> Availability:
    until = _("until %(date)s") % {"date": _moment(desk.closes_at)} if desk.closes_at else ""
    if desk.capacity is not None and (event.taken >= desk.capacity or event.waiting):
        return _full(event, desk, until)
    if desk.needs_approval:
        text = _("Registration is open; the organiser approves each one.")
    elif desk.capacity is None:
        text = _("Registration is open.")
    else:
        text = places_text(desk.capacity - event.taken, desk.capacity)
    return Availability(text, until, registration_url(event))


def _full(event: Any, desk: Any, until: str) -> Availability:
    """Nobody passes those who wait, so places that are being given on are not free."""
    if event.taken < desk.capacity:
        text = _("Free places go to the waiting list first.")
    else:
        taken = ngettext("The only place is taken.", "All %(number)s places are taken.", desk.capacity)
        text = taken % {"number": desk.capacity}
    if desk.waiting_mode == WaitingMode.CLOSED:
        return Availability(text)
    waiting = ngettext("%(number)s person is waiting.", "%(number)s people are waiting.", event.waiting)
    told = waiting % {"number": event.waiting} if event.waiting else _("You can join the waiting list.")
    return Availability(f"{text} {told}", until, registration_url(event), only_waiting=True)


def places_text(free: int, capacity: int) -> str:
    """ "12 of 40 places are free", never below zero."""
    left = max(free, 0)
    text = ngettext("%(free)s of %(all)s places is free", "%(free)s of %(all)s places are free", left)
    return text % {"free": left, "all": capacity}


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
