"""The organiser's wishes, withdrawn requests, and those who do not meet."""

import pytest
from django.urls import reverse

from bilingual.choices import Language
from exchange.choices import MOST_WEIGHT, RequestState
from exchange.exceptions import AlreadyDeclined, MayNotMeet, NotTakingPart
from exchange.models import Ban, MeetingRequest, Participant
from exchange.services.wishes import wish
from tests.exchange.factories import make_exchange, make_participant, make_request
from tests.exchange.test_setup import organiser_of

pytestmark = pytest.mark.django_db


def wished(one: Participant, other: Participant) -> MeetingRequest:
    return wish(
        exchange_id=one.exchange_id, source_id=one.pk, target_id=other.pk, reason="", language=Language.DE, actor=None
    )


def test_a_wish_counts_most_and_needs_no_answer() -> None:
    exchange = make_exchange()
    one, other = make_participant(exchange), make_participant(exchange)
    client = organiser_of(exchange.event)
    address = reverse("exchange_wish", args=[exchange.pk])
    assert client.get(address).status_code == 200
    same = client.post(address, {"first": one.pk, "second": one.pk, "reason": "Beide suchen Stahl"})
    assert same.status_code == 422
    assert "Beide suchen Stahl" in same.content.decode()
    assert client.post(address, {"first": one.pk, "second": other.pk, "reason": "Stahl"}).status_code == 302
    row = MeetingRequest.objects.get()
    assert (row.weight, row.state, row.reason) == (MOST_WEIGHT, RequestState.ACCEPTED, "Stahl")


def test_a_request_that_there_is_becomes_the_wish() -> None:
    exchange = make_exchange()
    one, other = make_participant(exchange), make_participant(exchange)
    request = make_request(one, other, state=RequestState.OPEN, reason="Drehteile")
    assert wished(other, one).pk == request.pk
    request.refresh_from_db()
    assert (request.by_organiser, request.state, request.reason) == (True, RequestState.ACCEPTED, "Drehteile")


def test_wishes_that_are_not_possible() -> None:
    exchange = make_exchange()
    one, other, third = (make_participant(exchange) for _one in range(3))
    make_request(one, other, state=RequestState.DECLINED)
    with pytest.raises(AlreadyDeclined):
        wished(other, one)
    Ban.objects.create(exchange=exchange, first=one, second=third)
    with pytest.raises(MayNotMeet):
        wished(third, one)
    Participant.objects.filter(pk=third.pk).update(left_at=exchange.created_at)
    with pytest.raises(NotTakingPart):
        wished(other, third)
    page = organiser_of(exchange.event).post(
        reverse("exchange_wish", args=[exchange.pk]), {"first": one.pk, "second": other.pk}
    )
    assert page.status_code == 422
    assert page.context["form"].non_field_errors()


def test_requests_are_filtered_and_withdrawn() -> None:
    exchange = make_exchange()
    one, other, third = (make_participant(exchange) for _one in range(3))
    accepted = make_request(one, other)
    opened = make_request(one, third, state=RequestState.OPEN, by_organiser=True, priority=4)
    client = organiser_of(exchange.event)
    address = reverse("exchange_requests", args=[exchange.pk])
    for query, rows in (
        ("", [opened, accepted]), ("?state=open", [opened]), ("?mark=organiser&mark=high", [opened]),
        (f"?q={other.registration.last_name.split()[1]}&sort=name", [accepted]), ("?sort=until", [opened, accepted]),
    ):  # fmt: skip
        assert list(client.get(address + query).context["requests"]) == rows
    back = client.post(f"{address}?state=open", {"withdraw": opened.pk})
    assert back["Location"] == f"{address}?state=open"
    client.post(address, {"withdraw": opened.pk})
    opened.refresh_from_db()
    assert opened.state == RequestState.WITHDRAWN
    foreign = make_exchange()
    far = make_request(make_participant(foreign), make_participant(foreign))
    assert client.post(address, {"withdraw": far.pk}).status_code == 404
    assert client.post(address, {}).status_code == 404


def test_two_are_kept_apart_and_may_meet_again() -> None:
    exchange = make_exchange()
    one, other = make_participant(exchange), make_participant(exchange)
    client = organiser_of(exchange.event)
    address = reverse("exchange_bans", args=[exchange.pk])
    for _twice in range(2):
        client.post(address, {"first": other.pk, "second": one.pk, "note": "Streit"})
    row = Ban.objects.get()
    assert (row.first, row.second, row.note) == (one, other, "Streit")
    assert "Streit" in client.get(address).content.decode()
    client.post(address, {"lift": row.pk})
    assert not Ban.objects.exists()
