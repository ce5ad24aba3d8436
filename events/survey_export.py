"""All answers of a survey as a table: XLSX and CSV."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import Workbook

from bilingual.text import text_of
from events.choices import QuestionType
from events.evaluation import option_labels
from events.models import Event, Question, Survey
from events.services.surveys import questions_of

STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(event: Event, survey: Survey) -> list[list[Any]]:
    """A line with the questions, then one for each answered form; names only where the survey is not anonymous."""
    questions = list(questions_of(event.pk))
    head = [_("Day"), _("Language"), *([] if survey.is_anonymous else [pgettext("person", "Name")])]
    lines: list[list[Any]] = [[*head, *(text_of(question, "label").value for question in questions)]]
    for response in survey.responses.select_related("registration").prefetch_related("answers"):
        values = {answer.question_id: answer.value for answer in response.answers.all()}
        person = [] if survey.is_anonymous else [response.registration.full_name if response.registration else ""]
        said = [_said(question, values.get(question.pk)) for question in questions]
        lines.append([date_format(response.answered_on, "Y-m-d"), response.language, *person, *said])
    return lines


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


def harmless(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula stands behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(STARTS_FORMULA) else value


def as_csv(lines: Iterable[list[Any]]) -> bytes:
    """With semicolons and a byte order mark, as spreadsheets here expect it."""
    text = StringIO()
    csv.writer(text, delimiter=";").writerows([harmless(value) for value in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(lines: Iterable[list[Any]]) -> bytes:
    """One sheet; the head stays in view."""
    book = Workbook()
    sheet: Any = book.active
    for line in lines:
        sheet.append([harmless(value) for value in line])
    sheet.freeze_panes = "A2"
    file = BytesIO()
    book.save(file)
    return file.getvalue()
