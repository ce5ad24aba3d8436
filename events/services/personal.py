"""A participant changes the own data; places are not touched."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from events.choices import Origin, Step
from events.exceptions import NotPossible
from events.models import Answer, Registration
from events.services import history
from events.services.consents import decide

CHANGEABLE = ("title_before", "first_name", "last_name", "title_after", "function", "languages", "needs")


@transaction.atomic
def change_person(
    *,
    registration_id: int,
    values: Mapping[str, Any],
    answers: Mapping[int, Any],
    decisions: Mapping[int, bool],
) -> Registration:
    """Save name and the like, answers and consents; raises NotPossible for a registration that has ended.

    The address stays, because it is the one that was confirmed.
    """
    row: Registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    if row.has_ended:
        raise NotPossible(row.state)
    name_before = row.full_name
    for name in CHANGEABLE:
        setattr(row, name, values.get(name, getattr(row, name)))
    row.set_sort_keys()
    row.save(update_fields=[*CHANGEABLE, "sort_key_de", "sort_key_cs"])
    Answer.objects.filter(registration=row).exclude(question__in=answers).delete()
    Answer.objects.bulk_create(
        [Answer(registration=row, question_id=question, value=value) for question, value in answers.items()],
        update_conflicts=True,
        unique_fields=["registration", "question"],
        update_fields=["value"],
    )
    decide(registration_id=row.pk, decisions=decisions)
    if name_before != row.full_name:
        history.note([row.pk], Step.DATA, by=Origin.PERSON, detail=f"{name_before} → {row.full_name}")
    return row
