"""What stands for a participant's own data in the text of a mail: {first name}, {event}, {link}."""

import re
from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from bilingual.choices import Language
from bilingual.text import text_of
from events.models import Event, Registration
from events.tokens import booking_path, manage_address

PLACEHOLDER = re.compile(r"\{([^{}\n]{1,40})\}")
# each may be written in German, in Czech and in English, whatever the language of the text
NAMES: Mapping[str, tuple[str, ...]] = {
    "first_name": ("first name", "vorname", "jméno"),
    "last_name": ("last name", "nachname", "příjmení"),
    "event": ("event", "veranstaltung", "akce"),
    "link": ("link", "odkaz"),
}
BY_NAME = {name: key for key, names in NAMES.items() for name in names}
SHOWN = {"de": ("{Vorname}", "{Nachname}", "{Veranstaltung}", "{Link}"),
         "cs": ("{jméno}", "{příjmení}", "{akce}", "{odkaz}")}  # fmt: skip
EXAMPLE = {"de": ("Erika", "Mustermann"), "cs": ("Jana", "Nováková")}


def unknown_placeholders(text: str) -> list[str]:
    """What stands in braces and means nothing here."""
    return [found.group() for found in PLACEHOLDER.finditer(text) if _key(found.group(1)) is None]


def fill_in(text: str, *, event: Event, person: Registration | None, language: Language, is_trial: bool) -> str:
    """The text with the data of a participant; without one, with those of a made-up person.

    `is_trial`: somebody else reads it, so that words stand for the link, which opens a registration.
    """
    first, last = (person.first_name, person.last_name) if person else EXAMPLE[language.value]
    values = {
        "first_name": first,
        "last_name": last,
        "event": text_of(event, "title", language).value,
        "link": _own_address(person, language) if person and not is_trial else _in_place_of_link(language),
    }
    return PLACEHOLDER.sub(lambda found: values.get(_key(found.group(1)) or "", found.group()), text)


def _key(name: str) -> str | None:
    return BY_NAME.get(" ".join(name.split()).casefold())


def _in_place_of_link(language: Language) -> str:
    with override(language.value):
        return f"[{_('the link to the own registration')}]"


def _own_address(person: Registration, language: Language) -> str:
    """Where this person changes the own registration; who has no address of the own gets the contact's page."""
    if person.email:
        return manage_address(person, language)
    return f"{settings.SITE_URL}{booking_path(person.booking, language)}"
