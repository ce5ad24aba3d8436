"""The programme editor: a list by day with buttons, and the forms behind it; all by keyboard, all without scripts."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.choices import ENDED
from events.conflicts import conflicts
from events.dates import item_when_text
from events.exceptions import HasBookings
from events.forms.partners import unjudged, with_one_more
from events.forms.programme import ItemForm, PointFormSet, RoomFormSet, TrackFormSet
from events.models import ItemMove, ProgrammeItem
from events.services import moves, programme
from events.views.organising import OrganiserMixin, PartFormView, StepView, unjudged_form
from search.parameters import number_from

STEP = 15  # minutes


def items_of(event: Any) -> list[ProgrammeItem]:
    """The programme with rooms, tracks, speakers and the number of booked places, in three statements."""
    taken = Count("bookings", filter=~Q(bookings__state__in=ENDED))
    rows = event.items.select_related("room", "track").prefetch_related("speakers").annotate(taken=taken)
    return list(rows.order_by("starts_at", "track__position", "id"))


class ProgrammeView(OrganiserMixin, View):
    """All items by day, with warnings, and what people who have booked do not know yet."""

    template_name = "events/organiser/programme.html"
    section = "programme"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list."""
        items = items_of(self.event)
        warnings = conflicts(self.event, items)
        rows = [(item, warnings.get(item.pk, [])) for item in items]
        days = [(day, list(group)) for day, group in groupby(rows, key=lambda row: local_day(row[0]))]
        moves = ItemMove.objects.filter(item__event=self.event).select_related("room").in_bulk()
        moved = [(item, known_text(moves[item.pk]), moves[item.pk].due_at) for item in items if item.pk in moves]
        return self.page(days=days, warned=len(warnings), moved=moved)


def known_text(move: ItemMove) -> str:
    """When and where people think the item is."""
    return item_when_text(ProgrammeItem(starts_at=move.starts_at, ends_at=move.ends_at, room=move.room))


def local_day(item: ProgrammeItem) -> Any:
    """The day on which an item begins."""
    return timezone.localtime(item.starts_at).date()


