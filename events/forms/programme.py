"""A programme item with its pick-up points, and the rooms and tracks that items stand in."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from bilingual.choices import Language
from bilingual.fields import per_language
from events.choices import ItemType
from events.forms.seen import SeenForm
from events.forms.when import ClockInput, DayInput
from events.models import Event, PickUpPoint, ProgrammeItem, Room, Track
from organisations.choices import SpokenLanguage
from organisations.forms.blanks import name_blanks

TEXTS = ("title", "description", "meeting_point")
# what needs no title of its own
SPEAK_FOR_THEMSELVES = (ItemType.BREAK, ItemType.WELCOME)
MOST_ROWS = 30


class ItemForm(SeenForm):
    """What, when, where, with whom; places where people book."""

    day = forms.DateField(label=_("Day"), widget=DayInput())
    start = forms.TimeField(label=_("Begins at"), widget=ClockInput())
    end = forms.TimeField(label=_("Ends at"), widget=ClockInput())
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=SpokenLanguage.choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    when_fields: ClassVar[tuple[str, ...]] = ("type", "day", "start", "end", "room", "track")
    booking_fields: ClassVar[tuple[str, ...]] = ("needs_booking", "capacity", "needs_identity_card")
    language_fields: ClassVar[tuple[str, ...]] = ("languages", "interpretation")

    class Meta:
        model = ProgrammeItem
        fields = (
            "type", *per_language(TEXTS), "track", "room", "speakers", "languages", "interpretation",
            "needs_booking", "capacity", "needs_identity_card",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "speakers": forms.CheckboxSelectMultiple,
            **{f"description_{language}": forms.Textarea(attrs={"rows": 5}) for language in Language.values},
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "needs_booking": _("For workshops with few places and for the seats of a bus: people choose it when they "
                               "register."),
        }  # fmt: skip

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.instance.event = event
        name_blanks(self)
        fields: Any = self.fields
        for name, blank in (("track", _("no track")), ("room", _("no room yet"))):
            fields[name].queryset = getattr(event, f"{name}s").all()
            fields[name].empty_label = blank
        fields["speakers"].queryset = event.speakers.all()
        if event.has_exact_date:
            fields["day"].widget.attrs |= {"min": event.first_day.isoformat(), "max": event.last_day.isoformat()}
        for text in TEXTS:
            for language in Language.values:
                fields[f"{text}_{language}"].widget.attrs |= {"lang": language, "spellcheck": "true"}
        self._show_times()

    def _show_times(self) -> None:
        start, end = self.instance.starts_at, self.instance.ends_at
        if start and end:
            first, last = timezone.localtime(start), timezone.localtime(end)
            self.initial.update(day=first.date(), start=first.time(), end=last.time())

    @property
    def columns(self) -> list[dict[str, Any]]:
        """The texts in two columns."""
        return [
            {
                "language": language.value,
                "label": capfirst(language.label),
                "fields": [self[f"{text}_{language}"] for text in TEXTS],
            }
            for language in Language
        ]

    @property
    def when(self) -> list[forms.BoundField]:
        """The fields of the first section."""
        return [self[name] for name in self.when_fields]

    @property
    def booking(self) -> list[forms.BoundField]:
        """The fields about places."""
        return [self[name] for name in (*self.booking_fields, *self.language_fields)]

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, and a title."""
        values = super().clean()
        day, start, end = (values.get(name) for name in ("day", "start", "end"))
        if start and end and end <= start:
            self.add_error("end", _("The end lies before the beginning."))
        elif day and start and end:
            self.instance.starts_at = timezone.make_aware(datetime.combine(day, start))
            self.instance.ends_at = timezone.make_aware(datetime.combine(day, end))
        if not (values.get("title_de") or values.get("title_cs")):
            self._give_a_title(values)
        return values

    def _give_a_title(self, values: dict[str, Any]) -> None:
        if values.get("type") not in SPEAK_FOR_THEMSELVES:
            self.add_error("title_de", _("Please enter a title in at least one language."))
            return
        for language in Language.values:
            with override(language):
                values[f"title_{language}"] = str(ItemType(values["type"]).label)

    def validate_constraints(self) -> None:
        """The times are judged beside their fields; without both there is nothing to compare."""
        if self.instance.starts_at and self.instance.ends_at and not self.errors:
            super().validate_constraints()


def _label_columns(form: forms.BaseForm) -> None:
    for name, field in form.fields.items():
        if name.endswith(("_de", "_cs")):
            field.widget.attrs["lang"] = name[-2:]


class PointForm(forms.ModelForm[PickUpPoint]):
    """Where the bus stops."""

    class Meta:
        model = PickUpPoint
        fields = ("time", "place_de", "place_cs", "seats")
        widgets = {"time": ClockInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_columns(self)


class RoomForm(forms.ModelForm[Room]):
    """A room."""

    class Meta:
        model = Room
        fields = ("name_de", "name_cs", "capacity", "note_de", "note_cs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_columns(self)


class TrackForm(forms.ModelForm[Track]):
    """A track."""

    class Meta:
        model = Track
        fields = ("name_de", "name_cs")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label_columns(self)


def _rows_of(parent: type[Any], model: type[Any], form: type[Any]) -> Any:
    return forms.inlineformset_factory(
        parent, model, form=form, extra=1, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 5, validate_max=True,
        can_delete=True, can_delete_extra=False,
    )  # fmt: skip


PointFormSet = _rows_of(ProgrammeItem, PickUpPoint, PointForm)
RoomFormSet = _rows_of(Event, Room, RoomForm)
TrackFormSet = _rows_of(Event, Track, TrackForm)
