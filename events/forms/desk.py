"""How people register, and what they agree to."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from events.choices import Purpose, WaitingMode
from events.consent_texts import suggested
from events.forms.seen import SeenForm
from events.models import ConsentText, Desk, Event


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar with a clock."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class DeskForm(SeenForm):
    """Times, places and rules of the registration."""

    section_fields: ClassVar[list[tuple[str, Any, tuple[str, ...]]]] = [
        ("times", _("When people can register"), ("is_open", "opens_at", "closes_at")),
        ("places", _("Places"), ("capacity", "most_per_organisation", "most_at_once")),
        ("rules", _("Rules"), ("needs_approval", "allows_guests", "asks_to_reconfirm")),
        ("waiting", _("Waiting list"), ("waiting_mode", "offer_hours")),
        ("note", _("Note on the form"), ("note_de", "note_cs")),
    ]

    class Meta:
        model = Desk
        fields = (
            "is_open", "opens_at", "closes_at", "capacity", "most_per_organisation", "most_at_once",
            "needs_approval", "allows_guests", "asks_to_reconfirm", "waiting_mode", "offer_hours",
            "note_de", "note_cs",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "opens_at": MomentInput(),
            "closes_at": MomentInput(),
            "waiting_mode": forms.RadioSelect,
            **{f"note_{language}": forms.Textarea(attrs={"rows": 3, "lang": language})
               for language in Language.values},
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting: Any = self.fields["waiting_mode"]
        waiting.choices = WaitingMode.choices

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields in the order of the page."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in self.section_fields
        ]

    def clean(self) -> dict[str, Any]:
        """Closing comes after opening."""
        values = super().clean()
        opens, closes = values.get("opens_at"), values.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("The end lies before the beginning."))
        return values

    def validate_constraints(self) -> None:
        """The order of the times is judged beside the field."""
        if not self.errors:
            super().validate_constraints()


class ConsentForm(forms.Form):
    """Whether one purpose is asked for, and with which words."""

    is_asked = forms.BooleanField(label=_("Ask for this consent"), required=False)
    is_required = forms.BooleanField(label=_("Without it nobody can register"), required=False)
    text_de = forms.CharField(
        label=_("German text"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5, "lang": "de"})
    )
    text_cs = forms.CharField(
        label=_("Czech text"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5, "lang": "cs"})
    )

    def __init__(self, data: Any = None, *, event: Event, purpose: Purpose, present: ConsentText | None) -> None:
        texts = suggested(event, purpose)
        initial = {
            "is_asked": present is not None,
            "is_required": present.is_required if present else purpose == Purpose.PARTICIPATION,
            "text_de": present.text_de if present else texts["de"],
            "text_cs": present.text_cs if present else texts["cs"],
        }
        super().__init__(data, initial=initial, prefix=purpose.value)
        self.purpose, self.present = purpose, present
        if purpose != Purpose.PARTICIPATION:
            # a consent that one cannot refuse is none
            del self.fields["is_required"]

    def clean(self) -> dict[str, Any]:
        """Both languages, since nobody can agree to what they cannot read."""
        values = super().clean() or self.cleaned_data
        for name in ("text_de", "text_cs"):
            if values.get("is_asked") and not values.get(name) and name not in self.errors:
                self.add_error(name, _("Please enter the text in both languages."))
        return values
