"""A thousand people at one event of the corpus, for the organiser's list."""

from random import Random

from django.utils import timezone

from accounts.models import User
from bench.congress import SLUG
from events.choices import State
from events.models import Booking, Event, EventStaff, ItemBooking, Registration

PEOPLE = 1000
ORGANISER = "organiser@example.org"
NAMES = ("Nováková", "Müller", "Chalupa", "Horák", "Čermák", "Zimmermann", "Procházka", "Wagner", "Dvořák", "Schmidt")
FIRST_NAMES = ("Jana", "Petr", "Erik", "Katrin", "Pavel")
STATES = (*[State.CONFIRMED] * 7, State.WAITING, State.REQUESTED, State.CANCELLED)
SEGMENTS: tuple[list[str], ...] = ([], [], ["Presse"], ["Bus 1", "VIP"])


def build() -> None:
    """Make them; the same ones each time."""
    random = Random("registrations")  # noqa: S311 - the same ones each time
    event = Event.objects.get(slug=f"{SLUG}-0")
    EventStaff.objects.create(event=event, user=User.objects.get(email=ORGANISER), role="main")
    bookings = Booking.objects.bulk_create(_booking(random, event, number) for number in range(PEOPLE))
    people = [_person(random, booking, number) for number, booking in enumerate(bookings, 1)]
    Registration.objects.bulk_create(people)
    items = list(event.items.filter(needs_booking=True))
    ItemBooking.objects.bulk_create(
        ItemBooking(registration=person, item=random.choice(items), state=State.CONFIRMED, number=person.number)
        for person in people
        if person.state == State.CONFIRMED
    )


def _booking(random: Random, event: Event, number: int) -> Booking:
    return Booking(
        event=event, contact_name=f"Gast {number}", email=f"guest{number}@example.org",
        language=random.choice(("de", "cs")), country=random.choice(("DE", "CZ")),
        organisation_name=f"Firma {number % 300} GmbH", verified_at=timezone.now(),
    )  # fmt: skip


def _person(random: Random, booking: Booking, number: int) -> Registration:
    person = Registration(
        event=booking.event, booking=booking, number=number, state=random.choice(STATES),
        first_name=random.choice(FIRST_NAMES), last_name=random.choice(NAMES), email=booking.email,
        segments=random.choice(SEGMENTS),
    )  # fmt: skip
    person.set_sort_keys()
    return person
