"""The radar as a table for spreadsheet programs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from radar.analysis import Area, category
from radar.counting import Market


def table(market: Market, area: Area, names: Mapping[str, str]) -> tuple[list[str], list[list[Any]]]:
    """The headings, and a line for each category that somebody demands or that has a single supplier."""
    asked: dict[str, int] = {}
    for demand in filter(area.has, market.demands):
        for code in demand.codes:
            asked[code] = asked.get(code, 0) + 1
    lone = {code for code in market.leaves if market.number(code, region=area.region, country=area.country) == 1}
    codes = sorted(code for code in {*asked} | lone if code.startswith(area.division))
    head = [
        _("CPV code"), _("Category"), _("Demands"), _("Suppliers in the chosen area"),
        _("Suppliers in the whole network"), _("of them in Germany"), _("of them in Czechia"),
    ]  # fmt: skip
    rows = [category(market, code, asked.get(code, 0), area) for code in codes]
    return head, [
        [row.code, names.get(row.code, ""), row.demands, row.here, row.suppliers, row.german, row.czech] for row in rows
    ]
