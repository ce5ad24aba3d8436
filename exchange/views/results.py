"""Numbers for the evaluation."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.generic import View

from events.spreadsheets import table_file
from exchange.choices import Outcome
from exchange.results import results_of, table
from exchange.views.base import ExchangeMixin


class ResultsView(ExchangeMixin, View):
    """Meetings, outcomes, unmet wishes, who stayed away."""

    template_name = "exchange/organiser/results.html"
    tab = "results"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Numbers, each chart with its table."""
        return self.page(results=results_of(self.exchange), outcomes=[one.label for one in Outcome])


class ResultsExportView(ExchangeMixin, View):
    """All meetings with what both sides say."""

    def get(self, request: HttpRequest, pk: int, ending: str) -> HttpResponse:
        """XLSX or CSV."""
        header, lines = table(self.exchange)
        return table_file(ending, f"meetings-{self.event.slug[:60]}", _("Meetings"), header, lines)
