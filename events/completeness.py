"""What an event needs before a chamber can review it."""

from typing import Any

from django.utils.translation import gettext as _

from bilingual.choices import Language
from events.choices import Mode


def missing_facts(event: Any) -> list[str]:
    """What is still to be filled in, in the reader's words; empty when the event can be submitted."""
    original = event.texts(Language(event.original_language))
    wanted = {
        _("a title"): bool(original["title"]),
        _("a description"): bool(original["description"] or original["summary"]),
        _("the languages of the event"): bool(event.languages),
        _("the town"): bool(event.town) or event.mode == Mode.ONLINE or not event.has_exact_date,
    }
    return [words for words, there in wanted.items() if not there]
