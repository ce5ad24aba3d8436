"""An event as clerks correct it: what it says, not when and where it is, because people have planned with that."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.choices import Language
from bilingual.fields import per_language
from events.choices import Format
from events.models import Event
from organisations.choices import SpokenLanguage


class EventCurationForm(forms.ModelForm[Event]):
    """Texts in both languages, formats, languages and contact."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    translation_checked = forms.BooleanField(
        label=gettext_lazy("The translation has been compared with the original."), required=False
    )
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Formats"), choices=Format.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Event
        fields = (
            "type", "formats", "original_language", *per_language(Event.text_fields), "languages", "interpretation",
            "project", "fee_de", "fee_cs", "contact_name", "contact_email", "contact_phone",
            "directions_de", "directions_cs",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            **{f"summary_{language}": forms.Textarea(attrs={"rows": 3}) for language in Language.values},
            **{f"description_{language}": forms.Textarea(attrs={"rows": 12}) for language in Language.values},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean(self) -> dict[str, Any]:
        """A title in one language at least, and nobody else may have saved since the page was opened."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(values.get(f"title_{language}") for language in Language.values):
            self.add_error("title_de", _("Please enter a title in at least one language."))
        if values.get("version") not in (None, self.instance.version):
            self.add_error(
                None,
                _("Somebody else has saved this event since you opened it. Your text is kept below; saving again "
                  "replaces what is saved now."),
            )  # fmt: skip
            given: Any = self.data
            data = given.copy()
            data["version"] = str(self.instance.version)
            self.data = data
        return values
