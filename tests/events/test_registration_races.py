"""Hundreds at the same moment: real threads with connections of their own, real transactions."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from events.choices import State, WaitingMode
from events.models import Booking, Desk, Event, ItemBooking, Registration
from events.services import places, registering
from events.services.changes import cancel, set_capacity
from events.services.offers import accept_offer, expire_offers
from events.services.registering import register
from events.services.sent import SentForm
from events.services.situation import situation
from tests.events.factories import make_item
from tests.events.signing_up import contact, event_with, person, sign_up_one

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS, ATTEMPTS, PLACES = 16, 160, 30


@pytest.fixture(autouse=True)
def _no_other_jobs(transactional_db: None) -> Iterator[None]:
    """Unmanaged tables: Django's flush leaves them alone."""
    _empty_jobs()
    yield
    _empty_jobs()


def _empty_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs, procrastinate_workers, procrastinate_periodic_defers cascade")


def together(steps: Sequence[Callable[[], Any]], clients: int = CLIENTS) -> list[Any]:
    """Do all steps, `clients` at a time, each thread with its own connection; what they returned or raised."""

    def run(step: Callable[[], Any]) -> Any:
        try:
            return step()
        except Exception as error:  # noqa: BLE001 - the test looks at it
            return error

    with ThreadPoolExecutor(clients) as pool:
        barrier = Barrier(clients)
        list(pool.map(lambda _client: barrier.wait(10), range(clients)))
        results = list(pool.map(run, steps))
        list(pool.map(lambda _client: close_and_wait(barrier), range(clients)))
    return results


def close_and_wait(barrier: Barrier) -> None:
    """Each thread once, as none can take a second turn before all have had their first."""
    connection.close()
    barrier.wait(10)


def attempt(event: Event, **fields: Any) -> Callable[[], Registration]:
    """One guest's form."""
    who, key = contact(), uuid4()
    people = [person(who.email, **fields)]

    def send() -> Registration:
        booking = register(event_id=event.pk, contact=who, people=people, form_key=key)
        return booking.registrations.get()

    return send


def errors(results: Sequence[Any]) -> list[Any]:
    return [result for result in results if isinstance(result, Exception)]


def by_number(event: Event) -> list[Registration]:
    return list(Registration.objects.filter(event=event).order_by("number"))


def check_consistent(event: Event, attempts: int) -> None:
    """Nobody is lost or doubled, and each has a number of the own, a job and an address."""
    rows = by_number(event)
    assert [row.number for row in rows] == list(range(1, attempts + 1))
    assert len({row.email for row in rows}) == len({row.code for row in rows}) == attempts
    assert Booking.objects.filter(event=event).count() == attempts
    assert ProcrastinateJob.objects.filter(task_name="events.write_booking").count() == attempts
    assert Desk.objects.get(pk=event.pk).last_number == attempts


