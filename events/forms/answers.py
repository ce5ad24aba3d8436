"""A field for each question of the organiser, by its type; used by the registration and by the survey alike."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from events.choices import QuestionType
from events.forms.when import DayInput
from events.models import Question

LONGEST_ANSWER, LONGEST_TEXT = 300, 2000
FEW_OPTIONS = 7  # more of them fold into a list
YES, NO = "yes", "no"
NUMBER_DIGITS = 12


def question_name(question: Question) -> str:
    """The name of a question's field."""
    return f"question_{question.pk}"


def question_field(question: Question) -> forms.Field:
    """The field that takes the answer; label and explanation in the page's language."""
    common: dict[str, Any] = {
        "label": text_of(question, "label").value,
        "help_text": text_of(question, "help").value,
        "required": question.is_required,
    }
    return _MAKERS[QuestionType(question.type)](question, common)


def answers(form: forms.BaseForm, questions: Iterable[Question]) -> dict[int, Any]:
    """What is stored, by the number of the question; unanswered ones are left out."""
    found = {}
    for question in questions:
        value = stored(question, form.cleaned_data.get(question_name(question)))
        if value is not None:
            found[question.pk] = value
    return found


def stored(question: Question, value: Any) -> Any:
    """A cleaned value as it is stored: text, a number, true or false, or a list of numbers of options."""
    if value in (None, "", []):
        return None
    convert = _STORED.get(QuestionType(question.type))
    return convert(value) if convert else value


def typed(question: Question, value: Any) -> Any:
    """A stored answer as the field shows it."""
    match question.type:
        case QuestionType.CHOICE:
            return str(value[0]) if isinstance(value, list) and value else value
        case QuestionType.CHOICES:
            return [str(one) for one in value]
        case QuestionType.YES_NO:
            return YES if value else NO
        case QuestionType.RATING:
            return str(value)
        case _:
            return value


def _options(question: Question) -> list[tuple[str, str]]:
    return [(str(number), text_of(_Option(option), "text").value) for number, option in enumerate(question.options)]


class _Option:
    """An option with its texts as attributes."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.text_de, self.text_cs = texts.get("de", ""), texts.get("cs", "")


def _text(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=LONGEST_ANSWER, **common)


def _long_text(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}), **common)


def _choice(question: Question, common: dict[str, Any]) -> forms.Field:
    options = _options(question)
    if len(options) > FEW_OPTIONS:
        return forms.ChoiceField(choices=[("", _("please choose")), *options], **common)
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)


def _choices(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.MultipleChoiceField(choices=_options(question), widget=forms.CheckboxSelectMultiple, **common)


def _yes_no(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.ChoiceField(choices=[(YES, _("yes")), (NO, _("no"))], widget=forms.RadioSelect, **common)


def _number(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.DecimalField(max_digits=NUMBER_DIGITS, decimal_places=2, localize=True, **common)


def _date(question: Question, common: dict[str, Any]) -> forms.Field:
    return forms.DateField(widget=DayInput(), **common)


def _rating(question: Question, common: dict[str, Any]) -> forms.Field:
    options = [(str(number), str(number)) for number in range(1, 6)]
    return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **common)


_MAKERS = {
    QuestionType.TEXT: _text,
    QuestionType.LONG_TEXT: _long_text,
    QuestionType.CHOICE: _choice,
    QuestionType.CHOICES: _choices,
    QuestionType.YES_NO: _yes_no,
    QuestionType.NUMBER: _number,
    QuestionType.DATE: _date,
    QuestionType.RATING: _rating,
}
_STORED: dict[QuestionType, Callable[[Any], Any]] = {
    QuestionType.CHOICE: lambda value: [int(value)],
    QuestionType.CHOICES: lambda value: [int(one) for one in value],
    QuestionType.YES_NO: lambda value: value == YES,
    QuestionType.RATING: int,
    QuestionType.NUMBER: lambda value: int(value) if value == int(value) else float(value),
    QuestionType.DATE: lambda value: value.isoformat(),
}
