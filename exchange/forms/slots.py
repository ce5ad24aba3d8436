"""A block of time that is filled with slots."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.forms.when import ClockInput, DayInput
from exchange.models import Exchange
from exchange.slot_times import Block

LONGEST, LONGEST_PAUSE = 120, 60  # as the columns


class BlockForm(forms.Form):
    """Day, from, until, and how the slots lie in it."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    start = forms.TimeField(label=_("From"), widget=ClockInput())
    end = forms.TimeField(label=_("Until"), widget=ClockInput())
    minutes = forms.IntegerField(label=_("Length of a meeting in minutes"), min_value=5, max_value=LONGEST)
    pause = forms.IntegerField(
        label=_("Minutes between two meetings"), min_value=0, max_value=LONGEST_PAUSE,
        help_text=_("To change the table and to say goodbye."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, exchange: Exchange) -> None:
        super().__init__(data, initial=_initial(exchange))
        self.event = exchange.event
        if self.event.has_exact_date:
            days = {"min": self.event.first_day.isoformat(), "max": self.event.last_day.isoformat()}
            self.fields["day"].widget.attrs |= days

    def clean(self) -> dict[str, Any]:
        """An end after the beginning with room for a meeting, on a day of the event."""
        values = super().clean() or self.cleaned_data
        day, start, end, minutes = (values.get(name) for name in ("day", "start", "end", "minutes"))
        if day and not self.event.first_day <= day <= self.event.last_day:
            self.add_error("day", _("The event is not on this day."))
        if start and end and end <= start:
            self.add_error("end", _("The end lies before the beginning."))
        elif day and start and end and minutes and _minutes(start, end) < minutes:
            self.add_error("end", _("There is no room for a single meeting in this time."))
        return values

    def block(self) -> Block:
        """What a valid form describes."""
        values = self.cleaned_data
        start, end = (timezone.make_aware(datetime.combine(values["day"], values[name])) for name in ("start", "end"))
        return Block(start, end, values["minutes"], values["pause"])


def _minutes(start: Any, end: Any) -> int:
    return (end.hour - start.hour) * 60 + end.minute - start.minute


def _initial(exchange: Exchange) -> dict[str, Any]:
    """The time of the programme item, or of the event; of a day that has slots already only its length is known."""
    values: dict[str, Any] = {
        "day": exchange.event.first_day, "start": exchange.event.starts_at, "end": exchange.event.ends_at,
        "minutes": exchange.slot_minutes, "pause": exchange.pause_minutes,
    }  # fmt: skip
    if exchange.item:
        first, last = timezone.localtime(exchange.item.starts_at), timezone.localtime(exchange.item.ends_at)
        values |= {"day": first.date(), "start": first.time(), "end": last.time()}
    return values | _after_the_last(exchange, values)


def _after_the_last(exchange: Exchange, values: dict[str, Any]) -> dict[str, Any]:
    """What is left of the day behind its slots; where that is too short, a time to be typed on the next day."""
    ends = [timezone.localtime(slot.ends_at) for slot in exchange.slots.in_use()]
    if not ends:
        return {}
    last = max(ends)
    start = (last + timedelta(minutes=exchange.pause_minutes)).time()
    if same_day := last.date() == values["day"]:
        start = max(start, values["start"] or start)
    until = values["end"] if same_day else exchange.event.ends_at
    if until and start < until and _minutes(start, until) >= exchange.slot_minutes:
        return {"day": last.date(), "start": start, "end": until}
    day = min(last.date() + timedelta(days=1), exchange.event.last_day)
    return {"day": day, "start": None, "end": None}
