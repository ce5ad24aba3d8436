"""What the exchange adds to the page of a registration: a panel for everybody who can take part."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Q

from events.choices import State
from events.extras import PersonPanel, register_person_panel
from events.models import Registration
from exchange.choices import TOLD, RequestState
from exchange.models import Exchange, Participant, Plan
from exchange.queries import takes_part

TEMPLATE = "exchange/own/panel.html"


@register_person_panel
def panels(rows: Sequence[Registration], token: str) -> Mapping[int, PersonPanel]:
    """For people with a confirmed place: join, what waits, the timetable. Two or three statements."""
    confirmed = [row for row in rows if row.state == State.CONFIRMED]
    exchange = Exchange.objects.filter(pk__in={row.event_id for row in confirmed}).first() if confirmed else None
    if exchange is None:
        return {}
    people = {person.registration_id: person for person in _people(confirmed)}
    has_plan = Plan.objects.filter(exchange=exchange, state__in=TOLD).exists()
    shared: dict[str, Any] = {"token": token, "has_plan": has_plan, "exchange": exchange}
    return {
        row.pk: PersonPanel(TEMPLATE, {**shared, "row": row, "person": people.get(row.pk)})
        for row in confirmed
        if row.pk in people or exchange.takes_requests
    }


def _people(rows: Sequence[Registration]) -> Any:
    """Those who take part, with the number of requests that wait for their answer."""
    open_ones = Q(requests_received__state=RequestState.OPEN) & takes_part("requests_received__source")
    people = Participant.objects.filter(registration__in=[row.pk for row in rows], left_at=None)
    return people.annotate(waiting=Count("requests_received", filter=open_ones))
