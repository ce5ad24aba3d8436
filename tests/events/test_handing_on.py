"""A participant hands the place on: somebody is asked by mail, says yes with data and consents, and has it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import OutgoingMail
from events import handing_on
from events.choices import Purpose, State
from events.exceptions import NotPossible
from events.handing_on import offer_path, read_offer
from events.models import Booking, Consent, ConsentText, Desk, Event, ItemBooking, Registration
from events.services.handing_on import MOST_ASKED, take_over
from events.services.letters import Letter
from events.services.substituting import Substitute
from events.services.writing import write_letter
from events.tokens import booking_token, registration_token
from tests.events.factories import make_event, make_item, make_registration
from tests.events.ticks import make_tick, record
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
HEIR = "neu@example.org"


def own_page(person: Registration, language: str = "de") -> str:
    return url(language, "registration_hand_on", registration_token(person), person.pk)


def offers() -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(purpose="event_hand_on").order_by("pk"))


def link_of(mail: OutgoingMail) -> str:
    """The path in the mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", mail.text.split("\n\n", 2)[2])
    assert found
    return found[1]


def data(**fields: Any) -> dict[str, Any]:
    return {"first_name": "Petr", "last_name": "Šustr", "email": HEIR, "languages": ["cs"], "needs": "vegan", **fields}


def offered(person: Registration, address: str = HEIR) -> str:
    return offer_path(person, address, "de")


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_own_page_to_the_ticket_of_the_new_person(language: str, client: Client) -> None:
    event = make_event()
    old = make_registration(event, email="alt@example.org", needs="Gehstock")
    Booking.objects.update(language=language)
    bus = make_item(event, "Bus", needs_booking=True, capacity=1)
    ItemBooking.objects.create(registration=old, item=bus, state=State.CONFIRMED, number=old.number)
    consent = ConsentText.objects.create(
        event=event, purpose=Purpose.PARTICIPATION, text_de="Ja", text_cs="Ano", is_required=True
    )
    assert own_page(old, language) in client.get(url(language, "registration_manage", registration_token(old))).text
    assert client.post(own_page(old, language), {"email": "Neu@Example.org"}).status_code == 302
    (mail,) = offers()
    assert (mail.recipient, mail.language) == (HEIR, language)
    assert old.full_name in mail.text
    link = link_of(mail)
    page = Page(client.get(link))
    assert (page.status, "Bus" in page.source, "Gehstock" in page.source) == (200, True, False)
    assert Page(client.post(link, data())).error(f"consent_{consent.pk}")
    assert event.registrations.get().state == State.CONFIRMED
    assert client.post(link, data(**{f"consent_{consent.pk}": "on"})).status_code == 302
    old.refresh_from_db()
    new = event.registrations.get(email=HEIR)
    assert (old.state, new.state, new.needs, new.languages) == (State.CANCELLED, State.CONFIRMED, "vegan", ["cs"])
    assert new.item_bookings.get().state == State.CONFIRMED
    assert Consent.objects.get(registration=new).is_given


def test_the_contact_hands_on_for_a_colleague_and_sees_the_new_one(client: Client) -> None:
    old = make_registration(make_event())
    token = booking_token(old.booking)
    client.post(url("cs", "registration_hand_on", token, old.pk), {"email": HEIR})
    client.post(link_of(offers()[0]), data())
    assert "Šustr" in client.get(url("cs", "registration_manage", token)).text
    stranger = make_registration(make_event())
    assert client.get(url("cs", "registration_hand_on", token, stranger.pk)).status_code == 404


def test_who_gave_the_place_reads_who_has_it() -> None:
    event = make_event()
    old = make_registration(event, email="alt@example.org")
    person = Substitute("Petr", "Šustr", HEIR)
    offer = read_offer(offered(old).rstrip("/").rsplit("/", 1)[1])
    take_over(offer=offer, person=person, values={}, answers={}, decisions={})
    assert write_letter(registration_id=old.pk, letter=Letter.CANCELLED, occasion=1)
    mail = OutgoingMail.objects.get(purpose="event_cancelled")
    assert "Petr Šustr" in mail.text
    assert [file["type"] for file in mail.attachments] == ["text/calendar"]
    with pytest.raises(NotPossible):
        take_over(offer=offer, person=person, values={}, answers={}, decisions={})


