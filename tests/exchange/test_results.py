"""The numbers of an exchange for its evaluation, and the table that goes with them."""

import pytest
from django.test import Client

from events.models import Booking
from exchange.choices import Outcome
from exchange.models import Exchange, Rating
from exchange.results import results_of
from tests.events.factories import make_staff
from tests.exchange.days import midday, tick, today_exchange  # noqa: F401 - a fixture
from tests.exchange.factories import make_participant, make_request, make_told_plan
from tests.pages import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midday")]


@pytest.fixture
def exchange() -> Exchange:
    """Three meetings, one across the border, one said not to have been held; one person stayed away."""
    exchange = today_exchange(first=-90)
    people = [make_participant(exchange) for _number in range(6)]
    Booking.objects.filter(registrations=people[1].registration).update(country="CZ")
    wishes = [make_request(*people[number : number + 2]) for number in (0, 2, 4)]
    unmet = make_request(people[0], people[5])
    slot, tables = exchange.slots.all()[0], exchange.tables.all()
    make_told_plan(
        exchange,
        [(wish, slot, table) for wish, table in zip(wishes, tables, strict=True)],
        unmet={str(unmet.pk): "no_table"},
    )
    for person in people[:5]:
        tick(person)
    said = [(0, 0, Outcome.OFFER), (0, 1, Outcome.CONTRACT), (1, 2, Outcome.NOT_HELD)]
    for wish, side, outcome in said:
        Rating.objects.create(request=wishes[wish], participant=people[side], outcome=outcome, note="=1+1")
    return exchange


def test_numbers(exchange: Exchange) -> None:
    results = results_of(exchange)
    assert (results.planned, results.held, results.not_held, results.silent) == (3, 1, 1, 1)
    assert (results.both_said, results.across_border, results.border_share) == (1, 1, 33)
    assert (results.people, results.stayed_away) == (6, 1)
    assert {bar.label: bar.count for bar in results.outcomes.bars if bar.count} == {
        str(Outcome.CONTRACT.label): 1,
        str(Outcome.OFFER.label): 1,
        str(Outcome.NOT_HELD.label): 1,
    }
    assert [bar.count for bar in results.unmet.bars] == [1]
    assert len(results.by_country) == 2


def test_nothing_yet() -> None:
    assert results_of(today_exchange()).planned == 0


@pytest.mark.parametrize("language", ["de", "cs"])
def test_page_and_tables(exchange: Exchange, client: Client, language: str) -> None:
    client.force_login(make_staff(exchange.event))
    page = client.get(url(language, "exchange_results", exchange.pk)).content.decode()
    assert str(Outcome(Outcome.OFFER).label) in page
    csv = client.get(url(language, "exchange_results_table", exchange.pk, "csv")).content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 4
    assert "'=1+1" in csv
    xlsx = client.get(url(language, "exchange_results_table", exchange.pk, "xlsx"))
    assert xlsx.content.startswith(b"PK")
    assert client.get(url(language, "exchange_results_table", exchange.pk, "exe")).status_code == 404
