"""What a profile needs before a chamber can review it."""

from typing import Any

from django.utils.translation import gettext as _

from bilingual.choices import Language
from organisations.choices import Kind


def missing_facts(entry: Any) -> list[str]:
    """What is still to be filled in, in the reader's words; empty when the profile can be submitted."""
    wanted = {
        _("one sentence about what you do"): _written(entry, "summary"),
        _("a description"): _written(entry, "description"),
        _("the town"): bool(entry.town),
    }
    if entry.kind == Kind.COMPANY:
        wanted[_("at least one sector")] = entry.sectors.exists()
        wanted[_("at least one product or service")] = entry.capabilities.exists()
    return [words for words, there in wanted.items() if not there]


def _written(entry: Any, field: str) -> bool:
    return any(getattr(entry, f"{field}_{language}") for language in Language.values)
