"""The day: absences by job and by hand, changes after confirming or at once, the day page, the screen in the hall."""

from datetime import timedelta
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from events.choices import StaffRole
from events.models import Event, Tick
from exchange import tasks
from exchange.choices import PlanState
from exchange.hall import LINES, SECONDS, hall_of, hall_token
from exchange.models import Exchange, Participant, Plan, PlanLetter
from exchange.plans import told_plan
from exchange.services import repairing
from tests.events.factories import make_staff
from tests.exchange.days import meeting, midday, tick, today_exchange  # noqa: F401 - a fixture
from tests.exchange.factories import make_participant, make_request, make_told_plan
from tests.pages import Page, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("midday")]


@pytest.fixture
def exchange() -> Exchange:
    """The first slot runs; the next one begins in five minutes."""
    return today_exchange(first=-15)


class Four:
    """A meets B, C meets D in the next slot; B and C would like to meet, too. A has not come."""

    def __init__(self, exchange: Exchange, **plan: Any) -> None:
        self.people = [make_participant(exchange) for _number in range(4)]
        a, b, c, d = self.people
        wishes = [make_request(a, b), make_request(c, d), make_request(b, c), make_request(a, d)]
        self.wishes = wishes
        slots, tables = list(exchange.slots.all()), list(exchange.tables.all())
        meetings = [
            (wishes[3], slots[0], tables[0]),
            (wishes[0], slots[1], tables[0]),
            (wishes[1], slots[1], tables[1]),
        ]
        self.plan = make_told_plan(exchange, meetings, **plan)
        PlanLetter.objects.bulk_create(
            PlanLetter(
                plan=self.plan, participant=one, is_final=self.plan.state == PlanState.FINAL, sent_at=timezone.now()
            )
            for one in self.people
        )
        for person in self.people[1:]:
            tick(person)


def places(plan: Plan | None) -> dict[int, tuple[int, int]]:
    """The slot and the table of each request."""
    assert plan
    return {row.request_id: (row.slot_id, row.table_id) for row in plan.meetings.all()}


def test_the_day_goes_on_without_the_absent(exchange: Exchange) -> None:
    four = Four(exchange, state=PlanState.FINAL)
    slots = list(exchange.slots.all())
    assert repairing.check_presence(exchange_id=exchange.pk).absent == [four.people[0].pk]
    plan = repairing.repair(exchange_id=exchange.pk, actor=None)
    assert (plan.state, plan.previous) == (PlanState.FINAL, four.plan)
    after = places(plan)
    # what runs stays, also with somebody who is not there
    assert after[four.wishes[3].pk] == places(four.plan)[four.wishes[3].pk]
    assert after[four.wishes[1].pk] == places(four.plan)[four.wishes[1].pk]
    assert four.wishes[0].pk not in after
    assert after[four.wishes[2].pk][0] in {slot.pk for slot in slots[2:]}
    told = set(PlanLetter.objects.filter(plan=plan).values_list("participant", flat=True))
    assert {four.people[1].pk, four.people[2].pk} <= told
    assert four.people[3].pk not in told
    with pytest.raises(repairing.NothingToRepair):
        repairing.repair(exchange_id=exchange.pk, actor=None)


def test_who_comes_late_gets_the_meeting_back(exchange: Exchange) -> None:
    four = Four(exchange)
    repairing.check_presence(exchange_id=exchange.pk)
    repairing.repair(exchange_id=exchange.pk, actor=None)
    tick(four.people[0], minutes=0)
    assert repairing.check_presence(exchange_id=exchange.pk).back == [four.people[0].pk]
    plan = repairing.repair(exchange_id=exchange.pk, actor=None)
    assert four.wishes[0].pk in places(plan)
    assert PlanLetter.objects.filter(plan=plan, participant=four.people[0]).exists()


