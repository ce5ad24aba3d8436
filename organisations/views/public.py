"""What the public pages of companies and institutions share."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.views.generic import DetailView

from organisations.actions import actions_of, facts_of
from organisations.json_ld import organisation_json_ld
from organisations.maps import region_map
from organisations.models import Organisation
from organisations.sections import sections_of
from search.views import DocumentListView


class OrganisationListView(DocumentListView):
    """A list with the map of the regions as one of its filters."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The map counts as the region facet does, and its regions toggle that facet."""
        context = super().get_context_data(**kwargs)
        filterset = context["filterset"]
        context["map"] = region_map(
            self.kind,
            counts=filterset.counted.counts["region"],
            selected=filterset.selected.get("region", []),
            url=filterset.parameters.toggle("region"),
        )
        return context


class OrganisationDetailView(DetailView[Any]):
    """One entry with all its facts; strangers get 404 for what they may not see."""

    context_object_name = "organisation"
    related: ClassVar[tuple[str, ...]] = ("sectors", "capabilities", "certificates", "delivery_regions")

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see, with everything the page shows."""
        rows = super().get_queryset().visible_to(self.request.user)  # type: ignore[attr-defined]
        return rows.select_related("region").prefetch_related(*self.related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The entry's list, its data for search engines, and what this reader may do."""
        entry = self.object
        user = self.request.user
        return super().get_context_data(
            list_url=reverse(f"{entry.kind}_list"),
            json_ld=organisation_json_ld(entry, self.request) if entry.is_published else "",
            sections=sections_of(entry) if entry.is_published else [],
            entry_actions=actions_of(entry.kind, entry, user) if entry.is_published else [],
            entry_facts=facts_of(entry.kind, entry, user) if entry.is_published else [],
            map=region_map(entry.kind, counts={}, selected=[entry.region_id or ""]),
            admin_url=reverse(f"admin:{entry._meta.app_label}_{entry.kind}_change", args=[entry.pk]),
            can_edit=Organisation.objects.editable_by(user).filter(pk=entry.pk).exists(),
            can_curate=Organisation.objects.curated_by(user).filter(pk=entry.pk).exists(),
            **kwargs,
        )
