"""What the search lets people choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sort(models.TextChoices):
    """The orders of a list page."""

    RELEVANCE = "relevance", _("Relevance")
    NEWEST = "newest", _("Newest")
    NAME = "name", _("Name")
    DISTANCE = "distance", _("Distance")


class Match(models.TextChoices):
    """How near documents come to what was typed; the first that finds something is taken."""

    EXACT = "exact", _("Every word, in any form")
    SIMILAR = "similar", _("Every word or one spelt like it")
    ANY = "any", _("Some of the words")


class TermState(models.TextChoices):
    """Whether a term takes part in the search."""

    SUGGESTED = "suggested", _("Suggested")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class TermSource(models.TextChoices):
    """Who wrote the term."""

    LIST = "list", _("List")
    CLERK = "clerk", _("Chamber")
    USER = "user", _("Reader")
