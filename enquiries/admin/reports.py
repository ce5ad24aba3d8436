"""Reported enquiries: the queue of the chamber."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enquiries.admin.access import OfRegion
from enquiries.choices import ReportDecision
from enquiries.exceptions import AlreadyDecided
from enquiries.forms.thread import ReportDecisionForm
from enquiries.models import Report
from enquiries.services.protection import decide


class DecidedFilter(admin.SimpleListFilter):
    """What waits, unless the decided ones are asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The other choice beside the open ones."""
        return [("decided", gettext_lazy("Decided"))]

    def choices(self, changelist: Any) -> Any:
        """The first choice is called by its name."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("Waiting")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Open or decided."""
        return queryset.exclude(decided_at=None) if self.value() == "decided" else queryset.filter(decided_at=None)


@admin.register(Report)
class ReportAdmin(OfRegion):
    """What recipients of the own regions call an abuse, with the words of the reporter and the enquiry."""

    list_display = ("title", "sender", "reason", "created_at", "decision", "decided_by")
    list_filter = (DecidedFilter, "reason")
    list_select_related = ("conversation__enquiry__sender", "decided_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Those of the own regions, the oldest first."""
        rows: QuerySet[Report] = Report.objects.curated_by(request.user)
        related = rows.select_related("conversation__enquiry__sender", "conversation__recipient", "reporter")
        return related.order_by("created_at", "id")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Read and decide."""
        report = self.found(request, object_id)
        form = ReportDecisionForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            decision, note = ReportDecision(form.cleaned_data["decision"]), form.cleaned_data["note"]
            try:
                decide(report_id=report.pk, actor=request.user, decision=decision, note=note)
                messages.success(request, _("Your decision is noted."))
            except AlreadyDecided:
                messages.warning(request, _("Somebody was quicker: this report has been decided."))
            return HttpResponseRedirect(reverse("admin:enquiries_report_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": report.conversation.enquiry.subject,
            "opts": self.opts,
            "report": report,
            "conversation": report.conversation,
            "form": form,
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "enquiries/admin/report.html", context, status=status)

    @admin.display(description=gettext_lazy("subject"))
    def title(self, report: Report) -> str:
        """What the enquiry is about."""
        return report.conversation.enquiry.subject or _("Deleted text")

    @admin.display(description=gettext_lazy("who asks"))
    def sender(self, report: Report) -> str:
        """Whose enquiry it is."""
        return report.conversation.enquiry.sender.name
