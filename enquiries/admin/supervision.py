"""Unanswered enquiries, and conversations in which a side asks the chamber for help."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enquiries.admin.access import OfRegion
from enquiries.choices import Side
from enquiries.forms.thread import ChamberForm
from enquiries.models import Conversation
from enquiries.services.chamber import mark_handled, write_as_chamber
from enquiries.thread import entries


class AttentionFilter(admin.SimpleListFilter):
    """What is still to be looked after, unless the others are asked for."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The other choice beside the open ones."""
        return [("all", gettext_lazy("All"))]

    def choices(self, changelist: Any) -> Any:
        """The first choice is called by its name."""
        first, *others = super().choices(changelist)
        return [{**first, "display": _("To look after")}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those nobody has looked after and that are not answered yet, or all."""
        if self.value() == "all":
            return queryset
        open_ = queryset.filter(handled_at=None)
        return open_.exclude(mediation_at=None, responded_at__isnull=False).exclude(
            mediation_at=None, ended_at__isnull=False
        )


@admin.register(Conversation)
class ConversationAdmin(OfRegion):
    """Who asked whom, when and about what; the texts only where a side has asked the chamber to mediate."""

    list_display = ("subject", "asker", "asked", "created_at", "deadline", "occasion", "handled_at")
    list_filter = (AttentionFilter,)
    list_select_related = ("enquiry__sender", "recipient")
    search_fields = ("enquiry__subject__unaccent", "enquiry__sender__name__unaccent", "recipient__name__unaccent")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conversation]:
        """Those of the own regions, the oldest first."""
        rows: QuerySet[Conversation] = Conversation.objects.supervised_by(request.user)
        return rows.with_parties().order_by("created_at", "id")  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list under its own name."""
        return super().changelist_view(request, {"title": _("Unanswered enquiries"), **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The facts, the texts where they may be read, and the chamber's two buttons."""
        conversation = self.found(request, object_id)
        form = ChamberForm(request.POST or None)
        if request.method == "POST" and "_handled" in request.POST:
            mark_handled(conversation_id=conversation.pk, actor=request.user)
            messages.success(request, _("Noted: you have looked after it."))
            return self._back()
        if request.method == "POST" and form.is_valid():
            words = form.words()
            write_as_chamber(
                conversation_id=conversation.pk,
                actor=request.user,
                text=words.text,
                language=words.language,
                form_key=words.form_key,
            )
            messages.success(request, _("Both sides get your message by e-mail."))
            return self._back()
        context = {
            **self.admin_site.each_context(request),
            "title": conversation.enquiry.subject,
            "opts": self.opts,
            "conversation": conversation,
            "entries": entries(conversation, Side.CHAMBER) if conversation.mediation_at else [],
            "form": form if request.method == "POST" else ChamberForm(),
        }
        status = 422 if request.method == "POST" else 200
        return TemplateResponse(request, "enquiries/admin/conversation.html", context, status=status)

    def _back(self) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:enquiries_conversation_changelist"))

    @admin.display(description=gettext_lazy("subject"))
    def subject(self, conversation: Conversation) -> str:
        """What it is about."""
        return conversation.enquiry.subject or _("Deleted text")

    @admin.display(description=gettext_lazy("who asks"))
    def asker(self, conversation: Conversation) -> str:
        """The organisation that waits."""
        return conversation.enquiry.sender.name

    @admin.display(description=gettext_lazy("who is asked"))
    def asked(self, conversation: Conversation) -> str:
        """The organisation that has not answered."""
        return conversation.recipient.name

    @admin.display(description=gettext_lazy("answer wished until"))
    def deadline(self, conversation: Conversation) -> Any:
        """The day."""
        return conversation.enquiry.deadline

    @admin.display(description=gettext_lazy("reason"))
    def occasion(self, conversation: Conversation) -> str:
        """Why it stands here."""
        return _("Mediation") if conversation.mediation_at else _("No answer")
