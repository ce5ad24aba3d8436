"""Somebody who speaks."""

from typing import Any, ClassVar

from django import forms

from bilingual.choices import Language
from events.forms.seen import SeenForm
from events.models import Event, Speaker
from organisations.models import Organisation

TEXTS = ("function", "about")


class SpeakerForm(SeenForm):
    """Name, organisation and what there is to say, in both languages."""

    class Meta:
        model = Speaker
        fields = (
            "title_before", "first_name", "last_name", "title_after", "organisation_name",
            "function_de", "function_cs", "about_de", "about_cs",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            f"about_{language}": forms.Textarea(attrs={"rows": 5}) for language in Language.values
        }

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.event = event
        if self.instance.organisation:
            self.initial["organisation_name"] = self.instance.organisation.name
        for text in TEXTS:
            for language in Language.values:
                self.fields[f"{text}_{language}"].widget.attrs |= {"lang": language, "spellcheck": "true"}

    def clean(self) -> dict[str, Any]:
        """An organisation of the directory is linked."""
        values = super().clean()
        name = values.get("organisation_name", "")
        found = Organisation.objects.published().filter(name__iexact=name).first() if name else None
        self.instance.organisation = found
        return values
