"""The list of registrations: filters, order, saved lists, steps for several people, and the table."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from bilingual.collation import sort_key
from events.choices import Direction, Purpose, State
from events.models import (
    Answer,
    Booking,
    Consent,
    ConsentText,
    Desk,
    Event,
    ItemBooking,
    Question,
    Registration,
    SavedFilter,
    Tick,
)
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(db: None) -> Event:
    return make_event("Kooperationstag")


@pytest.fixture
def client(event: Event) -> Client:
    client = Client()
    client.force_login(make_staff(event))
    return client


def names(client: Client, event: Event, query: str = "", language: str = "de") -> list[str]:
    """Last names in the order of the list."""
    response = client.get(url(language, "event_registrations", event.pk) + query)
    assert response.status_code == 200
    return [person.last_name for person in response.context["people"]]


def person(event: Event, last_name: str, **fields: Any) -> Registration:
    """Somebody; what begins with `booking_` is said of the booking."""
    booking = {name.removeprefix("booking_"): fields.pop(name) for name in list(fields) if name.startswith("booking_")}
    row = make_registration(event, last_name=last_name, **fields)
    Booking.objects.filter(pk=row.booking_id).update(**booking)
    return row


def test_the_order_is_that_of_the_alphabet(client: Client, event: Event) -> None:
    for name in ("Zeman", "Chalupa", "Hora", "Ärmel", "Cibulka", "Čapek"):
        person(event, name)
    assert names(client, event) == ["Zeman", "Chalupa", "Hora", "Ärmel", "Cibulka", "Čapek"]
    assert names(client, event, "?sort=name") == ["Ärmel", "Čapek", "Chalupa", "Cibulka", "Hora", "Zeman"]
    assert names(client, event, "?sort=name", "cs") == ["Ärmel", "Cibulka", "Čapek", "Hora", "Chalupa", "Zeman"]


def _answer(row: Registration, question: Question, value: Any) -> None:
    Answer.objects.create(registration=row, question=question, value=value)


def test_every_filter_narrows_the_list(client: Client, event: Event) -> None:
    item = make_item(event, needs_booking=True)
    choice, choices, yes = (
        Question.objects.create(event=event, type=kind, label_de=kind, label_cs=kind,
                                options=[{"de": "a", "cs": "a"}, {"de": "b", "cs": "b"}])
        for kind in ("choice", "choices", "yes_no")
    )  # fmt: skip
    czech = person(event, "Nováková", booking_country="CZ", booking_language="cs", organisation_name="Sklárna Bor")
    waiting = person(event, "Wagner", state=State.WAITING, segments=["Presse", "Bus 1"])
    third = person(event, "Schmidt", note="spricht Polnisch")
    ItemBooking.objects.create(registration=third, item=item, state=State.CONFIRMED, number=1)
    Tick.objects.create(event=event, registration=czech, at=timezone.now(), direction=Direction.IN)
    _answer(czech, choice, 1)
    _answer(waiting, choice, 0)
    _answer(third, choices, [0, 1])
    _answer(czech, yes, True)
    _answer(waiting, yes, False)
    for query, expected in {
        "?state=waiting": ["Wagner"],
        "?state=waiting&state=confirmed": ["Nováková", "Wagner", "Schmidt"],
        f"?item={item.pk}": ["Schmidt"],
        "?came=yes": ["Nováková"],
        "?came=no": ["Wagner", "Schmidt"],
        "?country=CZ": ["Nováková"],
        "?language=cs": ["Nováková"],
        "?segment=Bus+1": ["Wagner"],
        f"?q{choice.pk}=1": ["Nováková"],
        f"?q{choice.pk}=0": ["Wagner"],
        f"?q{choices.pk}=1": ["Schmidt"],
        f"?q{yes.pk}=yes": ["Nováková"],
        f"?q{yes.pk}=no": ["Wagner"],
        "?q=novak": ["Nováková"],
        "?q=jana+novak": ["Nováková"],
        "?q=sklárna": ["Nováková"],
        "?q=polnisch": ["Schmidt"],
        f"?q={waiting.number}": ["Wagner"],
        f"?q={third.formatted_code.lower()}": ["Schmidt"],
        f"?q={waiting.email}": ["Wagner"],
        "?q=%00%27%3B": [],
        "?state=waiting&country=CZ": [],
        "?state=nonsense&item=x&page=99&sort=odd": ["Nováková", "Wagner", "Schmidt"],
    }.items():
        assert names(client, event, query) == expected, query


def test_unknown_values_are_named(client: Client, event: Event) -> None:
    page = Page(client.get(url("de", "event_registrations", event.pk) + "?state=nonsense"))
    assert "state=nonsense" in page.source


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_person_as_for_three(
    client: Client, event: Event, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    item = make_item(event, needs_booking=True)
    for number in range(count):
        row = person(event, f"Person {number}", segments=["x"])
        ItemBooking.objects.create(registration=row, item=item, state=State.CONFIRMED, number=number)
    client.get(url("de", "event_registrations", event.pk))
    with django_assert_num_queries(11):
        client.get(url("de", "event_registrations", event.pk))


def _many(event: Event, number: int) -> None:
    bookings = Booking.objects.bulk_create(
        Booking(event=event, contact_name=f"Gast {i}", email=f"gast{i}@example.org", verified_at=timezone.now())
        for i in range(number)
    )
    key = sort_key("Nováková Jana", "de")
    Registration.objects.bulk_create(
        Registration(event=event, booking=booking, number=i + 1, state=State.CONFIRMED, first_name="Jana",
                     last_name=f"Nováková {i}", sort_key_de=key, sort_key_cs=key)
        for i, booking in enumerate(bookings)
    )  # fmt: skip


def test_a_thousand_people_come_in_pages(
    client: Client, event: Event, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _many(event, 1000)
    assert len(names(client, event, "?page=20")) == 50
    with django_assert_num_queries(11):
        client.get(url("de", "event_registrations", event.pk) + "?q=nov&sort=name&page=3")
    with django_assert_num_queries(11):
        content = b"".join(client.get(url("de", "event_registrations_table", event.pk, "csv")))
    assert content.count(b"gast") == 1000


def test_lists_are_saved_under_a_name(client: Client, event: Event) -> None:
    address = url("de", "event_registration_lists", event.pk)
    answer = client.post(address, {"name": " Bus  nach Cheb ", "query": "country=CZ&state=waiting&unknown=1"})
    assert answer["Location"].endswith("?state=waiting&country=CZ")
    saved = SavedFilter.objects.get()
    assert (saved.name, saved.query) == ("Bus nach Cheb", "state=waiting&country=CZ")
    client.post(address, {"name": "Bus nach Cheb", "query": "country=DE"})
    assert SavedFilter.objects.get().query == "country=DE"
    client.post(address, {"name": "", "query": ""})
    page = Page(client.get(url("de", "event_registrations", event.pk)))
    assert "?country=DE" in page.source
    client.post(address, {"forget": saved.pk})
    assert not SavedFilter.objects.exists()


def step(client: Client, event: Event, action: str, *rows: Registration, **data: Any) -> Page:
    """Press a button of the list with these people ticked."""
    ticked = [row.pk for row in rows]
    data = {"action": action, "ticked": ticked, **data}
    return Page(client.post(url("de", "event_registration_steps", event.pk), data, follow=True))


def states(*rows: Registration) -> list[str]:
    """The states now."""
    return [Registration.objects.get(pk=row.pk).state for row in rows]


def test_steps_for_the_ticked_people(client: Client, event: Event) -> None:
    asked = [make_registration(event, state=State.REQUESTED) for _number in range(3)]
    confirmed = make_registration(event)
    step(client, event, "approve", asked[0], asked[1], confirmed)
    assert states(*asked, confirmed) == ["confirmed", "confirmed", "requested", "confirmed"]
    step(client, event, "decline", asked[2], reason="Leider voll.")
    step(client, event, "cancel", confirmed)
    assert states(asked[2], confirmed) == ["declined", "cancelled"]
    step(client, event, "promote", confirmed)
    assert states(confirmed) == ["confirmed"]


def test_a_place_beyond_the_limit_is_given_only_on_purpose(client: Client, event: Event) -> None:
    Desk.objects.filter(event=event).update(capacity=1)
    make_registration(event)
    waiting = make_registration(event, state=State.WAITING)
    page = step(client, event, "promote", waiting)
    assert states(waiting) == ["waiting"]
    assert "kern-alert--warning" in page.source
    page = step(client, event, "promote_beyond", waiting, back=waiting.pk)
    assert states(waiting) == ["confirmed"]
    assert page.headings == [str(waiting)]


def test_segments_for_all_of_a_list(client: Client, event: Event) -> None:
    czech = [person(event, f"Nováková {number}", booking_country="CZ") for number in range(2)]
    german = person(event, "Schmidt")
    for _twice in range(2):
        step(client, event, "add_segment", whole="on", query="country=CZ", segment="Bus, Presse")
    for row in (*czech, german):
        row.refresh_from_db()
    assert [row.segments for row in (*czech, german)] == [["Bus", "Presse"], ["Bus", "Presse"], []]
    step(client, event, "remove_segment", czech[0], segment="Bus")
    czech[0].refresh_from_db()
    assert czech[0].segments == ["Presse"]


def test_a_segment_that_is_empty_by_now_is_not_everybody(client: Client, event: Event) -> None:
    press, other = person(event, "Nováková", segments=["Presse"]), person(event, "Schmidt")
    for _twice in range(2):
        step(client, event, "remove_segment", whole="on", query="segment=Presse", segment="Presse")
    step(client, event, "cancel", whole="on", query="segment=Presse")
    assert states(press, other) == ["confirmed", "confirmed"]


def test_people_of_another_event_are_out_of_reach(client: Client, event: Event) -> None:
    foreign = make_registration(make_event())
    step(client, event, "cancel", foreign)
    step(client, event, "add_segment", foreign, segment="x")
    foreign.refresh_from_db()
    assert (foreign.state, foreign.segments) == ("confirmed", [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_person(client: Client, event: Event, language: str) -> None:
    row = person(event, "Nováková", needs="Rollstuhl", segments=["Presse"])
    question = Question.objects.create(event=event, type="choice", label_de="Essen?", label_cs="Jídlo?",
                                       options=[{"de": "mit", "cs": "s"}, {"de": "ohne", "cs": "bez"}])  # fmt: skip
    _answer(row, question, 1)
    text = ConsentText.objects.create(event=event, purpose=Purpose.PHOTOS, text_de="x", text_cs="x")
    for given in (True, False):
        Consent.objects.create(registration=row, text=text, is_given=given)
    address = url(language, "event_registration", event.pk, row.pk)
    page = Page(client.get(address))
    assert "Rollstuhl" in page.source
    assert {"de": ">ohne<", "cs": ">bez<"}[language] in page.source
    assert page.form("names")["names"] == ["Presse"]
    client.post(address, {"note": "Kommt später.", "names": "Presse; Bus 1 ,presse"})
    row.refresh_from_db()
    assert (row.note, row.segments) == ("Kommt später.", ["presse", "Bus 1"])
