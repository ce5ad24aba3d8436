"""The review queue: the list, and the way to the page of each entry."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from publishing.admin.access import ReadOnly, is_clerk
from publishing.admin.filters import KindFilter, RegionFilter, StateFilter
from publishing.admin.review import review_page, stranger_page
from publishing.models import ReviewItem
from publishing.queries import ReviewItemQuerySet
from publishing.registry import region_names, subject_of
from publishing.waiting import waiting_text


@admin.register(ReviewItem)
class ReviewItemAdmin(ReadOnly):
    """What waits for a clerk: own regions first, then those as a deputy, the oldest on top."""

    change_list_template = "publishing/queue.html"
    list_display = ("title", "kind_name", "region_name", "reason", "waiting", "submitter", "outcome")
    list_filter = (StateFilter, RegionFilter, KindFilter, "reason")
    search_fields = ("title__unaccent",)
    search_help_text = _("Name of the entry")
    list_select_related = ("submitted_by", "decided_by")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to all staff: who looks after no region reads why nothing stands here."""
        return bool(request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """All staff; which rows, the queryset says."""
        return bool(request.user.is_active and request.user.is_staff)

    def get_queryset(self, request: HttpRequest) -> ReviewItemQuerySet:
        """The clerk's own regions."""
        queue = ReviewItem.objects.visible_to(request.user)
        if request.GET.get("state") == "decided":
            return queue.order_by("-closed_at", "-id")
        return queue.own_first(request.user)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """As the queryset: the change list would put its own order over it."""
        return tuple(map(str, self.get_queryset(request).query.order_by))

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Waiting entries have no outcome yet."""
        return self.list_display if request.GET.get("state") == "decided" else self.list_display[:-1]

    def get_sortable_by(self, request: HttpRequest) -> tuple[str, ...]:
        """The order of the queue is fixed."""
        return ()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list."""
        extra = {"title": _("Review queue"), "is_clerk": is_clerk(request.user), **(extra_context or {})}
        return super().changelist_view(request, extra)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Read one entry and decide; for strangers it does not exist."""
        item = self.get_object(request, unquote(object_id))
        if item is None and request.method == "POST":
            return stranger_page(self.admin_site, request)
        if item is None:
            raise Http404
        return review_page(self.admin_site, request, item)

    @admin.display(description=_("kind"))
    def kind_name(self, item: ReviewItem) -> str:
        """The kind in the clerk's language."""
        return str(subject_of(item.kind).label)

    @admin.display(description=_("region"))
    def region_name(self, item: ReviewItem) -> str:
        """The region in the clerk's language."""
        return region_names().get(item.region_code, item.region_code)

    @admin.display(description=_("waiting since"))
    def waiting(self, item: ReviewItem) -> str:
        """Since when, and how many days that is."""
        return waiting_text(item)

    @admin.display(description=_("submitted by"), empty_value="–")
    def submitter(self, item: ReviewItem) -> str | None:
        """Who has submitted or changed the entry."""
        return str(item.submitted_by) if item.submitted_by else None

    @admin.display(description=_("decision"), empty_value="–")
    def outcome(self, item: ReviewItem) -> str | None:
        """What was decided, by whom, when."""
        if item.closed_at is None:
            return None
        day = date_format(localtime(item.closed_at), "SHORT_DATE_FORMAT")
        return ", ".join(filter(None, [item.get_decision_display(), str(item.decided_by or ""), day]))
