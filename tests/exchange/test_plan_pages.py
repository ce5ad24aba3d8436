"""The organisers' pages of the plan."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from exchange.choices import PlanState, RunState
from exchange.models import Exchange, Meeting, MeetingRequest, Plan, Run
from exchange.plans import draft_plan, told_plan
from exchange.services.planning import start_run
from exchange.services.publishing import publish
from tests.events.factories import make_staff
from tests.exchange.factories import make_participant, make_request
from tests.exchange.test_runs import compute, four_who_meet
from tests.factories import make_user
from tests.pages import url

pytestmark = pytest.mark.django_db
PAGES = (
    "exchange_plan",
    "exchange_plan_result",
    "exchange_plan_unmet",
    "exchange_plan_adjust",
    "exchange_plan_what_if",
)


@pytest.fixture
def scene(client: Client) -> tuple[Exchange, list[MeetingRequest]]:
    """An exchange with four people, and its organiser signed in."""
    exchange, wishes = four_who_meet()
    client.force_login(make_staff(exchange.event))
    return exchange, wishes


def steps(client: Client, exchange: Exchange, **data: Any) -> str:
    """A button of the plan page; the page after it."""
    address = url("de", "exchange_plan_steps", exchange.pk)
    return client.post(address, data, follow=True).content.decode()


def test_one_button_computes_and_two_clicks_are_one(client: Client, scene: Any) -> None:
    exchange, _ = scene
    assert 'value="compute"' in client.get(url("de", "exchange_plan", exchange.pk)).content.decode()
    assert 'value="stop"' in steps(client, exchange, step="compute", seconds="120")
    steps(client, exchange, step="compute", seconds="10")
    assert Run.objects.get().seconds == 120


def test_progress_is_a_fragment_and_ends_with_the_page(client: Client, scene: Any) -> None:
    exchange, _ = scene
    run = start_run(exchange_id=exchange.pk)
    Run.objects.filter(pk=run.pk).update(progress={"phase": "proof", "objective": 995, "bound": 1000, "seconds": 3.5})
    address = url("de", "exchange_plan_progress", exchange.pk)
    page = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "995" in page
    assert "0,5" in page
    assert "<html" not in page
    Run.objects.update(state=RunState.FINISHED)
    assert client.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert client.get(address).status_code == 302


def test_a_failed_computation_says_so(client: Client, scene: Any) -> None:
    exchange, _ = scene
    run = start_run(exchange_id=exchange.pk)
    Run.objects.filter(pk=run.pk).update(state=RunState.FAILED, error="unexpected")
    assert 'role="alert"' in client.get(url("de", "exchange_plan", exchange.pk)).content.decode()


def test_every_page_shows_the_plan(client: Client, scene: Any) -> None:
    exchange, wishes = scene
    compute(exchange)
    for page in PAGES:
        for language in ("de", "cs"):
            assert client.get(url(language, page, exchange.pk)).status_code == 200
    names = [one.source.registration.full_name for one in wishes[:2]]
    for shown in ("slots", "tables", "people"):
        page = client.get(url("de", "exchange_plan_result", exchange.pk), {"show": shown}).content.decode()
        assert all(name in page for name in names)


def test_unmet_wishes_can_be_filtered(client: Client, scene: Any) -> None:
    exchange, wishes = scene
    compute(exchange)
    address, name = url("de", "exchange_plan_unmet", exchange.pk), wishes[2].target.registration.full_name
    assert f"– {name}" in client.get(address, {"reason": "outweighed"}).content.decode()
    other = make_participant(exchange)
    assert f"– {name}" not in client.get(address, {"person": str(other.pk)}).content.decode()


def test_who_has_not_come_is_the_reason(client: Client, scene: Any) -> None:
    exchange, wishes = scene
    compute(exchange)
    missing = wishes[2].target
    missing.absent_at = timezone.now()
    missing.save()
    page = client.get(url("de", "exchange_plan_unmet", exchange.pk)).content.decode()
    assert f"{missing.registration.full_name} ist nicht eingetroffen." in page


def test_published_by_button_once(client: Client, scene: Any) -> None:
    exchange, _ = scene
    compute(exchange)
    draft = draft_plan(exchange.pk)
    assert draft
    steps(client, exchange, step="publish", kind="preliminary", plan=draft.pk)
    told = told_plan(exchange.pk)
    assert told
    assert told.state == PlanState.PRELIMINARY
    steps(client, exchange, step="publish", kind="preliminary", plan=draft.pk)
    page = steps(client, exchange, step="publish", kind="final", plan=draft.pk)
    assert told_plan(exchange.pk) == draft
    assert 'value="adjust"' in page
    assert Plan.objects.get().state == PlanState.FINAL


def test_draft_is_taken_back(client: Client, scene: Any) -> None:
    exchange, _ = scene
    compute(exchange)
    draft = draft_plan(exchange.pk)
    assert draft
    steps(client, exchange, step="discard", plan=draft.pk)
    assert draft_plan(exchange.pk) is None


def test_lock_and_move_by_hand(client: Client, scene: Any) -> None:
    exchange, wishes = scene
    free = exchange.tables.create(label="9", position=9)
    free.away = [one.pk for one in exchange.slots.all()]
    free.save()
    compute(exchange)
    free.away = []
    free.save()
    meeting = Meeting.objects.get(request=wishes[0])
    address = url("de", "exchange_plan_meeting", exchange.pk, wishes[0].pk)
    client.post(address, {"step": "lock"})
    meeting.refresh_from_db()
    assert meeting.is_locked
    client.post(address, {"step": "unlock"})
    meeting.refresh_from_db()
    assert not meeting.is_locked
    client.post(address, {"step": "move", "place": f"{meeting.slot_id}-{free.pk}"})
    moved = Meeting.objects.get(request=wishes[0])
    assert (moved.slot_id, moved.table_id, moved.is_locked) == (meeting.slot_id, free.pk, True)
    page = client.post(address, {"step": "move", "place": "7-x"}, follow=True).content.decode()
    assert "error" in page or "danger" in page


def test_a_trial_begins_with_a_number(client: Client, scene: Any) -> None:
    exchange, _ = scene
    compute(exchange)
    address = url("de", "exchange_plan_what_if", exchange.pk)
    assert client.post(address, {"tables": 0, "interpreters": 0}).status_code == 422
    begun = client.post(address, {"tables": 1, "interpreters": 0})
    assert begun.url == address  # type: ignore[attr-defined]
    run = Run.objects.first()
    assert run
    assert (run.kind, run.more_tables) == ("what_if", 1)
    for page in (address, url("de", "exchange_plan", exchange.pk)):
        assert "plan-progress" in client.get(page).content.decode()


def test_a_draft_stands_above_the_button_that_computes_anew(client: Client, scene: Any) -> None:
    exchange, _ = scene
    compute(exchange)
    page = client.get(url("de", "exchange_plan", exchange.pk)).content.decode()
    assert page.index('value="publish"') < page.index('value="compute"')
    publish(exchange_id=exchange.pk, final=False)
    page = client.get(url("de", "exchange_plan", exchange.pk)).content.decode()
    assert page.index('value="compute"') < page.index('value="publish"')


def test_giving_up_a_slot_names_what_falls_out_and_stores_nothing(client: Client, scene: Any) -> None:
    exchange, _wishes = scene
    compute(exchange)
    publish(exchange_id=exchange.pk, final=False)
    last = exchange.slots.last()
    address = url("de", "exchange_plan_adjust", exchange.pk)
    page = client.get(address, {"preview": 1, "slots": last.pk}).content.decode()
    assert 'id="fallen"' in page
    assert exchange.slots.in_use().count() == 2
    client.post(address, {"slots": last.pk})
    assert exchange.slots.in_use().count() == 1
    assert Run.objects.filter(kind="replan").exists()
    assert told_plan(exchange.pk)
    # a draft that is taken back does not bring the slot back, and the page says so
    compute(exchange)
    response = client.get(url("de", "exchange_plan", exchange.pk))
    assert response.context["given_up"]
    draft = response.context["draft"]
    steps = url("de", "exchange_plan_steps", exchange.pk)
    told = client.post(steps, {"step": "discard", "plan": draft.pk}, follow=True).content.decode()
    assert response.context["given_up"] in told
    assert exchange.slots.in_use().count() == 1


def test_strangers_and_the_door_see_nothing(client: Client, scene: Any) -> None:
    exchange, _ = scene
    compute(exchange)
    client.force_login(make_user())
    for page in (*PAGES, "exchange_plan_changes", "exchange_plan_progress"):
        assert client.get(url("de", page, exchange.pk)).status_code == 404
    assert client.post(url("de", "exchange_plan_steps", exchange.pk), {"step": "compute"}).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_statements_do_not_grow_with_the_plan(client: Client, scene: Any, page: str) -> None:
    exchange, _ = scene
    compute(exchange)
    few = _statements(client, exchange, page)
    exchange.tables.create(label="2", position=2)
    people = [make_participant(exchange) for _ in range(3)]
    make_request(people[0], people[1])
    make_request(people[1], people[2])
    make_request(people[2], people[0])
    compute(exchange)
    assert _statements(client, exchange, page) == few


def _statements(client: Client, exchange: Exchange, page: str) -> int:
    address = url("de", page, exchange.pk)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return len(found)


def test_the_changes_of_a_draft_are_named(client: Client, scene: Any) -> None:
    exchange, wishes = scene
    address = url("de", "exchange_plan_changes", exchange.pk)
    compute(exchange)
    assert client.get(address).status_code == 404
    publish(exchange_id=exchange.pk, final=False)
    last = Meeting.objects.order_by("slot__starts_at").last()
    assert last
    exchange.slots.filter(pk=last.slot_id).update(dropped_at=last.plan.created_at)
    compute(exchange, kind="replan")
    page = client.get(address).content.decode()
    assert 'id="fallen"' in page
    assert 'id="moved"' not in page
    gone = next(one for one in wishes if one.pk == last.request_id)
    assert gone.target.registration.full_name in page
    assert client.get(url("de", "exchange_plan", exchange.pk)).status_code == 200
