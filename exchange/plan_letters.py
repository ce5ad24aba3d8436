"""What the mails about a plan say, each in the language of who reads it, with the calendar file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from accounts.mails import Attachment
from accounts.services import send_mail
from bilingual.choices import Language
from bilingual.links import path_in
from bilingual.text import text_of
from events.dates import day_text, hours_text
from events.icalendar import CONTENT_TYPE
from events.tokens import manage_path, registration_token
from exchange.choices import PlanState
from exchange.differences import Changes, between
from exchange.icalendar import calendar_of, file_name, interpreter_calendar, told_meetings
from exchange.letters import language_of
from exchange.models import Meeting, Participant, Plan, PlanLetter
from exchange.plans import Entry, entry_of, meetings_of
from exchange.sides import organisation_of, talks_in
from exchange.told import Record, meetings_by_id, record
from exchange.unmet import unmet, unmet_of

CZECH_MARKS = ("+420", "00420")


@dataclass(frozen=True, slots=True)
class LastWord:
    """Of which plan somebody was told last, and whether it was final then."""

    plan: int
    is_final: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A meeting as a mail says it."""

    when: str
    table: str
    partner: str
    organisation: str
    language: str
    interpreter: str


def last_words(exchange_id: int, whom: str) -> dict[int, LastWord]:
    """By person what was told last; `whom` is "participant" or "interpreter"."""
    sent = PlanLetter.objects.filter(plan__exchange=exchange_id, sent_at__isnull=False).exclude(**{whom: None})
    rows = sent.order_by("plan_id", "is_final").values_list(f"{whom}_id", "plan_id", "is_final")
    return {person: LastWord(plan, is_final) for person, plan, is_final in rows}


def write_to_participants(plan: Plan, letters: Sequence[PlanLetter]) -> None:
    """The whole timetable to who hears of it for the first time, or that it is final; to all others what changed."""
    ids = [letter.participant_id for letter in letters if letter.participant_id]
    rows = Participant.objects.filter(pk__in=ids).with_names()
    told = record(plan.exchange_id, people=ids, with_plan=plan.pk)
    words = last_words(plan.exchange_id, "participant")
    for person in rows:
        person.exchange = plan.exchange
        if person.registration.mail_address:
            _write(plan, person, told, words.get(person.pk))


def _write(plan: Plan, person: Participant, told: Record, last: LastWord | None) -> None:
    now = told.places(person.pk, plan.pk)
    changed = between(told.places(person.pk, last.plan) if last else {}, now)
    is_final = plan.state == PlanState.FINAL
    is_whole = last is None or (is_final and not last.is_final)
    rows = meetings_by_id(changed.meetings() | {place.meeting for place in now.values()})
    entries = sorted(
        (entry_of(rows[place.meeting], person.pk) for place in now.values()), key=lambda one: one.slot.starts_at
    )
    language = language_of(person)
    with override(language.value):
        context = {
            "is_first": last is None,
            "is_final": is_final,
            "meetings": [_line(entry, person) for entry in entries],
            "unmet": unmet_of(plan, person) if last is None else [],
            **(_changes(plan, person, changed, rows) if last else {}),
        }
    _send(plan, person, told, language, "exchange_timetable" if is_whole else "exchange_changes", context)


def _changes(plan: Plan, person: Participant, changed: Changes, rows: dict[int, Meeting]) -> dict[str, Any]:
    """What is elsewhere, what is no more with its reason, what is new; the language is active."""
    moved = [tuple(_line(entry_of(rows[place.meeting], person.pk), person) for place in pair)
             for pair in changed.moved.values()]  # fmt: skip
    fallen = []
    for request, place in changed.fallen.items():
        entry = entry_of(rows[place.meeting], person.pk)
        fallen.append((_line(entry, person), unmet(entry.request, person, plan.unmet.get(str(request))).reason))
    added = [_line(entry_of(rows[place.meeting], person.pk), person) for place in changed.added.values()]
    return {
        "moved": sorted(moved, key=lambda pair: pair[1].when),
        "fallen": sorted(fallen, key=lambda row: row[0].when),
        "added": sorted(added, key=lambda line: line.when),
    }


