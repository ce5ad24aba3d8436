"""Numbers for the evaluation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from events.spreadsheets import CSV, XLSX, as_csv, as_xlsx
from exchange.choices import Outcome
from exchange.results import results_of, table
from exchange.views.base import ExchangeMixin

ENDINGS = ("xlsx", "csv")


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
        if ending not in ENDINGS:
            raise Http404
        header, lines = table(self.exchange)
        if ending == "xlsx":
            response = HttpResponse(as_xlsx(_("Meetings"), header, lines), content_type=XLSX)
        else:
            response = HttpResponse(as_csv(header, lines), content_type=CSV)
        response["Content-Disposition"] = f'attachment; filename="meetings-{self.event.slug[:60]}.{ending}"'
        patch_cache_control(response, private=True, no_store=True)
        return response
