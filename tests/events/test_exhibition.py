"""Stands: asked for, given once, shown to the public; visits with their stops."""

from concurrent.futures import ThreadPoolExecutor
from datetime import time
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client

from accounts.models import OutgoingMail
from events.choices import ItemType, StaffRole, StandState, State
from events.floor_plan import plan_of
from events.models import Event, ItemBooking, PickUpPoint, Stand, StandRequest
from events.services.exhibition import (
    AlreadyDecided,
    StandTaken,
    approve_stand,
    decline_stand,
    lay_out,
    request_token,
    withdraw_stand,
)
from events.visits import visits_of
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def _stand(event: Event, label: str = "A1", **fields: Any) -> Stand:
    return Stand.objects.create(event=event, label=label, **fields)


def _request(event: Event, name: str = "Kranichglas", **fields: Any) -> StandRequest:
    values = {"email": "stand@example.org", "exhibits": "Glas", "language": "cs", **fields}
    return StandRequest.objects.create(event=event, name=name, **values)


def test_a_stand_is_given_once() -> None:
    event = make_event()
    stand = _stand(event)
    first, second = _request(event), _request(event, "Sklo s.r.o.")
    approve_stand(request_id=first.pk, stand_id=stand.pk, answer="Vítejte")
    approve_stand(request_id=first.pk, stand_id=stand.pk)
    with pytest.raises(StandTaken):
        approve_stand(request_id=second.pk, stand_id=stand.pk)
    mail = OutgoingMail.objects.get(purpose="stand_approved")
    assert mail.language == "cs"
    assert "Vítejte" in mail.text
    assert "A1" in mail.subject


def test_the_table_itself_refuses_two_exhibitors_on_one_stand() -> None:
    event = make_event()
    stand = _stand(event)
    _request(event, state=StandState.APPROVED, stand=stand)
    with pytest.raises(IntegrityError):
        _request(event, state=StandState.APPROVED, stand=stand)


@pytest.mark.django_db(transaction=True)
def test_of_two_organisers_at_once_one_gives_the_stand() -> None:
    event = make_event()
    stand = _stand(event)
    wanted = [_request(event, f"Firma {number}").pk for number in range(4)]

    def give(pk: int) -> bool:
        try:
            approve_stand(request_id=pk, stand_id=stand.pk)
        except StandTaken:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(give, wanted))
    assert sorted(given) == [False, False, False, True]
    assert StandRequest.objects.filter(stand=stand, state=StandState.APPROVED).count() == 1


def test_a_declined_or_withdrawn_stand_is_free_again() -> None:
    event = make_event()
    stand = _stand(event)
    first, second = _request(event), _request(event, "Sklo s.r.o.")
    approve_stand(request_id=first.pk, stand_id=stand.pk)
    decline_stand(request_id=first.pk, answer="Kein Strom")
    approve_stand(request_id=second.pk, stand_id=stand.pk)
    withdraw_stand(request_id=second.pk)
    with pytest.raises(AlreadyDecided):
        approve_stand(request_id=second.pk, stand_id=stand.pk)
    assert "Kein Strom" in OutgoingMail.objects.get(purpose="stand_declined").text


def test_a_stand_of_another_event_cannot_be_given() -> None:
    wanted, stand = _request(make_event()), _stand(make_event())
    with pytest.raises(Stand.DoesNotExist):
        approve_stand(request_id=wanted.pk, stand_id=stand.pk)


def test_rows_are_laid_out_below_each_other_without_overlap() -> None:
    event = make_event()
    _stand(event, "A1")
    lay_out(event_id=event.pk, number=7, per_row=3, width=30, depth=20, aisle=25)
    lay_out(event_id=event.pk, number=2, per_row=3, width=30, depth=20, aisle=25)
    stands = list(event.stands.all())
    assert [stand.label for stand in stands] == ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3", "D1"]
    assert not plan_of(stands, {}).has_overlaps


def test_overlapping_stands_are_marked() -> None:
    event = make_event()
    stands = [_stand(event, "A1"), _stand(event, "A2", x=29), _stand(event, "A3", x=90)]
    assert [shape.overlaps for shape in plan_of(stands, {}).shapes] == [True, True, False]


@pytest.mark.parametrize("language", ["de", "cs"])
def test_an_exhibitor_asks_for_a_stand(client: Client, language: str) -> None:
    event = make_event()
    _stand(event)
    client.force_login(make_user("stand@example.org"))
    address = url(language, "stand_request_new", event.slug)
    data = Page(client.get(address)).form("exhibits")
    page = Page(client.post(address, data))
    assert page.error("name")
    assert page.error("exhibits")
    sent = client.post(address, data | {"name": "Kranichglas", "exhibits": "Glas", "needs": "Wasser"})
    wanted = StandRequest.objects.get()
    assert sent.headers["Location"] == url(language, "stand_request", request_token(wanted))
    assert (wanted.state, wanted.language) == (StandState.REQUESTED, language)
    assert OutgoingMail.objects.get(purpose="stand_requested").language == language


