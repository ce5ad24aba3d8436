"""Registering in tests: whoever is not named is a guest of the own."""

from typing import Any
from uuid import uuid4

from events.choices import State
from events.models import Booking, Desk, Event, Registration
from events.services.registering import register
from events.services.sent import Contact, Person
from tests.events.factories import make_event, numbers


def event_with(capacity: int | None = None, **desk: Any) -> Event:
    """A published event with so many places."""
    event = make_event()
    Desk.objects.filter(pk=event.pk).update(capacity=capacity, **desk)
    return event


def contact(email: str = "", **fields: Any) -> Contact:
    """Somebody who sends a form."""
    address = email or f"guest{next(numbers)}@example.org"
    return Contact(**{"name": "Jana Nováková", "email": address, **fields})


def person(email: str = "", **fields: Any) -> Person:
    """Somebody who wants to come."""
    return Person(**{"first_name": "Jana", "last_name": f"Nováková {next(numbers)}", "email": email, **fields})


def sign_up(event: Event, *people: Person, user: Any = None, **fields: Any) -> Booking:
    """One form with these people, or with one guest."""
    who = contact(**fields)
    return register(event_id=event.pk, contact=who, people=people or (person(who.email),), form_key=uuid4(), user=user)


def sign_up_one(event: Event, **fields: Any) -> Registration:
    """The registration of one more guest; `items` and the like belong to the person."""
    who = contact(fields.pop("email", ""))
    booking = register(event_id=event.pk, contact=who, people=[person(who.email, **fields)], form_key=uuid4())
    return booking.registrations.get()


def states(event: Event) -> list[str]:
    """The states of all people in the order of their numbers."""
    return list(Registration.objects.filter(event=event).order_by("number").values_list("state", flat=True))


CONFIRMED, WAITING, OFFERED = State.CONFIRMED.value, State.WAITING.value, State.OFFERED.value
