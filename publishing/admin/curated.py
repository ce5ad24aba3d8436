"""Entries of the clerk's regions: whom they belong to, their history, and the steps that need no form."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from publishing import services
from publishing.admin.access import NoDeadEnds, is_clerk
from publishing.admin.revisions import history_page
from publishing.choices import Status
from publishing.exceptions import ReviewError
from publishing.forms import StepForm
from publishing.models import ReviewItem
from publishing.registry import subject_of


class CuratedAdmin(NoDeadEnds):
    """Base of the admins of all entries that are reviewed; their queryset knows `curated_by`."""

    change_form_template = "publishing/change_form.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Entries of the own regions."""
        queryset: Any = super().get_queryset(request)
        return queryset.curated_by(request.user)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to clerks."""
        return is_clerk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read by clerks; which rows, the queryset says."""
        return is_clerk(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Corrected by clerks; which rows, the queryset says."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Members enter their own entries."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Entries are archived: their history stays."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The page of the steps, beside Django's own."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_step"
        own = path("<path:object_id>/step/", self.admin_site.admin_view(self.step_view), name=name)
        return [own, *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The revisions, in place of Django's own log."""
        entry = self._entry(request, object_id)
        return history_page(self.admin_site, request, subject_of(entry.kind), entry)

    def step_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Publish what has no owner, or archive what is published."""
        entry = self._entry(request, object_id)
        step = step_of(entry)
        form = StepForm(request.POST or None)
        if request.method == "POST" and request.POST.get("step") == step and (step == "publish" or form.is_valid()):
            return self._take_step(request, entry, step, form)
        context = {
            **self.admin_site.each_context(request),
            "title": subject_of(entry.kind).title(entry),
            "opts": self.opts,
            "entry": entry,
            "step": step,
            "form": form,
            "item": ReviewItem.objects.open().of(entry.kind, entry.pk).first(),
        }
        return TemplateResponse(request, "publishing/step.html", context)

    def _take_step(self, request: HttpRequest, entry: Any, step: str, form: StepForm) -> HttpResponse:
        try:
            if step == "publish":
                services.publish_unreviewed(kind=entry.kind, pk=entry.pk, actor=request.user)
                messages.success(request, _("“%(name)s” is published now.") % {"name": entry})
            else:
                reason = form.cleaned_data["reason"]
                services.archive(kind=entry.kind, pk=entry.pk, actor=request.user, reason=reason)
                messages.success(request, _("“%(name)s” is archived now.") % {"name": entry})
        except ReviewError:
            messages.error(request, _("The entry has changed its state meanwhile. Nothing was done."))
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(change, args=[entry.pk]))

    def _entry(self, request: HttpRequest, object_id: str) -> Any:
        entry = self.get_object(request, unquote(object_id))
        if entry is None:
            raise Http404
        return entry


def step_of(entry: Any) -> str:
    """What a clerk can do without a form: "publish", "archive", or nothing.

    What has owners is published only after they have submitted it.
    """
    if entry.status == Status.PUBLISHED:
        return "archive"
    has_owners = bool(list(subject_of(entry.kind).owners(entry)))
    return "publish" if entry.status in services.MAY_SUBMIT and not has_owners else ""
