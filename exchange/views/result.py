"""What a plan contains: its meetings, its unmet wishes, and a single meeting that stays or moves."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from exchange.exceptions import PlaceTaken, PlanGone
from exchange.models import Meeting, Participant, Plan, Slot, Table
from exchange.moving import Place, places
from exchange.plan_rows import unmet_lines
from exchange.plans import by_slot, draft_plan, meetings_of, told_plan
from exchange.problems import pose
from exchange.reason_words import LABELS, reason_label
from exchange.services.arranging import move_meeting, set_locked
from exchange.views.base import ExchangeMixin
from search.parameters import numbers_from

SHOWN: dict[str, Any] = {
    "slots": gettext_lazy("By slot"),
    "tables": gettext_lazy("By table"),
    "people": gettext_lazy("By person"),
}
WHICH: dict[str, Any] = {"draft": gettext_lazy("Draft"), "told": gettext_lazy("Published")}
type Groups = list[tuple[Any, list[Meeting]]]


class PlanMixin(ExchangeMixin):
    """A page about the draft, or about the told plan where `plan=told` asks for it or there is no draft."""

    tab = "plan"

    @cached_property
    def plans(self) -> dict[str, Plan]:
        """The plans there are, by their name in the address."""
        found = {"draft": draft_plan(self.exchange.pk), "told": told_plan(self.exchange.pk)}
        return {name: plan for name, plan in found.items() if plan is not None}

    @property
    def which(self) -> str:
        """The one that is shown; 404 where there is none."""
        if not self.plans:
            raise Http404
        asked = self.request.GET.get("plan", "")
        return asked if asked in self.plans else next(iter(self.plans))

    def plan_page(self, **context: Any) -> HttpResponse:
        """The page with the way to the other plan."""
        which = self.which
        choices = [(name, WHICH[name], name == which) for name in self.plans]
        return self.page(plan=self.plans[which], which=which, choices=choices, **context)


class ResultView(PlanMixin, View):
    """All meetings, by slot, by table or by person."""

    template_name = "exchange/organiser/plan_result.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        asked = request.GET.get("show", "")
        shown = asked if asked in SHOWN else "slots"
        groups = GROUPS[shown](self.plans[self.which])
        views = [(code, label, code == shown) for code, label in SHOWN.items()]
        return self.plan_page(groups=groups, shown=shown, views=views)


def _by_table(plan: Plan) -> Groups:
    groups: dict[Table, list[Meeting]] = {}
    for meeting in meetings_of(plan):
        groups.setdefault(meeting.table, []).append(meeting)
    return sorted(groups.items(), key=lambda group: (group[0].position, group[0].pk))


def _by_person(plan: Plan) -> Groups:
    groups: dict[Participant, list[Meeting]] = {}
    for meeting in meetings_of(plan):
        for person in (meeting.request.source, meeting.request.target):
            groups.setdefault(person, []).append(meeting)
    return sorted(groups.items(), key=lambda group: (group[0].registration.sort_key_de, group[0].pk))


GROUPS: dict[str, Callable[[Plan], Groups]] = {"slots": by_slot, "tables": _by_table, "people": _by_person}


class UnmetView(PlanMixin, View):
    """Every wish that is not met, with its reason; to be filtered by reason and by person."""

    template_name = "exchange/organiser/plan_unmet.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        lines = unmet_lines(self.plans[self.which].unmet)
        counts = Counter(line.reason for line in lines)
        people = {one.pk: one for line in lines for one in (line.request.source, line.request.target)}
        reason, person = request.GET.get("reason", ""), request.GET.get("person", "")
        shown = [
            line
            for line in lines
            if (reason not in counts or line.reason == reason)
            and (not person or person in {str(line.request.source_id), str(line.request.target_id)})
        ]
        return self.plan_page(
            lines=shown,
            total=len(lines),
            reasons=[(code, reason_label(code), counts[code]) for code in LABELS if counts[code]],
            reason=reason,
            people=sorted(people.values(), key=lambda one: (one.registration.sort_key_de, one.pk)),
            person=person,
        )


class MeetingView(PlanMixin, View):
    """One meeting: let it stay where it is, or put it elsewhere; each slot says why it is not possible there."""

    template_name = "exchange/organiser/plan_meeting.html"

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """The meeting and its possible places."""
        meeting = self.meeting(part)
        posed = pose(self.exchange)
        found = places(posed, posed.plan_of(Meeting.objects.filter(plan=meeting.plan)), part)
        slots, tables = Slot.objects.in_bulk(posed.slots), Table.objects.filter(exchange=self.exchange).in_bulk()
        rows = [
            (slots[one.slot], [tables[table] for table in one.tables], self._why(one, meeting))
            for one in found
            if slots[one.slot].dropped_at is None
        ]
        return self.plan_page(meeting=meeting, rows=rows, here=f"{meeting.slot_id}-{meeting.table_id}")

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Lock, unlock or move."""
        meeting = self.meeting(part)
        step = request.POST.get("step", "")
        try:
            if step in {"lock", "unlock"}:
                set_locked(exchange_id=self.exchange.pk, request_id=part, locked=step == "lock")
            elif step == "move":
                self._move(meeting, request.POST.get("place", ""))
            else:
                raise Http404
        except PlaceTaken:
            messages.error(request, _("The meeting cannot be there. Below each slot says why."))
        except PlanGone:
            messages.info(request, _("The plan has changed in the meantime. This is how it stands now."))
            return redirect("exchange_plan", pk)
        return redirect("exchange_plan_meeting", pk, part)

    def meeting(self, part: int) -> Meeting:
        """The meeting of a request in the plan that can be changed."""
        if not self.plans:
            raise Http404
        plan = next(iter(self.plans.values()))
        meeting: Meeting = get_object_or_404(meetings_of(plan), request=part)
        meeting.plan = plan
        return meeting

    def _move(self, meeting: Meeting, text: str) -> None:
        place = numbers_from(text.split("-"))
        if len(place) != 2:
            raise PlaceTaken
        slot, table = place
        move_meeting(exchange_id=self.exchange.pk, request_id=meeting.request_id, slot_id=slot, table_id=table)
        messages.success(self.request, _("The meeting is moved in the draft, and stays there."))

    def _why(self, place: Place, meeting: Meeting) -> str:
        people = {one.pk: one for one in (meeting.request.source, meeting.request.target)}
        name = people[place.person].registration.full_name if place.person in people else ""
        return str(WHY[place.why]) % {"name": name} if place.why else ""


WHY: dict[str, Any] = {
    "begun": gettext_lazy("This meeting has begun or is over."),
    "away": gettext_lazy("%(name)s is not available."),
    "busy": gettext_lazy("%(name)s is in another meeting."),
    "no_table": gettext_lazy("No fitting table is free."),
    "no_interpreter": gettext_lazy("No interpreter is free."),
}
