"""The day itself, on a phone: who is missing at which table, and the changes of the plan."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from events.models import Event
from exchange.changed_meetings import changed_meetings
from exchange.day_page import day_page
from exchange.exceptions import PlanBroken
from exchange.forms.day import PersonStepForm, RepairsItselfForm
from exchange.hall import hall_token
from exchange.services import repairing
from exchange.views.base import ExchangeMixin, WorkMixin


@method_decorator(never_cache, name="dispatch")
class DayView(WorkMixin, View):
    """For the door and the organisers; only organisers mark absences and change the plan."""

    template_name = "exchange/day/day.html"
    tab = "day"

    @cached_property
    def may_edit(self) -> bool:
        """Whether the user plans the event."""
        rows = Event.objects.editable_by(self.request.user).filter(pk=self.event.pk)
        return bool(rows.exists())

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Numbers, missing people, tables."""
        screen = reverse("exchange_hall_screen", args=[hall_token(self.exchange)])
        return self.page(
            day=day_page(self.exchange),
            may_edit=self.may_edit,
            screen_url=f"{settings.SITE_URL}{screen}",
            new_key=uuid4,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a button says; twice does no harm."""
        step = STEPS.get(request.POST.get("action", ""))
        if step is None or (step is not _here and not self.may_edit):
            raise Http404
        return step(self)

    def person(self) -> dict[str, Any]:
        """Whom the button stands beside."""
        form = PersonStepForm(self.request.POST)
        if not form.is_valid():
            raise Http404
        return form.cleaned_data

    def back(self) -> HttpResponse:
        """The page again."""
        return redirect("exchange_day", self.event.pk)


def _here(view: DayView) -> HttpResponse:
    given = view.person()
    done = repairing.mark_present(
        exchange_id=view.exchange.pk,
        participant_id=given["participant"],
        actor=view.request.user,
        key=given["key"] or uuid4(),
    )
    if not done:
        raise Http404
    messages.success(view.request, _("Ticked in. From the next slot on the person is planned again."))
    return view.back()


def _absent(view: DayView) -> HttpResponse:
    if not repairing.mark_absent(exchange_id=view.exchange.pk, participant_id=view.person()["participant"]):
        raise Http404
    messages.success(view.request, _("Counts as absent now. Look at the changes to find others for the partners."))
    return view.back()


def _check(view: DayView) -> HttpResponse:
    found = repairing.check_presence(exchange_id=view.exchange.pk)
    if not (found.absent or found.back):
        messages.info(view.request, _("Nothing new: nobody else is missing, nobody has come late."))
        return view.back()
    absent = ngettext("%(number)d person counts as absent now.", "%(number)d people count as absent now.",
                      len(found.absent)) % {"number": len(found.absent)}  # fmt: skip
    back = ngettext("%(number)d person has come late.", "%(number)d people have come late.",
                    len(found.back)) % {"number": len(found.back)}  # fmt: skip
    messages.success(view.request, " ".join([absent] * bool(found.absent) + [back] * bool(found.back)))
    return redirect("exchange_repair", view.event.pk)


def _settings(view: DayView) -> HttpResponse:
    form = RepairsItselfForm(view.request.POST)
    form.is_valid()
    repairing.set_repairs_itself(exchange_id=view.exchange.pk, value=form.cleaned_data["repairs_itself"])
    messages.success(view.request, _("The settings are saved."))
    return view.back()


STEPS: dict[str, Callable[[DayView], HttpResponse]] = {
    "here": _here,
    "absent": _absent,
    "check": _check,
    "settings": _settings,
}


@method_decorator(never_cache, name="dispatch")
class RepairView(ExchangeMixin, View):
    """What would change, and the button that does it and tells everybody."""

    template_name = "exchange/day/repair.html"
    tab = "day"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The changes, meeting by meeting; nothing is stored."""
        found = repairing.proposed(self.exchange)
        return self.page(repair=found, changes=changed_meetings(found) if found else None, may_edit=True)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change the plan as it was shown; the page again where something else would change by now."""
        try:
            repairing.repair(exchange_id=pk, actor=request.user, seal=request.POST.get("seal", "")[:40])
        except repairing.NothingToRepair:
            messages.info(request, _("There is nothing to change any more."))
        except repairing.ChangedSinceLooked:
            messages.warning(request, _("Something has changed in the meantime. Please look at the changes again."))
            return redirect("exchange_repair", pk)
        except PlanBroken:
            messages.error(request, _("Meetings of another day no longer fit. Please compute a changed plan first."))
        else:
            messages.success(request, _("The plan is changed. Everybody whom it concerns gets a mail."))
        return redirect("exchange_day", pk)
