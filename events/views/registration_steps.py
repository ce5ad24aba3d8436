"""Buttons of the list of registrations: for one person, for the ticked ones, or for all that a filter chooses."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from events.choices import State
from events.forms.staff import LONGEST_SEGMENT, split_segments
from events.models import Registration, SavedFilter
from events.registration_filters import LONGEST_QUERY, RegistrationFilter
from events.services import changes, segments
from events.views.organising import OrganiserMixin
from search.parameters import number_from, numbers_from

MOST = 5_000  # registrations of one step
LONGEST_REASON = 1000
STEPS: dict[str, tuple[Callable[..., Any], dict[str, Any]]] = {
    "approve": (changes.approve, {}),
    "decline": (changes.decline, {"reason": ""}),
    "cancel": (changes.cancel, {}),
    "promote": (changes.promote, {}),
    "promote_beyond": (changes.promote, {"beyond": True}),
}


class RegistrationStepsView(OrganiserMixin, View):
    """What is done with several registrations."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list with the buttons."""
        return redirect("event_registrations", self.event.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, say how often it was possible, and show the same list again."""
        event, action = self.event, request.POST.get("action", "")
        query = self._asked().query
        chosen = self._chosen()
        if not chosen:
            messages.error(request, _("Please tick at least one person first."))
        elif action in STEPS:
            self._take(action, chosen)
        elif action in {"add_segment", "remove_segment"}:
            self._segment(action, chosen)
        person = number_from(request.POST.get("back"))
        if person is not None:
            return redirect("event_registration", event.pk, person)
        return redirect(f"{reverse('event_registrations', args=[event.pk])}?{query}")

    def _asked(self) -> RegistrationFilter:
        return RegistrationFilter(self.event, QueryDict(self.request.POST.get("query", "")))

    def _chosen(self) -> list[int]:
        """Numbers of the rows: the ticked ones of this event, or all of the list.

        None when the list is chosen by what is no more: without it the list would be a longer one.
        """
        if "whole" in self.request.POST:
            asked = self._asked()
            return [] if asked.ignored else list(asked.rows().values_list("pk", flat=True)[:MOST])
        ticked = numbers_from(self.request.POST.getlist("ticked"))
        return list(Registration.objects.filter(event=self.event.pk, pk__in=ticked).values_list("pk", flat=True))

    def _take(self, action: str, chosen: list[int]) -> None:
        step, arguments = STEPS[action]
        if action == "decline":
            arguments = {"reason": self.request.POST.get("reason", "").strip()[:LONGEST_REASON]}
        done, refused = segments.each(
            event_id=self.event.pk, ids=chosen, step=step, actor=self.request.user, **arguments
        )
        if done:
            text = ngettext("Done for %(number)d person.", "Done for %(number)d people.", done)
            messages.success(self.request, text % {"number": done})
        if done and action == "approve":
            self._say_who_waits(chosen)
        if refused:
            text = ngettext(
                "Not possible for %(number)d person: the state does not allow it, or no place is free.",
                "Not possible for %(number)d people: the state does not allow it, or no place is free.",
                refused,
            )
            messages.warning(self.request, text % {"number": refused})

    def _say_who_waits(self, chosen: list[int]) -> None:
        """Whoever is approved while all places are taken has no place yet."""
        number = Registration.objects.filter(pk__in=chosen, state=State.WAITING).count()
        if number:
            text = ngettext(
                "%(number)d of them is on the waiting list now, as all places are taken.",
                "%(number)d of them are on the waiting list now, as all places are taken.",
                number,
            )
            messages.info(self.request, text % {"number": number})

    def _segment(self, action: str, chosen: list[int]) -> None:
        names = split_segments(self.request.POST.get("segment", "")[: LONGEST_SEGMENT * 10])
        if not names:
            messages.error(self.request, _("Please enter the name of the segment."))
            return
        step = segments.add_segment if action == "add_segment" else segments.remove_segment
        done = sum(step(event_id=self.event.pk, ids=chosen, name=name) for name in names)
        text = ngettext("Changed for %(number)d person.", "Changed for %(number)d people.", done)
        messages.success(self.request, text % {"number": done})


class SaveFilterView(OrganiserMixin, View):
    """Keep the filtered list under a name, or forget it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list with the form."""
        return redirect("event_registrations", self.event.pk)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The same name once more replaces what was kept."""
        address = reverse("event_registrations", args=[self.event.pk])
        if forget := request.POST.get("forget"):
            self.event.saved_filters.filter(pk__in=numbers_from([forget])).delete()
            messages.success(request, _("The saved list has been deleted; nobody's registration was changed."))
            return redirect(address)
        query = RegistrationFilter(self.event, QueryDict(request.POST.get("query", ""))).query
        user: Any = request.user
        name = " ".join(request.POST.get("name", "").replace("\x00", "").split())[:80]
        if not name:
            messages.error(request, _("Please enter a name for the list."))
        elif len(query) > LONGEST_QUERY:
            messages.error(request, _("These are too many filters to save."))
        else:
            SavedFilter.objects.update_or_create(
                event=self.event,
                name=name,
                defaults={"query": query},
                create_defaults={"query": query, "created_by": user},
            )
            messages.success(request, _("The list “%(name)s” has been saved.") % {"name": name})
        return redirect(f"{address}?{query}")
