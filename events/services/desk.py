"""How people register: settings, questions, consents."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.exceptions import HasAnswers
from events.models import Answer, ConsentText, Desk, Event, Question, SurveyAnswer
from events.services.changes import set_capacity
from events.services.places import lock_desk


@transaction.atomic
def save_desk(*, form: Any, actor: Any) -> Desk:
    """Save valid settings; with more places those who wait move up."""
    event_id = form.instance.event_id
    before = lock_desk(event_id)
    desk: Desk = form.instance
    # the number of the newest arrival may have grown since the page was opened
    desk.last_number = before.last_number
    form.save()
    set_capacity(event_id=event_id, capacity=desk.capacity, actor=actor)
    return desk


def desk_of(event: Event) -> Desk:
    """The desk of an event, made where an old one has none."""
    return Desk.objects.get_or_create(event=event)[0]


@transaction.atomic
def save_question(*, form: Any) -> Question:
    """Save a valid question; a new one comes last."""
    question: Question = form.instance
    if question.pk is None:
        lock_desk(question.event_id)
        last = Question.objects.filter(event=question.event_id).order_by("-position").first()
        question.position = last.position + 1 if last else 0
    form.save()
    return question


@transaction.atomic
def move_question(*, event_id: int, question_id: int, by: int) -> None:
    """Put a question one place earlier (-1) or later (1); raises Question.DoesNotExist."""
    lock_desk(event_id)
    row = Question.objects.get(event=event_id, pk=question_id)
    rows = list(Question.objects.filter(event=event_id, use=row.use))
    place = rows.index(row)
    target = min(max(place + by, 0), len(rows) - 1)
    rows.insert(target, rows.pop(place))
    for position, question in enumerate(rows):
        if question.position != position:
            Question.objects.filter(pk=question.pk).update(position=position)


@transaction.atomic
def delete_question(*, event_id: int, question_id: int) -> None:
    """Ask no longer; raises HasAnswers, or Question.DoesNotExist."""
    lock_desk(event_id)
    question = Question.objects.get(event=event_id, pk=question_id)
    if any(model._default_manager.filter(question=question).exists() for model in (Answer, SurveyAnswer)):
        raise HasAnswers
    question.delete()


@transaction.atomic
def save_consents(*, event_id: int, forms: Iterable[Any]) -> int:
    """Put the texts in force; how many have changed.

    What people have agreed to stays as it was: a changed text is a new row beside the replaced one.
    """
    lock_desk(event_id)
    return sum(_save_consent(event_id, form) for form in forms)


def _save_consent(event_id: int, form: Any) -> bool:
    values = form.cleaned_data
    present = ConsentText.objects.filter(event=event_id, purpose=form.purpose, replaced_at=None).first()
    wanted = {name: values[name].replace("\r\n", "\n") for name in ("text_de", "text_cs")}
    is_required = values.get("is_required", False)
    if present and values["is_asked"] and all(getattr(present, name) == text for name, text in wanted.items()):
        has_changed = present.is_required != is_required
        ConsentText.objects.filter(pk=present.pk).update(is_required=is_required)
        return has_changed
    if present:
        ConsentText.objects.filter(pk=present.pk).update(replaced_at=timezone.now())
    if values["is_asked"]:
        ConsentText.objects.create(event_id=event_id, purpose=form.purpose, is_required=is_required, **wanted)
    return bool(present) or values["is_asked"]
