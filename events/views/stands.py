"""Stands for organisers: the plan, its rows, the requests; and the visits with their buses."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from bilingual.text import page_language
from events.choices import StandState
from events.floor_plan import plan_of
from events.forms.exhibition import DecisionForm, LayOutForm, StandFormSet, stands_for
from events.models import Event, StandRequest
from events.services import exhibition
from events.views.papers import PrintingMixin
from events.visits import visits_of


class StandsView(PrintingMixin, View):
    """The plan editor: a list with numbers, and the drawing of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Plan, rows, requests."""
        return self._page(self.event())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the rows, or add rows of equal stands."""
        event = self.event()
        if "number" in request.POST:
            form = LayOutForm(request.POST)
            if not form.is_valid():
                return self._page(event, lay_out=form, status=422)
            added = exhibition.lay_out(event_id=event.pk, **form.cleaned_data)
            messages.success(request, _("Stands added: %(number)d") % {"number": len(added)})
            return redirect("event_stands", event.pk)
        formset = StandFormSet(request.POST, instance=event)
        if not formset.is_valid():
            return self._page(event, formset=formset, status=422)
        formset.save()
        messages.success(request, _("The plan is saved."))
        return redirect("event_stands", event.pk)

    def _page(self, event: Event, *, formset: Any = None, lay_out: Any = None, status: int = 200) -> HttpResponse:
        stands = list(event.stands.all())
        requests = list(event.stand_requests.select_related("stand", "organisation"))
        names = {one.stand_id: one.name for one in requests if one.state == StandState.APPROVED and one.stand_id}
        context = {
            "event": event,
            "plan": plan_of(stands, names),
            "requests": requests,
            "formset": formset or StandFormSet(instance=event),
            "lay_out": lay_out or LayOutForm(),
            "may_edit": True,
        }
        return render(self.request, "events/exhibition/stands.html", context, status=status)


class StandDecisionView(PrintingMixin, View):
    """Gives a stand to an exhibitor, or says no."""

    def _request(self) -> StandRequest:
        rows = StandRequest.objects.filter(event=self.event()).select_related("event", "stand", "organisation")
        return get_object_or_404(rows, pk=self.kwargs["request_pk"])

    def get(self, request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
        """What is wanted, the free stands, the words."""
        wanted = self._request()
        return self._page(wanted, DecisionForm(request=wanted, free=stands_for(wanted)))

    def post(self, request: HttpRequest, pk: int, request_pk: int) -> HttpResponse:
        """Decide; the exhibitor gets a mail."""
        wanted = self._request()
        form = DecisionForm(request.POST, request=wanted, free=stands_for(wanted))
        if not form.is_valid():
            return self._page(wanted, form, status=422)
        stand, answer = form.cleaned_data["stand"], form.cleaned_data["answer"]
        try:
            if "decline" in request.POST:
                exhibition.decline_stand(request_id=wanted.pk, answer=answer)
            elif stand is None:
                form.add_error("stand", _("Please choose a stand."))
                return self._page(wanted, form, status=422)
            else:
                exhibition.approve_stand(request_id=wanted.pk, stand_id=stand.pk, answer=answer)
        except exhibition.StandTaken:
            form.add_error("stand", _("Somebody else has got this stand in the meantime."))
            return self._page(wanted, form, status=422)
        except exhibition.AlreadyDecided:
            messages.info(request, _("The exhibitor has withdrawn the request in the meantime."))
        else:
            messages.success(request, _("Decided. The exhibitor gets a mail."))
        return redirect("event_stands", pk)

    def _page(self, wanted: StandRequest, form: DecisionForm, *, status: int = 200) -> HttpResponse:
        context = {"event": wanted.event, "wanted": wanted, "form": form}
        return render(self.request, "events/exhibition/decision.html", context, status=status)


class VisitsView(PrintingMixin, TemplateView):
    """Each visit with its seats, its stops and who gets on where."""

    template_name = "events/exhibition/visits.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """In as many statements however many visits there are."""
        event = self.event()
        return super().get_context_data(event=event, visits=visits_of(event, page_language().value), **kwargs)
