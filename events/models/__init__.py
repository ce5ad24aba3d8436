"""Events: what takes place, who comes, and what comes of it."""

from events.models.contact import (
    Mailing,
    MailingRecipient,
    SavedFilter,
    Survey,
    SurveyAnswer,
    SurveyResponse,
    SurveyTicket,
)
from events.models.desk import ConsentText, Desk, Question
from events.models.event import Event, EventPartner, EventStaff
from events.models.exhibition import Stand, StandRequest
from events.models.history import ItemMove, RegistrationStep, SurveyInvitation
from events.models.programme import Document, PickUpPoint, ProgrammeItem, Room, Speaker, Track
from events.models.registration import Answer, Booking, Consent, ItemBooking, Registration, Tick

__all__ = [
    "Answer",
    "Booking",
    "Consent",
    "ConsentText",
    "Desk",
    "Document",
    "Event",
    "EventPartner",
    "EventStaff",
    "ItemBooking",
    "ItemMove",
    "Mailing",
    "MailingRecipient",
    "PickUpPoint",
    "ProgrammeItem",
    "Question",
    "Registration",
    "RegistrationStep",
    "Room",
    "SavedFilter",
    "Speaker",
    "Stand",
    "StandRequest",
    "Survey",
    "SurveyAnswer",
    "SurveyInvitation",
    "SurveyResponse",
    "SurveyTicket",
    "Tick",
    "Track",
]
