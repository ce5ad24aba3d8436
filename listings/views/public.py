"""Public pages of offers and demands."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.generic import DetailView

from listings.choices import Direction
from listings.cipher import attachment_label, hides_owner_from
from listings.feeds import feed_title
from listings.filters import ListingFilterSet
from listings.json_ld import listing_json_ld
from listings.models import Attachment, Listing
from listings.related import similar_codes, similar_documents
from organisations.actions import Action, actions_of, facts_of
from organisations.choices import Standard
from organisations.maps import region_map
from organisations.reference import capability_names
from organisations.views.public import OrganisationListView

SIMILAR = 6
OTHERS = "others"
"""`?as=others` shows those who know the name what everybody else sees."""
RELATED = ("capabilities", "delivery_regions", "attachments")


class ListingListView(OrganisationListView):
    """All offers and demands, by facets, words and distance; each list is a feed, too."""

    kind = Listing.kind
    filterset_class = ListingFilterSet
    template_name = "listings/listing_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, the feed with the same filters, and the way to an own demand."""
        context = super().get_context_data(**kwargs)
        filterset: ListingFilterSet = context["filterset"]
        return {
            **context,
            "tabs": filterset.tabs,
            "kind": filterset.direction,
            "feed_url": _feed_address(filterset),
            "feed_title": feed_title(filterset),
            "demand_url": _demand_address(filterset),
        }


def _feed_address(filterset: ListingFilterSet) -> str:
    query = filterset.query_string(sort=None)
    return reverse("listing_feed") + ("" if query == "?" else query)


def _demand_address(filterset: ListingFilterSet) -> str:
    """The form of a new demand, filled in with what was looked for."""
    asked = {"kind": Direction.DEMAND.value, "title": filterset.parameters.text}
    chosen = [("cpv", code) for code in filterset.selected["cpv"]]
    return f"{reverse('listing_new')}?{urlencode([*((k, v) for k, v in asked.items() if v), *chosen])}"


class ListingDetailView(DetailView[Any]):
    """One offer or demand with all its facts; strangers get 404 for what was never public, 410 for what is over."""

    model = Listing
    context_object_name = "listing"
    template_name = "listings/listing_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see, with everything the page shows."""
        rows = Listing.objects.visible_to(self.request.user).select_related("organisation__region", "region")
        return rows.prefetch_related(*RELATED)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or what became of it."""
        try:
            response: HttpResponse = super().get(request, *args, **kwargs)
        except Http404:
            entry = Listing.objects.gone().filter(slug=kwargs["slug"]).prefetch_related("capabilities").first()
            if entry is None:
                raise
            return _gone(request, entry)
        if self.object.is_cipher:
            # some readers see the name: no cache may keep their page for others
            patch_cache_control(response, private=True, no_store=True)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Data for search engines, categories with their paths, and what this reader may do."""
        entry: Listing = self.object
        user = self.request.user
        own = Listing.objects.filter(pk=entry.pk)
        as_others = entry.is_cipher and self.request.GET.get("as") == OTHERS
        hidden = as_others or hides_owner_from(entry, user)
        return super().get_context_data(
            list_url=reverse("listing_list"),
            hides_owner=hidden,
            as_others=as_others,
            owner_url="" if hidden else reverse(f"{entry.organisation.kind}_detail", args=[entry.organisation.slug]),
            entry_actions=_actions(entry, user, hidden) if entry.is_published and not as_others else [],
            # how fast somebody answers stands on the page of the organisation, too
            entry_facts=facts_of(entry.kind, entry, user) if entry.is_published and not entry.is_cipher else [],
            json_ld=listing_json_ld(entry, self.request) if entry.is_published else "",
            categories=_categories(entry),
            certificates=[(code, Standard(code).label) for code in entry.certificates],
            files=[_file(entry, file) for file in entry.attachments.all()],
            map=region_map(entry.kind, counts={}, selected=[entry.region_id or ""]),
            can_edit=not as_others and own.editable_by(user).exists(),
            can_curate=not as_others and own.curated_by(user).exists(),
            **kwargs,
        )


def _actions(entry: Listing, user: Any, hidden: bool) -> list[Action]:
    """What the reader may do; nothing whose address names the organisation that the page hides."""
    found = actions_of(entry.kind, entry, user)
    return [action for action in found if not hidden or entry.organisation.slug not in action.url]


def _file(entry: Listing, file: Attachment) -> tuple[Attachment, str, str]:
    """The file, its type, and what it is called."""
    name = file.title or (attachment_label(file.file_name) if entry.is_cipher else file.file_name)
    return file, PurePosixPath(file.file_name).suffix[1:].upper(), name


def _categories(entry: Listing) -> list[list[tuple[str, str]]]:
    """(code, name) from the division down, for each category."""
    names = capability_names()
    return [
        [(code, names[code]) for code in capability.ancestors if code in names]
        for capability in entry.capabilities.all()
    ]


def _gone(request: HttpRequest, entry: Listing) -> HttpResponse:
    """It was here and is no more: the page says so and leads on."""
    codes = similar_codes(entry)
    query = urlencode([("kind", entry.direction), *(("cpv", code) for code in codes)])
    context = {
        "listing": entry,
        "documents": similar_documents(entry, SIMILAR),
        "list_url": reverse("listing_list"),
        "similar_url": f"{reverse('listing_list')}?{query}",
    }
    return render(request, "listings/gone.html", context, status=410)
