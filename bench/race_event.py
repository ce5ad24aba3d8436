"""The event of a race: made in the corpus, with people who will cancel, and deleted again."""

from datetime import datetime, time, timedelta
from typing import Any
from uuid import uuid4

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from events.models import Booking, ConsentText, Desk, Event, ProgrammeItem, Question, Registration
from events.services.registering import register
from events.services.sent import Contact, Person
from events.tokens import registration_token
from organisations.models import Organisation
from publishing.choices import Status


def make(wanted: dict[str, int]) -> dict[str, Any]:
    """`places`, and perhaps `seats` of a programme item that everybody wants and the number of people `leaving`."""
    day = timezone.localdate() + timedelta(days=30)
    organiser = Organisation.objects.filter(status=Status.PUBLISHED).order_by("pk")[0]
    event = Event.objects.create(
        organisation=organiser, slug=f"race-{uuid4().hex[:12]}", title_de="Rennen", title_cs="Závod",
        status=Status.PUBLISHED, published_at=timezone.now(), first_day=day, last_day=day,
    )  # fmt: skip
    Desk.objects.create(event=event, is_open=True, capacity=wanted["places"])
    question = Question.objects.create(event=event, type="text", label_de="Thema", label_cs="Téma")
    consent = ConsentText.objects.create(
        event=event, purpose="participation", text_de="Ja", text_cs="Ano", is_required=True
    )
    fields = {
        "country": "DE",
        "organisation_name": "Meier GmbH",
        "row": "0",
        "action": "send",
        "p0-first_name": "Jana",
        "p0-languages": "cs",
        f"p0-question_{question.pk}": "Spritzguss",
        f"p0-consent_{consent.pk}": "on",
    }
    items = []
    if seats := wanted.get("seats"):
        start = timezone.make_aware(datetime.combine(day, time(10)))
        item = ProgrammeItem.objects.create(
            event=event, title_de="Werkstatt", starts_at=start, ends_at=start + timedelta(hours=1), capacity=seats
        )
        items.append((item.pk, None))
        fields[f"p0-item_{item.pk}"] = "on"
    leaving = [_guest(event, number, items) for number in range(wanted.get("leaving", 0))]
    with override("de"):
        path = reverse("event_register", args=[event.slug])
        pages = [(reverse("registration_manage", args=[registration_token(row)]), row.pk) for row in leaving]
    return {"event": event.pk, "path": path, "fields": fields, "leaving": pages}


def delete(pk: int) -> None:
    """Everything about the event, also the jobs that would write its mails."""
    bookings = list(Booking.objects.filter(event=pk).values_list("pk", flat=True))
    people = list(Registration.objects.filter(event=pk).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM procrastinate_jobs WHERE (args ->> 'booking_id')::bigint = ANY(%s)"
            " OR (args ->> 'registration_id')::bigint = ANY(%s)",
            [bookings, people],
        )
    Booking.objects.filter(event=pk).delete()
    Event.objects.filter(pk=pk).delete()


def _guest(event: Event, number: int, items: list[tuple[int, None]]) -> Registration:
    """Somebody with a place, who will give it back; a mail has told nobody yet."""
    address = f"leaving{number}@example.org"
    booking = register(
        event_id=event.pk,
        contact=Contact("Jana Nováková", address),
        people=[Person("Jana", f"Nováková {number}", email=address, items=items)],
        form_key=uuid4(),
    )
    return booking.registrations.get()
