"""How a paper of an exchange is wanted; sent by GET, so that the address of a paper can be kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.papers.wording import PaperLanguage
from exchange.papers.catalogue import OWN, OWN_LANGUAGE, Paper, Wish


class PaperForm(forms.Form):
    """Its language, and for table cards what stands on their back."""

    language = forms.ChoiceField(label=_("Language of the paper"))
    with_ratings = forms.BooleanField(label=_("Rating sheet on the back (print on both sides)"), required=False)

    def __init__(self, *args: Any, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [OWN_LANGUAGE] if paper == Paper.TIMETABLES else []
        field: Any = self.fields["language"]
        field.choices = [*own, *PaperLanguage.choices]
        field.initial = OWN if own else PaperLanguage.BOTH
        if paper != Paper.CARDS:
            del self.fields["with_ratings"]

    def wish(self) -> Wish:
        """What is wanted; only of a valid form."""
        return Wish(**self.cleaned_data)
