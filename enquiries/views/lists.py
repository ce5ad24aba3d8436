"""The member's enquiries: received, sent, and whom the organisations have blocked."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import BooleanField, Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, View

from enquiries.choices import Side
from enquiries.models import Block, Conversation
from enquiries.parties import party
from enquiries.queries.conversations import STATES_OF_FILTER
from enquiries.services.protection import unblock

PER_PAGE = 30
FILTERS = {
    "unread": gettext_lazy("Unread"),
    "waiting": gettext_lazy("Waiting for an answer"),
    "overdue": gettext_lazy("Overdue"),
    "answered": gettext_lazy("Answered"),
    "ended": gettext_lazy("Ended"),
}


class EnquiryListView(LoginRequiredMixin, ListView[Conversation]):
    """Conversations of one side, the newest change first, by state."""

    template_name = "enquiries/list.html"
    context_object_name = "conversations"
    paginate_by = PER_PAGE
    side = Side.RECIPIENT

    def get_queryset(self) -> QuerySet[Conversation]:
        """Those of the member's organisations, each with `is_unread`."""
        user = self.request.user
        rows = Conversation.objects.all()
        rows = rows.received_by(user) if self.side == Side.RECIPIENT else rows.sent_by(user)
        unread = Conversation.objects.unread_by(user, self.side).values("pk")
        mark: Any = Case(When(pk__in=unread, then=Value(True)), default=Value(False), output_field=BooleanField())
        state = self.request.GET.get("state", "")
        if state == "unread":
            rows = rows.unread_by(user, self.side)
        elif state == "overdue":
            rows = rows.overdue()
        elif state in STATES_OF_FILTER:
            rows = rows.filter(STATES_OF_FILTER[state])
        found: QuerySet[Conversation] = rows.with_parties().annotate(is_unread=mark).order_by("-changed_at", "-pk")
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs with what is unread, the filters, and the parties as the member may know them."""
        context = super().get_context_data(**kwargs)
        rows = [(row, party(row, self.side.other, reader=self.side)) for row in context["conversations"]]
        state = self.request.GET.get("state", "")
        return {
            **context,
            "rows": rows,
            "side": self.side.value,
            "counts": Conversation.objects.counts_for(self.request.user),
            "filters": [(code, label, code == state) for code, label in FILTERS.items()],
            "state": state if state in FILTERS else "",
        }


class BlockListView(LoginRequiredMixin, ListView[Block]):
    """Whom the member's organisations have blocked."""

    template_name = "enquiries/blocks.html"
    context_object_name = "blocks"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Block]:
        """All of them, the newest first."""
        rows: QuerySet[Block] = Block.objects.editable_by(self.request.user)
        return rows.select_related("organisation", "blocked", "listing", "by")


class UnblockView(LoginRequiredMixin, View):
    """Take enquiries again."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:
        """The page with the button, for who comes back from signing in."""
        return redirect("enquiry_blocks")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo a block."""
        found = get_object_or_404(Block.objects.editable_by(request.user), pk=pk)
        unblock(block_id=found.pk)
        messages.success(request, _("You get enquiries from this organisation again."))
        return redirect("enquiry_blocks")
