"""The meeting exchange in rows."""

from exchange.models.exchange import Exchange, Interpreter, Slot, Table
from exchange.models.letter import PlanLetter
from exchange.models.participant import Ban, MeetingRequest, Participant
from exchange.models.plan import Meeting, Plan, Rating, Run, Seat

__all__ = [
    "Ban",
    "Exchange",
    "Interpreter",
    "Meeting",
    "MeetingRequest",
    "Participant",
    "Plan",
    "PlanLetter",
    "Rating",
    "Run",
    "Seat",
    "Slot",
    "Table",
]
