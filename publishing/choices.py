"""The states of an entry, and what can happen to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an entry stands on its way to the readers."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("In review")
    PUBLISHED = "published", _("Published")
    SENT_BACK = "sent_back", _("Sent back")
    ARCHIVED = "archived", _("Archived")


class Action(models.TextChoices):
    """What was done to an entry; each action leaves a revision."""

    CREATED = "created", _("Created")
    EDITED = "edited", _("Edited")
    SUBMITTED = "submitted", _("Submitted for review")
    WITHDRAWN = "withdrawn", _("Withdrawn from review")
    APPROVED = "approved", _("Approved")
    CORRECTED = "corrected", _("Corrected by the chamber")
    SENT_BACK = "sent_back", _("Sent back")
    REVERTED = "reverted", _("Change reverted")
    ARCHIVED = "archived", _("Archived")
    RESTORED = "restored", _("Restored")
    RENEWED = "renewed", _("Renewed")
    EXPIRED = "expired", _("Expired")


REVIEWED = (Action.APPROVED, Action.CORRECTED, Action.REVERTED)
SEEN = (*REVIEWED, Action.SENT_BACK)


class ReviewReason(models.TextChoices):
    """Why an entry stands in the queue."""

    FIRST = "first", _("First publication")
    CHANGE = "change", _("Change to a published entry")


class StandardReason(models.TextChoices):
    """Reasons that come up often, ready in both languages."""

    INCOMPLETE = "incomplete", _("Please describe in more detail what you offer and for whom.")
    REGISTER = "register", _("We could not find the name or the number in the public register. Please check both.")
    ADDRESS = "address", _("Please check the address.")
    TRANSLATION = "translation", _("The German and the Czech text do not say the same. Please compare them.")
    ADVERTISING = "advertising", _("Please state facts and leave out advertising slogans.")
    PERSONAL = "personal", _("The text names persons who may not have agreed to it. Please leave the names out.")
    DUPLICATE = "duplicate", _("The organisation is already listed. Please ask to join the existing entry.")
    OUTSIDE = "outside", _("The organisation lies outside the programme area.")