def test_job_changes_the_plan_only_where_organisers_let_it(exchange: Exchange) -> None:
    four = Four(exchange)
    assert repairing.exchanges_of_today() == [exchange.pk]
    assert repairing.watch_day(exchange_id=exchange.pk) is None
    assert Participant.objects.filter(absent_at__isnull=False).get() == four.people[0]
    Participant.objects.update(absent_at=None)
    repairing.set_repairs_itself(exchange_id=exchange.pk, value=True)
    assert repairing.watch_day(exchange_id=exchange.pk) == told_plan(exchange.pk)
    assert repairing.watch_day(exchange_id=exchange.pk) is None
    Event.objects.update(called_off_at=timezone.now())
    assert repairing.exchanges_of_today() == []


@pytest.mark.parametrize("language", ["de", "cs"])
def test_changes_are_shown_and_confirmed(exchange: Exchange, client: Client, language: str) -> None:
    four = Four(exchange)
    client.force_login(make_staff(exchange.event))
    day, changes = (url(language, name, exchange.pk) for name in ("exchange_day", "exchange_repair"))
    response = client.post(day, {"action": "check"}, follow=True)
    source = response.content.decode()
    assert response.redirect_chain[-1][0] == changes
    assert source.count(four.people[0].registration.full_name) >= 2
    assert told_plan(exchange.pk) == four.plan
    seal = Page(response).form("seal")["seal"][0]
    assert client.post(changes, {"seal": "another"}).headers["Location"] == changes
    assert told_plan(exchange.pk) == four.plan
    assert client.post(changes, {"seal": seal}).headers["Location"] == day
    assert four.wishes[2].pk in places(told_plan(exchange.pk))
    assert client.get(changes).status_code == 200


@pytest.mark.parametrize("language", ["de", "cs"])
def test_day_page_at_the_door(exchange: Exchange, client: Client, language: str) -> None:
    four = Four(exchange)
    late = four.people[0]
    client.force_login(make_staff(exchange.event, StaffRole.CHECK_IN))
    day = url(language, "exchange_day", exchange.pk)
    source = client.get(day).content.decode()
    assert late.registration.email in source
    assert 'value="here"' in source
    assert 'value="absent"' not in source
    assert client.post(day, {"action": "absent", "participant": late.pk}).status_code == 404
    for _click in range(2):
        client.post(day, {"action": "here", "participant": late.pk, "key": "3f0f3c5e-0000-4000-8000-000000000001"})
    assert Tick.objects.filter(registration=late.registration).count() == 1
    assert 'value="here"' not in client.get(day).content.decode()
    assert client.get(url(language, "exchange_repair", exchange.pk)).status_code == 404
    assert client.post(day, {"action": "here", "participant": "x"}).status_code == 404


def test_absent_by_hand_until_the_next_tick(exchange: Exchange, client: Client) -> None:
    four = Four(exchange)
    client.force_login(make_staff(exchange.event))
    day = url("de", "exchange_day", exchange.pk)
    client.post(day, {"action": "absent", "participant": four.people[1].pk})
    four.people[1].refresh_from_db()
    assert four.people[1].absent_at
    assert repairing.check_presence(exchange_id=exchange.pk).back == []
    client.post(day, {"action": "here", "participant": four.people[1].pk})
    four.people[1].refresh_from_db()
    assert four.people[1].absent_at is None
    client.post(day, {"action": "settings", "repairs_itself": "on"})
    exchange.refresh_from_db()
    assert exchange.repairs_itself


