"""Matches in the administration: clerks read those of organisations of their regions."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from matching.models import Match
from matching.sentences import sentences
from publishing.admin.access import ReadByClerks


@admin.register(Match)
class MatchAdmin(ReadByClerks):
    """What members are shown, and why; nothing can be changed by hand."""

    list_display = ("source_title", "target_title", "group", "score", "why", "first_seen_at")
    list_filter = ("group",)
    ordering = ("-score", "-id")
    fields = ("source_title", "target_title", "group", "score", "why", "first_seen_at", "computed_at")
    readonly_fields: ClassVar[Any] = fields
    list_select_related = ("source__document", "target")
    search_fields = ("source__document__title", "target__title")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Those of the own regions."""
        rows: QuerySet[Any] = Match.objects.curated_by(request.user).select_related("source__document", "target")
        return rows.defer(
            "source__document__terms", "source__document__embedding", "target__terms", "target__embedding"
        )

    @admin.display(description=_("entry"))
    def source_title(self, match: Match) -> str:
        """The own entry."""
        return match.source.document.title

    @admin.display(description=_("fits"))
    def target_title(self, match: Match) -> str:
        """What fits it."""
        return match.target.title

    @admin.display(description=_("reasons"))
    def why(self, match: Match) -> SafeString:
        """The reasons in words."""
        return format_html_join(" ", "{}", ((sentence,) for sentence in sentences(match.reasons)))
