"""The exhibition as readers and exhibitors see it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from events.choices import StandState
from events.floor_plan import plan_of
from events.forms.exhibition import StandRequestForm
from events.models import Event
from events.services import exhibition


class ExhibitionMixin:
    """An event that the reader may see and that has an exhibition."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def events(self) -> QuerySet[Event]:
        """Those the reader may see."""
        rows: QuerySet[Event] = Event.objects.visible_to(self.request.user)
        return rows.select_related("organisation")

    def event(self) -> Event:
        """The one in the address."""
        return get_object_or_404(self.events(), slug=self.kwargs["slug"])


class ExhibitionView(ExhibitionMixin, TemplateView):
    """The plan and who exhibits what."""

    template_name = "events/exhibition/exhibition.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Plan and table; 404 for an event without stands."""
        event = self.event()
        stands = list(event.stands.all())
        if not stands:
            raise Http404
        shown = exhibition.exhibitors(event)
        names = {request.stand_id: request.name for request in shown if request.stand_id}
        return super().get_context_data(
            event=event,
            plan=plan_of(stands, names),
            exhibitors=shown,
            is_open=exhibition.is_open(event),
            **kwargs,
        )


class StandRequestView(LoginRequiredMixin, ExhibitionMixin, FormView[StandRequestForm]):
    """Asks for a stand."""

    template_name = "events/exhibition/request.html"
    form_class = StandRequestForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """For whom, and at which event; 404 where nobody can ask."""
        event = self.event()
        if not exhibition.is_open(event):
            raise Http404
        return super().get_form_kwargs() | {"user": self.request.user, "event": event}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event."""
        return super().get_context_data(event=self.event(), **kwargs)

    def form_valid(self, form: StandRequestForm) -> HttpResponse:
        """Keep it; the mail has the link to it."""
        kept = exhibition.request_stand(request=form.save(commit=False))
        messages.success(self.request, _("Your request has arrived. You get a mail as soon as it is decided."))
        return redirect("stand_request", exhibition.request_token(kept))


@method_decorator(never_cache, name="dispatch")
class OwnStandRequestView(View):
    """The link in the mail: the state of the request, and a button to withdraw it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Opening it changes nothing."""
        try:
            found = exhibition.read_request(token)
        except exhibition.RequestUnusable:
            return render(request, "events/exhibition/own_request.html", {"request_": None}, status=404)
        may_withdraw = found.state in {StandState.REQUESTED, StandState.APPROVED} and not found.event.is_past
        context = {"request_": found, "event": found.event, "may_withdraw": may_withdraw}
        return render(request, "events/exhibition/own_request.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Withdraw."""
        try:
            found = exhibition.read_request(token)
        except exhibition.RequestUnusable:
            return self.get(request, token)
        exhibition.withdraw_stand(request_id=found.pk)
        messages.success(request, _("Your request is withdrawn."))
        return redirect("stand_request", token)