def test_only_the_first_one_gets_the_place(client: Client) -> None:
    event = make_event()
    old = make_registration(event)
    first, second = offered(old, "eins@example.org"), offered(old, "zwei@example.org")
    assert client.post(first, data(email="eins@example.org")).status_code == 302
    assert client.post(second, data(email="zwei@example.org")).status_code == 404
    assert client.get(first).status_code == 404
    assert event.registrations.taking_places().count() == 1


def test_the_link_is_for_one_address_and_for_a_week(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    old = make_registration(make_event())
    link = offered(old)
    page = Page(client.post(link, data(email="andere@example.org")))
    assert (page.status, bool(page.error("email"))) == (422, True)
    assert client.get(link.replace(f"{old.pk}-", f"{old.pk + 1}-", 1)).status_code == 404
    monkeypatch.setattr(handing_on, "USABLE", timedelta(seconds=-1))
    assert client.get(link).status_code == 404


def test_who_is_registered_already_cannot_take_a_second_place(client: Client) -> None:
    event = make_event()
    old, other = make_registration(event), make_registration(event, email="da@example.org")
    assert client.post(own_page(old), {"email": other.email}).status_code == 302
    page = Page(client.post(link_of(offers()[0]), data(email=other.email)))
    assert (page.status, bool(page.error("email"))) == (422, True)
    old.refresh_from_db()
    assert old.state == State.CONFIRMED


def approves(event: Event, _person: Registration) -> None:
    Desk.objects.filter(pk=event.pk).update(needs_approval=True)


def unverified(_event: Event, person: Registration) -> None:
    Booking.objects.filter(pk=person.booking_id).update(verified_at=None)


def over(event: Event, _person: Registration) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Event.objects.filter(pk=event.pk).update(first_day=day, last_day=day)


def called_off(event: Event, _person: Registration) -> None:
    Event.objects.filter(pk=event.pk).update(called_off_at=timezone.now())


def waiting(_event: Event, person: Registration) -> None:
    Registration.objects.filter(pk=person.pk).update(state=State.WAITING)


def let_in(event: Event, person: Registration) -> None:
    record(event, make_tick(person))


@pytest.mark.parametrize("why", [approves, unverified, over, called_off, waiting, let_in])
def test_when_it_is_for_the_organiser_to_decide(why: Any, client: Client) -> None:
    event = make_event()
    person = make_registration(event)
    why(event, person)
    page = Page(client.get(own_page(person)))
    assert page.status == 200
    assert 'name="email"' not in page.source
    assert client.post(own_page(person), {"email": HEIR}).status_code == 302
    assert not offers()
    person.refresh_from_db()
    assert client.get(offered(person)).status_code == 404


def test_wrong_addresses_and_too_many(client: Client) -> None:
    person = make_registration(make_event(), email="alt@example.org")
    for wrong in ("", "x", "ALT@example.org"):
        page = Page(client.post(own_page(person), {"email": wrong}))
        assert (page.status, bool(page.error("email"))) == (422, True)
    for number in range(MOST_ASKED):
        assert client.post(own_page(person), {"email": f"a{number}@example.org"}).status_code == 302
    assert client.post(own_page(person), {"email": "a0@example.org"}).status_code == 302
    assert Page(client.post(own_page(person), {"email": HEIR})).error("email")
    assert len(offers()) == MOST_ASKED


def test_strangers_find_nothing(client: Client) -> None:
    person = make_registration(make_event())
    for link in ("x", registration_token(person), "1-0-abc:x:y"):
        assert client.get(url("de", "registration_take_over", link)).status_code == 404
    Registration.objects.filter(pk=person.pk).update(state=State.CANCELLED)
    assert client.get(own_page(person)).status_code == 404
