"""The inbox, and what is chosen about the mails that follow."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import FormView, ListView

from accounts.forms import NotificationSettingsForm
from accounts.models import Notification
from accounts.notifications import is_known, kind_of, kinds
from accounts.services.notifications import choose_frequencies, mark_read

PER_PAGE = 30


class InboxView(LoginRequiredMixin, ListView):
    """What the platform has to tell the reader, newest first."""

    template_name = "accounts/notifications.html"
    paginate_by = PER_PAGE
    context_object_name = "lines"

    def get_queryset(self) -> Any:
        """Only the own ones, and only what some app still tells."""
        return Notification.objects.of(self.request.user).filter(kind__in=[kind.code for kind in kinds()])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each line with its text in the page's language."""
        context = super().get_context_data(**kwargs)
        for line in context["lines"]:
            kind = kind_of(line.kind)
            line.text, line.label = kind.text(line.context), kind.label
        return context


class OpenView(LoginRequiredMixin, View):
    """The way from a line to its page; on the way the own line is marked as read."""

    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Go on; where the page is no more, back to the inbox."""
        line = get_object_or_404(Notification.objects.of(request.user), pk=pk)
        if line.read_at is None:
            mark_read(user=request.user, pk=pk)  # type: ignore[arg-type]
        try:
            return redirect(reverse(line.url_name, args=line.url_args))
        except NoReverseMatch:
            messages.info(request, _("The page that this notification meant is no more."))
            return redirect("notifications")


class MarkReadView(LoginRequiredMixin, View):
    """Marks one line or all as read."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Mark, and back to the inbox; doing it twice does no harm."""
        if pk is not None:
            get_object_or_404(Notification.objects.of(request.user), pk=pk)
        mark_read(user=request.user, pk=pk)  # type: ignore[arg-type]
        return redirect("notifications")


class NotificationSettingsView(LoginRequiredMixin, FormView):
    """For each kind: how soon a mail follows."""

    form_class = NotificationSettingsForm
    template_name = "accounts/notification_settings.html"
    success_url = reverse_lazy("notification_settings")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form asks for what the reader has chosen before."""
        return {**super().get_form_kwargs(), "user": self.request.user}

    def form_valid(self, form: NotificationSettingsForm) -> HttpResponse:
        """Keep the choices and say so."""
        chosen = {code: value for code, value in form.cleaned_data.items() if is_known(code)}
        choose_frequencies(user=self.request.user, frequencies=chosen)  # type: ignore[arg-type]
        messages.success(self.request, _("Your choice has been saved."))
        return super().form_valid(form)
