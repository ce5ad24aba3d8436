"""A question with the answers to choose from, a line each in both languages."""

from itertools import zip_longest
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.choices import QuestionType
from events.forms.seen import SeenForm
from events.models import Answer, Event, Question, SurveyAnswer

WITH_OPTIONS = (QuestionType.CHOICE, QuestionType.CHOICES)
LONGEST_OPTION = 120
MOST_OPTIONS = 30


class QuestionForm(SeenForm):
    """Type, words in both languages, options; an answered question keeps its type and the order of its options."""

    options_de = forms.CharField(
        label=_("Answers to choose from (German)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "de"}),
        help_text=_("One on each line."),
    )
    options_cs = forms.CharField(
        label=_("Answers to choose from (Czech)"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "cs"}),
        help_text=_("In the same order as the German ones."),
    )

    head: ClassVar[tuple[str, ...]] = ("use", "type", "is_required")

    class Meta:
        model = Question
        fields = ("use", "type", "is_required", "label_de", "label_cs", "help_de", "help_cs")
        widgets: ClassVar[dict[str, Any]] = {
            "use": forms.RadioSelect,
            **{f"label_{language}": forms.TextInput(attrs={"lang": language}) for language in ("de", "cs")},
            **{f"help_{language}": forms.TextInput(attrs={"lang": language}) for language in ("de", "cs")},
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        for language in ("de", "cs"):
            lines = [option.get(language, "") for option in self.instance.options]
            self.initial[f"options_{language}"] = "\n".join(lines)
        self.is_answered = bool(self.instance.pk) and (
            Answer.objects.filter(question=self.instance).exists()
            or SurveyAnswer.objects.filter(question=self.instance).exists()
        )

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The texts in two columns."""
        names = ("label", "help", "options")
        return [
            {"language": code, "label": label, "fields": [self[f"{name}_{code}"] for name in names]}
            for code, label in (("de", _("German")), ("cs", _("Czech")))
        ]

    @property
    def facts(self) -> list[forms.BoundField]:
        """The fields above the texts."""
        return [self[name] for name in self.head]

    def clean(self) -> dict[str, Any]:
        """Options where they are needed, as many in each language; answers already given keep their meaning."""
        values = super().clean()
        options = self._options(values)
        if values.get("type") in WITH_OPTIONS:
            self._judge(options)
        else:
            options = []
        if self.is_answered:
            if "type" in self.changed_data:
                self.add_error("type", _("There are answers already, so the type stays as it is."))
            if len(options) < len(self.instance.options):
                self.add_error(
                    "options_de", _("There are answers already: you can reword and add options, but take none away.")
                )
        self.instance.options = options
        return values

    def _options(self, values: dict[str, Any]) -> list[dict[str, str]]:
        lists = ([line.strip() for line in values.get(f"options_{code}", "").splitlines()] for code in ("de", "cs"))
        pairs = zip_longest(*([line for line in lines if line] for lines in lists), fillvalue="")
        return [{"de": german[:LONGEST_OPTION], "cs": czech[:LONGEST_OPTION]} for german, czech in pairs]

    def _judge(self, options: list[dict[str, str]]) -> None:
        if len(options) < 2:
            self.add_error("options_de", _("Please enter at least two answers to choose from."))
        elif len(options) > MOST_OPTIONS:
            self.add_error("options_de", _("Please enter at most %(most)d answers.") % {"most": MOST_OPTIONS})
        elif any(not (option["de"] and option["cs"]) for option in options):
            self.add_error("options_cs", _("Please enter as many answers in Czech as in German."))
