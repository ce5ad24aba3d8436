"""The feedback form with the event's own questions, and its settings."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from events.forms.answers import answers, question_field, question_name
from events.models import Question, Survey


class SurveyForm(forms.Form):
    """One field for each question, in the reader's language."""

    def __init__(self, *args: Any, questions: Sequence[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question_name(question)] = question_field(question)

    def answers(self) -> dict[int, Any]:
        """The answers by question, as they are kept; only of a valid form."""
        return answers(self, self.questions)


class SurveySettingsForm(forms.ModelForm[Survey]):
    """Open or closed, anonymous or not, until when, with which words."""

    class Meta:
        model = Survey
        fields = ("is_open", "is_anonymous", "closes_on", "intro_de", "intro_cs")
        widgets: ClassVar[dict[str, Any]] = {
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "intro_de": forms.Textarea(attrs={"rows": 3, "lang": "de"}),
            "intro_cs": forms.Textarea(attrs={"rows": 3, "lang": "cs"}),
        }

    def __init__(self, *args: Any, has_answers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_answers:
            self.fields["is_anonymous"].disabled = True