def _line(entry: Entry, person: Participant) -> Line:
    return Line(
        when=_when(entry.meeting, person.exchange.event.first_day == person.exchange.event.last_day),
        table=entry.table.label,
        partner=entry.partner.registration.full_name,
        organisation=organisation_of(entry.partner),
        language=talks_in(person, entry.partner, entry.interpreter),
        interpreter=entry.interpreter.name if entry.interpreter else "",
    )


def _when(meeting: Meeting, is_one_day: bool) -> str:
    starts_at, ends_at = timezone.localtime(meeting.slot.starts_at), timezone.localtime(meeting.slot.ends_at)
    hours = hours_text(starts_at.time(), ends_at.time())
    return hours if is_one_day else f"{day_text(starts_at.date())}, {hours}"


def _send(
    plan: Plan, person: Participant, told: Record, language: Language, template: str, context: dict[str, Any]
) -> None:
    registration, event = person.registration, plan.exchange.event
    pages = [registration_token(registration), registration.pk]
    gone = registration.has_ended
    path = manage_path(registration, language) if gone else path_in(language, "exchange_own_timetable", *pages)
    calendar = calendar_of(person, told_meetings(plan.exchange_id, person.pk, known=told), plan, language, path)
    context |= {
        "event_title": text_of(event, "title", language).value,
        "name": registration.full_name,
        "is_for_another": not registration.email,
        "path": path,
        "paper_path": "" if gone else path_in(language, "exchange_own_paper", *pages),
    }
    send_mail(
        to=registration.mail_address, language=language, template=template, context=context, purpose=template,
        attachments=[Attachment(file_name(event), CONTENT_TYPE, calendar)],
        key=f"plan-{plan.pk}-{plan.state}-{person.pk}",
    )  # fmt: skip


def write_to_interpreters(plan: Plan, letters: Iterable[PlanLetter]) -> None:
    """Their whole plan, each time something in it has changed."""
    ids = {letter.interpreter_id for letter in letters if letter.interpreter_id}
    if not ids:
        return
    words = last_words(plan.exchange_id, "interpreter")
    meetings: dict[int, list[Meeting]] = {pk: [] for pk in ids}
    for meeting in meetings_of(plan).filter(interpreter__in=ids):
        meetings[meeting.interpreter_id or 0].append(meeting)
    for one in plan.exchange.interpreters.filter(pk__in=ids).exclude(email=""):
        language = _language_of(one.email, one.phone)
        event = plan.exchange.event
        with override(language.value):
            lines = [_work(meeting, event.first_day == event.last_day) for meeting in meetings[one.pk]]
        context = {
            "event_title": text_of(event, "title", language).value,
            "name": one.name,
            "is_first": one.pk not in words,
            "is_final": plan.state == PlanState.FINAL,
            "meetings": lines,
        }
        calendar = interpreter_calendar(one, plan, meetings[one.pk], language)
        send_mail(
            to=one.email, language=language, template="exchange_interpreter", context=context,
            purpose="exchange_interpreter", attachments=[Attachment(file_name(event), CONTENT_TYPE, calendar)],
            key=f"plan-{plan.pk}-{plan.state}-interpreter-{one.pk}",
        )  # fmt: skip


def _work(meeting: Meeting, is_one_day: bool) -> dict[str, Any]:
    sides = (meeting.request.source, meeting.request.target)
    return {
        "when": _when(meeting, is_one_day),
        "table": meeting.table.label,
        "people": [", ".join(filter(None, (one.registration.full_name, organisation_of(one)))) for one in sides],
    }


def _language_of(email: str, phone: str) -> Language:
    """Interpreters understand both; the country of their address decides."""
    is_czech = email.endswith(".cz") or phone.replace(" ", "").startswith(CZECH_MARKS)
    return Language.CS if is_czech else Language.DE
