"""Trials: what more tables or interpreters would bring."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from exchange.choices import RunKind, RunState
from exchange.exceptions import NothingToPlan
from exchange.models import Run
from exchange.plans import draft_plan, told_plan
from exchange.reason_words import error_sentence
from exchange.services.planning import MOST_MORE, SECONDS, start_run
from exchange.views.base import ExchangeMixin
from exchange.views.plan import standing

SHOWN = 10


class TrialForm(forms.Form):
    """How many more; at least one of something."""

    tables = forms.IntegerField(label=gettext_lazy("More tables"), min_value=0, max_value=MOST_MORE, initial=2)
    interpreters = forms.IntegerField(
        label=gettext_lazy("More interpreters"), min_value=0, max_value=MOST_MORE, initial=0
    )

    def clean(self) -> None:
        """Nothing more would change nothing."""
        values = self.cleaned_data
        if not self.errors and not values["tables"] and not values["interpreters"]:
            raise forms.ValidationError(_("Say how many tables or interpreters there would be more."))


@method_decorator(never_cache, name="dispatch")
class WhatIfView(ExchangeMixin, View):
    """The form, and what the last trials have found."""

    template_name = "exchange/organiser/plan_what_if.html"
    tab = "plan"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page."""
        return self.show(TrialForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a trial."""
        form = TrialForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        values = form.cleaned_data
        try:
            run = start_run(
                exchange_id=self.exchange.pk,
                kind=RunKind.WHAT_IF,
                seconds=SECONDS[0],
                actor=request.user,
                more_tables=values["tables"],
                more_interpreters=values["interpreters"],
            )
        except NothingToPlan as error:
            form.add_error(None, error_sentence(error.code))
            return self.show(form, status=422)
        if run.kind != RunKind.WHAT_IF:
            messages.info(request, _("A plan is being computed; try again when it is done."))
        return redirect("exchange_plan_what_if", pk)

    def show(self, form: TrialForm, *, status: int = 200) -> HttpResponse:
        """The page with a form."""
        trials = Run.objects.filter(
            exchange=self.exchange, kind=RunKind.WHAT_IF, state__in=(RunState.FINISHED, RunState.STOPPED)
        )
        has_plan = bool(draft_plan(self.exchange.pk) or told_plan(self.exchange.pk))
        run = Run.objects.filter(exchange=self.exchange).first()
        return self.page(form=form, trials=trials[:SHOWN], has_plan=has_plan, status=status, **standing(run))
