"""The two sides of a meeting in words: where somebody comes from, what they offer, which language they talk in."""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from bilingual.choices import Language
from bilingual.text import Text, page_language, text_of
from exchange.models import Interpreter, MeetingRequest, Participant
from listings.choices import Direction
from organisations.choices import Country, SpokenLanguage

INTERPRETED = (SpokenLanguage.DE, SpokenLanguage.CS)


def organisation_of(person: Participant) -> str:
    """Company or institution: the one here, or what was typed when registering; may be empty."""
    return person.organisation.name if person.organisation else person.registration.organisation_name


def country_of(person: Participant) -> Country:
    """Where the organisation is, or where the booking comes from."""
    return Country(person.organisation.country if person.organisation else person.registration.booking.country)


def common_languages(one: Participant, other: Participant) -> list[SpokenLanguage]:
    """The languages in which both can talk; empty where an interpreter is needed."""
    return [code for code in SpokenLanguage if code in one.languages and code in other.languages]


def talks_in(one: Participant, other: Participant, interpreter: Interpreter | None) -> str:
    """The languages of a meeting in the active language: "Deutsch, Englisch", "Deutsch und Tschechisch" translated."""
    spoken = INTERPRETED if interpreter else common_languages(one, other)
    return ", ".join(str(code.label) for code in spoken)


def partner_in(request: MeetingRequest, person_id: int) -> Participant:
    """The other one of the two."""
    return request.target if request.source_id == person_id else request.source


def load_offers(people: Iterable[Participant]) -> None:
    """Fetch what `offer_of` needs, for all of them in one statement."""
    prefetch_related_objects(list(people), "listings")


def offer_of(person: Participant, language: Language | None = None) -> Text:
    """What somebody offers: the own text, or the titles of the chosen offers; `language` None is the page's."""
    wanted = language or page_language()
    if person.offers:
        written = Language(person.language)
        return Text(person.offers, written, foreign=written is not wanted)
    offers = [one for one in person.listings.all() if one.direction == Direction.OFFER]
    titles = [text_of(one, "title", wanted) for one in offers]
    if not titles:
        return Text("", wanted, foreign=False)
    return Text(", ".join(title.value for title in titles), titles[0].language, titles[0].foreign)
