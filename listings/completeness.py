"""What an offer or a demand needs before a chamber can review it."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.choices import Language
from listings.identity import betrayal, betrayed_by


def missing_facts(entry: Any) -> list[str]:
    """What is still to be filled in, in the reader's words; empty when the listing can be submitted."""
    original = entry.texts(Language(entry.original_language))
    wanted = {
        _("a title"): bool(original["title"]),
        _("a description"): bool(original["description"]),
        _("at least one category"): entry.capabilities.exists(),
        _("the town"): bool(entry.town) or entry.is_cipher,
        _("a day to come until which it is shown"): entry.valid_until >= timezone.localdate(),
    }
    missing = [words for words, there in wanted.items() if not there]
    if entry.is_cipher and (found := betrayed_by(entry)):
        missing.append(betrayal(found))
    if entry.is_cipher and _is_known(entry):
        missing.append(_("another title: one of your own entries with your name has been public with this one"))
    return missing


def _is_known(entry: Any) -> bool:
    """Whether readers have seen the title beside the organisation's name."""
    titles = {text for language in Language for text in [entry.texts(language)["title"]] if text}
    own = type(entry).objects.filter(organisation=entry.organisation_id, is_cipher=False, published_at__isnull=False)
    return any(own.exclude(pk=entry.pk).filter(Q(title_de=title) | Q(title_cs=title)).exists() for title in titles)
