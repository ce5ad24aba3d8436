"""The pages of a participant, under the signed link of the registration and without signing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bilingual.choices import Language
from events.choices import ItemType, State
from events.models import ItemBooking, Registration
from events.tokens import booking_token, registration_token
from exchange.choices import Priority, RequestState
from exchange.models import Exchange, MeetingRequest, Participant
from tests.events.factories import make_item, make_registration
from tests.exchange.factories import make_exchange, make_participant, make_request
from tests.factories import make_company, make_listing, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


def address(row: Registration, view: str, *more: Any, language: str = "de") -> str:
    return url(language, view, registration_token(row), row.pk, *more)


def own(person: Participant, view: str, *more: Any, language: str = "de") -> str:
    return address(person.registration, view, *more, language=language)


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as counted:
        assert Client().get(path).status_code == 200
    return len(counted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_joining_begins_with_what_profile_and_registration_say(language: str) -> None:
    exchange, client = make_exchange(), Client()
    row = make_registration(exchange.event, languages=["de", "en"])
    company = publish(make_company(summary_de="Drehteile in kleinen Losen.", summary_cs="Soustružené díly."))
    row.booking.organisation_id = company.pk
    row.booking.save()
    listing = publish(make_listing(organisation=company, direction="offer"))
    invitation = Page(client.get(address(row, "exchange_own", language=language)))
    assert (invitation.language, len(invitation.headings)) == (language, 1)
    path = address(row, "exchange_own_profile", language=language)
    data = Page(client.get(path)).form("offers")
    assert data["offers"] == ["Soustružené díly." if language == "cs" else "Drehteile in kleinen Losen."]
    assert (data["language"], data["languages"]) == ([language], ["de", "en"])
    assert (data["listings"], len(data["slots"])) == ([str(listing.pk)], 4)
    missing = client.post(path, {**data, "slots": [], "languages": [], "offers": "typed before"})
    assert missing.status_code == 422
    assert Page(missing).error("languages")
    assert Page(missing).error("slots")
    assert "typed before" in missing.content.decode()
    assert client.post(path, {**data, "slots": data["slots"][1:]}).status_code == 302
    person = Participant.objects.get()
    assert person.away == [exchange.slots.all()[0].pk]
    assert list(person.listings.all()) == [listing]


def test_slots_beside_a_booked_bus_are_not_ticked() -> None:
    exchange = make_exchange(slots=4)
    row = make_registration(exchange.event)
    bus = make_item(exchange.event, hour=9, type=ItemType.VISIT)
    ItemBooking.objects.create(registration=row, item=bus, state=State.CONFIRMED, number=1)
    data = Page(Client().get(address(row, "exchange_own_profile"))).form("offers")
    # the bus goes from nine to ten, slots begin each 25 minutes
    assert data["slots"] == [str(exchange.slots.all()[3].pk)]


def test_changing_leaving_and_the_panel_of_the_registration() -> None:
    exchange, client = make_exchange(), Client()
    person, other = make_participant(exchange), make_participant(exchange)
    stranger = make_registration(exchange.event)
    make_request(other, person, state=RequestState.OPEN)
    panel = client.get(url("de", "registration_manage", registration_token(person.registration))).content.decode()
    assert own(person, "exchange_own_requests") in panel
    assert (
        address(stranger, "exchange_own")
        in client.get(url("de", "registration_manage", registration_token(stranger))).content.decode()
    )
    data = Page(client.get(own(person, "exchange_own_profile"))).form("offers")
    assert client.post(own(person, "exchange_own_profile"), {**data, "seeks": "Härterei"}).status_code == 302
    person.refresh_from_db()
    assert person.seeks == "Härterei"
    assert client.post(own(person, "exchange_own"), {"action": "leave"}).status_code == 302
    assert client.post(own(person, "exchange_own"), {"action": "x"}).status_code == 404
    for view in ("exchange_own_people", "exchange_own_requests"):
        assert client.get(own(person, view)).headers["Location"] == own(person, "exchange_own")
    Exchange.objects.update(is_open=False)
    assert not any(form.data for form in Page(client.get(own(person, "exchange_own"))).forms if "offers" in form.data)
    assert client.get(own(person, "exchange_own_profile")).status_code == 302


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_by_word_country_and_language(language: str) -> None:
    exchange, client = make_exchange(), Client()
    czech = publish(make_company("Kovárna Ukázka s.r.o.", region="CZ051"))
    me = make_participant(exchange, offers="")
    smith = make_participant(
        exchange, organisation_id=czech.pk, language="cs", languages=["cs"], offers="Zápustkové výkovky do 60 kg"
    )
    listing = publish(make_listing("Gesenkschmiedeteile", title_cs="Výkovky", organisation=czech, direction="offer"))
    smith.listings.set([listing])
    glass = make_participant(exchange, offers="Schaugläser aus Borosilikatglas")
    path = own(me, "exchange_own_people", language=language)

    def shown(query: str) -> list[Participant]:
        page = client.get(path + query).content.decode()
        return [one for one in (smith, glass) if own(me, "exchange_own_person", one.pk, language=language) in page]

    assert shown("") == [smith, glass]
    assert shown("?q=schaugl%C3%A4ser") == [glass]
    assert shown("?q=gesenkschmiedeteil") == [smith]
    assert shown("?country=CZ") == [smith]
    assert shown("?language=de") == [glass]
    assert shown("?country=XX&language=zz&page=x") == [smith, glass]
    assert shown("?q=quatschwort") == []
    source = client.get(path).content.decode()
    assert ("Výkovky" if language == "cs" else "Gesenkschmiedeteile") in source
    assert ('<span lang="cs">Zápustkové' in source) == (language == "de")
    assert client.get(path + "?show=suggested").status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_asking_with_a_reason_and_what_is_left(language: str) -> None:
    exchange, client = make_exchange(most_requests=1, most_high=0), Client()
    me, other, third = (make_participant(exchange) for _one in range(3))
    path = own(me, "exchange_own_person", other.pk, language=language)
    assert Page(client.post(path, {"priority": "2"})).error("reason")
    refused = client.post(path, {"reason": "Wellen gesucht", "priority": "4"})
    assert (refused.status_code, "Wellen gesucht" in refused.content.decode()) == (409, True)
    done = client.post(path, {"reason": "Wellen gesucht", "priority": "2"}, follow=True)
    assert done.status_code == 200
    request = MeetingRequest.objects.get()
    assert (request.source, request.language, request.state) == (me, Language(language), RequestState.OPEN)
    assert client.post(own(me, "exchange_own_person", third.pk), {"reason": "x", "priority": "2"}).status_code == 409
    assert client.get(own(me, "exchange_own_person", me.pk)).status_code == 404
    # who has been asked accepts by asking
    assert client.post(own(other, "exchange_own_person", me.pk), {"reason": "Gern", "priority": "2"}).status_code == 302
    request.refresh_from_db()
    assert request.state == RequestState.ACCEPTED


def test_the_page_of_a_request_decides_nothing_until_a_button_is_pressed() -> None:
    exchange, client = make_exchange(), Client()
    me, other, third = (make_participant(exchange) for _one in range(3))
    request = make_request(other, me, state=RequestState.OPEN, reason="Drehteile?")
    path = own(me, "exchange_own_request", request.pk)
    assert "Drehteile?" in client.get(path).content.decode()
    request.refresh_from_db()
    assert request.state == RequestState.OPEN
    assert client.get(own(third, "exchange_own_request", request.pk)).status_code == 404
    for data in ({}, {"action": "x"}, {"action": "withdraw"}, {"action": "accept", "priority": "9"}):
        assert client.post(path, data).status_code == 404
    assert client.post(own(other, "exchange_own_request", request.pk), {"action": "accept"}).status_code == 404
    assert client.post(path, {"action": "accept", "priority": "4"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.target_priority) == (RequestState.ACCEPTED, Priority.HIGH)
    assert client.post(path, {"action": "priority", "priority": "2"}).status_code == 302
    assert client.post(path, {"action": "decline", "answer": "Doch nicht"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.target_priority, request.answer) == (RequestState.DECLINED, 2, "Doch nicht")
    late = client.post(path, {"action": "accept", "priority": "2"}, follow=True)
    assert late.status_code == 200
    request.refresh_from_db()
    assert request.state == RequestState.DECLINED


def test_the_high_priority_that_is_not_there_is_refused_in_words() -> None:
    exchange = make_exchange(most_high=0)
    me, other = make_participant(exchange), make_participant(exchange)
    request = make_request(other, me, state=RequestState.OPEN)
    answer = Client().post(own(me, "exchange_own_request", request.pk), {"action": "accept", "priority": "4"})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_requests_with_their_states_in_words(language: str) -> None:
    exchange, client = make_exchange(most_requests=20), Client()
    me = make_participant(exchange)
    assert len(Page(client.get(own(me, "exchange_own_requests", language=language))).headings) == 1
    until = timezone.now() + timedelta(days=1)
    for state in RequestState:
        make_request(make_participant(exchange), me, state=state, answer_until=until)
        make_request(me, make_participant(exchange), state=state, answer_until=until)
    gone = make_request(me, make_participant(exchange), state=RequestState.OPEN)
    Participant.objects.filter(pk=gone.target_id).update(left_at=timezone.now())
    make_request(make_participant(exchange), me, by_organiser=True)
    page = Page(client.get(own(me, "exchange_own_requests", language=language)))
    assert (page.status, page.source.count('class="exchange-request__state"')) == (200, 12)
    for request in MeetingRequest.objects.all():
        assert client.get(own(me, "exchange_own_request", request.pk, language=language)).status_code == 200


def test_no_page_asks_more_for_more_people() -> None:
    exchange = make_exchange(most_requests=20)
    company = publish(make_company())
    me = make_participant(exchange, seeks="Wellen")

    def add() -> None:
        for source, target in ((me, make_participant(exchange)), (make_participant(exchange), me)):
            make_request(source, target, state=RequestState.OPEN)
        other = make_participant(exchange, organisation_id=company.pk)
        other.listings.set([publish(make_listing(organisation=company))])

    views = ("exchange_own", "exchange_own_people", "exchange_own_requests")
    add()
    few = [queries(own(me, view)) for view in views]
    add()
    add()
    assert [queries(own(me, view)) for view in views] == few


def test_who_does_not_exist_here() -> None:
    exchange, client = make_exchange(), Client()
    person, other = make_participant(exchange), make_participant(exchange)
    token = registration_token(person.registration)
    assert client.get(url("de", "exchange_own", token, other.registration_id)).status_code == 404
    assert client.get(url("de", "exchange_own", f"{token}x", person.registration_id)).status_code == 404
    contact = booking_token(person.registration.booking)
    assert client.get(url("de", "exchange_own", contact, person.registration_id)).status_code == 200
    Registration.objects.filter(pk=person.registration_id).update(state=State.CANCELLED)
    assert client.get(own(person, "exchange_own")).status_code == 404
    lonely = make_registration(make_exchange().event)
    Exchange.objects.filter(pk=lonely.event_id).delete()
    assert client.get(address(lonely, "exchange_own")).status_code == 404
