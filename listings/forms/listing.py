"""A new offer or demand in one language, and its later editing in both side by side."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.fields import per_language
from listings.forms.facts import FactsForm
from listings.models import LONGEST_TITLE, Attachment, Listing
from organisations.files import MOST_FILES
from organisations.forms.pickers import CodePickerField, asks_for_suggestions
from organisations.models import Organisation

LONGEST_FILE_TITLE = 120


def column(name: str) -> Any:
    """A field of the model."""
    return Listing._meta.get_field(name)


class NewListingForm(FactsForm):
    """Everything on one page, the texts once."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("For which organisation?"), empty_label=None
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        help_text=_("What exactly? Readers see this line first."),
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "true"}),
        help_text=_("Material, dimensions, tolerances, batch sizes, terms – whatever the other side must know."),
    )

    class Meta(FactsForm.Meta):
        fields = ("organisation", *FactsForm.Meta.fields)  # type: ignore[assignment]

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = organisations
        if len(organisations) == 1:
            field.widget = field.hidden_widget()
            field.initial = organisations[0].pk
        asks_for_suggestions(self, "capabilities", ("title", "description"))

    def clean(self) -> dict[str, Any]:
        """What the chamber needs is asked for while everything stands on the page."""
        values = super().clean()
        if self.data.get("action") == "submit" and not values.get("capabilities") and "capabilities" not in self.errors:
            self.add_error("capabilities", _("Please choose at least one category, or save the entry as a draft."))
        return values

    def _post_clean(self) -> None:
        language = self.cleaned_data.get("original_language")
        if language in Language.values:
            for name in Listing.text_fields:
                setattr(self.instance, f"{name}_{language}", self.cleaned_data.get(name, ""))
        super()._post_clean()  # type: ignore[misc]


class ListingForm(FactsForm):
    """Both languages side by side, and all facts."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    translation_checked = forms.BooleanField(
        label=_("The translation is complete and I have compared it with the original."), required=False
    )

    class Meta(FactsForm.Meta):
        fields = (  # type: ignore[assignment]
            *FactsForm.Meta.fields,
            *per_language(Listing.text_fields),
        )
        widgets: ClassVar[dict[str, Any]] = {
            **FactsForm.Meta.widgets,
            **{f"description_{language}": forms.Textarea(attrs={"rows": 12}) for language in Language.values},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.attachments = list(self.instance.attachments.all()) if self.instance.pk else []
        for attachment in self.attachments:
            self._add_file_fields(attachment)
        for name in Listing.text_fields:
            for language in Language.values:
                field = self.fields[f"{name}_{language}"]
                # the column's heading names the language, the label need not
                field.label = capfirst(column(name).verbose_name)
                field.widget.attrs |= {"lang": language, "spellcheck": "true"}
        if isinstance(self.fields["capabilities"], CodePickerField):
            asks_for_suggestions(self, "capabilities", per_language(Listing.text_fields))

    def _add_file_fields(self, attachment: Attachment) -> None:
        self.fields[f"file_title_{attachment.pk}"] = forms.CharField(
            label=_("What it shows"), max_length=LONGEST_FILE_TITLE, required=False, initial=attachment.title
        )
        self.fields[f"file_remove_{attachment.pk}"] = forms.BooleanField(label=_("Delete this file"), required=False)

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The two columns of texts, each with its language, its state and its fields."""
        return [
            {
                "language": language.value,
                "label": capfirst(language.label),
                "state": self.instance.state(language),
                "fields": [self[f"{name}_{language}"] for name in Listing.text_fields],
            }
            for language in Language
        ]

    @property
    def file_rows(self) -> list[dict[str, Any]]:
        """Each attached file with its fields."""
        return [
            {
                "attachment": attachment,
                "title": self[f"file_title_{attachment.pk}"],
                "remove": self[f"file_remove_{attachment.pk}"],
            }
            for attachment in self.attachments
        ]

    @property
    def removed_files(self) -> list[int]:
        """Numbers of the attachments that are ticked for deletion."""
        return [row.pk for row in self.attachments if self.cleaned_data.get(f"file_remove_{row.pk}")]

    @property
    def file_titles(self) -> Mapping[int, str]:
        """What the attachments show, in the editor's words."""
        return {row.pk: self.cleaned_data.get(f"file_title_{row.pk}", "") for row in self.attachments}

    def clean(self) -> dict[str, Any]:
        """A title in at least one language, and not too many files."""
        values = super().clean()
        if not any(values.get(f"title_{language}") for language in Language.values):
            language = values.get("original_language", Language.DE)
            self.add_error(f"title_{language}", _("Please enter a title in at least one language."))
        kept = len(self.attachments) - len(self.removed_files)
        if kept + len(values.get("new_files") or ()) > MOST_FILES:
            self.add_error(
                "new_files", _("Please keep at most %(most)d files; delete one to add another.") % {"most": MOST_FILES}
            )
        return values
