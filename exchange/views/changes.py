"""What changes: the draft against the published plan, and what slots or tables that are given up would cost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from exchange.differences import between, places_of
from exchange.exceptions import NothingToPlan
from exchange.models import Interpreter, Slot, Table
from exchange.plan_rows import change_lines, planned_places
from exchange.plans import draft_plan, told_plan
from exchange.problems import Without, pose
from exchange.reason_words import error_sentence
from exchange.services.arranging import lower
from exchange.services.publishing import changes_of
from exchange.services.running import base_of, replanned
from exchange.views.base import ExchangeMixin
from search.parameters import numbers_from

RESOURCES: dict[str, Any] = {"slots": Slot, "tables": Table, "interpreters": Interpreter}


class ChangesView(ExchangeMixin, View):
    """The draft against what was told, or the told plan against the one before."""

    template_name = "exchange/organiser/plan_changes.html"
    tab = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Moved, fallen out, new."""
        told = told_plan(self.exchange.pk)
        plan = draft_plan(self.exchange.pk) or told
        before = told if plan != told else told.previous if told else None
        if plan is None or before is None:
            raise Http404
        lines = change_lines(self.exchange.pk, changes_of(plan, before), plan.unmet)
        return self.page(lines=lines, plan=plan, is_draft=plan != told)


@method_decorator(never_cache, name="dispatch")
class AdjustView(ExchangeMixin, View):
    """Choose what is given up, see what falls out, and only then do it."""

    template_name = "exchange/organiser/plan_adjust.html"
    tab = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The choice and, once asked for, what it would mean; nothing is stored."""
        lists = {
            name: model._default_manager.filter(exchange=self.exchange).in_use() for name, model in RESOURCES.items()
        }
        without = self.chosen(request.GET)
        context: dict[str, Any] = {"lists": lists, "without": without, "asked": "preview" in request.GET}
        if context["asked"]:
            context["lines"] = self.preview(without)
        return self.page(has_plan=self._has_plan(), **context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Give them up and change the plan."""
        try:
            run = lower(exchange_id=self.exchange.pk, without=self.chosen(request.POST), actor=request.user)
        except NothingToPlan as error:
            messages.error(request, error_sentence(error.code))
            return redirect("exchange_plan_adjust", pk)
        text = _("The plan is being adjusted. Nobody is told before you publish it.") if run else _("Given up.")
        messages.success(request, text)
        return redirect("exchange_plan", pk)

    def preview(self, without: Without) -> Any:
        """The plan at hand against what would be left of it."""
        if not self._has_plan():
            return None
        posed = pose(self.exchange, without=without)
        base = base_of(self.exchange, posed)
        found = replanned(posed, base)
        now = told_plan(self.exchange.pk) or draft_plan(self.exchange.pk)
        changes = between(places_of(now), planned_places(posed, found.plan))
        return change_lines(self.exchange.pk, changes, {name: str(reason) for name, reason in found.plan.unmet.items()})

    def chosen(self, data: QueryDict) -> Without:
        """The ids in the form; what is no id is left out."""
        return Without(**{name: frozenset(numbers_from(data.getlist(name))) for name in RESOURCES})

    def _has_plan(self) -> bool:
        return bool(told_plan(self.exchange.pk) or draft_plan(self.exchange.pk))
