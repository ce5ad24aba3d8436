"""What the organisers' pages of a meeting exchange share: the exchange in the address, for those who may work on it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.views.generic import View

from events.models import Event
from events.views.organising import OrganiserMixin
from exchange.models import Exchange


class ExchangeMixin(OrganiserMixin):
    """Main organisers and support of an event with an exchange; strangers get 404, as everybody while there is none."""

    section = "exchange"
    tab = ""

    @cached_property
    def exchange(self) -> Exchange:
        """The one of the event in the address."""
        row: Exchange = get_object_or_404(Exchange, pk=self.event.pk)
        row.event = self.event
        return row

    def page(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        """A page of the exchange, with the navigation of the event and of the exchange."""
        values = {"exchange": self.exchange, "tab": self.tab, **context}
        return super().page(status=status, template=template, **values)


class WorkMixin(ExchangeMixin):
    """The same for everybody who stands at the door, too."""

    def events(self) -> QuerySet[Event]:
        """Those at whose door the user stands."""
        rows: QuerySet[Event] = Event.objects.checked_in_by(self.request.user)
        return rows.select_related("organisation", "region")


class ExchangeStepView(ExchangeMixin, View):
    """A button of a page; who comes back from signing in sees that page again."""

    back = "exchange_setup"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return redirect(self.back, self.event.pk)
