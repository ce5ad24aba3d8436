"""Many at the same moment on a real PostgreSQL: budgets and the one wish of two people hold, nobody gets an error."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count
from django.test import Client

from events.tokens import registration_token
from exchange.budget import budget_of
from exchange.choices import Priority, RequestState
from exchange.exceptions import ExchangeError, NoneLeft
from exchange.models import Exchange, MeetingRequest, Participant
from exchange.services.requesting import accept, ask, decline, withdraw
from tests.events.test_registration_races import errors, together
from tests.exchange.factories import make_exchange, make_participant
from tests.pages import url

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 8
HIGH, NORMAL = Priority.HIGH, Priority.NORMAL


@pytest.fixture(autouse=True)
def _no_other_jobs(transactional_db: None) -> Iterator[None]:
    """Unmanaged tables: Django's flush leaves them alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers cascade")


def crowd(number: int, **rules: Any) -> tuple[Exchange, list[Participant]]:
    exchange = make_exchange(slots=1, tables=0, **rules)
    return exchange, [make_participant(exchange) for _one in range(number)]


def wish(source: Participant, target: Participant, priority: Priority = NORMAL) -> Callable[[], MeetingRequest]:
    return lambda: ask(source_id=source.pk, target_id=target.pk, reason="Wellen", priority=priority)


def test_the_budget_holds_for_one_who_clicks_everywhere_at_once() -> None:
    exchange, (me, *others) = crowd(9, most_requests=3, most_high=1)
    results = together([wish(me, other, HIGH) for other in others], CLIENTS)
    assert sum(isinstance(result, NoneLeft) for result in results) == 7
    assert not [error for error in errors(results) if not isinstance(error, NoneLeft)]
    together([wish(me, other) for other in others], CLIENTS)
    assert MeetingRequest.objects.filter(source=me).count() == 3
    assert (budget_of(exchange, me).left, budget_of(exchange, me).left_high) == (0, 0)


def test_everybody_asks_everybody_and_each_two_have_one_wish() -> None:
    exchange, people = crowd(5, most_requests=9)
    steps = [wish(one, other) for one in people for other in people if one is not other] * 2
    assert not errors(together(steps, CLIENTS))
    rows = MeetingRequest.objects.filter(exchange=exchange)
    assert rows.count() == 10
    assert set(rows.values_list("state", flat=True)) == {RequestState.ACCEPTED}


def test_answers_and_withdrawals_at_once_leave_one_state_and_the_high_quota() -> None:
    exchange, (me, *others) = crowd(7, most_high=2)
    asked = [wish(other, me)() for other in others]
    steps: list[Callable[[], Any]] = []
    for request in asked:
        facts = {"request_id": request.pk, "participant_id": me.pk}
        steps.append(lambda facts=facts: accept(priority=HIGH, **facts))  # type: ignore[misc]
        steps.append(lambda facts=facts: decline(**facts))  # type: ignore[misc]
        steps.append(lambda row=request: withdraw(request_id=row.pk, participant_id=row.source_id))  # type: ignore[misc]
    results = together(steps, CLIENTS)
    assert not [error for error in errors(results) if not isinstance(error, ExchangeError)]
    high = MeetingRequest.objects.filter(state=RequestState.ACCEPTED, target_priority=HIGH)
    assert high.count() <= 2
    assert budget_of(exchange, me).used_high <= 2


def test_a_double_click_on_the_page_is_one_wish_and_no_error() -> None:
    _exchange, (me, other) = crowd(2)
    address = url("de", "exchange_own_person", registration_token(me.registration), me.registration_id, other.pk)
    data = {"reason": "Wellen", "priority": "2"}
    answers = together([lambda: Client().post(address, data).status_code] * CLIENTS, CLIENTS)
    assert set(answers) == {302}
    pairs = MeetingRequest.objects.values("source", "target").annotate(number=Count("pk"))
    assert [row["number"] for row in pairs] == [1]
