"""Consents: each decision is a row of its own, the newest one counts."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from events.exceptions import NotPossible
from events.models import Consent, ConsentText, Registration


def given(registration: Registration) -> dict[int, bool]:
    """The newest decision about each text, by the number of the text."""
    rows = Consent.objects.filter(registration=registration).order_by("id")
    return dict(rows.values_list("text_id", "is_given"))


@transaction.atomic
def decide(*, registration_id: int, decisions: Mapping[int, bool]) -> int:
    """Give or withdraw consents; only what changes becomes a row. How many changed.

    Raises NotPossible when a required one is withdrawn: who does not agree cancels the registration instead.
    """
    row = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    texts = {text.pk: text for text in ConsentText.objects.filter(event=row.event_id, pk__in=decisions)}
    before = given(row)
    changed = [pk for pk, yes in decisions.items() if pk in texts and before.get(pk, False) != yes]
    if any(texts[pk].is_required and not decisions[pk] for pk in changed):
        raise NotPossible("consent")
    moment = timezone.now()
    Consent.objects.bulk_create(
        Consent(registration=row, text_id=pk, is_given=decisions[pk], decided_at=moment) for pk in changed
    )
    return len(changed)
