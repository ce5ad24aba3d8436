"""Plain functions that make events and what belongs to them; every argument can be given."""

from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from events.choices import StaffRole, State
from events.models import Booking, Desk, Event, EventStaff, ProgrammeItem, Registration
from organisations.models import Organisation
from publishing.choices import Status
from tests.factories import make_institution, make_user, publish

numbers = count(1)


def make_event(title: str = "", *, organisation: Organisation | None = None, days: int = 30, **fields: Any) -> Event:
    """A published event in Zittau, `days` from today, with an open desk."""
    number = next(numbers)
    day = timezone.localdate() + timedelta(days=days)
    organiser = organisation or publish(make_institution())
    values: dict[str, Any] = {
        "slug": f"event-{number}",
        "title_de": title or f"Veranstaltung {number}",
        "original_language": "de",
        "state_de": "original",
        "first_day": day,
        "last_day": day,
        "starts_at": time(9),
        "ends_at": time(16),
        "town": "Zittau",
        "postcode": "02763",
        "region_id": "DED2D",
        "status": Status.PUBLISHED,
        "published_at": timezone.now(),
        **fields,
    }
    event = Event.objects.create(organisation_id=organiser.pk, **values)
    Desk.objects.create(event=event, is_open=True)
    return event


def make_staff(event: Event, role: StaffRole = StaffRole.MAIN, *, user: User | None = None) -> User:
    """Somebody who works for the event."""
    person = user or make_user()
    EventStaff.objects.create(event=event, user=person, role=role)
    return person


def make_item(event: Event, title: str = "", *, hour: int = 10, **fields: Any) -> ProgrammeItem:
    """An hour of the programme on the first day."""
    start = timezone.make_aware(datetime.combine(event.first_day, time(hour)))
    values: dict[str, Any] = {
        "title_de": title or f"Vortrag {next(numbers)}",
        "starts_at": start,
        "ends_at": start + timedelta(hours=1),
        **fields,
    }
    return ProgrammeItem.objects.create(event=event, **values)


def make_registration(event: Event, *, state: State = State.CONFIRMED, email: str = "", **fields: Any) -> Registration:
    """A person with a booking of the own, straight in the table: capacity is not looked at."""
    number = next(numbers)
    address = email or f"guest{number}@example.org"
    booking = Booking.objects.create(
        event=event, contact_name=f"Gast {number}", email=address, verified_at=timezone.now()
    )
    person = Registration(
        event=event,
        booking=booking,
        number=number,
        state=state,
        **{"first_name": "Jana", "last_name": f"Nováková {number}", "email": address, **fields},
    )
    person.set_sort_keys()
    person.save()
    return person
