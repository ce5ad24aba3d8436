"""The way from an own entry to its matches."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from matching.models import Source
from organisations.actions import Action, register_entry_action
from organisations.models import Membership


@register_entry_action
def own_matches(kind: str, entry: Any, user: Any) -> list[Action]:
    """A button for those who act for the organisation, once the entry is public; one statement."""
    if not user.is_authenticated:
        return []
    own = Membership.objects.filter(user=user).values("organisation")
    sources = Source.objects.filter(document__kind=kind, document__object_id=entry.pk, owner_id__in=own)
    return [Action(_("Your matches"), reverse("matches_of", args=[kind, entry.pk]))] if sources.exists() else []
