"""The history of entries, for reading."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing.admin.access import ReadOnly
from publishing.admin.filters import KindFilter
from publishing.diff import Row, changes, rows
from publishing.models import Revision
from publishing.registry import Subject, subject_of

PER_PAGE = 20


class Step(NamedTuple):
    """A revision, and what it has changed; None for the first one."""

    revision: Revision
    rows: list[Row] | None


@admin.register(Revision)
class RevisionAdmin(ReadOnly):
    """Every step of every entry, for the operator."""

    list_display = ("created_at", "kind_name", "name", "action", "actor", "note")
    list_filter = (KindFilter, "action", "created_at")
    list_select_related = ("actor",)
    search_fields = ("=object_id", "actor__email")
    search_help_text = gettext_lazy("Number of the entry, or e-mail address of the person")
    fields = ("created_at", "kind_name", "action", "actor", "note", "facts")
    readonly_fields = ("kind_name", "facts")

    @admin.display(description=gettext_lazy("kind"))
    def kind_name(self, revision: Revision) -> str:
        """The kind in the reader's language."""
        return str(subject_of(revision.kind).label)

    @admin.display(description=gettext_lazy("name"))
    def name(self, revision: Revision) -> str:
        """What the entry was called."""
        return subject_of(revision.kind).name_in(revision.snapshot) or str(revision.object_id)

    @admin.display(description=gettext_lazy("state"))
    def facts(self, revision: Revision) -> SafeString:
        """All facts and texts after the step."""
        found = rows(subject_of(revision.kind), None, revision.snapshot)
        return render_to_string("publishing/rows.html", {"rows": found})


def steps(subject: Subject, revisions: Iterable[Revision]) -> list[Step]:
    """Each revision with what it has changed against the one before, which must follow in `revisions`."""
    found = list(revisions)
    compared = [Step(new, changes(subject, old.snapshot, new.snapshot)) for new, old in pairwise(found)]
    return compared + [Step(revision, None) for revision in found[-1:]]


def history_page(site: AdminSite, request: HttpRequest, subject: Subject, entry: Any) -> HttpResponse:
    """Who did what when with one entry, and what changed."""
    revisions = Revision.objects.of(subject.kind, entry.pk).select_related("actor")
    page = Paginator(revisions, PER_PAGE).get_page(request.GET.get("p"))
    end = page.start_index() - 1 + PER_PAGE if page.paginator.count else 0
    before = list(revisions[end : end + 1])
    shown = steps(subject, [*page.object_list, *before])
    context = {
        **site.each_context(request),
        "title": _("History of “%(name)s”") % {"name": subject.title(entry)},
        "opts": type(entry)._meta,
        "entry": entry,
        "entry_title": subject.title(entry),
        "page": page,
        "steps": shown[: len(page.object_list)],
    }
    return TemplateResponse(request, "publishing/history.html", context)
