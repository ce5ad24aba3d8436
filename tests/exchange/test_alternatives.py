"""Somebody has not come: the partner meets another one, whose wish nobody has answered so far."""

import pytest
from django.test import Client
from django.utils import timezone

from exchange.choices import RequestState
from exchange.models import Exchange, Meeting, MeetingRequest, Participant
from exchange.plans import told_plan
from exchange.services import repairing
from tests.events.factories import make_staff
from tests.exchange.days import midday, tick, today_exchange  # noqa: F401 - a fixture
from tests.exchange.factories import make_participant, make_request, make_told_plan
from tests.pages import Page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midday")]


@pytest.fixture
def exchange() -> Exchange:
    """The first slot runs; the next one begins in five minutes."""
    return today_exchange(first=-15)


def left_alone(exchange: Exchange, *others: Participant) -> Participant:
    """Somebody who is here and whose partner of the next slot is not; the others are here, too."""
    absent, person = make_participant(exchange), make_participant(exchange)
    slot = list(exchange.slots.all())[1]
    make_told_plan(exchange, [(make_request(absent, person), slot, exchange.tables.all()[0])])
    for one in (person, *others):
        tick(one)
    Participant.objects.filter(pk=absent.pk).update(absent_at=timezone.now())
    return person


def proposed(exchange: Exchange) -> repairing.Repair:
    found = repairing.proposed(Exchange.objects.get(pk=exchange.pk))
    assert found
    return found


@pytest.mark.parametrize("state", [RequestState.OPEN, RequestState.EXPIRED])
def test_an_unanswered_wish_takes_the_place(exchange: Exchange, client: Client, state: RequestState) -> None:
    asker, third = make_participant(exchange), make_participant(exchange)
    person = left_alone(exchange, asker, third)
    wish = make_request(asker, person, state=state)
    # nobody of these two has lost a meeting
    other = make_request(third, asker, state=RequestState.OPEN)
    found = proposed(exchange)
    assert found.unanswered == {wish.pk}
    assert found.replanned.added == (str(wish.pk),)
    assert str(other.pk) not in found.replanned.plan.unmet
    staff = make_staff(exchange.event)
    client.force_login(staff)
    for language, words in (("de", "bisher niemand beantwortet"), ("cs", "zatím nikdo neodpověděl")):
        assert words in Page(client.get(url(language, "exchange_repair", exchange.pk))).source
    repairing.repair(exchange_id=exchange.pk, actor=staff, seal=found.seal)
    wish.refresh_from_db()
    assert (wish.state, wish.by_organiser) == (RequestState.ACCEPTED, True)
    assert [one.request_id for one in Meeting.objects.filter(plan=told_plan(exchange.pk))] == [wish.pk]
    assert MeetingRequest.objects.get(pk=other.pk).state == RequestState.OPEN


def test_as_many_as_were_lost_and_none_that_was_declined(exchange: Exchange) -> None:
    first, second, refused = (make_participant(exchange) for _number in range(3))
    person = left_alone(exchange, first, second, refused)
    for one in (first, second):
        make_request(one, person, state=RequestState.OPEN)
    make_request(refused, person, state=RequestState.DECLINED)
    make_request(refused, person, state=RequestState.EXPIRED)
    found = proposed(exchange)
    assert len(found.unanswered) == 1
    asked = MeetingRequest.objects.get(pk__in=found.unanswered)
    assert asked.source in (first, second)


def test_who_is_not_here_is_no_alternative(exchange: Exchange) -> None:
    asker = make_participant(exchange)
    person = left_alone(exchange)
    make_request(asker, person, state=RequestState.OPEN)
    assert proposed(exchange).unanswered == frozenset()
    assert proposed(exchange).replanned.added == ()
