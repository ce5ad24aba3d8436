"""The check-in on a phone: works without a script, and with one also without a network."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView, View

from events.choices import Direction, State
from events.exceptions import RegistrationError, SoldOut
from events.forms.ticks import TickForm, UndoForm
from events.forms.walk_in import WalkInForm
from events.models import Event, ProgrammeItem
from events.services import checking_in
from events.services.letting_in import places_of
from events.services.registering import walk_in
from search.parameters import number_from


class DoorMixin(LoginRequiredMixin):
    """For all staff of the event, also those who only check in."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def events(self) -> QuerySet[Event]:
        """Those where the user stands at the door."""
        rows: QuerySet[Event] = Event.objects.checked_in_by(self.request.user)
        return rows

    def event(self) -> Event:
        """The one in the address."""
        return get_object_or_404(self.events(), pk=self.kwargs["pk"])

    def item(self, event: Event) -> ProgrammeItem | None:
        """The room or bus that is ticked for; None for the door."""
        wanted = self.request.GET.get("item", "") or self.request.POST.get("item", "")
        number = number_from(wanted)
        return None if number is None else get_object_or_404(event.items.select_related("room"), pk=number)

    def back(self, **parameters: Any) -> HttpResponse:
        """The page again, with the same words and the same room."""
        given = {name: self.request.POST.get(name, "") for name in ("item", "q")} | parameters
        kept = {name: value for name, value in given.items() if value}
        address = reverse("event_check_in", args=[self.kwargs["pk"]])
        return redirect(f"{address}?{urlencode(kept)}" if kept else address)


@method_decorator(never_cache, name="dispatch")
class CheckInView(DoorMixin, TemplateView):
    """Search, tick, counts."""

    template_name = "events/day/check_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The counts, and who was found."""
        event = self.event()
        item = self.item(event)
        item_id = item.pk if item else None
        words = self.request.GET.get("q", "").strip()[:120]
        people = checking_in.find_people(event.pk, words)
        newest = checking_in.seen(event.pk, item_id, [person.pk for person in people])
        return super().get_context_data(
            event=event,
            item=item,
            items=event.items.filter(called_off_at=None).select_related("room"),
            words=words,
            people=[(person, newest.get(person.pk)) for person in people],
            counts=checking_in.counts(event.pk, item_id),
            may_edit=Event.objects.editable_by(self.request.user).filter(pk=event.pk).exists(),
            confirmed=State.CONFIRMED,
            walk_in_form=WalkInForm(auto_id="walk-in-%s"),
            **kwargs,
        )


class TickView(DoorMixin, View):
    """A button beside a person, for a page without a script."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page with the button, for who comes back from signing in."""
        return redirect("event_check_in", self.event().pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Tick somebody in or out."""
        event = self.event()
        form = TickForm(request.POST)
        if form.is_valid():
            tick = form.sent(timezone.now())
            taken = checking_in.record_ticks(event_id=event.pk, ticks=[tick], actor=request.user)
            if taken.saved:
                is_in = tick.direction == Direction.IN
                messages.success(request, _("Noted: came in.") if is_in else _("Noted: went out."))
            if taken.let_in:
                messages.warning(
                    request, _("This person had no place and is a participant now.") + _more_text(event.pk)
                )
        return self.back()


def _more_text(event_id: int) -> str:
    capacity, taken = places_of(event_id)
    if capacity is None or taken <= capacity:
        return ""
    text = _("%(taken)d people have a place now, of %(capacity)d places.")
    return f" {text % {'taken': taken, 'capacity': capacity}}"


class UndoView(DoorMixin, View):
    """Takes the newest tick of a person back."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page with the button."""
        return redirect("event_check_in", self.event().pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Undo; twice does no harm."""
        event = self.event()
        form = UndoForm(request.POST)
        if form.is_valid() and checking_in.undo_tick(
            event_id=event.pk, key=form.cleaned_data["key"], actor=request.user
        ):
            messages.success(request, _("The tick is taken back."))
        return self.back()


class WalkInView(DoorMixin, FormView[WalkInForm]):
    """Registers somebody who stands at the door, and ticks the person in."""

    template_name = "events/day/walk_in.html"
    form_class = WalkInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event."""
        return super().get_context_data(event=self.event(), **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, for staff alone."""
        self.event()
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: WalkInForm) -> HttpResponse:
        """A place and a tick; where all places are taken the form asks whether to go beyond."""
        event = self.event()
        try:
            person = walk_in(
                event_id=event.pk,
                person=form.person(),
                organisation_name=form.cleaned_data["organisation_name"],
                actor=self.request.user,
                beyond=form.cleaned_data["beyond"],
                country=form.cleaned_data["country"],
                language=form.cleaned_data["language"],
            )
        except SoldOut:
            return self._ask(form)
        except RegistrationError:
            form.add_error(None, _("This person cannot be registered now."))
            return self.form_invalid(form)
        checking_in.tick_in(registration=person, actor=self.request.user)
        messages.success(
            self.request,
            _("%(name)s is registered with number %(number)d and has come in.")
            % {"name": person.full_name, "number": person.number},
        )
        return redirect("event_check_in", event.pk)

    def _ask(self, form: WalkInForm) -> HttpResponse:
        again = WalkInForm(self.request.POST, is_full=True)
        again.add_error("beyond", _("All places are taken. Tick this to let the person in all the same."))
        return self.render_to_response(self.get_context_data(form=again))