def test_the_link_in_the_mail_withdraws_by_a_button_only(client: Client) -> None:
    wanted = _request(make_event())
    address = url("cs", "stand_request", request_token(wanted))
    assert client.get(address).status_code == 200
    wanted.refresh_from_db()
    assert wanted.state == StandState.REQUESTED
    client.post(address)
    wanted.refresh_from_db()
    assert wanted.state == StandState.WITHDRAWN
    assert client.get(url("cs", "stand_request", "1:x")).status_code == 404


@pytest.mark.parametrize("fields", [{"days": -3}, {"status": "draft"}])
def test_nobody_asks_where_it_is_over_or_not_public(client: Client, fields: dict[str, Any]) -> None:
    event = make_event(**fields)
    _stand(event)
    client.force_login(make_user())
    assert client.get(url("de", "stand_request_new", event.slug)).status_code == 404


def test_readers_see_who_exhibits_but_not_what_is_needed(client: Client) -> None:
    event = make_event()
    assert client.get(url("de", "event_exhibition", event.slug)).status_code == 404
    wanted = _request(event, needs="Starkstrom geheim")
    _request(event, "Wartende Firma")
    approve_stand(request_id=wanted.pk, stand_id=_stand(event).pk)
    page = Page(client.get(url("de", "event_exhibition", event.slug)))
    assert "Kranichglas" in page.source
    assert "Wartende Firma" not in page.source
    assert "geheim" not in page.source


def test_an_organiser_plans_and_decides(client: Client) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    address = url("de", "event_stands", event.pk)
    client.post(address, Page(client.get(address)).form("number") | {"number": "4", "per_row": "2"})
    assert event.stands.count() == 4
    rows = Page(client.get(address)).form("stands-TOTAL_FORMS")
    client.post(address, rows | {"stands-0-label": "Eingang", "stands-3-DELETE": "on"})
    assert set(event.stands.values_list("label", flat=True)) == {"A2", "B1", "Eingang"}
    wanted = _request(event)
    decision = url("de", "stand_decision", event.pk, wanted.pk)
    data = Page(client.get(decision)).form("answer")
    assert Page(client.post(decision, data | {"approve": "1"})).error("stand")
    client.post(decision, data | {"approve": "1", "stand": str(event.stands.get(label="B1").pk)})
    wanted.refresh_from_db()
    assert wanted.state == StandState.APPROVED


def test_two_stands_need_two_labels(client: Client) -> None:
    event = make_event()
    _stand(event, "A1")
    _stand(event, "A2", x=40)
    client.force_login(make_staff(event))
    address = url("de", "event_stands", event.pk)
    rows = Page(client.get(address)).form("stands-TOTAL_FORMS")
    assert client.post(address, rows | {"stands-0-label": "A2"}).status_code == 422


def test_a_visit_lists_people_by_stop() -> None:
    event = make_event()
    visit = make_item(event, type=ItemType.VISIT, needs_booking=True)
    stop = PickUpPoint.objects.create(item=visit, place_de="Bahnhof", place_cs="Nádraží", time=time(8))
    for name, point, state in (
        ("Chrt", stop, State.CONFIRMED), ("Hora", stop, State.CONFIRMED), ("Pěší", None, State.CONFIRMED),
        ("Čeká", stop, State.WAITING),
    ):  # fmt: skip
        person = make_registration(event, last_name=name, needs="Diät" if name == "Hora" else "")
        ItemBooking.objects.create(registration=person, item=visit, state=state, number=1, pick_up_point=point)
    (found,) = visits_of(event, "cs")
    assert [[person.last_name for person in stop.people] for stop in found.stops] == [["Hora", "Chrt"], ["Pěší"]]
    assert (found.taken, found.waiting) == (3, 1)
    assert [person.last_name for stop in found.stops for person in stop.people if person.needs] == ["Hora"]


def test_pages_take_as_many_statements_for_three_as_for_one(client: Client, django_assert_num_queries: Any) -> None:
    event = make_event()
    client.force_login(make_staff(event, StaffRole.SUPPORT))
    for more in (1, 2):
        for number in range(more):
            stand = _stand(event, f"{more}{number}")
            approve_stand(request_id=_request(event).pk, stand_id=stand.pk)
            visit = make_item(event, type=ItemType.VISIT)
            person = make_registration(event)
            ItemBooking.objects.create(registration=person, item=visit, state=State.CONFIRMED, number=1)
        with django_assert_num_queries(6):
            client.get(url("de", "event_stands", event.pk))
        with django_assert_num_queries(6):
            client.get(url("de", "event_visits", event.pk))
        with django_assert_num_queries(6):
            client.get(url("de", "event_exhibition", event.slug))
