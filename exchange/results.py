"""What came of an exchange, in numbers: meetings, outcomes by side, the border, unmet wishes, who stayed away."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.evaluation import FULL, LONGEST_BAR, ROW, Bar
from events.services.certificates import who_came
from exchange.choices import Outcome
from exchange.codes import code_of
from exchange.models import Exchange, Meeting, Participant, Plan, Rating, Seat
from exchange.plans import meetings_of, told_plan
from exchange.reason_words import LABELS
from exchange.sides import country_of, organisation_of

type Words = dict[tuple[int, int], Rating]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars in the units of their drawing, largest number full length."""

    bars: list[Bar]

    @property
    def height(self) -> int:
        """Of the drawing."""
        return len(self.bars) * ROW


@dataclass(frozen=True, slots=True)
class Results:
    """`held`: at least one side says how it was; `not_held`: that it was not; of the others nobody has said a word."""

    planned: int = 0
    held: int = 0
    not_held: int = 0
    silent: int = 0
    both_said: int = 0
    across_border: int = 0
    people: int = 0
    stayed_away: int | None = None
    """People with a meeting who were not ticked in; None where nobody was."""
    outcomes: Chart = field(default_factory=lambda: Chart([]))
    by_country: list[tuple[str, list[int]]] = field(default_factory=list)
    unmet: Chart = field(default_factory=lambda: Chart([]))

    @property
    def border_share(self) -> int:
        """Per cent of the meetings whose two sides are from different countries."""
        return round(FULL * self.across_border / self.planned) if self.planned else 0


def results_of(exchange: Exchange) -> Results:
    """In six statements, however many meetings there are."""
    plan = told_plan(exchange.pk)
    if plan is None:
        return Results()
    meetings = list(meetings_of(plan))
    words = _words(exchange)
    said = [[words.get((one.request_id, side.pk)) for side in _sides(one)] for one in meetings]
    held = sum(any(one and one.outcome != Outcome.NOT_HELD for one in pair) for pair in said)
    spoken = sum(any(pair) for pair in said)
    given = [one for pair in said for one in pair if one]
    people, away = _people(exchange)
    return Results(
        planned=len(meetings),
        held=held,
        not_held=spoken - held,
        silent=len(meetings) - spoken,
        both_said=sum(all(pair) for pair in said),
        across_border=sum(country_of(a) != country_of(b) for a, b in map(_sides, meetings)),
        people=people,
        stayed_away=away,
        outcomes=chart((str(one.label), sum(word.outcome == one for word in given)) for one in Outcome),
        by_country=_by_country(meetings, words),
        unmet=_unmet(plan),
    )


def chart(counts: Iterable[tuple[str, int]]) -> Chart:
    """A bar for each number, with its share of all."""
    rows = list(counts)
    most, in_all = max((number for _label, number in rows), default=0), sum(number for _label, number in rows)
    return Chart(
        [
            Bar(
                label,
                number,
                round(FULL * number / in_all) if in_all else 0,
                round(LONGEST_BAR * number / most) if most else 0,
                index * ROW,
            )
            for index, (label, number) in enumerate(rows)
        ]
    )


def table(exchange: Exchange) -> tuple[list[str], list[list[Any]]]:
    """A line for each told meeting with what both sides say; three statements."""
    head = [_("Code"), _("Day"), _("Time"), _("Table")]
    for side in (_("First person"), _("Second person")):
        head += [side, _("Organisation"), _("Country"), _("Outcome"), _("Note")]
    plan = told_plan(exchange.pk)
    words = _words(exchange)
    return head, [_line(one, words) for one in meetings_of(plan)] if plan else []


def _line(meeting: Meeting, words: Words) -> list[Any]:
    start = localtime(meeting.slot.starts_at)
    line = [code_of(meeting.request_id), date_format(start, "Y-m-d"), f"{start:%H:%M}", meeting.table.label]
    for side in _sides(meeting):
        word = words.get((meeting.request_id, side.pk))
        line += [side.registration.full_name, organisation_of(side), str(country_of(side).label)]
        line += [word.get_outcome_display(), word.note] if word else ["", ""]
    return line


def _sides(meeting: Meeting) -> tuple[Participant, Participant]:
    return meeting.request.source, meeting.request.target


def _words(exchange: Exchange) -> Words:
    rows = Rating.objects.filter(request__exchange=exchange)
    return {(one.request_id, one.participant_id): one for one in rows}


def _by_country(meetings: Sequence[Meeting], words: Words) -> list[tuple[str, list[int]]]:
    """How often each outcome was said by people of each country, in the order of the outcomes."""
    found: dict[str, Counter[str]] = {}
    for meeting in meetings:
        for side in _sides(meeting):
            if word := words.get((meeting.request_id, side.pk)):
                found.setdefault(str(country_of(side).label), Counter())[word.outcome] += 1
    return [(country, [counted[one] for one in Outcome]) for country, counted in sorted(found.items())]


def _people(exchange: Exchange) -> tuple[int, int | None]:
    """How many had a meeting in any plan that was told, and how many of them were not there."""
    seats = Seat.objects.filter(plan__exchange=exchange, plan__told_at__isnull=False)
    people = set(seats.values_list("participant__registration_id", flat=True))
    came = who_came(exchange.pk)
    return len(people), len(people - came) if came else None


def _unmet(plan: Plan) -> Chart:
    counted = Counter(plan.unmet.values())
    return chart((str(LABELS.get(reason, reason)), number) for reason, number in counted.most_common())
