"""What the planner says, in words for people: reasons, steps, what is missing, how good a plan is."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.models import Plan
from exchange.planner.problem import Reason

LABELS: Mapping[str, Any] = {
    Reason.NO_COMMON_SLOT: gettext_lazy("No common slot"),
    Reason.PARTICIPANT_FULL: gettext_lazy("Timetable full"),
    Reason.NO_TABLE: gettext_lazy("No table free"),
    Reason.NO_INTERPRETER: gettext_lazy("No interpreter free"),
    Reason.OUTWEIGHED: gettext_lazy("Other meetings count more"),
}
SENTENCES: Mapping[str, Any] = {
    Reason.NO_COMMON_SLOT: gettext_lazy("The two are never available in the same slot."),
    Reason.PARTICIPANT_FULL: gettext_lazy(
        "One of the two has as many meetings as allowed, or is in other meetings whenever both are available."
    ),
    Reason.NO_TABLE: gettext_lazy("Whenever both have time, no fitting table is there or free."),
    Reason.NO_INTERPRETER: gettext_lazy("Whenever both have time, no interpreter who could help is there or free."),
    Reason.OUTWEIGHED: gettext_lazy(
        "Both have room, but never in the same slot; other meetings would have to give way."
    ),
}
GONE = gettext_lazy("The request no longer stands, or one of the two no longer takes part.")
MISSING: Mapping[str, Any] = {
    "no_slots": gettext_lazy("There are no slots yet. Without them no meeting has a time."),
    "no_time": gettext_lazy("No participant is available in any slot that is still to come."),
    "no_tables": gettext_lazy("There are no tables yet."),
    "no_requests": gettext_lazy("There is no request yet that may be planned. The settings say which ones count."),
    "no_plan": gettext_lazy("Compute a plan first."),
}
ERRORS: Mapping[str, Any] = {
    **MISSING,
    "lost": gettext_lazy("The computation broke off without a plan. You can start it again."),
    "changed": gettext_lazy("Something was changed while the plan was being computed. Please start it again."),
    "unexpected": gettext_lazy(
        "The computation ended with an error. Please start it again; if it fails again, tell the support."
    ),
}
STEPS: Mapping[str, Any] = {
    "begin": gettext_lazy("Looks for a first plan"),
    "start": gettext_lazy("Works out what no plan can exceed"),
    "relaxation": gettext_lazy("Improves the plan"),
    "improvement": gettext_lazy("Looks for the proof that no plan is better"),
    "proof": gettext_lazy("Makes the plan fair and the timetables compact"),
    "timetables": gettext_lazy("Hands out tables and stores the plan"),
}
WAITING = gettext_lazy("Waits to begin")


def reason_label(code: str) -> str:
    """A reason in two or three words; an unknown one as it is."""
    return str(LABELS.get(code, code))


def reason_sentence(code: str | None) -> str:
    """A reason as a sentence; None is a request that no longer stands."""
    return str(GONE if code is None else SENTENCES.get(code, code))


def error_sentence(code: str) -> str:
    """Why a computation has not given a plan, and what to do."""
    return str(ERRORS.get(code, ERRORS["unexpected"]))


def step_text(progress: Mapping[str, Any]) -> str:
    """What a computation is doing now."""
    return str(STEPS.get(progress.get("phase", ""), WAITING))


def gap_text(gap: float) -> str:
    """How far a value is from what is proven: nothing, or a share of it rounded up."""
    if gap <= 0:
        return _("Proven: no better plan exists.")
    share = max(0.1, -(-gap * 1000 // 1) / 10)
    return _("At most %(share)s %% better is possible.") % {"share": number_format(share, 1)}


def gap_of(plan: Plan) -> str:
    """The same for a plan."""
    return gap_text(plan.gap)
