"""Slots: blocks of time are filled, looked at, and saved."""

from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.views.organising import unjudged_form
from exchange.forms.slots import BlockForm
from exchange.models import Slot
from exchange.services.resources import add_slots
from exchange.slot_times import Proposal, proposals, times_text
from exchange.views.resources import DroppingMixin


class SlotsView(HeldInputMixin, DroppingMixin, View):
    """The slots by day, and a form for more."""

    template_name = "exchange/organiser/slots.html"
    tab = "slots"
    model = Slot

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list and the form."""
        form = BlockForm(self.held, exchange=self.exchange)
        return self._page(unjudged_form(form) if self.held is not None else form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what a block would give, save it, or take slots out."""
        if request.POST.get("action") == "drop":
            return self.drop_ticked()
        form = BlockForm(request.POST, exchange=self.exchange)
        if not form.is_valid():
            return self._page(form, status=422)
        found = proposals(self.exchange, form.block())
        if request.POST.get("action") != "save":
            return self._page(form, found=found)
        chosen = set(request.POST.getlist("slot"))
        return self._save([one for one in found if one.key in chosen])

    def _save(self, chosen: list[Proposal]) -> HttpResponse:
        number = add_slots(exchange_id=self.exchange.pk, times=[(one.starts_at, one.ends_at) for one in chosen])
        text = ngettext("%(number)d slot was added.", "%(number)d slots were added.", number)
        messages.success(self.request, text % {"number": number})
        if number < len(chosen):
            messages.info(self.request, _("Some were left out: there are slots at these times already."))
        return redirect("exchange_slots", self.event.pk)

    def _page(self, form: BlockForm, *, found: list[Proposal] | None = None, status: int = 200) -> HttpResponse:
        rows = self.exchange.slots.in_use()
        by_day = groupby(rows, key=lambda slot: timezone.localdate(slot.starts_at))
        days = [(day, [(one, times_text(one.starts_at, one.ends_at)) for one in group]) for day, group in by_day]
        return self.page(form=form, found=found, days=days, status=status)
