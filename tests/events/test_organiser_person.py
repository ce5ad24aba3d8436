"""One person as organisers see it: the history, the ticket once more, somebody else in the same place, one badge."""

from typing import Any

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingMail
from bilingual.choices import Language
from events.choices import Origin, State, Step, WaitingMode
from events.exceptions import AlreadyRegistered, NotPossible
from events.happenings import happenings
from events.models import Answer, Event, ItemBooking, Question, Registration, RegistrationStep
from events.papers.catalogue import Paper, Wish, written
from events.services.changes import approve, book_item, cancel, decline, promote
from events.services.letters import Letter
from events.services.offers import accept_offer
from events.services.personal import change_person
from events.services.substituting import Substitute, send_ticket_again, substitute
from events.services.writing import write_letter
from events.tokens import registration_token
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.events.signing_up import event_with, sign_up_one
from tests.events.ticks import make_tick, record
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def steps(person: Registration) -> list[tuple[str, str]]:
    return list(RegistrationStep.objects.filter(registration=person).values_list("state", "origin"))


def letters() -> list[tuple[int, str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="events.write_letter").order_by("id")
    return [(args["registration_id"], args["letter"]) for args in jobs.values_list("args", flat=True)]


def test_each_step_has_its_doer() -> None:
    organiser = make_user()
    event = event_with(1, waiting_mode=WaitingMode.OFFER)
    first, second = sign_up_one(event), sign_up_one(event)
    assert steps(first) == []
    cancel(registration_id=first.pk)
    accept_offer(registration_id=second.pk)
    cancel(registration_id=second.pk, actor=organiser)
    assert steps(first) == [(State.CANCELLED, Origin.PERSON)]
    expected = [(State.OFFERED, Origin.SYSTEM), (State.CONFIRMED, Origin.PERSON), (State.CANCELLED, Origin.STAFF)]
    assert steps(second) == expected
    assert RegistrationStep.objects.get(by=organiser).registration == second


def test_approval_refusal_and_items_are_in_the_history() -> None:
    organiser = make_user()
    event = event_with(2, needs_approval=True)
    item = make_item(event, "Bus", needs_booking=True)
    good, bad = sign_up_one(event), sign_up_one(event)
    approve(registration_id=good.pk, actor=organiser)
    decline(registration_id=bad.pk, actor=organiser, reason="Nur für Betriebe.")
    book_item(registration_id=good.pk, item_id=item.pk)
    assert steps(good) == [(State.CONFIRMED, Origin.STAFF), (State.CONFIRMED, Origin.PERSON)]
    lines = happenings(bad)
    assert (lines[0].detail, lines[0].who) == ("Nur für Betriebe.", str(organiser))
    promote(registration_id=bad.pk, actor=organiser)
    assert next(line.what for line in happenings(bad)) == str(State.CONFIRMED.label)


def test_the_page_tells_everything(client: Client) -> None:
    event = make_event()
    person = make_registration(event, first_name="Jana", last_name="Nováková")
    user = make_staff(event)
    record(event, make_tick(person))
    change_person(registration_id=person.pk, values={"last_name": "Dvořáková"}, answers={}, decisions={})
    client.force_login(user)
    source = client.get(url("de", "event_registration", event.pk, person.pk)).content.decode()
    assert "Jana Nováková → Jana Dvořáková" in source


def test_the_history_takes_as_many_statements_for_three_steps_as_for_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = make_event()
    person = make_registration(event)
    user = make_staff(event)
    client.force_login(user)
    for more in (1, 2):
        for _number in range(more):
            item = make_item(event, needs_booking=True)
            book_item(registration_id=person.pk, item_id=item.pk, actor=user)
            record(event, make_tick(person))
        with django_assert_num_queries(11):
            client.get(url("de", "event_registration", event.pk, person.pk))


def test_the_ticket_once_more(client: Client) -> None:
    event = make_event()
    person = make_registration(event)
    client.force_login(make_staff(event))
    address = url("de", "event_registration_ticket", event.pk, person.pk)
    assert client.post(address).status_code == 302
    assert letters() == [(person.pk, "ticket_again")]
    Registration.objects.update(state=State.CANCELLED)
    with pytest.raises(NotPossible):
        send_ticket_again(registration_id=person.pk, actor=None)
    client.post(address)
    assert len(letters()) == 1


def place(event: Event) -> Registration:
    """A participant with a programme item, an answer and needs."""
    person = make_registration(event, needs="Rollstuhl", email="alt@example.org")
    item = make_item(event, "Bus", needs_booking=True, capacity=1)
    ItemBooking.objects.create(registration=person, item=item, state=State.CONFIRMED, number=person.number)
    question = Question.objects.create(event=event, type="text", label_de="Größe?", label_cs="Velikost?")
    Answer.objects.create(registration=person, question=question, value="M")
    return person


def test_somebody_else_takes_the_place_over() -> None:
    event = event_with(1)
    old = place(event)
    new = substitute(registration_id=old.pk, person=Substitute("Petr", "Šustr", "neu@example.org"), actor=make_user())
    old.refresh_from_db()
    assert (old.state, new.state) == (State.CANCELLED, State.CONFIRMED)
    assert event.registrations.taking_places().count() == 1
    assert new.item_bookings.get().state == State.CONFIRMED
    assert not old.item_bookings.exists()
    assert new.code != old.code
    assert (new.needs, new.answers.count()) == ("", 0)
    assert letters() == [(old.pk, "cancelled_by_organiser"), (new.pk, "taken_over")]
    assert RegistrationStep.objects.filter(step=Step.PERSON).count() == 2


def test_the_first_persons_link_does_not_open_the_new_one(client: Client) -> None:
    event = event_with(1)
    old = place(event)
    substitute(registration_id=old.pk, person=Substitute("Petr", "Šustr", "neu@example.org"))
    source = client.get(url("de", "registration_manage", registration_token(old))).content.decode()
    assert "Šustr" not in source


@pytest.mark.parametrize("state", [State.WAITING, State.OFFERED, State.CANCELLED])
def test_only_a_confirmed_place_can_be_given_on(state: State) -> None:
    person = make_registration(make_event(), state=state)
    with pytest.raises(NotPossible):
        substitute(registration_id=person.pk, person=Substitute("Petr", "Šustr"))


def test_nobody_is_registered_twice_by_it(client: Client) -> None:
    event = make_event()
    old, other = make_registration(event), make_registration(event, email="da@example.org")
    with pytest.raises(AlreadyRegistered):
        substitute(registration_id=old.pk, person=Substitute("Petr", "Šustr", "DA@example.org"))
    client.force_login(make_staff(event))
    address = url("de", "event_registration_substitute", event.pk, old.pk)
    data = {
        "instead-first_name": "Petr",
        "instead-language": "cs",
        "instead-last_name": "Šustr",
        "instead-email": other.email,
    }
    page = Page(client.post(address, data))
    assert page.status == 422
    assert page.error("instead-email")
    client.post(address, {**data, "instead-email": "neu@example.org"})
    assert Registration.objects.filter(event=event, email="neu@example.org").exists()


def test_the_new_person_is_written_to_in_the_own_language(client: Client) -> None:
    event = make_event()
    old = make_registration(event)
    client.force_login(make_staff(event))
    data = {"instead-first_name": "Petr", "instead-last_name": "Šustr", "instead-email": "neu@example.org"}
    client.post(url("de", "event_registration_substitute", event.pk, old.pk), {**data, "instead-language": "cs"})
    new = Registration.objects.get(event=event, email="neu@example.org")
    assert (old.mail_language, new.mail_language) == (Language.DE, Language.CS)
    write_letter(registration_id=new.pk, letter=Letter.TAKEN_OVER, occasion=1)
    assert OutgoingMail.objects.get(recipient="neu@example.org").language == "cs"


def test_people_who_are_perhaps_registered_twice_are_found(client: Client) -> None:
    event = make_event()
    make_registration(event, first_name="Jana", last_name="Novakova")
    make_registration(event, first_name="Jana", last_name="Nováková")
    make_registration(event, last_name="Eins", email="gleich@example.org")
    make_registration(event, last_name="Zwei", email="gleich@example.org")
    make_registration(event, last_name="Drei")
    make_registration(event, first_name="Jana", last_name="Novakova", state=State.CANCELLED)
    make_registration(make_event(), last_name="Drei")
    client.force_login(make_staff(event))
    response = client.get(url("de", "event_registrations", event.pk), {"twice": "yes"})
    names = sorted(person.last_name for person in response.context["people"])
    assert names == ["Eins", "Novakova", "Nováková", "Zwei"]


def test_one_badge_and_the_badges_of_a_list(client: Client) -> None:
    event = make_event()
    one, _other = make_registration(event), make_registration(event)
    client.force_login(make_staff(event))
    data = written(Paper.BADGES, event, Wish(people=frozenset({one.pk})))[1]
    assert [person["code"] for person in data["people"]] == [one.formatted_code]
    page = Page(client.get(url("de", "event_registration", event.pk, one.pk)))
    assert f"people=q%3D{one.code}" in page.source
    address = url("de", "event_paper", event.pk, "badges")
    wanted = {"language": "de", "layout": "a7", "people": f"q={one.code}"}
    response = client.get(address, wanted)
    assert response["Content-Type"] == "application/pdf"
    gone = client.get(address, {**wanted, "people": "segment=weg"})
    assert gone.status_code == 200
