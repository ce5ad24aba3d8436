"""How meetings went: by link, from paper, in the log of cooperations, once and by whoever may."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from enquiries.choices import Stage
from enquiries.models import Cooperation, StageReport
from events.choices import StaffRole
from events.models import Event
from events.tokens import registration_token
from exchange.choices import RATE_WITHIN, Outcome
from exchange.codes import code_of
from exchange.models import Exchange, Meeting, Rating
from exchange.services.asking import ask_for_ratings, exchanges_to_ask
from exchange.services.rating import NotYetMet, RatingClosed, Said, rate
from tests.events.factories import make_staff
from tests.exchange.days import meeting, midday, tick, today_exchange  # noqa: F401 - a fixture
from tests.exchange.factories import make_exchange, make_participant, make_request, make_told_plan
from tests.factories import make_company, publish
from tests.pages import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midday")]


@pytest.fixture
def exchange() -> Exchange:
    """The first slot is over, the second one runs."""
    return today_exchange(first=-30)


def between_organisations(exchange: Exchange) -> Meeting:
    """A meeting of two organisations that are here."""
    one = make_participant(exchange, organisation=publish(make_company()))
    other = make_participant(exchange, organisation=publish(make_company()))
    plan = make_told_plan(exchange, [(make_request(one, other), exchange.slots.all()[0], exchange.tables.all()[0])])
    row: Meeting = plan.meetings.get()
    return row


def say(row: Meeting, outcome: Outcome, *, by_target: bool = False, **facts: Any) -> None:
    """One side says how it was."""
    person = row.request.target_id if by_target else row.request.source_id
    rate(exchange_id=row.plan.exchange_id, request_id=row.request_id, said=[Said(person, outcome)], **facts)


def test_both_sides_write_one_log(exchange: Exchange) -> None:
    row = between_organisations(exchange)
    say(row, Outcome.TALK, by_target=True)
    say(row, Outcome.OFFER)
    say(row, Outcome.OFFER)
    say(row, Outcome.CONTRACT, by_target=True)
    log = Cooperation.objects.get()
    assert log.stage == Stage.CONTRACT
    assert list(log.reports.order_by("pk").values_list("stage", flat=True)) == ["talk", "offer", "contract"]
    assert dict(Rating.objects.values_list("participant", "outcome")) == {
        row.request.source_id: Outcome.OFFER,
        row.request.target_id: Outcome.CONTRACT,
    }


def test_no_log_without_two_organisations_or_a_meeting(exchange: Exchange) -> None:
    say(meeting(exchange), Outcome.TALK)
    other = today_exchange(first=-30)
    say(between_organisations(other), Outcome.NOT_HELD)
    assert not Cooperation.objects.exists()
    assert Rating.objects.count() == 2


def test_not_before_it_begins_nor_for_others_nor_forever(exchange: Exchange) -> None:
    row = meeting(exchange, slot=3)
    with pytest.raises(NotYetMet):
        say(row, Outcome.TALK)
    begun = meeting(today_exchange(first=-30))
    stranger = Said(row.request.source_id, Outcome.TALK)
    with pytest.raises(NotYetMet):
        rate(exchange_id=begun.plan.exchange_id, request_id=begun.request_id, said=[stranger])
    past = timezone.localdate() - RATE_WITHIN - timedelta(days=1)
    Event.objects.update(first_day=past, last_day=past)
    with pytest.raises(RatingClosed):
        say(begun, Outcome.TALK)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_by_link(exchange: Exchange, client: Client, language: str) -> None:
    row = meeting(exchange)
    person = row.request.source
    token = registration_token(person.registration)
    page = client.get(url(language, "exchange_ratings", token, person.registration_id))
    assert page.status_code == 200
    assert row.request.target.registration.full_name in page.content.decode()
    assert client.get(url(language, "exchange_rate", token, person.registration_id, row.request_id)).status_code == 200
    assert not Rating.objects.exists()
    address = url(language, "exchange_rate", token, person.registration_id, row.request_id)
    response = client.post(address, {"outcome": "offer", "note": "Muster folgen"}, follow=True)
    assert 'value="offer" aria-pressed="true"' in response.content.decode()
    assert Rating.objects.get().note == "Muster folgen"
    client.post(address, {"outcome": "nothing"})
    assert Rating.objects.get().outcome == Outcome.NOTHING
    assert client.post(address, {"outcome": "wrong"}).status_code == 404


def test_the_link_of_another_person_opens_nothing(exchange: Exchange, client: Client) -> None:
    row = meeting(exchange)
    token = registration_token(make_participant(exchange).registration)
    address = url("de", "exchange_rate", token, row.request.source.registration_id, row.request_id)
    assert client.post(address, {"outcome": "talk"}).status_code == 404
    assert client.get(url("de", "exchange_ratings", "wrong", 1)).status_code == 404


def typed(*rows: tuple[str, str, str]) -> dict[str, str]:
    """What the rows of the paper page send."""
    return {
        f"row-{number}-{name}": value
        for number, row in enumerate(rows)
        for name, value in zip(("code", "source", "target"), row, strict=True)
    }


@pytest.mark.parametrize("language", ["de", "cs"])
def test_from_paper(exchange: Exchange, client: Client, language: str) -> None:
    row = meeting(exchange)
    client.force_login(make_staff(exchange.event))
    address = url(language, "exchange_paper_ratings", exchange.pk)
    response = client.post(address, typed((code_of(row.request_id), "2", ""), ("12-3", "1", ""), ("", "9", "")))
    assert response.status_code == 422
    source = response.content.decode()
    assert 'value="12-3"' in source
    assert 'value="9"' in source
    assert f'value="{code_of(row.request_id)}"' not in source
    assert Rating.objects.get().outcome == Outcome.OFFER
    at = f"{timezone.localtime(row.slot.starts_at):%H:%M}"
    assert client.post(address, typed((f"1 {at}", "", "5"))).status_code == 200
    assert Rating.objects.filter(on_paper=True).count() == 2
    assert client.post(address, typed(("", "", ""))).status_code == 200
    assert client.post(address, typed((code_of(row.request_id), "", ""))).status_code == 422


def test_without_a_plan_there_is_nothing_to_type_in(client: Client) -> None:
    nothing = make_exchange()
    client.force_login(make_staff(nothing.event))
    assert "paper-row" not in client.get(url("de", "exchange_paper_ratings", nothing.pk)).content.decode()


def test_paper_is_for_organisers(exchange: Exchange, client: Client) -> None:
    client.force_login(make_staff(exchange.event, StaffRole.CHECK_IN))
    assert client.get(url("de", "exchange_paper_ratings", exchange.pk)).status_code == 404


def test_everybody_is_asked_once_in_the_evening(exchange: Exchange) -> None:
    row = meeting(exchange)
    for person in (row.request.source, row.request.target):
        tick(person)
    evening = timezone.localtime().replace(hour=18, minute=1)
    assert exchanges_to_ask(timezone.now()) == []
    assert exchanges_to_ask(evening) == [exchange.pk]
    assert ask_for_ratings(exchange_id=exchange.pk) == 2
    assert ask_for_ratings(exchange_id=exchange.pk) == 0
    assert exchanges_to_ask(evening) == []
    text = OutgoingMail.objects.get(recipient=row.request.source.registration.email).text
    assert row.request.target.registration.full_name in text
    assert registration_token(row.request.source.registration) in text
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_both_sides_at_the_same_moment(exchange: Exchange) -> None:
    row = between_organisations(exchange)
    together, errors = Barrier(4), list[BaseException]()

    def speak(outcome: Outcome, by_target: bool) -> None:
        try:
            together.wait()
            say(row, outcome, by_target=by_target)
        except BaseException as error:  # noqa: BLE001 - shown below
            errors.append(error)
        finally:
            connection.close()

    words = [(Outcome.TALK, False), (Outcome.TALK, False), (Outcome.OFFER, True), (Outcome.OFFER, True)]
    threads = [Thread(target=speak, args=word) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert Cooperation.objects.count() == 1
    assert StageReport.objects.count() == 2
    assert Rating.objects.count() == 2
