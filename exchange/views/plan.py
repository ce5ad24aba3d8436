"""The plan: computing it, how far it is, how good it is, telling it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from exchange.checks import concerns_of
from exchange.choices import RunKind
from exchange.exceptions import NothingToPlan, PlanBroken, PlanGone
from exchange.given_up import given_up_text
from exchange.models import Run
from exchange.plan_numbers import numbers_of
from exchange.plans import draft_plan, told_plan
from exchange.reason_words import error_sentence, gap_of, gap_text, step_text
from exchange.services.planning import ACTIVE, SECONDS, is_lost, start_run, stop_run
from exchange.services.publishing import changes_of, discard, publish
from exchange.views.base import ExchangeMixin, ExchangeStepView
from search.parameters import number_from

USUAL = 30


def standing(run: Run | None) -> dict[str, Any]:
    """How a computation stands, in words."""
    if run is None:
        return {"run": None}
    progress = run.progress
    value, bound = progress.get("objective"), progress.get("bound")
    lost = is_lost(run)
    return {
        "run": run,
        "active": run.state in ACTIVE and not lost,
        "step": step_text(progress),
        "value": value,
        "bound": bound,
        "gap": gap_text((bound - value) / bound) if bound and value is not None else "",
        "seconds": progress.get("seconds", 0),
        "error": error_sentence("lost" if lost else run.error) if lost or run.error else "",
        "stopping": run.stop_asked_at is not None,
    }


@method_decorator(never_cache, name="dispatch")
class PlanView(ExchangeMixin, View):
    """First what stands against it, then the button; the draft and the told plan with their numbers."""

    template_name = "exchange/organiser/plan.html"
    tab = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        told, draft = told_plan(self.exchange.pk), draft_plan(self.exchange.pk)
        run = Run.objects.filter(exchange=self.exchange).first()
        plans = [
            {"plan": plan, "numbers": numbers_of(plan), "gap": gap_of(plan), "is_draft": plan == draft}
            for plan in (draft, told)
            if plan is not None
        ]
        changes = changes_of(draft, told) if draft and told else None
        return self.page(
            concerns=concerns_of(self.exchange),
            plans=plans,
            told=told,
            draft=draft,
            changes=changes,
            given_up=given_up_text(self.exchange.pk, told),
            choices=SECONDS,
            usual=USUAL,
            **standing(run),
        )


@method_decorator(never_cache, name="dispatch")
class ProgressView(ExchangeMixin, View):
    """How far the computation is, for a page that asks again; when it has ended, the whole page is fetched."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The lines that change."""
        run = Run.objects.filter(exchange=self.exchange).first()
        if not request.headers.get("HX-Request"):
            return redirect("exchange_plan", pk)
        context = standing(run)
        if not context.get("active"):
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "exchange/organiser/plan_progress.html", {"event": self.event, **context})


class StepsView(ExchangeStepView):
    """The buttons of the plan: compute, stop, publish, take back. Twice does no harm."""

    back = "exchange_plan"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a button says."""
        step = STEPS.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        try:
            step(self, request)
        except NothingToPlan as error:
            messages.error(request, error_sentence(error.code))
        except PlanGone:
            messages.info(request, _("The plan has changed in the meantime. This is how it stands now."))
        except PlanBroken:
            messages.error(
                request,
                _("Since this plan was computed something has changed, and it cannot take place as it is. Adjust it."),
            )
        return redirect(self.back, pk)

    def number(self, name: str) -> int | None:
        """A number that the form sends; None for anything else."""
        return number_from(self.request.POST.get(name))


def _compute(view: StepsView, request: HttpRequest) -> None:
    seconds = view.number("seconds")
    start_run(exchange_id=view.exchange.pk, seconds=seconds if seconds in SECONDS else USUAL, actor=request.user)


def _adjust(view: StepsView, request: HttpRequest) -> None:
    start_run(exchange_id=view.exchange.pk, kind=RunKind.REPLAN, actor=request.user)


def _stop(view: StepsView, request: HttpRequest) -> None:
    if stop_run(exchange_id=view.exchange.pk):
        messages.info(request, _("The computation ends; the best plan so far is kept."))


def _publish(view: StepsView, request: HttpRequest) -> None:
    final = request.POST.get("kind") == "final"
    publish(exchange_id=view.exchange.pk, final=final, actor=request.user, plan_id=view.number("plan") or 0)
    messages.success(request, _("The plan is published. Everybody whom it concerns is told by mail."))


def _discard(view: StepsView, request: HttpRequest) -> None:
    if discard(exchange_id=view.exchange.pk, plan_id=view.number("plan") or 0):
        messages.success(request, _("The draft is taken back."))
        if given_up := given_up_text(view.exchange.pk, told_plan(view.exchange.pk)):
            text = _("Still given up: %(what)s. Add them again if you need them, or adjust the plan.")
            messages.info(request, text % {"what": given_up})


STEPS: dict[str, Callable[[StepsView, HttpRequest], None]] = {
    "compute": _compute,
    "adjust": _adjust,
    "stop": _stop,
    "publish": _publish,
    "discard": _discard,
}
