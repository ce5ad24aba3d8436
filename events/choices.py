"""Fixed lists about events."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

CODE_LENGTH = 10
"""Characters of the code on a badge: 50 bits, told by heart in two groups."""
VERIFY_WITHIN = timedelta(hours=24)
"""How long a guest's place is kept until the address is confirmed."""
RECONFIRM_BEFORE = timedelta(days=3)


class Type(models.TextChoices):
    """What an event is, in the words of the project."""

    WORKSHOP = "workshop", _("Workshop")
    COOPERATION = "cooperation", _("Information and cooperation event")
    OTHER = "other", _("Other event")


class Format(models.TextChoices):
    """What happens at an event, and in a programme item."""

    TALK = "talk", _("Expert talk")
    WORKSHOP = "workshop", _("Workshop")
    EXCHANGE = "exchange", _("Meeting exchange")
    VISIT = "visit", _("Best-practice visit")
    EXHIBITION = "exhibition", _("Accompanying exhibition")


class ItemType(models.TextChoices):
    """A programme item: one of the formats, or what stands between them."""

    TALK = "talk", _("Expert talk")
    WORKSHOP = "workshop", _("Workshop")
    EXCHANGE = "exchange", _("Meeting exchange")
    VISIT = "visit", _("Best-practice visit")
    EXHIBITION = "exhibition", _("Accompanying exhibition")
    PANEL = "panel", _("Panel discussion")
    WELCOME = "welcome", _("Welcome")
    BREAK = "break", _("Break")
    OTHER = "other", pgettext_lazy("programme item", "Other")


class Mode(models.TextChoices):
    """Where people take part."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("On site and online")


class Precision(models.TextChoices):
    """How exactly the date is known; the days stand for the first and last one of that time."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")
    HALF_YEAR = "half_year", _("Half-year")


class Interpretation(models.TextChoices):
    """How people without a common language follow."""

    NONE = "none", _("No interpretation")
    SIMULTANEOUS = "simultaneous", _("Simultaneous interpretation")
    CONSECUTIVE = "consecutive", _("Consecutive interpretation")


class StaffRole(models.TextChoices):
    """What somebody may do for an event: a main organiser also manages the others."""

    MAIN = "main", _("Main organiser")
    SUPPORT = "support", _("Support")
    CHECK_IN = "check_in", _("Check-in only")


class PartnerRole(models.TextChoices):
    """What another organisation does for an event."""

    CO_ORGANISER = "co_organiser", _("Co-organiser")
    SUPPORTER = "supporter", _("Supporter")
    SPONSOR = "sponsor", _("Sponsor")


class Audience(models.TextChoices):
    """Who may read a document."""

    PUBLIC = "public", _("Everybody")
    PARTICIPANTS = "participants", _("Participants")
    STAFF = "staff", _("Organisers")


class WaitingMode(models.TextChoices):
    """What happens when a place becomes free."""

    AUTOMATIC = "automatic", _("The next one moves up at once")
    OFFER = "offer", _("The next one gets an offer for some hours")
    CLOSED = "closed", _("There is no waiting list")


class State(models.TextChoices):
    """Where a person's registration stands, for the event or for one programme item."""

    REQUESTED = "requested", _("Waits for approval")
    CONFIRMED = "confirmed", pgettext_lazy("registration", "Confirmed")
    WAITING = "waiting", _("On the waiting list")
    OFFERED = "offered", _("Place offered")
    DECLINED = "declined", pgettext_lazy("registration", "Declined")
    CANCELLED = "cancelled", pgettext_lazy("registration", "Cancelled")
    LAPSED = "lapsed", pgettext_lazy("registration", "Lapsed")


TAKES_PLACE = (State.CONFIRMED, State.OFFERED)
"""States in which a place is taken."""
ENDED = (State.DECLINED, State.CANCELLED, State.LAPSED)


class QuestionType(models.TextChoices):
    """How a question of the registration or of the survey is answered."""

    TEXT = "text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    CHOICE = "choice", _("One of several")
    CHOICES = "choices", _("Some of several")
    YES_NO = "yes_no", _("Yes or no")
    NUMBER = "number", pgettext_lazy("answer", "Number")
    DATE = "date", _("Date")
    RATING = "rating", _("Rating from 1 to 5")


class QuestionUse(models.TextChoices):
    """Where a question is asked."""

    REGISTRATION = "registration", _("Registration")
    SURVEY = "survey", _("Feedback")


class Purpose(models.TextChoices):
    """What a participant agrees to."""

    PARTICIPATION = "participation", _("Carrying out the event")
    LIST = "list", _("Name on the list of participants")
    PHOTOS = "photos", _("Photos and films")
    CONTACT = "contact", _("Invitations to further events")


class Direction(models.TextChoices):
    """A tick of the check-in."""

    IN = "in", pgettext_lazy("check-in", "In")
    OUT = "out", pgettext_lazy("check-in", "Out")


class StandState(models.TextChoices):
    """Where the request for an exhibition stand is."""

    REQUESTED = "requested", _("Waits for approval")
    APPROVED = "approved", pgettext_lazy("stand", "Approved")
    DECLINED = "declined", pgettext_lazy("stand", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("stand", "Withdrawn")


class Origin(models.TextChoices):
    """Who has brought something about in a registration."""

    PERSON = "person", _("the person")
    STAFF = "staff", _("an organiser")
    SYSTEM = "system", pgettext_lazy("who did it", "by itself")


class Step(models.TextChoices):
    """What happened to a registration after it was made."""

    STATE = "state", _("Registration")
    ITEM = "item", _("Programme item")
    DATA = "data", _("Data changed")
    PERSON = "person", _("Another person took over the place")
    TICKET = "ticket", _("Ticket sent again")
    AT_THE_DOOR = "at_door", _("Let in at the door without a place")
