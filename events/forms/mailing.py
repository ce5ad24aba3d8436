"""A mail to participants in both languages."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from events.choices import State
from events.forms.seen import SeenForm
from events.models import Mailing
from events.placeholders import unknown_placeholders

NAMES = ("subject", "text")
PLACED, ALL = "placed", "all"


class MailingForm(SeenForm):
    """Subject and text, each in German and Czech, and whether people without a place get it, too."""

    who = forms.ChoiceField(
        label=_("Who gets it?"),
        choices=[(PLACED, _("Only people with a confirmed place")),
                 (ALL, _("Also people who wait, have asked for a place or have an offer"))],
        widget=forms.RadioSelect,
    )  # fmt: skip

    class Meta:
        model = Mailing
        fields = ("subject_de", "subject_cs", "text_de", "text_cs")
        widgets: ClassVar[dict[str, Any]] = {
            **{f"text_{language}": forms.Textarea(attrs={"rows": 12}) for language in Language.values},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        states = QueryDict(self.instance.query).getlist("state")
        if states not in ([], [State.CONFIRMED]):
            # the list says it already
            del self.fields["who"]
        elif states or not self.instance.pk:
            self.initial["who"] = PLACED
        else:
            self.initial["who"] = ALL
        for name in NAMES:
            for language in Language.values:
                self.fields[f"{name}_{language}"].widget.attrs |= {"lang": language, "spellcheck": "true"}

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The texts in two columns."""
        return [
            {
                "language": language.value,
                "label": capfirst(language.label),
                "fields": [self[f"{name}_{language}"] for name in NAMES],
            }
            for language in Language
        ]

    def clean(self) -> dict[str, Any]:
        """Nobody gets a mail with braces in it."""
        values = super().clean()
        if "who" in values:
            self.instance.query = with_state(self.instance.query, State.CONFIRMED if values["who"] == PLACED else "")
        for name in list(values):
            if name.startswith(NAMES) and (unknown := unknown_placeholders(values[name])):
                self.add_error(name, _("We do not know %(words)s.") % {"words": ", ".join(unknown)})
        return values


def with_state(query: str, state: str) -> str:
    """The kept query with this state alone; empty: with all."""
    values = QueryDict(query, mutable=True)
    values.pop("state", None)
    if state:
        values["state"] = state
    return values.urlencode()
