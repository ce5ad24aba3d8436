"""The pages of the supply radar."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from bilingual.text import page_language
from events.spreadsheets import table_file
from listings.filters import division_names
from organisations.models import Organisation
from organisations.reference import capability_names, region_names, regions
from organisations.views.profile import pressed_step
from publishing.admin.access import is_clerk
from radar import links
from radar.analysis import Area, Category, Risk, findings, heat
from radar.charts import bar_chart, heat_map
from radar.counting import KEEPER
from radar.exports import table
from radar.filters import AreaForm
from radar.forms import NeedsForm
from radar.models import Need
from radar.own import Supply, own_supply
from radar.services import set_needs

MOST_ROWS = 40


class RadarView(LoginRequiredMixin, TemplateView):
    """Where demands find no offer and where everything hangs on one supplier; for members and clerks."""

    template_name = "radar/radar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Numbers, pictures and tables of the chosen area."""
        form = AreaForm(self.request.GET)
        area, market = form.area, KEEPER.get()
        found, divisions = findings(market, area), division_names()
        shown = {code: name for code, name in region_names().items() if _is_shown(code, area)}
        return super().get_context_data(
            form=form,
            area=area,
            counted_at=market.counted_at,
            found=found,
            heat=heat_map(heat(market, area, list(shown)), shown, divisions),
            gap_bars=bar_chart(found.gaps_by_division, divisions, _by_division(found.gaps_by_division, area)),
            single_bars=bar_chart(found.single_by_division, divisions, {}),
            gaps=[_row(row, area) for row in found.gaps[:MOST_ROWS]],
            single=[_row(row, area) for row in found.single[:MOST_ROWS]],
            demands_url=links.demands_url(region=area.region, country=area.country, division=area.division),
            organisations=list(Organisation.objects.editable_by(self.request.user).order_by("pk")),
            may_export=is_clerk(self.request.user),
            **kwargs,
        )


def _is_shown(code: str, area: Area) -> bool:
    country = {region.code: region.country for region in regions()}.get(code)
    return (not area.region or code == area.region) and (not area.country or country == area.country)


def _by_division(numbers: Mapping[str, int], area: Area) -> dict[str, str]:
    return {code: links.demands_url(division=code, region=area.region, country=area.country) for code in numbers}


def _row(row: Category, area: Area) -> dict[str, Any]:
    place = {"region": area.region, "country": area.country}
    return {
        "category": row,
        "name": capability_names().get(row.code, row.code),
        "demands_url": links.demands_url(cpv=row.code, **place),
        "companies_url": links.companies_url(cpv=row.code, **place),
        "offers_url": links.offers_url(cpv=row.code, **place),
    }


class OwnRadarView(LoginRequiredMixin, View):
    """The needs of one company and its alternatives; only for its members."""

    template_name = "radar/own.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The numbers, and the list of needs to change."""
        organisation = self._organisation(pk)
        codes = Need.objects.filter(organisation=pk).values_list("capability_id", flat=True)
        return self._page(organisation, NeedsForm(initial={"capabilities": list(codes)}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the needs; the step that looks something up saves nothing."""
        organisation = self._organisation(pk)
        form = NeedsForm(request.POST)
        if pressed_step(request.POST) == "find":
            return self._page(organisation, form.without_errors())
        if not form.is_valid():
            return self._page(organisation, form, status=422)
        set_needs(organisation_id=pk, codes=[row.pk for row in form.cleaned_data["capabilities"]])
        messages.success(request, _("Your needs have been saved."))
        return redirect("own_radar", pk)

    def _organisation(self, pk: int) -> Organisation:
        rows = Organisation.objects.editable_by(self.request.user).select_related("region")
        return get_object_or_404(rows, pk=pk)

    def _page(self, organisation: Organisation, form: NeedsForm, *, status: int = 200) -> HttpResponse:
        rows = own_supply(KEEPER.get(), organisation)
        context = {
            "organisation": organisation,
            "form": form,
            "supplies": [_supply(row, organisation) for row in rows],
            "risky": sum(row.risk != Risk.LOW for row in rows),
        }
        return render(self.request, self.template_name, context, status=status)


def _supply(row: Supply, organisation: Organisation) -> dict[str, Any]:
    other = "CZ" if organisation.country == "DE" else "DE"
    return {
        "row": row,
        "name": capability_names().get(row.code, row.code),
        "here_url": links.companies_url(cpv=row.code, country=organisation.country),
        "across_url": links.companies_url(cpv=row.code, country=other),
        "region_url": links.companies_url(cpv=row.code, region=organisation.region_id or ""),
        "offers_url": links.offers_url(cpv=row.code),
    }


def export(request: HttpRequest, kind: str) -> HttpResponse:
    """The table of the chosen area as XLSX or CSV, for clerks; for everybody else it does not exist."""
    if not is_clerk(request.user):
        raise Http404
    head, rows = table(KEEPER.get(), AreaForm(request.GET).area, capability_names())
    name = f"radar-{timezone.localdate():%Y-%m-%d}-{page_language()}"
    return table_file(kind, name, _("Supply radar"), head, rows)
