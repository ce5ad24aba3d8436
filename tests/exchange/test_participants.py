"""The organiser looks after the participants of an exchange."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.choices import State
from events.models import Registration, Stand, StandRequest
from exchange.choices import PlanState
from exchange.models import Exchange, Participant
from exchange.services.participants import SEGMENT
from tests.events.factories import make_registration
from tests.exchange.factories import make_exchange, make_participant, make_request, make_told_plan
from tests.exchange.test_setup import organiser_of
from tests.factories import make_company
from tests.pages import url

pytestmark = pytest.mark.django_db


def listed(client: Client, exchange: Exchange, query: str = "") -> list[int]:
    page = client.get(reverse("exchange_participants", args=[exchange.pk]) + query)
    assert page.status_code == 200
    return [row.pk for row in page.context["people"]]


def test_meetings_are_counted_in_the_draft_until_a_plan_is_told() -> None:
    exchange = make_exchange()
    anna, zora = make_participant(exchange), make_participant(exchange)
    request, (slot, other), table = make_request(zora, anna), exchange.slots.all()[:2], exchange.tables.all()[0]
    without = "?without=meetings"
    client = organiser_of(exchange.event)
    make_told_plan(exchange, [(request, slot, table)], state=PlanState.DRAFT, told_at=None)
    assert listed(client, exchange, without) == []
    make_told_plan(exchange, [(make_request(anna, make_participant(exchange)), other, table)])
    assert listed(client, exchange, without) == [zora.pk]


def test_the_list_is_searched_filtered_and_sorted() -> None:
    exchange = make_exchange()
    anna = make_participant(exchange, registration=make_registration(exchange.event, last_name="Adam"))
    zora = make_participant(
        exchange, registration=make_registration(exchange.event, last_name="Zelená"), languages=["cs"]
    )
    gone = make_participant(exchange, registration=make_registration(exchange.event, last_name="Malá"))
    Participant.objects.filter(pk=gone.pk).update(left_at=exchange.created_at)
    request = make_request(zora, anna)
    make_told_plan(exchange, [(request, exchange.slots.all()[0], exchange.tables.all()[0])])
    client = organiser_of(exchange.event)
    assert listed(client, exchange) == [anna.pk, gone.pk, zora.pk]
    assert listed(client, exchange, "?q=zelená") == [zora.pk]
    assert listed(client, exchange, "?state=left") == [gone.pk]
    assert listed(client, exchange, "?state=in&sort=made") == [zora.pk, anna.pk]
    assert listed(client, exchange, "?speaks=cs") == [zora.pk]
    assert listed(client, exchange, "?without=meetings") == [gone.pk]
    assert listed(client, exchange, "?sort=nonsense&state=x&country=DE&page=99") == [anna.pk, gone.pk, zora.pk]
    page = client.get(url("de", "exchange_participants", exchange.pk))
    assert [row[2] for row in page.context["rows"]] == ["Deutsch", "Deutsch", "Tschechisch"]
    row = page.context["people"][0]
    assert (row.made, row.received, row.accepted, row.meetings) == (0, 1, 1, 1)


@pytest.mark.parametrize("name", ["participants", "requests", "not_joined", "bans"])
def test_lists_cost_the_same_with_one_row_and_with_three(name: str) -> None:
    counts = []
    for number in (1, 3):
        exchange = make_exchange()
        client = organiser_of(exchange.event)
        for _one in range(number):
            make_request(make_participant(exchange), make_participant(exchange))
            make_registration(exchange.event)
        address = reverse(f"exchange_{name}", args=[exchange.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_somebody_is_taken_in_by_hand_changed_taken_out_and_back_in() -> None:
    exchange = make_exchange()
    person = make_registration(exchange.event, languages=["cs"])
    client = organiser_of(exchange.event)
    missing = reverse("exchange_not_joined", args=[exchange.pk])
    assert person.last_name in client.get(missing).content.decode()
    new = reverse("exchange_participant_new", args=[exchange.pk, person.pk])
    assert client.get(new).context["form"]["languages"].value() == ["cs"]
    assert client.post(new, {"language": "cs"}).status_code == 422
    assert client.post(new, {"languages": ["cs"], "language": "cs", "offers": "Obrábění"}).status_code == 302
    row = Participant.objects.get()
    assert (row.registration, row.offers) == (person, "Obrábění")
    assert person.last_name not in client.get(missing).content.decode()

    page = reverse("exchange_participant", args=[exchange.pk, row.pk])
    slot = exchange.slots.all()[0]
    data = {"languages": ["cs", "de"], "language": "cs", "away": [slot.pk], "most_meetings": "4"}
    assert client.post(page, {**data, "most_meetings": "0"}).status_code == 422
    assert client.post(page, data).status_code == 302
    row.refresh_from_db()
    assert (row.languages, row.away, row.most_meetings) == (["cs", "de"], [slot.pk], 4)

    step = reverse("exchange_participant_step", args=[exchange.pk, row.pk])
    client.post(step, {"step": "out"})
    assert Participant.objects.get().left_at is not None
    assert client.get(page).status_code == 200
    client.post(step, {"step": "back"})
    assert Participant.objects.get().left_at is None
    client.post(step, {"step": "out"})
    client.post(new, {"languages": ["de"], "language": "de"})
    again = Participant.objects.get()
    assert (again.left_at, again.languages) == (None, ["de"])
    assert client.post(step, {"step": "nonsense"}).status_code == 404


def test_who_lost_the_place_meanwhile_is_not_taken_in() -> None:
    exchange = make_exchange()
    person = make_registration(exchange.event, state=State.WAITING)
    new = reverse("exchange_participant_new", args=[exchange.pk, person.pk])
    assert organiser_of(exchange.event).get(new).status_code == 404


def test_a_mail_to_those_who_are_missing() -> None:
    exchange = make_exchange()
    joined, missing = make_participant(exchange).registration, make_registration(exchange.event)
    Registration.objects.filter(pk=joined.pk).update(segments=[SEGMENT])
    response = organiser_of(exchange.event).post(reverse("exchange_not_joined", args=[exchange.pk]), follow=True)
    assert response.status_code == 200
    assert Registration.objects.get(pk=missing.pk).segments == [SEGMENT]
    assert Registration.objects.get(pk=joined.pk).segments == []


def test_exhibitors_get_tables_named_after_their_stands() -> None:
    exchange = make_exchange(tables=1)
    company = make_company()
    stand = Stand.objects.create(event=exchange.event, label="H7")
    StandRequest.objects.create(
        event=exchange.event, organisation=company, name=company.name, email="a@example.org", exhibits="Drehteile",
        state="approved", stand=stand,
    )  # fmt: skip
    host = make_participant(exchange, organisation=company)
    make_participant(exchange, organisation=company)
    client = organiser_of(exchange.event)
    address = reverse("exchange_tables", args=[exchange.pk])
    assert "H7" in client.get(address).content.decode()
    for _twice in range(2):
        client.post(address, {"action": "hosts"})
    assert list(exchange.tables.values_list("label", "host")) == [("1", None), ("H7", host.pk)]


def test_the_lists_are_taken_along_as_tables() -> None:
    exchange = make_exchange()
    one = make_participant(exchange, offers="=HYPERLINK()")
    make_request(one, make_participant(exchange), reason="Drehteile gesucht")
    client = organiser_of(exchange.event)
    for name, text in (("participants", "'=HYPERLINK"), ("requests", "Drehteile gesucht")):
        csv = client.get(reverse(f"exchange_{name}_table", args=[exchange.pk, "csv"]))
        assert text in csv.content.decode("utf-8-sig")
        assert csv["Cache-Control"] == "no-store"
        assert client.get(reverse(f"exchange_{name}_table", args=[exchange.pk, "xlsx"])).content[:2] == b"PK"
        assert client.get(reverse(f"exchange_{name}_table", args=[exchange.pk, "ods"])).status_code == 404