class ItemView(PartFormView):
    """An item with its pick-up points."""

    model = ProgrammeItem
    form_class = ItemForm
    template_name = "events/organiser/item.html"
    section = "programme"
    back = "event_programme"

    def form(self, part: Any, *data: Any) -> Any:
        """A new item begins on the day and at the hour where the programme ends so far."""
        initial = {} if part.pk or data else self._initial()
        return ItemForm(*data[:1], instance=part, event=self.event, initial=initial)

    def post(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """Save item and pick-up points, or offer one more point."""
        form = self.form(self.part(), request.POST)
        if request.POST.get("action") == "add_point":
            data = with_one_more(request.POST, PointFormSet.get_default_prefix())
            points = unjudged(PointFormSet(data, instance=form.instance))
            return self._page(unjudged_form(form), points)
        points = PointFormSet(request.POST, instance=form.instance)
        if not (form.is_valid() & points.is_valid()):
            return self._page(form, points, status=422)
        item = programme.save_item(form=form, points=points, actor=request.user)
        messages.success(request, _("The programme has been saved."))
        if request.POST.get("action") == "save_and_next":
            return redirect(f"{reverse('event_item_new', args=[pk])}?day={local_day(item).isoformat()}")
        return redirect(f"{reverse(self.back, args=[pk])}#item-{item.pk}")

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the points as they are saved, or were typed."""
        points = PointFormSet(form.data if form.is_bound else None, instance=form.instance)
        return self._page(form, unjudged(points) if form.is_bound else points, status=status)

    def _page(self, form: Any, points: Any, *, status: int = 200) -> HttpResponse:
        saved = ProgrammeItem.objects.filter(pk=form.instance.pk).first() if form.instance.pk else None
        others = self.event.items.exclude(room=None).exclude(pk=saved.pk).select_related("room") if saved else []
        return self.page(form=form, points=points, part=saved, others=others, status=status)

    def _initial(self) -> dict[str, Any]:
        day = parse_date(self.request.GET.get("day", "")[:10]) if self.request.GET.get("day") else None
        items = [item for item in items_of(self.event) if day is None or local_day(item) == day]
        if not items:
            return {"day": day or self.event.first_day, "start": self.event.starts_at}
        # not the one that ends last: an exhibition lasts all day
        last = timezone.localtime(max(items, key=lambda item: (item.starts_at, item.ends_at)).ends_at)
        return {"day": last.date(), "start": last.time()}


class ItemStepView(StepView):
    """The buttons of an item in the list."""

    back = "event_programme"

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Move, copy or delete it; the page comes back where the item now is."""
        self.event  # noqa: B018 - strangers get 404 before anything happens
        step = self._steps().get(request.POST.get("step", ""))
        if step is None:
            return redirect(self.back, pk)
        try:
            item = step(event_id=pk, item_id=part, actor=request.user)
        except ProgrammeItem.DoesNotExist as error:
            raise Http404 from error
        except HasBookings:
            messages.error(request, _("People have booked this item. If it does not take place, call it off."))
            return redirect(f"{reverse(self.back, args=[pk])}#item-{part}")
        return redirect(f"{reverse(self.back, args=[pk])}{f'#item-{item.pk}' if item else ''}")

    def _steps(self) -> dict[str, Callable[..., ProgrammeItem | None]]:
        shift = programme.shift_item
        steps: dict[str, Callable[..., ProgrammeItem | None]] = {
            "earlier": lambda **of: shift(minutes=-STEP, **of),
            "later": lambda **of: shift(minutes=STEP, **of),
            "previous_day": lambda **of: shift(days=-1, **of),
            "next_day": lambda **of: shift(days=1, **of),
            "duplicate": programme.duplicate_item,
            "delete": programme.delete_item,
            "call_off": self._call_off,
            "tell": self._tell,
            "quiet": self._keep_quiet,
        }
        other = number_from(self.request.POST.get("other"))
        if other is not None:
            steps["swap"] = lambda **of: programme.swap_rooms(other_id=other, **of)
        return steps

    def _call_off(self, *, event_id: int, item_id: int, actor: Any) -> ProgrammeItem:
        item = moves.call_off_item(event_id=event_id, item_id=item_id, actor=actor)
        messages.success(self.request, _("The item is called off. Everybody who has booked it gets an e-mail."))
        return item

    def _tell(self, *, event_id: int, item_id: int, actor: Any) -> None:
        number = moves.tell_move(event_id=event_id, item_id=item_id)
        text = ngettext("%(number)d person gets an e-mail.", "%(number)d people get an e-mail.", number)
        messages.success(self.request, text % {"number": number})

    def _keep_quiet(self, *, event_id: int, item_id: int, actor: Any) -> None:
        moves.keep_quiet(event_id=event_id, item_id=item_id)
        messages.success(self.request, _("Nobody gets an e-mail about this change."))


class RoomsView(HeldInputMixin, OrganiserMixin, View):
    """Rooms and tracks, a row each."""

    template_name = "events/organiser/rooms.html"
    section = "programme"
    steps = {"add_room": RoomFormSet, "add_track": TrackFormSet}

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Both lists, each with an empty row."""
        rooms, tracks = (formset(self.held, instance=self.event) for formset in (RoomFormSet, TrackFormSet))
        if self.held is not None:
            rooms, tracks = unjudged(rooms), unjudged(tracks)
        return self.page(rooms=rooms, tracks=tracks)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save both, or offer one more row."""
        data = request.POST
        grown = self.steps.get(data.get("action", ""))
        if grown is not None:
            data = with_one_more(data, grown.get_default_prefix())
        rooms, tracks = (formset(data, instance=self.event) for formset in (RoomFormSet, TrackFormSet))
        if grown is not None:
            return self.page(rooms=unjudged(rooms), tracks=unjudged(tracks))
        if not (rooms.is_valid() & tracks.is_valid()):
            return self.page(rooms=rooms, tracks=tracks, status=422)
        for formset in (rooms, tracks):
            if formset.has_changed():
                programme.save_part(form=formset, event_id=pk, actor=request.user)
        messages.success(request, _("Your changes have been saved."))
        return redirect("event_programme", pk)


class PartDeleteView(StepView):
    """Take a speaker or a document away."""

    model: type[Any]

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Delete it; who comes second finds nothing."""
        row = get_object_or_404(self.model._default_manager.filter(event=self.event.pk), pk=part)
        programme.delete_part(part=row, actor=request.user)
        messages.success(request, _("It has been deleted."))
        return redirect(self.back, pk)
