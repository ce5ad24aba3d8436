"""The supply radar: what is counted, what the pages say, and who may take it along."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from radar.analysis import Area, Risk, findings, heat, risk_of
from radar.counting import KEEPER, count, narrowest
from radar.models import Need
from radar.own import own_supply
from tests.factories import list_publicly, make_clerk, make_company, make_listing, make_user

pytestmark = pytest.mark.django_db
TURNED, SHEET, CHAIRS = "44316500", "44316400", "39112000"


@pytest.fixture(autouse=True)
def _forget() -> None:
    KEEPER.clear()


def supplier(code: str, *, region: str = "DED2D", **fields: Any) -> Any:
    """A published company whose profile names the category."""
    company: Any = make_company(region=region, **fields)
    company.capabilities.set([code])
    list_publicly(company)
    return company


def demand(code: str, *, organisation: Any = None, **fields: Any) -> Any:
    """A public demand of a company that supplies nothing."""
    buyer = organisation or make_company(region=fields.get("region_id", "DED2D"))
    if organisation is None:
        list_publicly(buyer)
    listing = make_listing(organisation=buyer, capabilities=[code], **fields)
    list_publicly(listing)
    return listing


def test_narrowest_codes() -> None:
    assert narrowest(["44000000", "44300000", "44316500", "44316000", "39000000"]) == ("39000000", "44316500")
    assert narrowest([]) == ()


def test_a_supplier_counts_once_and_for_wider_categories() -> None:
    company = supplier(TURNED)
    list_publicly(make_listing(organisation=company, direction="offer", capabilities=[TURNED]))
    market = count()
    assert market.number(TURNED) == market.number("44316000") == market.number("44000000") == 1
    assert market.number(SHEET) == 0
    assert (market.number(TURNED, country="DE"), market.number(TURNED, country="CZ")) == (1, 0)
    assert (market.number(TURNED, region="DED2D"), market.number(TURNED, region="CZ051")) == (1, 0)


def test_an_offer_makes_a_supplier_where_the_organisation_sits() -> None:
    company = make_company(region="CZ051")
    list_publicly(company)
    list_publicly(make_listing(organisation=company, direction="offer", capabilities=[SHEET], region_id="DED2D"))
    market = count()
    assert (market.number(SHEET, region="CZ051"), market.number(SHEET, region="DED2D")) == (1, 0)


def test_gaps_and_single_suppliers() -> None:
    supplier(TURNED)
    demand(TURNED)
    demand(CHAIRS)
    demand(CHAIRS, region_id="CZ051", country="CZ")
    found = findings(count(), Area())
    assert (found.demands, found.unmet) == (3, 2)
    assert [(row.code, row.demands, row.suppliers) for row in found.gaps] == [(CHAIRS, 2, 0)]
    assert [(row.code, row.here) for row in found.single] == [(TURNED, 1)]
    assert found.gaps_by_division == {"39": 2}
    czech = findings(count(), Area(country="CZ"))
    assert (czech.demands, czech.unmet, czech.single) == (1, 1, ())


def test_a_drafts_demand_and_an_unpublished_supplier_do_not_count() -> None:
    make_listing(capabilities=[CHAIRS])
    draft: Any = make_company()
    draft.capabilities.set([CHAIRS])
    assert findings(count(), Area()).demands == 0
    assert count().number(CHAIRS) == 0


def test_a_cipher_demand_counts_no_more_narrowly_than_its_author_allows() -> None:
    demand(CHAIRS, is_cipher=True, cipher_place="country")
    found = findings(count(), Area())
    assert (found.demands, found.without_region) == (1, 1)
    assert findings(count(), Area(region="DED2D")).demands == 0
    assert heat(count(), Area(), ["DED2D"]) == {}
    demand(CHAIRS, is_cipher=True)
    assert findings(count(), Area(region="DED2D")).demands == 1


def test_levels_of_the_heat_map() -> None:
    demand(CHAIRS)
    demand(CHAIRS)
    levels = [heat(count(), Area(), ["DED2D"])["39"][0].level]
    for _number in range(2):
        supplier(CHAIRS)
        levels.append(heat(count(), Area(), ["DED2D"])["39"][0].level)
    assert levels == [3, 2, 1]


@pytest.mark.parametrize(
    ("here", "across", "risk"),
    [(0, 0, Risk.NONE), (1, 0, Risk.SINGLE), (0, 1, Risk.SINGLE), (2, 0, Risk.ONE_SIDE), (1, 1, Risk.LOW)],
)
def test_risk(here: int, across: int, risk: Risk) -> None:
    assert risk_of(here, across) == risk


def test_own_needs_leave_out_oneself() -> None:
    own = supplier(TURNED)
    Need.objects.create(organisation_id=own.pk, capability_id=TURNED)
    supplier(TURNED, region="CZ051")
    demand(CHAIRS, organisation=own)
    rows = {row.code: row for row in own_supply(count(), own)}
    assert (rows[TURNED].here, rows[TURNED].across, rows[TURNED].risk) == (0, 1, Risk.SINGLE)
    assert (rows[CHAIRS].from_demand, rows[CHAIRS].risk) == (True, Risk.NONE)
    assert list(rows) == [CHAIRS, TURNED]


@pytest.fixture
def member() -> tuple[Client, Any]:
    user = make_user()
    company = make_company(owner=user)
    list_publicly(company)
    client = Client()
    client.force_login(user)
    return client, company


def test_the_page_for_members_alone(member: tuple[Client, Any]) -> None:
    client, _company = member
    assert Client().get(reverse("radar")).status_code == 302
    supplier(TURNED)
    demand(CHAIRS)
    for query in ("", "?region=DED2D", "?country=CZ&division=44", "?region=x&country=%00&division=99"):
        page = client.get(reverse("radar") + query)
        assert page.status_code == 200
        text = page.content.decode()
        assert "style=" not in text.split("<main", 1)[1].split("</main", 1)[0]
    text = client.get(reverse("radar")).content.decode()
    assert f"cpv={CHAIRS}" in text
    assert "<title" in text.split("<svg", 2)[-1]


def test_the_same_number_of_statements(
    member: tuple[Client, Any], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, _company = member
    supplier(TURNED)
    for _number in range(3):
        demand(CHAIRS)
        client.get(reverse("radar"))
        with django_assert_max_num_queries(6):
            client.get(reverse("radar"))


def test_what_a_company_needs(member: tuple[Client, Any]) -> None:
    client, company = member
    page = reverse("own_radar", args=[company.pk])
    assert client.get(page).status_code == 200
    assert client.post(page, {"capabilities": [TURNED], "action": "save"}).status_code == 302
    assert list(Need.objects.values_list("capability_id", flat=True)) == [TURNED]
    assert client.post(page, {"capabilities": [SHEET], "action": "save"}).status_code == 302
    assert list(Need.objects.values_list("capability_id", flat=True)) == [SHEET]
    assert client.post(page, {"capabilities": ["no-code"], "action": "save"}).status_code == 422
    stranger = Client()
    stranger.force_login(make_user())
    assert stranger.get(page).status_code == 404
    assert stranger.post(page, {"capabilities": [TURNED]}).status_code == 404
    assert Client().get(page).status_code == 302


def test_clerks_take_the_table_along(member: tuple[Client, Any]) -> None:
    client, _company = member
    supplier(TURNED)
    demand(CHAIRS)
    clerk = Client()
    clerk.force_login(make_clerk("DED2D"))
    for view in ("radar_xlsx", "radar_csv"):
        assert client.get(reverse(view)).status_code == 404
        assert Client().get(reverse(view)).status_code == 404
    sheet = load_workbook(BytesIO(clerk.get(reverse("radar_xlsx")).content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert (CHAIRS, 1, 0) in [(row[0], row[2], row[4]) for row in rows]
    assert CHAIRS in clerk.get(reverse("radar_csv") + "?country=DE").content.decode("utf-8-sig")
    assert CHAIRS not in clerk.get(reverse("radar_csv") + "?country=CZ").content.decode("utf-8-sig")
