"""How the search over everything is narrowed down."""

from functools import cached_property
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from companies.filters import STAFF
from events.filters import FORMAT
from events.models import Event
from institutions.filters import TYPE as INSTITUTION_TYPE
from listings.choices import Direction
from listings.filters import PLURALS
from listings.filters import TYPE as LISTING_TYPE
from listings.models import Listing
from organisations.choices import Kind
from organisations.filters import CERTIFICATE, COUNTRY, CPV, LANGUAGE, REGION, SECTOR, OrganisationFilterSet
from search.filters import Chip, Facet, FacetGroup
from search.queries import DocumentQuerySet
from search.registry import source_of

KIND_NAME = "kind"
DIRECTIONS = [Direction.OFFER, Direction.DEMAND]


def kind_names() -> dict[str, str]:
    """What can be found, in the plural: the kinds of entries, listings by their direction, and events."""
    organisations = {kind.value: str(source_of(kind).label_plural) for kind in Kind}
    listings = {direction.value: str(PLURALS[direction]) for direction in DIRECTIONS}
    return {**organisations, **listings, Event.kind: str(source_of(Event.kind).label_plural)}


KIND = Facet(name=KIND_NAME, label=_("Kind of entry"), choices=kind_names)
TYPE = Facet(name="type", label=_("Type"), choices=lambda: {**INSTITUTION_TYPE.choices(), **LISTING_TYPE.choices()})


class SearchFilterSet(OrganisationFilterSet):
    """All facets of all kinds; those that do not apply to what was found are not shown."""

    facets: ClassVar = [KIND, CPV, REGION, COUNTRY, TYPE, FORMAT, SECTOR, STAFF, CERTIFICATE, LANGUAGE]

    def __init__(self, data: QueryDict | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(_in_full(data or QueryDict()), *args, **kwargs)

    @property
    def found(self) -> DocumentQuerySet:
        """What the text finds, before all facets."""
        return self._found

    @property
    def kinds(self) -> list[str]:
        """The chosen kinds; none for all."""
        return self.selected[KIND_NAME]

    @cached_property
    def facet_groups(self) -> list[FacetGroup]:
        """Without the kind, which has its tabs."""
        return [group for group in super().facet_groups if group.name != KIND_NAME]

    @cached_property
    def active(self) -> list[Chip]:
        """Everything that narrows the list except the tab."""
        return [chip for chip in super().active if chip.name != KIND_NAME]


def _in_full(data: QueryDict) -> QueryDict:
    """`kind=listing` means offers and demands."""
    if Listing.kind not in data.getlist(KIND_NAME):
        return data
    changed = data.copy()
    others = [kind for kind in data.getlist(KIND_NAME) if kind != Listing.kind]
    changed.setlist(KIND_NAME, [*others, *DIRECTIONS])
    return changed
