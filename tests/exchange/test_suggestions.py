"""Whom a participant should meet, and why."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from exchange import faces, suggestions
from exchange.models import Participant
from exchange.own_lists import partners
from exchange.suggestions import Suggestion, suggestions_for
from tests.exchange.factories import make_exchange, make_participant
from tests.factories import list_publicly, make_company, make_listing

pytestmark = pytest.mark.django_db
TURNED, GLASS = "44316000", "33790000"


def found(person: Participant) -> dict[int, Suggestion]:
    return {row.participant_id: row for row in suggestions_for(person, partners(person))}


def with_listing(exchange: Any, title: str, *, region: str = "DED2D", **fields: Any) -> Participant:
    company = make_company(region=region, summary_de="", summary_cs="")
    list_publicly(company)
    listing = make_listing(title, organisation=company, **fields)
    list_publicly(listing)
    person = make_participant(exchange, organisation_id=company.pk, offers="", seeks="")
    person.listings.set([listing])
    return person


def test_an_offer_that_meets_a_demand_is_suggested_with_reasons_in_words() -> None:
    exchange = make_exchange()
    buyer = with_listing(exchange, "Drehteile aus Edelstahl gesucht", direction="demand")
    maker = with_listing(exchange, "Drehteile aus Edelstahl", direction="offer")
    other = with_listing(
        exchange, "Tischwäsche mit Wappen", direction="offer", description_de="Damast", capabilities=["39512000"]
    )
    rows = found(buyer)
    assert list(rows) == [maker.pk]
    assert other.pk not in rows
    with override("de"):
        reasons = rows[maker.pk].sentences
    assert len(reasons) > 1
    assert any("Edelstahl" in reason for reason in reasons)
    assert found(maker)[buyer.pk].side == "demand"


def test_of_two_that_fit_alike_the_one_across_the_border_comes_first() -> None:
    exchange = make_exchange()
    buyer = with_listing(exchange, "Drehteile aus Edelstahl gesucht", direction="demand")
    near = with_listing(exchange, "Drehteile aus Edelstahl", direction="offer")
    across = with_listing(exchange, "Drehteile aus Edelstahl", direction="offer", region="CZ051")
    assert [row.participant_id for row in suggestions_for(buyer, partners(buyer))] == [across.pk, near.pk]


def test_typed_texts_count_in_both_languages_without_any_entry() -> None:
    exchange = make_exchange()
    seeker = make_participant(exchange, offers="", seeks="Härten und Vergüten von Wellen, Gasnitrieren")
    smith = make_participant(exchange, offers="Gasnitrieren, Härten und Vergüten im Lohn, auch Wellen")
    potter = make_participant(exchange, offers="Hotelporzellan mit Signet unter der Glasur")
    rows = found(seeker)
    assert smith.pk in rows
    assert potter.pk not in rows
    assert rows[smith.pk].sentences


def test_the_number_of_statements_does_not_grow_and_the_second_look_is_kept() -> None:
    exchange = make_exchange()
    me = with_listing(exchange, "Drehteile gesucht", direction="demand")

    def count() -> int:
        suggestions._found.clear()
        faces._kept.clear()
        others = partners(me)
        with CaptureQueriesContext(connection) as counted:
            suggestions_for(me, others)
        return len(counted)

    with_listing(exchange, "Drehteile aus Messing", direction="offer")
    few = count()
    with_listing(exchange, "Drehteile aus Stahl", direction="offer")
    with_listing(exchange, "Drehteile aus Bronze", direction="offer")
    assert count() == few
    others = partners(me)
    with CaptureQueriesContext(connection) as counted:
        suggestions_for(me, others)
    assert len(counted) == 2
