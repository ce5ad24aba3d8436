"""Offers and demands that can be brought together, as the search knows them."""

from typing import Any

from accounts.models import User
from listings.models import Listing
from matching.models import Match, Source
from matching.services.refreshing import refresh_entries
from organisations.models import Organisation
from search.models import Document
from search.services import index_now
from tests.factories import make_company, make_listing, make_member, make_user, publish

TURNED = {"title_de": "Drehteile aus Edelstahl", "description_de": "Wellen und Buchsen aus 1.4404, gedreht."}
SOUSTRUZENI = {"title_cs": "Soustružení nerezových dílů", "description_cs": "Hřídele a pouzdra z nerezu 1.4404."}
OAK = {"title_de": "Tischplatten aus Eiche", "description_de": "Massivholz, geölt.", "capabilities": ["39120000"]}


def make_owner(name: str = "", *, user: User | None = None, region: str = "DED2D", **fields: Any) -> Organisation:
    """A published company that the search knows; somebody acts for it when `user` is given."""
    values = {"summary_de": "Familienbetrieb in dritter Generation.", **fields}
    company = publish(make_company(name, region=region, **values))
    if user:
        make_member(company, user=user)
    index_now(kind="company", ids=[company.pk])
    return Organisation.objects.get(pk=company.pk)


def make_demand(organisation: Organisation, **fields: Any) -> Listing:
    """A public demand for turned parts of stainless steel."""
    return _make(organisation, {**TURNED, "direction": "demand", **fields})


def make_offer(organisation: Organisation, **fields: Any) -> Listing:
    """A public offer of turned parts of stainless steel."""
    return _make(organisation, {**TURNED, "direction": "offer", **fields})


def make_czech_offer(organisation: Organisation, **fields: Any) -> Listing:
    """The same in Czech."""
    text = {"title_de": "", "description_de": "", "original_language": "cs", **SOUSTRUZENI}
    return _make(organisation, {**text, "direction": "offer", **fields})


def _make(organisation: Organisation, fields: dict[str, Any]) -> Listing:
    delivery = fields.pop("delivery_regions", [])
    listing = make_listing(organisation=organisation, **fields)
    listing.delivery_regions.set(delivery)
    publish(listing)
    index_now(kind=listing.kind, ids=[listing.pk])
    return listing


def refresh(*entries: Any) -> None:
    """As the worker does after a change."""
    for entry in entries:
        refresh_entries(kind=entry.kind, ids=[entry.pk])


def document_of(entry: Any) -> Document:
    """What the search knows of an entry."""
    return Document.objects.get(kind=entry.kind, object_id=entry.pk)


def matches_of(entry: Any) -> list[str]:
    """The titles of what fits an entry, the best first."""
    rows = Match.objects.filter(source=document_of(entry).pk).best_first()
    return list(rows.values_list("target__title", flat=True))


def match_of(source: Any, target: Any) -> Match:
    """The match of two entries."""
    found: Match = Match.objects.select_related("source__document", "target").get(
        source=document_of(source).pk, target=document_of(target).pk
    )
    return found


def has_source(entry: Any) -> bool:
    """Whether matches are kept for an entry."""
    return Source.objects.filter(document__kind=entry.kind, document__object_id=entry.pk).exists()


def make_buyer(**fields: Any) -> tuple[User, Organisation]:
    """Somebody who acts for a company."""
    user = make_user(**fields)
    return user, make_owner("Käufer GmbH", user=user)