def test_pages_ask_as_often_however_many_there_are(exchange: Exchange, client: Client) -> None:
    client.force_login(make_staff(exchange.event))
    counts = []
    for number in (1, 3):
        Plan.objects.all().delete()
        pairs = [(make_participant(exchange), make_participant(exchange)) for _pair in range(number)]
        rows = zip(pairs, exchange.tables.all(), strict=False)
        slot = exchange.slots.all()[1]
        make_told_plan(exchange, [(make_request(*pair), slot, table) for pair, table in rows])
        for name in ("exchange_day", "exchange_repair", "exchange_hall", "exchange_results"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(url("de", name, exchange.pk)).status_code == 200
            counts.append(len(asked))
    assert counts[:4] == counts[4:]


@pytest.mark.parametrize("language", ["de", "cs"])
def test_hall_by_link_without_an_account(exchange: Exchange, client: Client, language: str) -> None:
    four = Four(exchange)
    address = url(language, "exchange_hall_screen", hall_token(exchange))
    response = client.get(address)
    source = response.content.decode()
    assert four.people[1].registration.full_name in source
    assert f'content="{SECONDS}"' in source
    assert "noindex" in response["X-Robots-Tag"]
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert four.people[1].registration.full_name in part
    assert client.get(url(language, "exchange_hall_screen", "wrong")).status_code == 404
    Event.objects.update(first_day=timezone.localdate() - timedelta(days=1), last_day=timezone.localdate())
    assert client.get(address).status_code == 200
    Event.objects.update(last_day=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404


def test_pages_of_the_hall_turn_by_the_clock() -> None:
    exchange = today_exchange(first=-5, tables=LINES + 2)
    slot = exchange.slots.all()[0]
    meetings = [
        (make_request(make_participant(exchange), make_participant(exchange)), slot, table)
        for table in exchange.tables.all()
    ]
    make_told_plan(exchange, meetings)
    now = timezone.now()
    first, second = (hall_of(exchange, now=now + timedelta(seconds=SECONDS * step)) for step in (0, 1))
    assert {first.page, second.page} == {1, 2}
    assert first.now
    assert second.now
    assert {len(first.now.lines), len(second.now.lines)} == {LINES, 2}
    held = hall_of(exchange, now=now, page=2)
    assert held.now
    assert [line.table for line in held.now.lines] == [str(LINES + 1), str(LINES + 2)]


def test_screen_says_when_it_goes_on_another_day(exchange: Exchange, client: Client) -> None:
    begins = timezone.now() + timedelta(days=2)
    exchange.slots.update(dropped_at=timezone.now())
    address = url("de", "exchange_hall_screen", hall_token(exchange))
    assert "kein Zeitfenster mehr" in client.get(address).content.decode()
    exchange.slots.create(starts_at=begins, ends_at=begins + timedelta(minutes=20))
    hall = hall_of(exchange)
    assert (hall.now, hall.coming, hall.begins_at) == (None, None, begins)
    source = client.get(address).content.decode()
    assert "Die nächsten Gespräche beginnen am" in source
    assert "Další schůzky začínají" in source


def test_without_a_plan(exchange: Exchange, client: Client) -> None:
    client.force_login(make_staff(exchange.event))
    for name in ("exchange_day", "exchange_repair", "exchange_hall", "exchange_results", "exchange_paper_ratings"):
        assert client.get(url("de", name, exchange.pk)).status_code == 200


def test_strangers_find_nothing(exchange: Exchange, client: Client) -> None:
    meeting(exchange)
    client.force_login(make_staff(today_exchange().event))
    for name in ("exchange_day", "exchange_repair", "exchange_hall", "exchange_results", "exchange_paper_ratings"):
        assert client.get(url("de", name, exchange.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_organisers_confirm_at_the_same_moment(exchange: Exchange) -> None:
    Four(exchange)
    repairing.check_presence(exchange_id=exchange.pk)
    found = repairing.proposed(exchange)
    assert found
    together, answers, noon = Barrier(2), list[str](), timezone.get_current_timezone()

    def confirm() -> None:
        timezone.activate(noon)  # what `midday` says is known to its own thread alone
        together.wait()
        try:
            repairing.repair(exchange_id=exchange.pk, actor=None, seal=found.seal)
            answers.append("changed")
        except repairing.NothingToRepair:
            answers.append("nothing left")
        finally:
            connection.close()

    threads = [Thread(target=confirm) for _organiser in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["changed", "nothing left"]
    assert Plan.objects.count() == 2


def test_jobs_of_the_day(exchange: Exchange) -> None:
    Four(exchange)
    tasks.watch_exchange_days(timestamp=0)
    tasks.watch_exchange_days(timestamp=60)
    assert ProcrastinateJob.objects.filter(task_name="exchange.watch_day").count() == 1
    tasks.watch_exchange_day(exchange_id=exchange.pk)
    assert Participant.objects.filter(absent_at__isnull=False).count() == 1
