"""What the script of the check-in fetches and sends: the list, the ticks, the service worker."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView, View

from bilingual.text import page_language
from events.choices import State
from events.forms.ticks import batch
from events.forms.walk_in import walk_in_batch
from events.models import Event
from events.services import checking_in
from events.services.letting_in import places_of
from events.services.walk_ins import record_walk_ins
from events.views.day import DoorMixin


class DeviceView(DoorMixin, View):
    """Answers with JSON; 401 instead of a page to sign in, which a script cannot use."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for who is signed in."""
        if not request.user.is_authenticated:
            return JsonResponse({}, status=401)
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        return response


class PeopleView(DeviceView):
    """Who may come, and who is inside: no address, no needs, and of the code only its hash."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Everybody whose registration stands, in alphabetical order, with a note about those without a place."""
        event = self.event()
        item = self.item(event)
        item_id = item.pk if item else None
        newest = checking_in.seen(event.pk, item_id)
        expected = set(checking_in.expected(event.pk, item_id).values_list("pk", flat=True))
        people = checking_in.at_the_door(event.pk, newest).order_by(f"sort_key_{page_language().value}", "id")
        rows = [_person(event.pk, person, newest.get(person.pk), person.pk in expected) for person in people]
        capacity, taken = places_of(event.pk)
        return JsonResponse({"people": rows, "places": {"capacity": capacity, "taken": taken}})


def _person(event_id: int, person: Any, last: checking_in.Seen | None, is_expected: bool) -> dict[str, Any]:
    row = {
        "expected": is_expected,
        "id": person.pk,
        "name": person.full_name,
        "organisation": person.organisation_name,
        "number": person.number,
        "hash": checking_in.code_hash(event_id, person.code),
    }
    if not is_expected:
        row["note"] = _("not booked here") if person.state == State.CONFIRMED else person.get_state_display()
    if last:
        row |= {"direction": last.direction, "at": last.at, "key": last.key}
    return row


class TicksView(DeviceView):
    """Takes what a device has collected; it may send the same again until it gets an answer."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the ticks; the answer names those that the device may forget."""
        event = get_object_or_404(Event.objects.checked_in_by(request.user), pk=pk)
        try:
            values = json.loads(request.body)
            sent_at, ticks = batch(values, timezone.now())
        except (ValueError, ValidationError):
            return JsonResponse({}, status=400)
        if _is_of_another(values, request):
            return JsonResponse({}, status=409)
        taken = checking_in.record_ticks(event_id=event.pk, ticks=ticks, actor=request.user, sent_at=sent_at)
        return JsonResponse({"saved": taken.saved, "refused": taken.refused})


def _is_of_another(values: dict[str, Any], request: HttpRequest) -> bool:
    """Whether the page that sends was opened by another account than the one that is signed in now."""
    return str(values.get("user", request.user.pk)) != str(request.user.pk)


class WalkInsView(DeviceView):
    """Takes people whom a device has registered and let in; it may send the same again until it gets an answer."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Register them; the answer has the numbers, and the keys of those that cannot be read."""
        event = get_object_or_404(Event.objects.checked_in_by(request.user), pk=pk)
        try:
            values = json.loads(request.body)
            sent_at, people, bad = walk_in_batch(values)
        except (ValueError, ValidationError):
            return JsonResponse({}, status=400)
        if _is_of_another(values, request):
            return JsonResponse({}, status=409)
        numbers = record_walk_ins(event_id=event.pk, walk_ins=people, actor=request.user, sent_at=sent_at)
        return JsonResponse({"numbers": {str(key): number for key, number in numbers.items()}, "refused": bad})


@method_decorator(never_cache, name="dispatch")
class WorkerView(DoorMixin, TemplateView):
    """The service worker; it lies under the page, so that its reach ends there."""

    template_name = "events/day/worker.js"
    content_type = "text/javascript"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page that it keeps."""
        return super().get_context_data(event=self.event(), **kwargs)
