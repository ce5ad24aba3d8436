"""The first page of an organiser: the own events, and what is to do next; a new event."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language
from events.choices import StaffRole, State, Type
from events.forms.event import NewEventForm
from events.models import Event, EventStaff
from events.next_steps import next_step
from events.services.copying import copy_event
from events.services.planning import create_event
from events.views.organising import SESSION_KEY
from organisations.models import Organisation
from publishing.choices import Status
from search.parameters import number_from

PER_PAGE = 20
COUNTED = (State.CONFIRMED, State.WAITING, State.REQUESTED)


def with_numbers(events: QuerySet[Event], user: Any) -> QuerySet[Event]:
    """The events with how many people come, wait and ask, and the user's role."""
    numbers = {
        f"number_{state.value}": Count("registrations", filter=Q(registrations__state=state)) for state in COUNTED
    }
    own = EventStaff.objects.filter(event=OuterRef("pk"), user=user)
    rows = events.annotate(**numbers).annotate(
        own_role=Subquery(own.values("role")[:1]),
        own_staff=Subquery(own.values("pk")[:1]),
        capacity=F("desk__capacity"),
    )
    return rows.select_related("organisation", "desk")


class OrganiserView(LoginRequiredMixin, View):
    """Own events: the coming ones first, then templates, then the past."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Three lists, the past one in pages."""
        user = request.user
        own = with_numbers(Event.objects.filter(pk__in=user.event_roles.values("event")), user)  # type: ignore[union-attr]
        today = timezone.localdate()
        coming = own.filter(last_day__gte=today, is_template=False).order_by("first_day", "id")
        past = own.filter(last_day__lt=today, is_template=False).order_by("-first_day", "-id")
        page = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
        if not request.session.get(SESSION_KEY) and user.event_roles.exists():  # type: ignore[union-attr]
            request.session[SESSION_KEY] = True
        context = {
            "coming": [(event, *self._state(event)) for event in coming],
            "templates": own.filter(is_template=True).order_by("id"),
            "past": page,
            "may_create": organisers_of(user).exists(),
        }
        return render(request, "events/organiser/overview.html", context)

    @staticmethod
    def _state(event: Any) -> tuple[bool, str]:
        """Whether the user may plan it, and what is to do next."""
        may_plan = event.own_role != StaffRole.CHECK_IN
        return may_plan, next_step(event) if may_plan else ""


def organisers_of(user: Any) -> QuerySet[Organisation]:
    """The published institutions that the user acts for: they organise events."""
    rows: QuerySet[Organisation] = Organisation.objects.editable_by(user).published().institutions()
    return rows.order_by(f"sort_key_{page_language()}")


def sources_of(user: Any) -> QuerySet[Event]:
    """What a new event can begin with: own events, templates of the own institutions, and shared templates."""
    own = Q(pk__in=Event.objects.editable_by(user).values("pk"))
    templates = Q(is_template=True) & (Q(organisation__in=organisers_of(user).order_by()) | Q(status=Status.PUBLISHED))
    rows: QuerySet[Event] = Event.objects.filter(own | templates).select_related("organisation")
    return rows.order_by("-is_template", "-first_day", "id")


class NewEventView(HeldInputMixin, View):
    """From scratch, from a template, or as a copy of an earlier event."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The few facts an event begins with; `from` in the address chooses what to begin with."""
        if not organisers_of(request.user).exists():
            messages.info(request, _("Events are organised by published institutions. You act for none yet."))
            return redirect("organiser")
        source = number_from(request.GET.get("from"))
        initial: dict[str, Any] = {"original_language": page_language(), "type": Type.WORKSHOP}
        if source is not None:
            initial["source"] = source
        return self._page(self._form(self.held, initial=initial))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make the draft, and go where it goes on."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        if source := form.cleaned_data["source"]:
            event = copy_event(source_id=source.pk, wanted=form.save(commit=False), actor=request.user)
            messages.success(request, _("This is the copy, moved to the new date. Check the facts and the programme."))
        else:
            event = create_event(form=form, actor=request.user)
            messages.success(request, _("The draft has been saved. Nobody else sees it before you submit it."))
        request.session[SESSION_KEY] = True
        return redirect("event_plan", event.pk)

    def _form(self, data: Any, **options: Any) -> NewEventForm:
        user = self.request.user
        return NewEventForm(data, organisations=organisers_of(user), sources=sources_of(user), **options)

    def _page(self, form: NewEventForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "events/organiser/new.html", {"form": form}, status=status)
