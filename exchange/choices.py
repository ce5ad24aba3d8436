"""Fixed lists about meeting exchanges."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

MOST_WEIGHT = 8
"""The weight of what counts most; see `weight_of`."""
RATE_WITHIN = timedelta(days=60)
"""How long after the event people can say how a meeting was."""


class Meets(models.TextChoices):
    """Who may ask whom for a meeting."""

    OTHERS = "others", _("Everybody outside the own organisation")
    ABROAD = "abroad", _("People from the other country only")
    EXHIBITORS = "exhibitors", _("Visitors and exhibitors, but not visitors among each other")


class Planned(models.TextChoices):
    """Which requests take part in the plan."""

    ACCEPTED = "accepted", _("Only accepted requests")
    OPEN = "open", _("Also those that nobody has answered")


class Priority(models.IntegerChoices):
    """How much somebody wants a meeting; the number is its part of the weight."""

    NORMAL = 2, pgettext_lazy("priority", "Normal")
    HIGH = 4, pgettext_lazy("priority", "High")


class RequestState(models.TextChoices):
    """Where a request for a meeting stands."""

    OPEN = "open", _("Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("meeting", "Accepted")
    DECLINED = "declined", pgettext_lazy("meeting", "Declined")
    EXPIRED = "expired", pgettext_lazy("meeting", "Not answered in time")
    WITHDRAWN = "withdrawn", pgettext_lazy("meeting", "Withdrawn")


WANTED = (RequestState.OPEN, RequestState.ACCEPTED)
"""States in which a meeting may come about."""


class RunKind(models.TextChoices):
    """What a computation is for."""

    PLAN = "plan", _("Plan")
    REPLAN = "replan", _("Changed plan that keeps what was told")
    WHAT_IF = "what_if", _("Trial with more tables or interpreters")


class RunState(models.TextChoices):
    """Where a computation stands."""

    WAITING = "waiting", _("Waits to begin")
    RUNNING = "running", _("Is being computed")
    FINISHED = "finished", pgettext_lazy("computation", "Finished")
    STOPPED = "stopped", _("Stopped; the best plan so far counts")
    FAILED = "failed", pgettext_lazy("computation", "Failed")


class PlanState(models.TextChoices):
    """Who knows a plan."""

    DRAFT = "draft", _("Draft: only organisers see it")
    PRELIMINARY = "preliminary", _("Preliminary: participants see it, it may change")
    FINAL = "final", pgettext_lazy("plan", "Final")
    REPLACED = "replaced", _("Replaced by a newer plan")
    DISCARDED = "discarded", pgettext_lazy("plan", "Discarded")


TOLD = (PlanState.PRELIMINARY, PlanState.FINAL)


class Presence(models.TextChoices):
    """Where a participant is on the day."""

    HERE = "here", _("Here")
    GONE = "gone", _("Has left")
    AWAITED = "awaited", _("Not here yet")
    ABSENT = "absent", _("Counts as absent")


class Outcome(models.TextChoices):
    """What somebody says about a meeting with one click."""

    CONTRACT = "contract", _("We do business together")
    OFFER = "offer", _("An offer follows")
    TALK = "talk", _("We stay in touch")
    NOTHING = "nothing", _("Nothing comes of it")
    NOT_HELD = "not_held", _("The meeting did not take place")


def weight_of(source: int, target: int | None, *, by_organiser: bool = False) -> int:
    """What a meeting counts in the first objective of the planner, 2 to 8.

    The priorities of both sides are added: normal 2, high 4, nothing for a side that has not said it wants the meeting.
    A wish of the organiser counts most.
    """
    return MOST_WEIGHT if by_organiser else source + (target or 0)
