"""A draft becomes the told plan; changes are kept and told once; races on real connections."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import timezone

from exchange.choices import PlanState, RequestState
from exchange.exceptions import PlanBroken, PlanGone
from exchange.models import Meeting, Plan, PlanLetter, Run
from exchange.planner.solve import Options, solve
from exchange.plans import by_slot, draft_plan, timetable, timetables, told_plan
from exchange.problems import pose
from exchange.services.arranging import move_meeting
from exchange.services.planning import start_run, store_plan
from exchange.services.publishing import changes_of, discard, publish
from tests.events.test_registration_races import together
from tests.exchange.factories import make_participant, make_request
from tests.exchange.test_runs import check, compute, four_who_meet


@pytest.mark.django_db
def test_the_told_plan_is_what_people_read() -> None:
    exchange, wishes = four_who_meet()
    compute(exchange)
    plan = publish(exchange_id=exchange.pk, final=False)
    assert told_plan(exchange.pk) == plan
    assert draft_plan(exchange.pk) is None
    entry = timetable(plan, wishes[0].source_id)[0]
    assert (entry.partner, entry.request) == (wishes[0].target, wishes[0])
    assert set(timetables(plan)) == {one for wish in wishes[:2] for one in (wish.source_id, wish.target_id)}
    assert [len(meetings) for _, meetings in by_slot(plan)] == [1, 1]
    changes = changes_of(plan, plan.previous)
    assert changes.added
    assert not changes.moved
    assert PlanLetter.objects.filter(plan=plan).count() == 4


@pytest.mark.django_db
def test_moves_are_kept_and_numbered_once() -> None:
    exchange, wishes = four_who_meet()
    compute(exchange)
    first = publish(exchange_id=exchange.pk, final=False)
    table = exchange.tables.create(label="2", position=2)
    meeting = Meeting.objects.get(plan=first, request=wishes[0])
    move_meeting(exchange_id=exchange.pk, request_id=wishes[0].pk, slot_id=meeting.slot_id, table_id=table.pk)
    second = publish(exchange_id=exchange.pk, final=True)
    first.refresh_from_db()
    assert (first.state, second.previous) == (PlanState.REPLACED, first)
    assert list(changes_of(second, first).moved) == [wishes[0].pk]
    assert Meeting.objects.get(plan=second, request=wishes[0]).sequence == 1
    assert Meeting.objects.get(plan=second, request=wishes[1]).sequence == 0
    compute(exchange)
    third = publish(exchange_id=exchange.pk, final=True)
    assert wishes[0].pk not in changes_of(third, second).moved
    assert Meeting.objects.get(plan=third, request=wishes[0]).sequence == 1


@pytest.mark.django_db
def test_what_comes_back_after_falling_out_has_a_greater_number() -> None:
    exchange, wishes = four_who_meet()
    compute(exchange)
    publish(exchange_id=exchange.pk, final=False)
    for state in (RequestState.WITHDRAWN, RequestState.ACCEPTED):
        wishes[0].state = state
        wishes[0].save()
        compute(exchange)
        plan = publish(exchange_id=exchange.pk, final=False)
        if state == RequestState.WITHDRAWN:
            assert list(changes_of(plan, plan.previous).fallen) == [wishes[0].pk]
            assert str(wishes[0].pk) not in plan.unmet
    assert Meeting.objects.get(plan=plan, request=wishes[0]).sequence == 2


@pytest.mark.django_db
def test_a_draft_that_no_longer_holds_is_not_told() -> None:
    exchange, wishes = four_who_meet()
    compute(exchange)
    wishes[0].source.left_at = timezone.now()
    wishes[0].source.save()
    with pytest.raises(PlanBroken):
        publish(exchange_id=exchange.pk, final=False)
    assert told_plan(exchange.pk) is None


@pytest.mark.django_db
def test_another_plan_than_the_one_looked_at_is_not_told() -> None:
    exchange, _ = four_who_meet()
    compute(exchange)
    seen = draft_plan(exchange.pk)
    assert seen
    compute(exchange)
    with pytest.raises(PlanGone):
        publish(exchange_id=exchange.pk, final=False, plan_id=seen.pk)
    assert not discard(exchange_id=exchange.pk, plan_id=seen.pk)


@pytest.fixture
def _no_jobs(transactional_db: None) -> Iterator[None]:
    """Jobs stand in unmanaged tables, which the flush leaves alone."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("truncate procrastinate_jobs cascade")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_jobs")
def test_two_organisers_publish_and_two_compute_at_once() -> None:
    exchange, _ = four_who_meet()
    runs = together([lambda: start_run(exchange_id=exchange.pk).pk] * 4, clients=4)
    assert len(set(runs)) == 1
    assert Run.objects.count() == 1
    Run.objects.all().delete()
    compute(exchange)
    draft = draft_plan(exchange.pk)
    assert draft
    plans = together([lambda: publish(exchange_id=exchange.pk, final=False, plan_id=draft.pk).pk] * 4, clients=4)
    assert set(plans) == {draft.pk}
    assert PlanLetter.objects.count() == 4


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_no_jobs")
def test_a_plan_is_stored_while_another_is_published() -> None:
    exchange, _ = four_who_meet()
    compute(exchange)
    draft = draft_plan(exchange.pk)
    assert draft
    posed = pose(exchange)
    found = solve(posed.problem, Options(10, 1))
    results = together(
        [
            lambda: store_plan(exchange=exchange, found=found, posed=posed).pk,
            lambda: publish(exchange_id=exchange.pk, final=False, plan_id=draft.pk).pk,
        ],
        clients=2,
    )
    wrong = [one for one in results if isinstance(one, Exception) and not isinstance(one, PlanGone)]
    assert wrong == []
    left = draft_plan(exchange.pk)
    assert left
    check(left)
    told = told_plan(exchange.pk)
    assert told in {None, draft}
    assert Plan.objects.filter(state=PlanState.DRAFT).count() == 1


@pytest.mark.django_db
def test_replanning_keeps_what_was_told_and_says_what_fell_out() -> None:
    exchange, wishes = four_who_meet()
    extra = make_request(wishes[0].target, make_participant(exchange))
    exchange.tables.create(label="2", position=2)
    compute(exchange)
    told = publish(exchange_id=exchange.pk, final=False)
    before = {one.request_id: (one.slot_id, one.table_id) for one in told.meetings.all()}
    wishes[1].target.left_at = timezone.now()
    wishes[1].target.save()
    compute(exchange, kind="replan")
    plan = draft_plan(exchange.pk)
    assert plan
    check(plan)
    after = {one.request_id: (one.slot_id, one.table_id) for one in plan.meetings.all()}
    assert wishes[1].pk not in after
    assert all(after[one] == before[one] for one in before if one != wishes[1].pk)
    assert extra.pk in before
