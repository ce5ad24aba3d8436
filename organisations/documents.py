"""What the search needs to know of every organisation; companies and institutions add their own facts."""

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from bilingual.choices import Language
from organisations.choices import Standard
from organisations.models import Capability, Organisation
from organisations.reference import capability_names
from publishing.choices import Status
from search.analysis import Weight
from search.places import plane
from search.registry import DocumentData, DocumentSource

HIGHLIGHTS = 4


class OrganisationSource(DocumentSource):
    """Companies or institutions as documents."""

    names_mean_something = False

    @abstractmethod
    def rows(self) -> QuerySet[Any]:
        """All entries of the kind."""

    def own_facets(self, entry: Any) -> Iterable[str]:
        """Facet values that only this kind has."""
        return ()

    def own_texts(self, entry: Any) -> Iterable[tuple[str, Weight]]:
        """Texts that only this kind has."""
        return ()

    def published_ids(self) -> Iterable[int]:
        """The ids of all published entries of the kind."""
        return self.rows().filter(status=Status.PUBLISHED).values_list("pk", flat=True)

    def documents(self, ids: Collection[int]) -> Iterator[DocumentData]:
        """Describe those of `ids` that are published, in a fixed number of queries."""
        rows = self.rows().filter(pk__in=ids, status=Status.PUBLISHED).select_related("region")
        for entry in rows.prefetch_related("sectors", "capabilities", "certificates"):
            yield self._document(entry)

    def _document(self, entry: Any) -> DocumentData:
        x_km, y_km = plane(entry.lon, entry.lat) if entry.lat is not None else (None, None)
        capabilities = list(entry.capabilities.all())
        return DocumentData(
            object_id=entry.pk,
            owner_id=entry.pk,
            slug=entry.slug,
            title=entry.name,
            title_de=entry.name,
            title_cs=entry.name,
            summary_de=entry.summary_de or "",
            summary_cs=entry.summary_cs or "",
            highlights_de=self.highlights(entry, capabilities, "de"),
            highlights_cs=self.highlights(entry, capabilities, "cs"),
            original_language=entry.original_language,
            state_de=entry.state_de,
            state_cs=entry.state_cs,
            place=entry.town,
            country=entry.country,
            region=entry.region_id or "",
            x_km=x_km,
            y_km=y_km,
            facets=sorted({*self._facets(entry, capabilities), *self.own_facets(entry)}),
            texts=[*self._texts(entry, capabilities), *self.own_texts(entry)],
            is_example=entry.is_example,
            published_at=entry.published_at,
            confirmed_at=entry.confirmed_at,
        )

    def highlights(self, entry: Any, capabilities: list[Capability], language: str) -> list[str]:
        """The first things it can do, for the result card."""
        return [getattr(capability, f"name_{language}") for capability in capabilities[:HIGHLIGHTS]]

    def _facets(self, entry: Organisation, capabilities: list[Capability]) -> Iterator[str]:
        yield f"kind:{self.kind}"
        yield f"country:{entry.country}"
        if entry.region_id:
            yield f"region:{entry.region_id}"
        for code in entry.languages:
            yield f"language:{code}"
        for sector in entry.sectors.all():
            yield from (f"sector:{code}" for code in sector.ancestors)
        for capability in capabilities:
            yield from (f"cpv:{code}" for code in capability.ancestors if code in capability_names())
        for certificate in entry.certificates.all():
            if certificate.standard != Standard.OTHER and not certificate.has_expired:
                yield f"certificate:{certificate.standard}"

    def _texts(self, entry: Any, capabilities: list[Capability]) -> Iterator[tuple[str, Weight]]:
        yield entry.other_names, "A"
        for language in Language.values:
            yield getattr(entry, f"summary_{language}") or "", "B"
            yield getattr(entry, f"description_{language}") or "", "C"
            for item in (*capabilities, *entry.sectors.all()):
                yield getattr(item, f"name_{language}"), "B"
        yield entry.town, "C"
        if entry.region:
            yield f"{entry.region.name_de} {entry.region.name_cs}", "D"
        for certificate in entry.certificates.all():
            yield f"{certificate}", "C"
