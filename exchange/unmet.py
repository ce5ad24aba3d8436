"""Why a wish is not in the plan, as one of the two reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.choices import WANTED
from exchange.models import MeetingRequest, Participant, Plan
from exchange.planner.problem import Reason
from exchange.sides import organisation_of, partner_in

SENTENCES: Mapping[str, str | Promise] = {
    Reason.NO_COMMON_SLOT: gettext_lazy("There is no time at which both of you are there."),
    Reason.PARTICIPANT_FULL: gettext_lazy("One of you has no room for another meeting."),
    Reason.NO_TABLE: gettext_lazy("No table was free when both of you had time."),
    Reason.NO_INTERPRETER: gettext_lazy("No interpreter was free when both of you had time."),
    Reason.OUTWEIGHED: gettext_lazy("It would have pushed out meetings that count at least as much."),
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """A wish without a meeting, and why."""

    request: MeetingRequest
    partner: Participant
    organisation: str
    reason: str


def unmet_of(plan: Plan, person: Participant) -> list[Unmet]:
    """What this person wanted, or agreed to, and is not in the plan; one statement."""
    mine = MeetingRequest.objects.filter(pk__in=[int(pk) for pk in plan.unmet], state__in=WANTED)
    rows = mine.filter(source=person) | mine.filter(target=person)
    return [unmet(request, person, plan.unmet[str(request.pk)]) for request in rows.with_sides()]


def unmet(request: MeetingRequest, person: Participant, reason: str | None) -> Unmet:
    """One wish with the reason in the active language; `reason` None where the wish itself is no more."""
    partner = partner_in(request, person.pk)
    return Unmet(request, partner, organisation_of(partner), reason_sentence(request, person, partner, reason))


def reason_sentence(request: MeetingRequest, person: Participant, partner: Participant, reason: str | None) -> str:
    """What came in between: that somebody is not here, has left, took it back, or what the planner found."""
    if partner.left_at:
        return _("%(name)s no longer takes part.") % {"name": partner}
    if partner.absent_at:
        return _("%(name)s has not arrived.") % {"name": partner}
    if person.absent_at:
        return _("You were not there yet.")
    if request.state not in WANTED:
        return _("The request was withdrawn.")
    return str(SENTENCES.get(reason or "", _("It no longer fitted into the plan.")))
