"""What the rows of docs/permissions.md about meeting exchanges mean."""

from django.urls import reverse

from events.tokens import registration_token
from exchange.choices import RequestState
from exchange.models import Exchange, MeetingRequest
from tests.exchange.factories import make_exchange, make_participant, make_request
from tests.project.event_permissions import EventScene, action
from tests.project.permissions import Answer


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
