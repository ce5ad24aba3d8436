"""The worker writes mails about registrations: what is true at that moment, once, in the language of the reader."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from accounts.mails import Attachment
from accounts.services import send_mail
from bilingual.choices import Language
from bilingual.text import text_of
from events import icalendar
from events.choices import ENDED, VERIFY_WITHIN, State, Step
from events.dates import item_when_text, when_text
from events.models import Booking, Event, ItemBooking, Registration
from events.places import location_text
from events.services import people
from events.services.history import newest
from events.services.letter_texts import HANDED_ON, TEXTS, VERIFY_REQUEST, Text
from events.services.letters import Letter
from events.services.tickets import qr_png
from events.tokens import booking_path, manage_path

TEMPLATE = "event_letter"
OF_ITEMS: dict[Letter, tuple[State, ...]] = {
    Letter.ITEM_MOVED_UP: (State.CONFIRMED,),
    Letter.ITEM_OFFERED: (State.OFFERED,),
    Letter.ITEM_CHANGED: (State.CONFIRMED, State.OFFERED, State.WAITING, State.REQUESTED),
    Letter.ITEM_CALLED_OFF: (State.CANCELLED,),
}
"""Mails about a programme item: in which states of the place in it they are still true."""
SAYS_ID_CARD = (
    Letter.BOOKED,
    Letter.TICKET,
    Letter.CONFIRMED,
    Letter.MOVED_UP,
    Letter.REMINDER,
    Letter.TICKET_AGAIN,
    Letter.TAKEN_OVER,
)


@transaction.atomic
def write_booking(*, booking_id: int) -> None:
    """The request to confirm the address; once that is done, the tickets of all people of the form."""
    booking = Booking.objects.select_related("event__organisation", "user").get(pk=booking_id)
    rows = [row for row in _people(booking) if not row.has_ended]
    if not rows or not booking.email:
        return
    if booking.verified_at is None:
        _write(Letter.VERIFY, booking, rows, to=booking.email, key=f"event-verify-{booking.pk}")
        return
    _write(Letter.BOOKED, booking, rows, to=booking.email, key=f"event-booked-{booking.pk}")
    for row in rows:
        # colleagues hear of it only now: nobody can have strangers written to from an address that is not theirs
        if row.email and row.email != booking.email:
            _write(Letter.TICKET, booking, [row], to=row.email, key=f"event-ticket-{row.pk}")


@transaction.atomic
def write_letter(*, registration_id: int, letter: Letter, occasion: int, item_id: int | None = None) -> bool:
    """One mail to one person; False when its news are not true any more, as another mail tells what is."""
    row = Registration.objects.select_related("booking__event__organisation", "booking__user").get(pk=registration_id)
    booking = row.booking
    is_own = booking.verified_at is not None or row.email == booking.email
    address = row.email if row.email and is_own else booking.email
    item = _item(row, letter, item_id)
    if not address or row.state not in TEXTS[letter].states or (letter in OF_ITEMS and item is None):
        return False
    key = f"event-{letter}-{row.pk}-{item_id or 0}-{occasion}"
    return _write(letter, booking, [row], to=address, key=key, item=item)


def _write(
    letter: Letter,
    booking: Booking,
    rows: Sequence[Registration],
    *,
    to: str,
    key: str,
    item: ItemBooking | None = None,
) -> bool:
    heir = _heir(rows[0], letter)
    text, event, language = _text(letter, rows, heir), booking.event, _language(booking, rows[0], to)
    with override(language.value):
        values = _values(letter, booking, rows[0], item) | {"heir": heir}
        context = {
            "letter": letter.value,
            "subject_text": str(text.subject) % values,
            "lead": str(text.lead) % values,
            "button": text.button,
            "path": _path(letter, booking, rows[0], language),
            "event": event,
            "when": when_text(event),
            "where": location_text(event),
            "people": [people.described(row) for row in rows],
            "online_url": event.online_url if any(row.state == State.CONFIRMED for row in rows) else "",
            "identity_card": _identity_card(rows) if letter in SAYS_ID_CARD else (),
            "reason": _reason(rows[0], letter, language),
        }
        # tickets go to the person, and to the contact for who has given no address
        reached = [row for row in rows if row.mail_address == to]
        files = [file for row in reached for file in _files(text, event, row, language)]
    user = booking.user if booking.user and booking.user.email == to else None
    send_mail(
        to=to, user=user, language=language, template=TEMPLATE, context=context, purpose=f"event_{letter}",
        attachments=files, key=key,
    )  # fmt: skip
    return True


def _text(letter: Letter, rows: Sequence[Registration], heir: str) -> Text:
    if heir:
        return HANDED_ON
    if letter == Letter.VERIFY and all(row.state == State.REQUESTED for row in rows):
        return VERIFY_REQUEST
    return TEXTS[letter]


def _language(booking: Booking, row: Registration, to: str) -> Language:
    """That of the person where the mail goes to the own address, else the contact's."""
    return row.mail_language if to == row.email else Language(booking.language)


