"""One person's timetable under the signed link: the next meeting on top, then the day, then what could not be met."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from events.dates import day_text
from exchange.choices import PlanState
from exchange.models import Participant, Slot
from exchange.places import room_of
from exchange.plans import Entry, timetable, told_plan
from exchange.sides import country_of, load_offers, offer_of, organisation_of, talks_in
from exchange.timetables import Row, days, next_entry
from exchange.unmet import unmet_of
from exchange.views.own import OwnMixin
from organisations.choices import Country


class TimetableView(OwnMixin):
    """Changes nothing; also for those who have left, so that a link of a mail is never dead."""

    tab = "timetable"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The told plan as this person sees it; ten statements or so, however many meetings there are."""
        me, now = self.me, timezone.now()
        plan = told_plan(self.exchange.pk)
        entries = timetable(plan, me.pk) if plan else []
        load_offers(entry.partner for entry in entries)
        cards = {entry.meeting.pk: _card(entry, me) for entry in entries}
        coming = next_entry(entries, now)
        slots = list(Slot.objects.filter(exchange=self.exchange).in_use())
        by_day = days(entries, slots)
        return self.page(
            "timetable",
            plan=plan,
            room=room_of(self.exchange),
            is_final=plan is not None and plan.state == PlanState.FINAL,
            days=[(day_text(day.date), [_row(row, cards, now) for row in day.rows]) for day in by_day],
            coming=cards[coming.meeting.pk] if coming else None,
            has_begun=coming is not None and coming.slot.starts_at <= now,
            can_rate=any(entry.slot.starts_at <= now for entry in entries),
            unmet=unmet_of(plan, me) if plan else [],
        )


def _row(row: Row, cards: dict[int, dict[str, Any]], now: Any) -> dict[str, Any]:
    card = cards[row.entry.meeting.pk] if row.entry else None
    return {"starts_at": row.starts_at, "ends_at": row.ends_at, "card": card, "is_over": row.ends_at <= now}


def _card(entry: Entry, me: Participant) -> dict[str, Any]:
    country = country_of(entry.partner)
    return {
        "entry": entry,
        "organisation": organisation_of(entry.partner),
        "country": country.label,
        "is_czech": country == Country.CZ,
        "offer": offer_of(entry.partner),
        "talks_in": talks_in(me, entry.partner, entry.interpreter),
    }
