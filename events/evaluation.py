"""What came of an event, in numbers and words: people, and the answers to each question."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import mean, median
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bilingual.text import page_language
from events.choices import QuestionType, QuestionUse, State
from events.models import Event, Question, Registration, SurveyAnswer, SurveyResponse
from events.services.certificates import who_came
from organisations.choices import Country

RATINGS = (1, 2, 3, 4, 5)
FULL = 100  # per cent
# the drawing of the bars, in its own units
BARS_LEFT, LONGEST_BAR, ROW, TEXT_BELOW, NUMBER_GAP = 90, 200, 26, 14, 6
IN_WORDS = (QuestionType.TEXT, QuestionType.LONG_TEXT, QuestionType.DATE)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: `share` of all in per cent, `length` and `y` in the units of the drawing."""

    label: str
    count: int
    share: int
    length: int
    y: int

    @property
    def text_y(self) -> int:
        """The line on which label and number are written."""
        return self.y + TEXT_BELOW

    @property
    def number_x(self) -> int:
        """Where the number stands: behind the bar."""
        return BARS_LEFT + self.length + NUMBER_GAP


@dataclass(frozen=True, slots=True)
class Comment:
    """Somebody's words and the language of the form."""

    text: str
    language: str


@dataclass
class Result:
    """What people have answered to one question."""

    question: Question
    answered: int
    bars: list[Bar] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    mean: float | None = None
    median: float | None = None
    total: float | None = None

    @property
    def height(self) -> int:
        """Of the drawing."""
        return len(self.bars) * ROW


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many were registered, came and stayed away, by country of the booking; `in_all` is their sum."""

    country: str
    registered: int
    came: int
    walk_ins: int

    @property
    def stayed_away(self) -> int:
        """Registered with a place, and not ticked in."""
        return max(self.registered - self.came, 0)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything on the evaluation page."""

    attendance: list[Attendance]
    in_all: Attendance
    responses: int
    results: list[Result]


def evaluation_of(event: Event) -> Evaluation:
    """In six statements, however many answers there are."""
    attendance = _attendance(event)
    in_all = Attendance(
        "",
        sum(row.registered for row in attendance),
        sum(row.came for row in attendance),
        sum(row.walk_ins for row in attendance),
    )
    questions = event.questions.filter(use=QuestionUse.SURVEY)
    given: dict[int, list[Any]] = {}
    answers = SurveyAnswer.objects.filter(response__survey=event.pk).order_by("response_id")
    for question, value, language in answers.values_list("question_id", "value", "response__language"):
        given.setdefault(question, []).append((value, language))
    results = [_result(question, given.get(question.pk, [])) for question in questions]
    return Evaluation(attendance, in_all, SurveyResponse.objects.filter(survey=event.pk).count(), results)


def _attendance(event: Event) -> list[Attendance]:
    came = who_came(event.pk)
    rows: dict[str, list[int]] = {}
    people: QuerySet[Registration] = Registration.objects.filter(event=event)
    for pk, state, country, walked_in in people.values_list("pk", "state", "booking__country", "is_walk_in"):
        if state == State.CONFIRMED or pk in came:
            row = rows.setdefault(country, [0, 0, 0])
            row[0] += 1
            row[1] += pk in came
            row[2] += walked_in
    return [Attendance(str(Country(country).label), *row) for country, row in sorted(rows.items())]


def _result(question: Question, given: Sequence[tuple[Any, str]]) -> Result:
    values = [value for value, _language in given]
    if question.type in IN_WORDS:
        return Result(question, len(given), comments=[Comment(str(value), language) for value, language in given])
    if question.type == QuestionType.NUMBER:
        return _numbers(question, [float(value) for value in values])
    if question.type == QuestionType.RATING:
        stars = Counter(int(value) for value in values)
        bars = _bars([(str(star), stars[star]) for star in RATINGS], len(values))
        return Result(question, len(values), bars, mean=mean(map(int, values)) if values else None)
    return Result(question, len(values), _bars(_chosen(question, values), len(values)))


def _chosen(question: Question, values: list[Any]) -> list[tuple[str, int]]:
    if question.type == QuestionType.YES_NO:
        yes = sum(bool(value) for value in values)
        return [(_("Yes"), yes), (_("No"), len(values) - yes)]
    counted = Counter(int(one) for value in values for one in (value if isinstance(value, list) else [value]))
    return [(label, counted[number]) for number, label in enumerate(option_labels(question))]


def option_labels(question: Question) -> list[str]:
    """The answers to choose from, in the page's language or the other one."""
    language = page_language()
    return [option.get(language.value) or option.get(language.other.value, "") for option in question.options]


def _numbers(question: Question, values: list[float]) -> Result:
    if not values:
        return Result(question, 0)
    bars = _bars([(f"{number:g}", count) for number, count in sorted(Counter(values).items())], len(values))
    return Result(question, len(values), bars, mean=mean(values), median=median(values), total=sum(values))


def _bars(counts: Sequence[tuple[str, int]], answered: int) -> list[Bar]:
    longest = max((count for _label, count in counts), default=0) or 1
    return [
        Bar(
            label,
            count,
            share=round(FULL * count / answered) if answered else 0,
            length=round(LONGEST_BAR * count / longest),
            y=place * ROW,
        )
        for place, (label, count) in enumerate(counts)
    ]
