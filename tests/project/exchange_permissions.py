"""What the rows of docs/permissions.md about meeting exchanges mean."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from events.tokens import registration_token
from exchange.choices import PlanState, RequestState
from exchange.codes import code_of
from exchange.hall import hall_token
from exchange.models import Exchange, Meeting, MeetingRequest, Participant, Plan, Rating, Run, Slot
from tests.exchange.factories import make_exchange, make_participant, make_request, make_told_plan
from tests.project.event_permissions import EventScene, action
from tests.project.permissions import Answer
from tests.project.stage import kept


@action("take part in a meeting exchange by the own link")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    me, other = (make_participant(exchange) for _one in range(2))
    link = (registration_token(me.registration), me.registration_id)
    response = scene.post("exchange_own_person", *link, other.pk, reason="Wellen", priority="2")
    return response, MeetingRequest.objects.exists()


@action("answer the request of somebody else with the own link")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    me, one, other = (make_participant(exchange) for _one in range(3))
    request = make_request(one, other, state=RequestState.OPEN)
    address = reverse(
        "exchange_own_request", args=[registration_token(me.registration), me.registration_id, request.pk]
    )
    response = scene.client.post(address, {"action": "accept", "priority": "2"})
    request.refresh_from_db()
    return response, request.state != RequestState.OPEN


@action("see the participants of a meeting exchange with a wrong link")
def _(scene: EventScene) -> Answer:
    exchange: Exchange = make_exchange(scene.event)
    me = make_participant(exchange)
    response = scene.get("exchange_own_people", f"{registration_token(me.registration)}x", me.registration_id)
    return response, response.status_code == 200


@kept
def _on_the_day(scene: EventScene) -> tuple[Exchange, Participant]:
    """A told meeting that has begun."""
    exchange = make_exchange(scene.event)
    me, other = (make_participant(exchange) for _one in range(2))
    slot = exchange.slots.first()
    Slot.objects.filter(pk=slot.pk).update(starts_at=timezone.now() - timedelta(minutes=5))
    make_told_plan(exchange, [(make_request(me, other), slot, exchange.tables.first())])
    return exchange, me


@action("see who is missing at a meeting exchange")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_day", exchange.pk)
    return response, response.status_code == 200


@action("say at the door that a participant is here")
def _(scene: EventScene) -> Answer:
    exchange, me = _on_the_day(scene)
    response = scene.post("exchange_day", exchange.pk, action="here", participant=str(me.pk))
    return response, me.registration.ticks.exists()


@action("count a participant as absent")
def _(scene: EventScene) -> Answer:
    exchange, me = _on_the_day(scene)
    response = scene.post("exchange_day", exchange.pk, action="absent", participant=str(me.pk))
    return response, Participant.objects.filter(pk=me.pk, absent_at__isnull=False).exists()


@action("see the changes after absences")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_repair", exchange.pk)
    return response, response.status_code == 200


@action("open the hall view of a meeting exchange")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_hall", exchange.pk)
    return response, response.status_code == 200


@action("open the hall view by its signed link")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_hall_screen", hall_token(exchange))
    return response, response.status_code == 200


@action("say by the own link how a meeting was")
def _(scene: EventScene) -> Answer:
    _exchange, me = _on_the_day(scene)
    link = (registration_token(me.registration), me.registration_id)
    response = scene.post("exchange_rate", *link, me.requests_made.get().pk, outcome="talk")
    return response, Rating.objects.exists()


@action("type in outcomes of meetings from paper")
def _(scene: EventScene) -> Answer:
    exchange, me = _on_the_day(scene)
    code = code_of(me.requests_made.get().pk)
    response = scene.post("exchange_paper_ratings", exchange.pk, **{"row-0-code": code, "row-0-source": "3"})
    return response, Rating.objects.exists()


@action("see the results of a meeting exchange")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_results", exchange.pk)
    return response, response.status_code == 200


@action("take the results of a meeting exchange along")
def _(scene: EventScene) -> Answer:
    exchange, _me = _on_the_day(scene)
    response = scene.get("exchange_results_table", exchange.pk, "csv")
    return response, response.status_code == 200


@kept
def _with_draft(scene: EventScene) -> MeetingRequest:
    exchange = make_exchange(scene.event)
    request = make_request(make_participant(exchange), make_participant(exchange))
    meeting = (request, exchange.slots.first(), exchange.tables.first())
    make_told_plan(exchange, [meeting], state=PlanState.DRAFT, told_at=None)
    return request


@action("see the plan of the meetings")
def _(scene: EventScene) -> Answer:
    _with_draft(scene)
    response = scene.get("exchange_plan_result", scene.event.pk)
    return response, response.status_code == 200


@action("have the plan of the meetings computed")
def _(scene: EventScene) -> Answer:
    _with_draft(scene)
    response = scene.post("exchange_plan_steps", scene.event.pk, step="compute", seconds="10")
    return response, Run.objects.exists()


@action("publish a plan of meetings")
def _(scene: EventScene) -> Answer:
    _with_draft(scene)
    plan = Plan.objects.get()
    response = scene.post("exchange_plan_steps", scene.event.pk, step="publish", kind="final", plan=str(plan.pk))
    return response, Plan.objects.filter(state=PlanState.FINAL).exists()


@action("move a meeting by hand")
def _(scene: EventScene) -> Answer:
    request = _with_draft(scene)
    place = f"{request.exchange.slots.last().pk}-{request.exchange.tables.last().pk}"
    response = scene.post("exchange_plan_meeting", scene.event.pk, request.pk, step="move", place=place)
    return response, Meeting.objects.filter(slot=request.exchange.slots.last()).exists()


@action("give up a slot of a meeting exchange")
def _(scene: EventScene) -> Answer:
    request = _with_draft(scene)
    response = scene.post("exchange_plan_adjust", scene.event.pk, slots=str(request.exchange.slots.last().pk))
    return response, request.exchange.slots.exclude(dropped_at=None).exists()


@action("see the own timetable of meetings by the own link")
def _(scene: EventScene) -> Answer:
    me = make_participant(make_exchange(scene.event))
    response = scene.get("exchange_own_timetable", registration_token(me.registration), me.registration_id)
    return response, response.status_code == 200


@action("see the timetable of somebody else with the own link")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    me, other = (make_participant(exchange) for _one in range(2))
    response = scene.get("exchange_own_timetable", registration_token(me.registration), other.registration_id)
    return response, response.status_code == 200


@action("print the papers of a meeting exchange")
def _(scene: EventScene) -> Answer:
    make_told_plan(make_exchange(scene.event))
    scene.get("exchange_papers", scene.event.pk)
    response = scene.client.get(reverse("exchange_paper", args=[scene.event.pk, "interpreters"]), {"language": "de"})
    return response, response.status_code == 200