@pytest.mark.parametrize("is_alone", [False, True])
def test_exactly_as_many_as_there_are_places(is_alone: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if is_alone:
        monkeypatch.setattr(registering, "_together", Alone())
    event = event_with(PLACES)
    results = together([attempt(event) for _guest in range(ATTEMPTS)])
    assert errors(results) == []
    check_consistent(event, ATTEMPTS)
    states = [row.state for row in by_number(event)]
    assert states == ["confirmed"] * PLACES + ["waiting"] * (ATTEMPTS - PLACES)
    assert sorted(map(places.position, results)) == [0] * PLACES + list(range(1, ATTEMPTS - PLACES + 1))


def test_items_have_exactly_as_many_too() -> None:
    event = event_with(PLACES)
    workshop = make_item(event, capacity=10)
    results = together([attempt(event, items=[(workshop.pk, None)]) for _guest in range(ATTEMPTS // 2)])
    assert errors(results) == []
    check_consistent(event, ATTEMPTS // 2)
    booked = ItemBooking.objects.filter(item=workshop).order_by("number").values_list("state", flat=True)
    assert list(booked) == ["confirmed"] * 10 + ["waiting"] * (ATTEMPTS // 2 - 10)


def test_cancelling_at_the_same_time() -> None:
    event = event_with(PLACES)
    workshop = make_item(event, capacity=10)
    first = [sign_up_one(event, items=[(workshop.pk, None)]) for _guest in range(PLACES)]
    leaving = first[::2]
    steps: list[Callable[[], Any]] = []
    for number in range(60):
        steps.append(attempt(event, items=[(workshop.pk, None)]))
        if number < len(leaving):
            steps.append(lambda pk=leaving[number].pk: cancel(registration_id=pk))  # type: ignore[misc]
    assert errors(together(steps)) == []
    check_consistent(event, PLACES + 60)
    rows = by_number(event)
    confirmed = [row.number for row in rows if row.state == State.CONFIRMED]
    waiting = [row.number for row in rows if row.state == State.WAITING]
    assert (len(confirmed), len(waiting)) == (PLACES, 60 - len(leaving))
    assert max(confirmed) < min(waiting)
    booked = ItemBooking.objects.filter(item=workshop, registration__state=State.CONFIRMED).order_by("number")
    assert [row.state for row in booked] == ["confirmed"] * 10 + ["waiting"] * (PLACES - 10)


def test_offers_that_end_while_somebody_accepts() -> None:
    event = event_with(1, waiting_mode=WaitingMode.OFFER)
    first, second, third = (sign_up_one(event) for _guest in range(3))
    cancel(registration_id=first.pk)
    until = Registration.objects.get(pk=second.pk).offered_until

    def accept() -> Any:
        return accept_offer(registration_id=second.pk)

    def end() -> Any:
        return expire_offers(event_id=event.pk, now=until)

    together([accept, end], 2)
    second.refresh_from_db()
    third.refresh_from_db()
    # whoever was first decides, and the place is one place
    assert (second.state, third.state) in {("confirmed", "waiting"), ("lapsed", "offered")}


def test_more_places_while_people_come() -> None:
    event = event_with(5)
    steps: list[Callable[[], Any]] = [attempt(event) for _guest in range(40)]
    steps[20:20] = [lambda: set_capacity(event_id=event.pk, capacity=15, actor=None)]
    assert errors(together(steps)) == []
    check_consistent(event, 40)
    assert [row.state for row in by_number(event)] == ["confirmed"] * 15 + ["waiting"] * 25


def test_a_double_click_is_one_booking() -> None:
    event, who, key = event_with(5), contact(), uuid4()
    people = [person(who.email)]
    results = together([lambda: register(event_id=event.pk, contact=who, people=people, form_key=key).pk] * 4, 4)
    assert len(set(results)) == 1
    check_consistent(event, 1)


class Alone:
    """Instead of the group commit: nobody in this process waits for anybody."""

    def do(self, _event: int, form: SentForm) -> Booking:
        return registering._register_one(form)


def without_lock(monkeypatch: pytest.MonkeyPatch, clients: int, *, own_numbers: bool) -> None:
    """Take the lock away; everybody counts before anybody writes."""
    counted, hundreds = Barrier(clients), count(1)

    def unlocked(event_id: int, *, arrivals: int = 0) -> Desk:
        desk = Desk.objects.select_related("event").get(pk=event_id)
        if own_numbers:
            desk.last_number = 100 * next(hundreds)
        return desk

    def wait(**values: Any) -> Any:
        found = situation(**values)
        counted.wait(10)
        return found

    # each by itself, as in processes of their own
    monkeypatch.setattr(registering, "_together", Alone())
    monkeypatch.setattr(places, "lock_desk", unlocked)
    monkeypatch.setattr(registering, "situation", wait)


def test_without_the_lock_the_last_place_is_sold_four_times(monkeypatch: pytest.MonkeyPatch) -> None:
    event = event_with(1)
    without_lock(monkeypatch, 4, own_numbers=True)
    assert errors(together([attempt(event) for _guest in range(4)], 4)) == []
    assert Registration.objects.filter(event=event, state=State.CONFIRMED).count() == 4


def test_even_without_the_lock_no_number_is_given_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    event = event_with(1)
    without_lock(monkeypatch, 4, own_numbers=False)
    refused = errors(together([attempt(event) for _guest in range(4)], 4))
    assert [type(error) for error in refused] == [IntegrityError] * 3
    assert Registration.objects.filter(event=event).count() == 1


def test_a_process_that_dies_before_the_end_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    event = event_with(1)
    send = attempt(event)

    def die(*_args: Any) -> None:
        """As a killed process: the server loses the connection in the middle of the transaction."""
        with psycopg.connect(_address()) as other:
            other.execute("select pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
        connection.cursor().execute("select 1")

    with monkeypatch.context() as patch:
        patch.setattr(registering, "check_limit", die)
        with pytest.raises(OperationalError):
            send()
        connection.close()
    assert not Registration.objects.exists()
    assert not Booking.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="events.write_booking").exists()
    # the browser sends the same form again
    assert send().state == State.CONFIRMED
    check_consistent(event, 1)


def _address() -> str:
    values = {key: value for key, value in connection.settings_dict.items() if key in {"HOST", "PORT", "USER", "NAME"}}
    return psycopg.conninfo.make_conninfo(
        host=values["HOST"], port=values["PORT"] or None, user=values["USER"], dbname=values["NAME"]
    )


def test_booking_and_job_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    event = event_with(1)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        attempt(event)()
        raise ZeroDivisionError
    assert not Registration.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name="events.write_booking").exists()
