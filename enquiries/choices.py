"""Fixed lists about enquiries and cooperations."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_RECIPIENTS = 5
DEADLINE = timedelta(days=14)
"""The reply deadline unless the sender says otherwise."""
SHORTEST_DEADLINE, LONGEST_DEADLINE = timedelta(days=3), timedelta(days=60)
OF_PERSON, OF_ORGANISATION = 20, 40
"""Enquiries to one recipient each that may be sent within a day."""
MOST_UNANSWERED = 2
"""Enquiries to the same recipient that may wait for their first answer."""
MESSAGES_A_DAY = 40
"""Messages of one side in one conversation."""
FILES_OF_SIDE = 20
"""Files of one side in one conversation."""
LINK_VALID = timedelta(days=120)
"""How long the links of the mails work."""
RATED_FROM = 5
"""Enquiries to an organisation within a year from which its answer rate is shown."""
RATED_OVER = timedelta(days=365)
SUSPENDED_FOR = timedelta(days=30)
TEXTS_KEPT = timedelta(days=730)
"""After the last word of a conversation; then its texts and files are deleted."""


class Side(models.TextChoices):
    """Who speaks in a conversation."""

    SENDER = "sender", _("who asked")
    RECIPIENT = "recipient", _("who was asked")
    CHAMBER = "chamber", _("the chamber")

    @property
    def other(self) -> "Side":
        """The opposite side; the chamber has none and stays itself."""
        return {Side.SENDER: Side.RECIPIENT, Side.RECIPIENT: Side.SENDER}.get(self, self)


class State(models.TextChoices):
    """Where a conversation stands."""

    SENT = "sent", _("Sent")
    READ = "read", _("Read")
    ANSWERED = "answered", _("Answered")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")


WAITING = (State.SENT, State.READ)
"""Nobody has answered yet."""
RUNNING = (*WAITING, State.ANSWERED)
"""Both sides may write."""


class DeclineReason(models.TextChoices):
    """Why an organisation does not take up an enquiry."""

    CAPACITY = "capacity", _("No capacity at the moment")
    RANGE = "range", _("Not in our range")
    QUANTITY = "quantity", _("Quantity does not suit us")
    PLACE = "place", _("Too far away")
    PARTNERS = "partners", _("We already have partners for this")
    OTHER = "other", _("Another reason")


class ReportReason(models.TextChoices):
    """What is wrong with an enquiry."""

    SPAM = "spam", _("Advertising or mass mail")
    FRAUD = "fraud", _("Suspected fraud")
    INSULT = "insult", _("Insulting or illegal content")
    OTHER = "other", _("Something else")


class ReportDecision(models.TextChoices):
    """What the chamber decides about a report."""

    DISMISSED = "dismissed", _("Not an abuse")
    UPHELD = "upheld", _("Abuse: the conversation is ended")
    SUSPENDED = "suspended", _("Abuse: ended, and no new enquiries for 30 days")


class Stage(models.TextChoices):
    """How far a cooperation has come."""

    ENQUIRY = "enquiry", _("Enquiry")
    TALK = "talk", _("Talks")
    OFFER = "offer", _("Offer made")
    CONTRACT = "contract", _("Contract or order")
    ENDED = "ended", _("Cooperation ended")
    NONE = "none", _("Nothing came of it")


OUTCOMES = (Stage.TALK, Stage.OFFER, Stage.CONTRACT, Stage.NONE)
"""What a conversation can be closed with."""
OVER = (Stage.ENDED, Stage.NONE)
"""Nobody is asked any more."""


class ValueBand(models.TextChoices):
    """About how much money it is, when somebody wants to say."""

    TO_5 = "to_5", _("up to 5,000 euros")
    TO_50 = "to_50", _("5,000 to 50,000 euros")
    TO_250 = "to_250", _("50,000 to 250,000 euros")
    ABOVE = "above", _("more than 250,000 euros")
