"""The list of the others: whom one may meet, by word, country and language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Prefetch

from bilingual.choices import Language
from bilingual.text import page_language
from exchange.models import Participant
from exchange.own_texts import asked_words, says_all
from exchange.pairing import partners_of
from exchange.sides import country_of, organisation_of
from listings.models import Listing
from organisations.choices import Country, SpokenLanguage
from search.terms import expansions
from search.version import index_version

LONGEST_QUESTION = 200
SHOWN = Prefetch("listings", Listing.objects.published().filter(is_cipher=False).order_by("pk"))
"""The chosen offers and demands that are still public."""


def partners(me: Participant) -> list[Participant]:
    """Everybody whom this participant may meet, by surname, with what cards need; a fixed number of statements."""
    rows = partners_of(me).with_names().prefetch_related(SHOWN)
    return list(rows.order_by(f"registration__sort_key_{page_language()}", "pk"))


def chosen(people: Sequence[Participant], asked: Mapping[str, str]) -> list[Participant]:
    """Those that the address asks for; what it does not know is left out."""
    country, language = asked.get("country", ""), asked.get("language", "")
    rows = list(people)
    if country in Country:
        rows = [one for one in rows if country_of(one) == country]
    if language in SpokenLanguage:
        rows = [one for one in rows if language in one.languages]
    return _with_words(rows, asked.get("q", "")[:LONGEST_QUESTION])


def choices(people: Sequence[Participant], asked: Mapping[str, str]) -> dict[str, Any]:
    """Countries and languages that occur, each with whether it is chosen."""
    countries = {country_of(one) for one in people}
    spoken = {code for one in people for code in one.languages}
    return {
        "countries": [(code, asked.get("country") == code) for code in Country if code in countries],
        "languages": [(code, asked.get("language") == code) for code in SpokenLanguage if code in spoken],
    }


def _with_words(people: list[Participant], question: str) -> list[Participant]:
    if not question.strip():
        return people
    version = index_version()
    words = asked_words(question, lambda text: expansions(text, version))
    return [one for one in people if words and says_all(words, _text(one))]


def _text(person: Participant) -> str:
    """All that stands on the card, in both languages."""
    titles = [text for row in person.listings.all() for text in _both(row, "title")]
    registration, organisation = person.registration, person.organisation
    about = [*_both(organisation, "summary"), organisation.town] if organisation else []
    own = (registration.full_name, registration.function, organisation_of(person), person.offers, person.seeks)
    return " ".join(filter(None, (*own, *titles, *about)))


def _both(row: object, field: str) -> list[str]:
    return [getattr(row, f"{field}_{language}") or "" for language in Language.values]
