"""A new event, and its later editing in both languages side by side."""

from typing import Any, ClassVar, Self

from django import forms
from django.forms.utils import ErrorDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from bilingual.fields import per_language
from events.choices import ENDED, Format, Type
from events.forms.when import ClockInput, WhenForm
from events.models import Event
from events.services.planning import NO, YES
from organisations.choices import SpokenLanguage
from organisations.forms.blanks import name_blanks
from organisations.forms.profile import ProfileForm
from organisations.forms.region import OUTSIDE, RegionField, settle_region
from organisations.models import Organisation
from organisations.validators import LONGEST_POSTCODE, clean_phone, clean_postcode

WHEN = ("precision", "first_day", "last_day", "month", "half", "year")
# those of them that are columns
DAYS = ("precision", "first_day", "last_day")


class NewEventForm(WhenForm, forms.ModelForm[Event]):
    """The few facts that an event begins with; all else can come from another event."""

    field_order = ("organisation", "source", "type", "original_language", "title", *WHEN)

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Who organises it?"), empty_label=None)
    source = forms.ModelChoiceField(
        Event.objects.none(),
        label=_("Begin with"),
        required=False,
        empty_label=_("an empty event"),
        help_text=_("Texts, programme, rooms, questions and settings are taken over and moved to the new date. "
                    "Registrations never are."),
    )  # fmt: skip
    type = forms.ChoiceField(label=_("What is it?"), choices=Type.choices, widget=forms.RadioSelect)
    original_language = forms.ChoiceField(
        label=_("In which language do you write first?"), choices=Language.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        help_text=_("It may stay empty when you begin with another event."),
    )

    class Meta:
        model = Event
        fields = ("organisation", "type", "original_language", *DAYS)

    def __init__(self, *args: Any, organisations: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["organisation"].queryset = organisations
        if len(organisations) == 1:
            fields["organisation"].widget = forms.HiddenInput()
            fields["organisation"].initial = organisations[0].pk
        fields["source"].queryset = sources
        fields["source"].label_from_instance = source_label

    def clean(self) -> dict[str, Any]:
        """Somewhere a title comes from."""
        values = super().clean()
        if not values.get("title") and not values.get("source") and "title" not in self.errors:
            self.add_error("title", _("Please enter a title."))
        return values

    def _post_clean(self) -> None:
        language = self.cleaned_data.get("original_language")
        if language in Language.values:
            setattr(self.instance, f"title_{language}", self.cleaned_data.get("title", ""))
        super()._post_clean()  # type: ignore[misc]


def source_label(event: Event) -> str:
    """How an event to begin with is told from others."""
    if event.is_template:
        return str(_("Template: %(title)s (%(organisation)s)") % {"title": event, "organisation": event.organisation})
    return str(_("%(title)s, %(year)d") % {"title": event, "year": event.first_day.year})


class EventForm(WhenForm, forms.ModelForm[Event]):
    """All facts and texts of an event."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    translation_checked = forms.BooleanField(
        label=_("The translation is complete and I have compared it with the original."), required=False
    )
    type = forms.ChoiceField(label=_("What is it?"), choices=Type.choices, widget=forms.RadioSelect)
    formats = forms.MultipleChoiceField(
        label=_("Formats"), choices=Format.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    original_language = forms.ChoiceField(
        label=_("In which language do you write first?"),
        choices=Language.choices,
        widget=forms.RadioSelect,
        help_text=_("One language is enough to start. The other one can follow at any time."),
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=LONGEST_POSTCODE, required=False)
    region = RegionField()
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SpokenLanguage.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    tell_participants = forms.ChoiceField(
        label=_("Shall they be told by e-mail?"),
        choices=[
            (YES, _("Yes: everybody gets a mail with the new time and place, and a new calendar entry.")),
            (NO, _("No, nobody gets a mail.")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )

    section_fields: ClassVar[list[tuple[str, Any, tuple[str, ...]]]] = [
        ("time", _("Date"), ("doors_open_at", "starts_at", "ends_at")),
        ("place", _("Place"),
         ("mode", "venue", "street", "country", "postcode", "town", "region", "online_url",
          "directions_de", "directions_cs")),
        ("people", _("Languages and contact"),
         ("languages", "interpretation", "contact_name", "contact_email", "contact_phone")),
        ("more", _("Fee, funding, template"), ("fee_de", "fee_cs", "project", "is_template")),
    ]  # fmt: skip

    class Meta:
        model = Event
        fields = (
            "type", "formats", "original_language", *per_language(Event.text_fields), *DAYS,
            "doors_open_at", "starts_at", "ends_at", "mode", "venue", "street", "country", "postcode", "town",
            "region", "online_url", "directions_de", "directions_cs", "languages", "interpretation",
            "contact_name", "contact_email", "contact_phone", "fee_de", "fee_cs", "project", "is_template",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            **{name: ClockInput() for name in ("doors_open_at", "starts_at", "ends_at")},
            **{f"summary_{language}": forms.Textarea(attrs={"rows": 3}) for language in Language.values},
            **{f"description_{language}": forms.Textarea(attrs={"rows": 12}) for language in Language.values},
            **{f"directions_{language}": forms.Textarea(attrs={"rows": 3, "lang": language})
               for language in Language.values},
            "mode": forms.RadioSelect,
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name_blanks(self)
        event = self.instance
        self.fields["version"].initial = event.version
        self.initial["postcode"] = event.formatted_postcode
        if not event.region_id and event.town:
            self.initial["region"] = OUTSIDE
        self.show_when(event.first_day, event.precision)
        if not (event.is_published and event.registrations.exclude(state__in=ENDED).exists()):
            del self.fields["tell_participants"]
        for name in Event.text_fields:
            for language in Language.values:
                field = self.fields[f"{name}_{language}"]
                # the column's heading names the language, the label need not
                field.label = capfirst(Event._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
                field.widget.attrs |= {"lang": language, "spellcheck": "true"}

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The two columns of texts, each with its language, its state and its fields."""
        return [
            {
                "language": language.value,
                "label": capfirst(language.label),
                "state": self.instance.state(language),
                "fields": [self[f"{name}_{language}"] for name in Event.text_fields],
            }
            for language in Language
        ]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The facts in the order of the page."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in self.section_fields
        ]

    def clean_postcode(self) -> str:
        """Five digits, however they were typed."""
        text = self.cleaned_data["postcode"]
        return clean_postcode(text) if text else ""

    def clean_contact_phone(self) -> str:
        """International form."""
        text = self.cleaned_data["contact_phone"]
        return clean_phone(text, self.data.get("country") or "DE") if text else ""

    def clean(self) -> dict[str, Any]:
        """A title in one language at least, times in order, a region that fits."""
        values = super().clean()
        if not any(values.get(f"title_{language}") for language in Language.values):
            language = values.get("original_language", Language.DE)
            self.add_error(f"title_{language}", _("Please enter a title in at least one language."))
        if values.get("postcode") or values.get("region") or "postcode" in self.errors:
            settle_region(self, values)
        self._times(values)
        return values

    def _times(self, values: dict[str, Any]) -> None:
        doors, start, end = (values.get(name) for name in ("doors_open_at", "starts_at", "ends_at"))
        if start and end and values.get("first_day") == values.get("last_day") and end <= start:
            self.add_error("ends_at", _("The end lies before the beginning."))
        if doors and start and doors > start:
            self.add_error("doors_open_at", _("The doors open after the beginning."))

    def without_errors(self) -> Self:
        """What was typed, not yet judged: for the steps of the form that do not save."""
        self._errors = ErrorDict()
        self.cleaned_data = {}
        return self

    def stored_value(self, saved: Any, name: str) -> Any:
        """What the database holds for a field of the form; raises FieldDoesNotExist for those that are no column."""
        saved._meta.get_field(name)
        return getattr(saved, name)

    @staticmethod
    def comparable(value: Any) -> Any:
        """A form's or a model's value in a form that can be compared."""
        return ProfileForm.comparable("" if value is None or value is False else value)


class CallOffForm(forms.Form):
    """Why an event does not take place, for readers of both languages."""

    reason_de = forms.CharField(
        label=_("Reason in German"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "lang": "de"})
    )
    reason_cs = forms.CharField(
        label=_("Reason in Czech"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4, "lang": "cs"})
    )