def _values(letter: Letter, booking: Booking, row: Registration, item: ItemBooking | None) -> dict[str, str]:
    until = item.offered_until if item else row.offered_until
    if letter == Letter.VERIFY:
        until = booking.created_at + VERIFY_WITHIN
    return {
        "title": text_of(booking.event, "title").value,
        "when": when_text(booking.event),
        "contact": booking.contact_name,
        "item": str(item.item) if item else "",
        "item_when": item_when_text(item.item) if item else "",
        "until": _moment(until) if until else "",
    }


def _moment(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _path(letter: Letter, booking: Booking, row: Registration, language: Language) -> str:
    if letter in {Letter.VERIFY, Letter.BOOKED}:
        return booking_path(booking, language)
    return manage_path(row, language)


def _reason(row: Registration, letter: Letter, language: Language) -> str:
    if letter == Letter.CALLED_OFF:
        return text_of(row.booking.event, "call_off_reason", language).value
    # not among the arguments of a job: it is about a person
    step = newest(row.pk, Step.STATE) if letter == Letter.DECLINED else None
    return step.detail if step else ""


def _heir(row: Registration, letter: Letter) -> str:
    """Who has the place of somebody whose registration is cancelled; empty when it was free for all."""
    if letter not in {Letter.CANCELLED, Letter.CANCELLED_BY_ORGANISER}:
        return ""
    step = newest(row.pk, Step.STATE, Step.PERSON)
    return step.detail if step and step.step == Step.PERSON else ""


def _files(text: Text, event: Event, row: Registration, language: Language) -> list[Attachment]:
    files = []
    if text.has_ticket and row.state == State.CONFIRMED and not row.wants_online:
        files.append(Attachment(f"{row.formatted_code}.png", "image/png", qr_png(row)))
    if text.has_calendar and (row.state == State.CONFIRMED or row.state in ENDED):
        content = icalendar.calendar([event], language=language.value, registration=row)
        files.append(Attachment(icalendar.filename(event, row), "text/calendar", content))
    return files


def _identity_card(rows: Sequence[Registration]) -> list[str]:
    """Items for which somebody needs an identity card."""
    booked = [one.item for row in rows for one in row.item_bookings.all() if one.state == State.CONFIRMED]
    return list(dict.fromkeys(str(item) for item in booked if item.needs_identity_card))


def _people(booking: Booking) -> list[Registration]:
    rows = (
        Registration.objects.filter(booking=booking)
        .order_by("number")
        .prefetch_related("item_bookings__item", "item_bookings__pick_up_point")
    )
    return list(rows.select_related("booking"))


def _item(row: Registration, letter: Letter, item_id: int | None) -> ItemBooking | None:
    """The place in an item that the mail is about, while it is as the mail says."""
    if item_id is None:
        return None
    wanted = OF_ITEMS.get(letter, (State.CONFIRMED,))
    return row.item_bookings.select_related("item__room").filter(item=item_id, state__in=wanted).first()
