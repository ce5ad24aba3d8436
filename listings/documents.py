"""Offers and demands as the search knows them."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from listings import cards
from listings.cipher import CIPHER, day_of, middle_of
from listings.models import Listing
from organisations.models import Capability
from organisations.owned import facts_of
from organisations.reference import capability_names
from search.analysis import Weight
from search.models import Document
from search.places import plane
from search.registry import DocumentData, DocumentSource, register

HIGHLIGHTS = 4
SUMMARY = 300  # characters, as that of an organisation
RELATED = ("capabilities", "delivery_regions")


@register
class ListingSource(DocumentSource):
    """All offers and demands that are published and still valid."""

    kind = "listing"
    label = _("Offer or demand")
    label_plural = _("Offers and demands")
    url_name = "listing_detail"
    card = "listings/card.html"

    def complete(self, documents: Sequence[Document]) -> None:
        """Whose it is, how much and until when."""
        cards.add_facts(documents)

    def card_values(self, document: Document) -> Mapping[str, str]:
        """The title in the page's language where there is one, and the facts."""
        return cards.values(document)

    def card_shape(self, document: Document) -> Mapping[str, Hashable]:
        """Offer or demand, and of what."""
        return cards.shape(document)

    def published_ids(self) -> Iterable[int]:
        """The ids of all that readers may see."""
        return Listing.objects.published().values_list("pk", flat=True)

    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        """Describe those of `ids` that are published, in a fixed number of queries."""
        rows = Listing.objects.published().filter(pk__in=ids).select_related("organisation", "region")
        for entry in rows.prefetch_related(*RELATED):
            yield _document(entry)


def _document(entry: Listing) -> DocumentData:
    capabilities = list(entry.capabilities.all())
    lon, lat = _coordinates(entry)
    x_km, y_km = plane(lon, lat) if lon is not None and lat is not None else (None, None)
    return DocumentData(
        **_facts(entry),
        summary_de=_summary(entry, "de"),
        summary_cs=_summary(entry, "cs"),
        highlights_de=_highlights(capabilities, "de"),
        highlights_cs=_highlights(capabilities, "cs"),
        x_km=x_km,
        y_km=y_km,
        facets=sorted(set(_facets(entry, capabilities))),
        texts=list(_texts(entry, capabilities)),
    )


def _facts(entry: Listing) -> dict[str, Any]:
    """As of every entry; of a cipher demand the days alone, which stand beside those of other entries."""
    facts = facts_of(entry)
    if entry.is_cipher:
        facts |= {"published_at": day_of(facts["published_at"])}
        facts |= {"confirmed_at": day_of(entry.confirmed_at) if entry.confirmed_at else None}
    return facts


def _coordinates(entry: Listing) -> tuple[float | None, float | None]:
    """Degrees of the own postcode, or of the organisation in the same town; of a cipher demand the region's middle."""
    if entry.is_cipher:
        return middle_of(entry.region_id or "")
    if entry.lat is None and entry.town == entry.organisation.town:
        return entry.organisation.lon, entry.organisation.lat
    return entry.lon, entry.lat


def _summary(entry: Listing, language: str) -> str:
    return Truncator(" ".join(entry.texts(language)["description"].split())).chars(SUMMARY)


def _highlights(capabilities: list[Capability], language: str) -> list[str]:
    return [getattr(capability, f"name_{language}") for capability in capabilities[:HIGHLIGHTS]]


def _facets(entry: Listing, capabilities: list[Capability]) -> Iterator[str]:
    yield f"kind:{entry.direction}"
    yield f"type:{entry.type}"
    yield f"country:{entry.country}"
    if entry.region_id:
        yield f"region:{entry.region_id}"
    if entry.is_cipher:
        yield CIPHER
    else:
        yield from (f"language:{code}" for code in entry.organisation.languages)
    yield from (f"certificate:{code}" for code in entry.certificates)
    for capability in capabilities:
        yield f"division:{capability.code[:2]}"
        yield from (f"cpv:{code}" for code in capability.ancestors if code in capability_names())


def _texts(entry: Listing, capabilities: list[Capability]) -> Iterator[tuple[str, Weight]]:
    for language in Language.values:
        yield entry.texts(language)["description"], "B"
        yield from ((getattr(capability, f"name_{language}"), "B") for capability in capabilities)
    if not entry.is_cipher:
        yield entry.organisation.name, "C"
        yield entry.town, "C"
    yield from ((code, "C") for code in entry.certificates)
    for region in [entry.region, *entry.delivery_regions.all()]:
        if region:
            yield f"{region.name_de} {region.name_cs}", "D"
