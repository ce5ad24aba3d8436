"""What readers tell the search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from search.analysis import clean
from search.models import LONGEST_NAME

LONGEST_NOTE = 500


class SuggestTermForm(forms.Form):
    """What a thing is called in both languages, or in one of them."""

    de = forms.CharField(
        label=_("In German"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs={"lang": "de"})
    )
    cs = forms.CharField(
        label=_("In Czech"), max_length=LONGEST_NAME, required=False, widget=forms.TextInput(attrs={"lang": "cs"})
    )
    note = forms.CharField(
        label=_("What is meant by it"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example the trade it comes from, or a product that it names."),
    )
    # nobody sees it, so only programs fill it in
    homepage = forms.CharField(label=_("Leave this empty"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("de", "cs"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def is_from_a_program(self) -> bool:
        """Whether somebody has filled in what nobody sees."""
        return bool(self.data.get("homepage"))

    def clean_de(self) -> str:
        """Without odd characters."""
        return clean(self.cleaned_data["de"])

    def clean_cs(self) -> str:
        """Without odd characters."""
        return clean(self.cleaned_data["cs"])

    def clean(self) -> dict[str, Any]:
        """At least one name that has a letter in it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        names = [data.get("de", ""), data.get("cs", "")]
        if not self.errors and not any(char.isalnum() for name in names for char in name):
            self.add_error("de", _("Please enter the term in at least one language."))
        return data
