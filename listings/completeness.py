"""What an offer or a demand needs before a chamber can review it."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from bilingual.choices import Language


def missing_facts(entry: Any) -> list[str]:
    """What is still to be filled in, in the reader's words; empty when the listing can be submitted."""
    original = entry.texts(Language(entry.original_language))
    wanted = {
        _("a title"): bool(original["title"]),
        _("a description"): bool(original["description"]),
        _("at least one category"): entry.capabilities.exists(),
        _("the town"): bool(entry.town),
        _("a day to come until which it is shown"): entry.valid_until >= timezone.localdate(),
    }
    return [words for words, there in wanted.items() if not there]
