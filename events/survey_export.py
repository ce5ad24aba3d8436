"""All answers of a survey as a table."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bilingual.text import text_of
from events.choices import QuestionType
from events.evaluation import option_labels
from events.models import Event, Question, Survey
from events.services.surveys import questions_of


def table(event: Event, survey: Survey) -> tuple[list[str], list[list[Any]]]:
    """The questions, and a line for each answered form; names only where the survey is not anonymous."""
    questions = list(questions_of(event.pk))
    head = [_("Day"), _("Language"), *([] if survey.is_anonymous else [pgettext("person", "Name")])]
    lines: list[list[Any]] = []
    for response in survey.responses.select_related("registration").prefetch_related("answers"):
        values = {answer.question_id: answer.value for answer in response.answers.all()}
        person = [] if survey.is_anonymous else [response.registration.full_name if response.registration else ""]
        said = [_said(question, values.get(question.pk)) for question in questions]
        lines.append([date_format(response.answered_on, "Y-m-d"), response.language, *person, *said])
    return [*head, *(text_of(question, "label").value for question in questions)], lines


def _said(question: Question, value: Any) -> Any:
    if value is None:
        return ""
    if question.type in {QuestionType.CHOICE, QuestionType.CHOICES}:
        labels = dict(enumerate(option_labels(question)))
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(labels.get(int(number), "") for number in chosen)
    if question.type == QuestionType.YES_NO:
        return _("Yes") if value else _("No")
    return value
