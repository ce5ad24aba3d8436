"""For one company: how many alternatives there are for what it needs, here and across the border."""

from dataclasses import dataclass

from listings.choices import Direction
from listings.models import Listing
from organisations.models import Organisation
from publishing.choices import Status
from radar.analysis import Risk, risk_of
from radar.counting import Market
from radar.models import Need
from search.models import Document


@dataclass(frozen=True, slots=True)
class Supply:
    """A needed category and who could deliver it, the company itself not counted."""

    code: str
    from_demand: bool
    here: int
    across: int
    in_region: int

    @property
    def risk(self) -> Risk:
        """How easily it fails."""
        return risk_of(self.here, self.across)


def own_supply(market: Market, organisation: Organisation) -> list[Supply]:
    """The needs of a company, the riskiest first; three statements."""
    demands = Listing.objects.filter(organisation=organisation.pk, direction=Direction.DEMAND, expired_at=None)
    asked = set(demands.exclude(status=Status.ARCHIVED).values_list("capabilities", flat=True)) - {None}
    watched = set(Need.objects.filter(organisation=organisation.pk).values_list("capability_id", flat=True))
    own = _own_codes(organisation.pk)
    rows = [_supply(market, organisation, code, code in asked, int(code in own)) for code in asked | watched]
    order = list(Risk)
    return sorted(rows, key=lambda row: (order.index(row.risk), row.here + row.across, row.code))


def _supply(market: Market, organisation: Organisation, code: str, from_demand: bool, own: int) -> Supply:
    other = "CZ" if organisation.country == "DE" else "DE"
    region = organisation.region_id or ""
    return Supply(
        code=code,
        from_demand=from_demand,
        here=market.number(code, country=organisation.country) - own,
        across=market.number(code, country=other),
        in_region=market.number(code, region=region) - own if region else 0,
    )


def _own_codes(pk: int) -> set[str]:
    """All categories that the company supplies itself, wider ones, too."""
    rows = (
        Document.objects.filter(owner_id=pk).exclude(facets__contains=["kind:demand"]).values_list("facets", flat=True)
    )
    return {code.removeprefix("cpv:") for facets in rows for code in facets if code.startswith("cpv:")}
