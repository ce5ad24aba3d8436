"""Events as the search knows them."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bilingual.choices import Language
from events import cards
from events.choices import Precision, Type
from events.dates import date_text
from events.models import Event
from organisations.owned import facts_of
from organisations.places import find_place
from search.analysis import Weight
from search.models import Document
from search.places import plane
from search.registry import DocumentData, DocumentSource, register

SUMMARY = 300  # characters, as that of an organisation
MOST_MONTHS = 6
RELATED = ("partners__organisation", "items", "speakers")


@register
class EventSource(DocumentSource):
    """All published events, coming and past."""

    kind = Event.kind
    label = _("Event")
    label_plural = _("Events")
    url_name = "event_detail"
    card = "events/card.html"

    def complete(self, documents: Sequence[Document]) -> None:
        """When and where it is, and whether it takes place."""
        cards.add_facts(documents)

    def card_values(self, document: Document) -> Mapping[str, str]:
        """The title in the page's language where there is one, and the facts."""
        return cards.values(document)

    def card_shape(self, document: Document) -> Mapping[str, Hashable]:
        """What kind of event, and whether it is past or called off."""
        return cards.shape(document)

    def published_ids(self) -> Iterable[int]:
        """The ids of all that readers may see."""
        return Event.objects.published().values_list("pk", flat=True)

    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        """Describe those of `ids` that are published, in a fixed number of queries."""
        rows = Event.objects.published().filter(pk__in=ids).select_related("organisation", "region")
        for event in rows.prefetch_related(*RELATED):
            yield _document(event)


def _document(event: Event) -> DocumentData:
    x_km, y_km = _coordinates(event)
    return DocumentData(
        **facts_of(event),
        summary_de=_summary(event, "de"),
        summary_cs=_summary(event, "cs"),
        highlights_de=_formats(event, "de"),
        highlights_cs=_formats(event, "cs"),
        x_km=x_km,
        y_km=y_km,
        facets=sorted(set(_facets(event))),
        texts=list(_texts(event)),
    )


def _coordinates(event: Event) -> tuple[float | None, float | None]:
    """Kilometres on the plane, of the venue or of its postcode."""
    if event.lat is not None and event.lon is not None:
        return plane(event.lon, event.lat)
    place = find_place(event.postcode, country=event.country, town=event.town) if event.postcode else None
    return plane(place.lon, place.lat) if place else (None, None)


def _summary(event: Event, language: str) -> str:
    texts = event.texts(language)
    return Truncator(texts["summary"] or " ".join(texts["description"].split())).chars(SUMMARY)


def _formats(event: Event, language: str) -> list[str]:
    with override(language):
        return cards.format_labels(event.formats)


def _facets(event: Event) -> Iterator[str]:
    yield f"kind:{event.kind}"
    yield f"event:{event.type}"
    yield f"mode:{event.mode}"
    yield f"country:{event.country}"
    # no facet of a page: with another day the documents are another state, and what was counted is counted anew
    yield f"day:{event.first_day.isoformat()}"
    if event.region_id:
        yield f"region:{event.region_id}"
    yield from (f"format:{code}" for code in event.formats)
    yield from (f"language:{code}" for code in event.languages)
    yield from (f"month:{month}" for month in months_of(event))


def months_of(event: Event) -> list[str]:
    """The months that it touches, as "2027-03"; none where only the half-year is known."""
    if event.precision == Precision.HALF_YEAR:
        return []
    found: list[str] = []
    day = event.first_day.replace(day=1)
    while day <= event.last_day and len(found) < MOST_MONTHS:
        found.append(f"{day:%Y-%m}")
        day = next_month(day)
    return found


def next_month(day: date) -> date:
    """The first day of the month after."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def _texts(event: Event) -> Iterator[tuple[str, Weight]]:
    for language in Language.values:
        texts = event.texts(language)
        yield texts["summary"], "B"
        yield texts["description"], "B"
        yield ", ".join(_formats(event, language)), "B"
        with override(language):
            yield f"{Type(event.type).label}, {date_text(event)}", "C"
        yield from ((getattr(item, f"title_{language}"), "C") for item in event.items.all())
    yield event.organisation.name, "C"
    yield from ((str(partner), "C") for partner in event.partners.all())
    yield from ((speaker.full_name, "C") for speaker in event.speakers.all())
    yield f"{event.venue} {event.town}", "C"
    if event.region:
        yield f"{event.region.name_de} {event.region.name_cs}", "D"
