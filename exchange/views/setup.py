"""The first page of an exchange: its rules, and what is missing or contradictory."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from events.views.organising import OrganiserMixin, PartFormView, StepView
from exchange.checks import concerns_of
from exchange.forms.settings import SettingsForm
from exchange.models import Exchange
from exchange.services.setup import create_exchange, save_settings
from exchange.views.base import ExchangeMixin


class SetupView(ExchangeMixin, PartFormView):
    """The rules; an event without an exchange gets a button."""

    form_class = SettingsForm
    template_name = "exchange/organiser/setup.html"
    tab = "setup"
    back = "exchange_setup"

    def get(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """The form, or what an exchange is and a button."""
        if not Exchange.objects.filter(pk=self.event.pk).exists():
            return OrganiserMixin.page(self, template="exchange/organiser/none.html")
        return super().get(request, pk)

    def part(self) -> Any:
        """The one exchange of the event."""
        return self.exchange

    def form(self, part: Any, *data: Any) -> Any:
        """The form with the rules."""
        return SettingsForm(*data[:1], instance=part)

    def save(self, form: Any) -> None:
        """Save them."""
        save_settings(form=form)

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The form under what is to be mended."""
        return self.page(form=form, concerns=concerns_of(self.exchange), status=status)


class CreateView(StepView):
    """One click makes the exchange."""

    back = "exchange_setup"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it, unless somebody else was faster."""
        create_exchange(event_id=self.event.pk)
        messages.success(request, _("The event has a meeting exchange now. Add slots and tables, then open it."))
        return redirect(self.back, pk)
