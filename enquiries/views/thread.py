"""A conversation, read by a member of one of its sides, and its buttons."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from enquiries.choices import DeclineReason, ReportReason, Side, Stage
from enquiries.exceptions import AnsweredMeanwhile, Blocked, EnquiryError, TooMany
from enquiries.forms.thread import CloseForm, DeclineForm, ReplyForm, ReportForm
from enquiries.models import Conversation
from enquiries.parties import party
from enquiries.services import answering, chamber, protection, revealing
from enquiries.thread import entries, newest_message
from listings.views.editing import signed_out_meanwhile

ENDED = gettext_lazy("The conversation has changed meanwhile. Please look at how it stands now.")
MEANWHILE = gettext_lazy(
    "A colleague has written in the meantime: please read it above. Your text is still here and can be sent."
)
LIMIT = gettext_lazy("That is the limit for today. Please go on tomorrow.")


class ConversationView(HeldInputMixin, View):
    """The whole thread; opening it tells the other side that it was read."""

    template_name = "enquiries/detail.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All that was said, and what can be done."""
        conversation = self._conversation(pk)
        answering.mark_read(conversation_id=pk, user=request.user, side=Side(conversation.side))
        conversation = self._conversation(pk)
        if self.held is not None:
            signed_out_meanwhile(request)
            return self._page(
                conversation, reply=reply_form(conversation, Side(conversation.side), initial=self.held.dict())
            )
        return self._page(conversation)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One of the buttons, named by `step`."""
        conversation = self._conversation(pk)
        side, step = Side(conversation.side), request.POST.get("step", "")
        if step not in STEPS[side]:
            raise Http404
        return STEPS[side][step](self, request, conversation, side)

    def _conversation(self, pk: int) -> Any:
        return get_object_or_404(Conversation.objects.visible_to(self.request.user).with_parties(), pk=pk)

    def _page(self, conversation: Any, *, status: int = 200, **forms: Any) -> HttpResponse:
        side = Side(conversation.side)
        context = {**page_context(conversation, side, forms), "is_member": True}
        if side == Side.RECIPIENT:
            context["report_form"] = forms.get("report") or ReportForm()
            context["is_reported"] = conversation.reports.filter(decided_at=None).exists()
            context["blocked"] = answering.blocks_of(conversation).first()
        context["lost_file"] = bool(self.request.FILES)
        return render(self.request, self.template_name, context, status=status)

    def reply(self, request: HttpRequest, conversation: Any, side: Side) -> HttpResponse:
        """Write to the other side."""
        form = reply_form(conversation, side, request.POST, request.FILES)
        if (trouble := write(form, conversation, side, request.user)) is not None:
            return self._page(self._conversation(conversation.pk), reply=form, status=trouble)
        messages.success(request, _("Your message is on its way."))
        return redirect("enquiry_detail", conversation.pk)

    def decline(self, request: HttpRequest, conversation: Any, _side: Side) -> HttpResponse:
        """Say no, with a reason."""
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(conversation, decline=form, status=422)
        reason = DeclineReason(form.cleaned_data["reason"])
        return self._step(
            conversation, _("The other side has been told that you decline."),
            answering.decline, actor=request.user, reason=reason, words=form.words(),
        )  # fmt: skip

    def withdraw(self, _request: HttpRequest, conversation: Any, _side: Side) -> HttpResponse:
        """Take the enquiry back."""
        return self._step(
            conversation, _("The enquiry is withdrawn; the other side has been told."), answering.withdraw
        )

    def close(self, request: HttpRequest, conversation: Any, side: Side) -> HttpResponse:
        """End it with an outcome."""
        form = CloseForm(request.POST)
        if not form.is_valid():
            return self._page(conversation, close=form, status=422)
        outcome = Stage(form.cleaned_data["outcome"])
        return self._step(
            conversation, _("The conversation is closed. Thank you for saying what came of it."),
            answering.close, side=side, actor=request.user, outcome=outcome,
        )  # fmt: skip

    def agree(self, _request: HttpRequest, conversation: Any, side: Side) -> HttpResponse:
        """Agree that the identity behind the cipher is revealed."""
        return self._step(
            conversation,
            _("You agree. The identity is revealed when the other side agrees, too."),
            revealing.agree,
            side=side,
        )

    def take_back(self, _request: HttpRequest, conversation: Any, side: Side) -> HttpResponse:
        """No longer agree."""
        return self._step(conversation, _("You no longer agree; nothing is revealed."), revealing.take_back, side=side)

    def mediate(self, _request: HttpRequest, conversation: Any, side: Side) -> HttpResponse:
        """Ask the chamber to help."""
        said = _("The chamber has been asked to mediate and can now read this conversation.")
        return self._step(conversation, said, chamber.ask_for_mediation, side=side)

    def block(self, request: HttpRequest, conversation: Any, _side: Side) -> HttpResponse:
        """Take nothing more from this sender."""
        said = _("You get no further enquiries from this organisation. You can undo this at any time.")
        return self._step(conversation, said, protection.block, actor=request.user)

    def report(self, request: HttpRequest, conversation: Any, _side: Side) -> HttpResponse:
        """Call it an abuse."""
        form = ReportForm(request.POST)
        if not form.is_valid():
            return self._page(conversation, report=form, status=422)
        return self._step(
            conversation, _("Thank you. The chamber looks at it."), protection.report, actor=request.user,
            reason=ReportReason(form.cleaned_data["reason"]), text=form.cleaned_data["text"],
        )  # fmt: skip

    def _step(self, conversation: Any, said: str, service: Callable[..., Any], **arguments: Any) -> HttpResponse:
        try:
            service(conversation_id=conversation.pk, **arguments)
        except EnquiryError:
            messages.info(self.request, ENDED)
        else:
            messages.success(self.request, said)
        return redirect("enquiry_detail", conversation.pk)


type Step = Callable[[ConversationView, HttpRequest, Any, Side], HttpResponse]
BOTH: dict[str, Step] = {
    "reply": ConversationView.reply,
    "close": ConversationView.close,
    "agree": ConversationView.agree,
    "take_back": ConversationView.take_back,
    "mediate": ConversationView.mediate,
}
STEPS: Mapping[Side, Mapping[str, Step]] = {
    Side.SENDER: {**BOTH, "withdraw": ConversationView.withdraw},
    Side.RECIPIENT: {
        **BOTH,
        "decline": ConversationView.decline,
        "block": ConversationView.block,
        "report": ConversationView.report,
    },
}
"""Which buttons a side has."""


def reply_form(conversation: Conversation, side: Side, *data: Any, **options: Any) -> ReplyForm:
    """The form of one side; who is hidden sends no files, because they may carry a name."""
    initial = {"seen": newest_message(conversation), **options.pop("initial", {})}
    takes_files = not (side == Side.RECIPIENT and conversation.is_hidden)
    return ReplyForm(*data, takes_files=takes_files, initial=initial, **options)


def write(form: ReplyForm, conversation: Conversation, side: Side, actor: Any, *, by_mail: bool = False) -> int | None:
    """Send what was typed; the status of the page that says why not, or None when it is sent."""
    if not form.is_valid():
        return 422
    try:
        answering.write(conversation_id=conversation.pk, side=side, actor=actor, words=form.words(by_mail=by_mail))
    except AnsweredMeanwhile:
        data: Any = form.data
        form.data = data.copy()
        form.data["seen"] = str(newest_message(conversation))  # type: ignore[index]
        form.add_error(None, MEANWHILE)
    except Blocked:
        form.add_error(None, _("No further enquiries from you are taken here."))
    except TooMany:
        form.add_error(None, LIMIT)
    except EnquiryError:
        form.add_error(None, ENDED)
    else:
        return None
    return 409


def page_context(conversation: Conversation, side: Side, forms: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of either side shows, with and without signing in."""
    return {
        "conversation": conversation,
        "enquiry": conversation.enquiry,
        "side": side.value,
        "other": party(conversation, side.other, reader=side),
        "entries": entries(conversation, side),
        "reply_form": forms.get("reply") or reply_form(conversation, side),
        "decline_form": forms.get("decline") or DeclineForm(),
        "close_form": forms.get("close") or CloseForm(),
        "own_consent": revealing.agreed(conversation, side),
        "other_consent": revealing.agreed(conversation, side.other),
        "takes_files": not (side == Side.RECIPIENT and conversation.is_hidden),
    }
