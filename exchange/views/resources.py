"""What the lists of slots, tables and interpreters share: rows are dropped in two steps where people know of them."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import ngettext

from events.views.organising import PartFormView
from exchange.services.resources import drop, told_meetings
from exchange.slot_times import slot_choices
from exchange.views.base import ExchangeMixin
from search.parameters import numbers_from


class DroppingMixin(ExchangeMixin):
    """Takes ticked rows out; says first which told meetings fall out of the plan."""

    model: type[Any]

    def rows(self, found: Iterable[tuple[Any, Sequence[str]]]) -> list[dict[str, Any]]:
        """Rows of a list, each with lines about it and the slots in which it is not there."""
        slots = slot_choices(self.exchange, self.exchange.slots.in_use())
        return [
            {"row": row, "about": about, "away": ", ".join(text for pk, text in slots if pk in row.away)}
            for row, about in found
        ]

    def drop_ticked(self) -> HttpResponse:
        """Ask, or do it."""
        ids = numbers_from(self.request.POST.getlist("ticked"))
        back = f"exchange_{self.tab}"
        told = told_meetings(self.exchange.pk, self.model, ids)
        if told and "confirmed" not in self.request.POST:
            rows = self.model._default_manager.filter(exchange=self.exchange.pk, pk__in=ids, dropped_at=None)
            return self.page(template="exchange/organiser/drop.html", rows=rows, told=told, back=back)
        number = drop(exchange_id=self.exchange.pk, model=self.model, ids=ids)
        text = ngettext("%(number)d entry was taken out.", "%(number)d entries were taken out.", number)
        messages.success(self.request, text % {"number": number})
        return redirect(back, self.event.pk)


class ResourceFormView(ExchangeMixin, PartFormView):
    """The form of a table or an interpreter."""

    def part(self) -> Any:
        """The row, or a new one; what was dropped does not exist."""
        number = self.kwargs.get("part")
        if number is None:
            return self.model(exchange=self.exchange)
        rows = self.model._default_manager.filter(exchange=self.exchange.pk, dropped_at=None)
        return get_object_or_404(rows, pk=number)

    def form(self, part: Any, *data: Any) -> Any:
        """The form for a row."""
        return self.form_class(*data[:1], instance=part, exchange=self.exchange)
