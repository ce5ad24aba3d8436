"""Who works for an event: invited, given another role, left. All under the lock of the event's row."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from accounts.services import send_mail
from bilingual.choices import Language
from bilingual.links import path_in
from bilingual.text import text_of
from events.choices import StaffRole
from events.exceptions import AlreadyStaff, LastMainOrganiser, NoSuchAccount
from events.models import Event, EventStaff


@transaction.atomic
def add_staff(*, event_id: int, email: str, role: StaffRole, actor: Any) -> EventStaff:
    """Let somebody with an account work for the event, and tell them; raises NoSuchAccount or AlreadyStaff."""
    event = _locked(event_id)
    person = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
    if person is None:
        raise NoSuchAccount
    if event.staff.filter(user=person).exists():
        raise AlreadyStaff
    row = EventStaff.objects.create(event=event, user=person, role=role)
    _tell(event, person, role, actor)
    return row


@transaction.atomic
def change_staff_role(*, event_id: int, staff_id: int, role: StaffRole) -> EventStaff:
    """Give somebody another role; raises LastMainOrganiser, or EventStaff.DoesNotExist for one who has left."""
    event = _locked(event_id)
    row = event.staff.get(pk=staff_id)
    if row.role == StaffRole.MAIN and role != StaffRole.MAIN:
        _keep_a_main_organiser(event, row)
    row.role = role
    row.save(update_fields=["role"])
    return row


@transaction.atomic
def end_staff(*, event_id: int, staff_id: int) -> None:
    """Somebody leaves or is removed; raises LastMainOrganiser, or EventStaff.DoesNotExist for one who has left."""
    event = _locked(event_id)
    row = event.staff.get(pk=staff_id)
    if row.role == StaffRole.MAIN:
        _keep_a_main_organiser(event, row)
    row.delete()


def _locked(event_id: int) -> Event:
    event: Event = Event.objects.select_for_update(of=("self",)).get(pk=event_id)
    return event


def _keep_a_main_organiser(event: Event, leaving: EventStaff) -> None:
    if not event.staff.filter(role=StaffRole.MAIN).exclude(pk=leaving.pk).exists():
        raise LastMainOrganiser


def _tell(event: Event, person: Any, role: StaffRole, actor: Any) -> None:
    language = Language(person.preferred_language)
    page = ("organiser",) if role == StaffRole.CHECK_IN else ("event_plan", event.pk)
    context = {
        "event": text_of(event, "title", language).value,
        "inviter": str(actor),
        "role": StaffRole(role),
        "path": path_in(language, *page),
    }
    send_mail(to=person.email, user=person, language=language, template="event_staff", context=context)
