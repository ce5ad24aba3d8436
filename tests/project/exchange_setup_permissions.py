"""What the rows of docs/permissions.md about setting up meeting exchanges mean."""

from exchange.choices import RequestState
from exchange.models import Ban, Exchange, MeetingRequest, Participant
from tests.exchange.factories import make_exchange, make_participant, make_request
from tests.project.event_permissions import EventScene, action
from tests.project.permissions import Answer


@action("set up a meeting exchange")
def _(scene: EventScene) -> Answer:
    response = scene.post("exchange_create", scene.event.pk)
    return response, Exchange.objects.exists()


@action("change the rules of a meeting exchange")
def _(scene: EventScene) -> Answer:
    make_exchange(scene.event)
    response = scene.get("exchange_setup", scene.event.pk)
    return response, response.status_code == 200


@action("add tables to a meeting exchange")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event, tables=0)
    response = scene.post("exchange_tables", exchange.pk, action="add", number=2)
    return response, exchange.tables.exists()


@action("take somebody into a meeting exchange by hand")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    response = scene.post("exchange_participant_new", exchange.pk, scene.guest.pk, languages="de", language="de")
    return response, Participant.objects.exists()


@action("take the participants of a meeting exchange along")
def _(scene: EventScene) -> Answer:
    response = scene.get("exchange_participants_table", make_exchange(scene.event).pk, "csv")
    return response, response.status_code == 200


@action("withdraw a request for a meeting as an organiser")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    request = make_request(make_participant(exchange), make_participant(exchange))
    response = scene.post("exchange_requests", exchange.pk, withdraw=request.pk)
    return response, MeetingRequest.objects.get().state == RequestState.WITHDRAWN


@action("do not let two people meet")
def _(scene: EventScene) -> Answer:
    exchange = make_exchange(scene.event)
    one, other = (make_participant(exchange) for _one in range(2))
    response = scene.post("exchange_bans", exchange.pk, first=one.pk, second=other.pk)
    return response, Ban.objects.exists()
