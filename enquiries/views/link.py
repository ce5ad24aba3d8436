"""The link of a mail: read, answer or decline without signing in. Opening it changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import View

from enquiries.choices import DeclineReason, Side
from enquiries.exceptions import EnquiryError, LinkUnusable
from enquiries.forms.thread import DeclineForm
from enquiries.services import answering
from enquiries.tokens import Link, read_token
from enquiries.views.files import file_of
from enquiries.views.thread import ENDED, page_context, reply_form, write


@method_decorator(never_cache, name="dispatch")
class LinkView(View):
    """The conversation for whoever got the mail, as long as the person acts for the organisation."""

    template_name = "enquiries/link.html"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The thread and the two forms."""
        try:
            link = read_token(token)
        except LinkUnusable:
            return self._unusable()
        return self._page(link, token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Answer, or decline."""
        try:
            link = read_token(token)
        except LinkUnusable:
            return self._unusable()
        step = request.POST.get("step", "")
        if step == "reply":
            return self._reply(request, link, token)
        if step == "decline" and link.side == Side.RECIPIENT:
            return self._decline(request, link, token)
        raise Http404

    def _reply(self, request: HttpRequest, link: Link, token: str) -> HttpResponse:
        form = reply_form(link.conversation, link.side, request.POST, request.FILES)
        if (trouble := write(form, link.conversation, link.side, link.user, by_mail=True)) is not None:
            return self._page(read_token(token), token, reply=form, status=trouble)
        messages.success(request, _("Your message is on its way."))
        return redirect("enquiry_link", token)

    def _decline(self, request: HttpRequest, link: Link, token: str) -> HttpResponse:
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(link, token, decline=form, status=422)
        reason = DeclineReason(form.cleaned_data["reason"])
        words = form.words(by_mail=True)
        try:
            answering.decline(conversation_id=link.conversation.pk, actor=link.user, reason=reason, words=words)
        except EnquiryError:
            messages.info(request, ENDED)
        else:
            messages.success(request, _("The other side has been told that you decline."))
        return redirect("enquiry_link", token)

    def _page(self, link: Link, token: str, *, status: int = 200, **forms: Any) -> HttpResponse:
        context = {**page_context(link.conversation, link.side, forms), "token": token, "has_account": bool(link.user)}
        context["lost_file"] = bool(self.request.FILES)
        return render(self.request, self.template_name, context, status=status)

    def _unusable(self) -> HttpResponse:
        return render(self.request, "enquiries/unusable.html", status=404)


@require_safe
@never_cache
def link_file(request: HttpRequest, token: str, pk: int) -> FileResponse:
    """A file of the conversation behind the link."""
    try:
        link = read_token(token)
    except LinkUnusable as error:
        raise Http404 from error
    return file_of(link.conversation, pk)
