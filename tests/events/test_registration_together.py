"""Forms that come at once are written in one transaction, and none suffers from another."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event as Signal
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from events.exceptions import AlreadyRegistered, OrganisationFull, RegistrationError, SoldOut, TooManyPeople
from events.models import Booking, Event, ItemBooking, Registration
from events.services import registering
from events.services.group_commit import GroupCommit
from events.services.sent import Contact, SentForm
from tests.events.factories import make_item
from tests.events.signing_up import contact, event_with, person
from tests.jobs import empty_job_tables

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_other_jobs(transactional_db: None) -> Iterator[None]:
    """Unmanaged tables: Django's flush leaves them alone."""
    empty_job_tables()
    yield
    empty_job_tables()


def form(event: Event, who: Contact | None = None, **fields: Any) -> SentForm:
    who = who or contact()
    return SentForm(event.pk, who, [person(who.email, **fields)], uuid4())


@contextmanager
def transactions() -> Iterator[list[str]]:
    """The statements that write desks: one for each transaction that registers somebody."""
    seen: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith("UPDATE events_desk"):
            seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def states(event: Event) -> list[str]:
    return list(Registration.objects.filter(event=event).order_by("number").values_list("state", flat=True))


def test_all_in_one_transaction_in_their_order() -> None:
    event = event_with(2)
    workshop = make_item(event, capacity=1)
    forms = [form(event, items=[(workshop.pk, None)]) for _guest in range(4)]
    with transactions() as seen:
        bookings = registering._register_all(forms)
    assert len(seen) == 1
    assert [booking.email for booking in bookings if isinstance(booking, Booking)] == [
        sent.contact.email for sent in forms
    ]
    rows = Registration.objects.filter(event=event).order_by("number")
    assert [(row.number, row.booking_id, row.email) for row in rows] == [
        (number, booking.pk, booking.email)  # type: ignore[union-attr]
        for number, booking in enumerate(bookings, start=1)
    ]
    assert states(event) == ["confirmed"] * 2 + ["waiting"] * 2
    booked = ItemBooking.objects.filter(item=workshop).order_by("number").values_list("state", flat=True)
    assert list(booked) == ["confirmed", "waiting", "waiting", "waiting"]


def test_answers_and_consents_stay_with_their_people() -> None:
    event = event_with(9)
    forms = [form(event, needs=f"chair {number}") for number in range(3)]
    registering._register_all(forms)
    rows = Registration.objects.filter(event=event).order_by("number")
    assert [(row.needs, row.booking.email) for row in rows] == [
        (f"chair {number}", sent.contact.email) for number, sent in enumerate(forms)
    ]


def refused(results: Sequence[Any]) -> list[type[Any] | None]:
    return [type(result) if isinstance(result, Exception) else None for result in results]


def test_one_that_is_not_possible_does_not_harm_the_others() -> None:
    event = event_with(9, most_at_once=1)
    crowd = contact()
    forms = [form(event), SentForm(event.pk, crowd, [person(crowd.email), person("other@example.org")], uuid4())]
    forms.append(form(event))
    results = registering._register_all(forms)
    assert refused(results) == [None, TooManyPeople, None]
    assert states(event) == ["confirmed"] * 2
    assert [row.number for row in Registration.objects.order_by("number")] == [1, 2]


def test_without_a_waiting_list_the_first_get_the_places() -> None:
    event = event_with(2, waiting_mode="closed")
    assert refused(registering._register_all([form(event) for _guest in range(4)])) == [None, None, SoldOut, SoldOut]
    assert states(event) == ["confirmed"] * 2


def test_limits_of_organisations_are_looked_at_one_by_one() -> None:
    event = event_with(9, most_per_organisation=1)
    firms = [Contact("Nov", f"nov{number}@example.org", organisation_name="Glas AG") for number in range(2)]
    assert refused(registering._register_all([form(event, firm) for firm in firms])) == [None, OrganisationFull]


def test_the_same_person_twice_is_one_place() -> None:
    event, who = event_with(9), contact()
    results = registering._register_all([form(event, who), form(event, who), form(event)])
    assert refused(results) == [None, AlreadyRegistered, None]
    assert len(states(event)) == 2


def test_the_same_form_twice_is_one_booking() -> None:
    event = event_with(9)
    same = form(event)
    first, second, other = registering._register_all([same, same, form(event)])
    assert isinstance(first, Booking)
    assert isinstance(second, Booking)
    assert first.pk == second.pk
    assert isinstance(other, Booking)
    assert len(states(event)) == 2


def test_who_comes_meanwhile_is_done_together() -> None:
    begun, go_on = Signal(), Signal()
    batches: list[list[int]] = []

    def work(numbers: Sequence[int]) -> list[int | Exception]:
        batches.append(list(numbers))
        begun.set()
        go_on.wait(10)
        return [RegistrationError(str(number)) if number % 2 else number * 10 for number in numbers]

    line = GroupCommit(work, 3)
    said: dict[int, Any] = {}

    def ask(number: int) -> None:
        try:
            said[number] = line.do("event", number)
        except RegistrationError as error:
            said[number] = str(error)

    threads = [Thread(target=ask, args=[number]) for number in range(6)]
    threads[0].start()
    begun.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(line._lines["event"].waiting) < 5:
        pass
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert said == {0: 0, 1: "1", 2: 20, 3: "3", 4: 40, 5: "5"}
    assert [len(batch) for batch in batches] == [1, 3, 2]


def test_whoever_waits_hears_of_a_failure_too() -> None:
    def work(_items: Sequence[int]) -> list[int | Exception]:
        raise ZeroDivisionError

    line = GroupCommit(work, 3)
    for _time in range(2):
        with pytest.raises(ZeroDivisionError):
            line.do("event", 1)


def test_inside_a_transaction_nobody_else_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "_together", None)
    event, who = event_with(9), contact()
    with transaction.atomic():
        registering.register(event_id=event.pk, contact=who, people=[person(who.email)], form_key=uuid4())
    assert states(event) == ["confirmed"]
