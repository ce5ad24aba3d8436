"""The list of registrations as a table: one line for each person, with all that the organisers know."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from events.choices import Direction, Purpose, QuestionType, State
from events.models import Answer, Consent, ItemBooking, Question, Registration, Tick
from events.registration_filters import RegistrationFilter, options_of

Row = list[Any]


def header(asked: RegistrationFilter) -> Row:
    """The names of the columns."""
    return [
        *(_("Number"), _("State"), _("Since"), _("Title before the name"), _("First name"), _("Last name")),
        *(_("Title after the name"), _("Organisation"), _("Function"), _("E-mail address"), _("Country")),
        *(_("Language"), _("Registered on"), _("Registered by"), _("Takes part online"), _("Was there")),
        *(str(item) for item in asked.items),
        *(str(question) for question in asked.questions),
        *(str(purpose.label) for purpose in Purpose),
        *(_("What we should know"), _("Note"), _("Segments")),
    ]


def rows(asked: RegistrationFilter) -> Iterable[Row]:
    """The chosen registrations in their order; a fixed number of statements."""
    items, questions = asked.items, asked.questions
    for person in with_everything(asked.rows()):
        bookings = {booking.item_id: State(booking.state).label for booking in person.item_bookings.all()}
        given = {answer.question_id: answer.value for answer in person.answers.all()}
        consents = consents_of(person)
        yield [
            *_facts(person),
            *(str(bookings.get(item.pk, "")) for item in items),
            *(answer_text(question, given.get(question.pk)) for question in questions),
            *(_yes_or_no(consents.get(purpose.value)) for purpose in Purpose),
            *(person.needs, person.note, ", ".join(person.segments)),
        ]


def with_everything(people: Any) -> Any:
    """Registrations with all that is shown about them."""
    ticks = Tick.objects.filter(item=None, direction=Direction.IN, undone_at=None).order_by("at")
    return people.select_related("booking__organisation").prefetch_related(
        Prefetch("item_bookings", ItemBooking.objects.select_related("item", "pick_up_point")),
        Prefetch("answers", Answer.objects.select_related("question")),
        Prefetch("consents", Consent.objects.select_related("text").order_by("id")),
        Prefetch("ticks", ticks, to_attr="came_in"),
    )


def consents_of(person: Registration) -> dict[str, bool]:
    """What the person has agreed to or not, by purpose; the newest word counts."""
    return {consent.text.purpose: consent.is_given for consent in person.consents.all()}


def organisation_of(person: Registration) -> str:
    """Whom somebody comes for: the own words, or the booking's."""
    booking = person.booking
    return person.organisation_name or (
        booking.organisation.name if booking.organisation else booking.organisation_name
    )


def answer_text(question: Question, value: Any) -> str:
    """An answer in the reader's words."""
    if value is None or value == "":
        return ""
    if question.type == QuestionType.YES_NO:
        return _("yes") if value else _("no")
    if question.type in {QuestionType.CHOICE, QuestionType.CHOICES}:
        names = dict(options_of(question))
        return ", ".join(
            names.get(str(number), str(number)) for number in (value if isinstance(value, list) else [value])
        )
    return str(value)


def _facts(person: Any) -> Row:
    booking = person.booking
    return [
        *(
            person.number,
            str(person.get_state_display()),
            person.state_changed_at,
            person.title_before,
            person.first_name,
            person.last_name,
        ),
        *(person.title_after, organisation_of(person), person.function, person.mail_address),
        *(str(booking.get_country_display()), str(person.mail_language.label), booking.created_at),
        *(booking.contact_name, _yes_or_no(person.wants_online), person.came_in[0].at if person.came_in else ""),
    ]


def _yes_or_no(value: bool | None) -> str:
    return "" if value is None else _("yes") if value else _("no")
