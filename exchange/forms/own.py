"""What a participant types: what to show, whom to meet and why, how to answer."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bilingual.choices import Language
from bilingual.text import page_language, text_of
from events.choices import ItemType, State
from events.models import ProgrammeItem, Registration
from exchange.choices import Priority
from exchange.models import Exchange, Participant, Slot
from exchange.pairing import choosable_listings
from exchange.services.joining import Profile
from exchange.slot_times import says_days
from listings.choices import Direction
from listings.models import Listing
from organisations.choices import SpokenLanguage

LONGEST_TEXT = 1000
LONGEST_REASON = 300


class ProfileForm(forms.Form):
    """What others read, in which languages one talks, and when one has time."""

    offers = forms.CharField(
        label=gettext_lazy("What I offer"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Products, machines, materials, services: what others can get from you."),
    )
    seeks = forms.CharField(
        label=gettext_lazy("What I am looking for"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The more precise it is, the better the suggestions fit."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these texts"), choices=Language.choices, widget=forms.RadioSelect
    )
    listings = forms.MultipleChoiceField(
        label=gettext_lazy("Offers and demands of your organisation to show"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages in which I can hold a meeting"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Only those in which you can really negotiate: for other pairs interpreters are planned."
        ),
        error_messages={"required": gettext_lazy("Please choose at least one language.")},
    )
    slots = forms.MultipleChoiceField(
        label=gettext_lazy("When I have time"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please choose at least one time.")},
    )
    most_meetings = forms.IntegerField(
        label=gettext_lazy("At most so many meetings"),
        min_value=1,
        required=False,
        help_text=gettext_lazy("Empty: no limit."),
    )

    def __init__(self, *args: Any, exchange: Exchange, organisation_id: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listings = list(choosable_listings(organisation_id))
        self.times = list(exchange.slots.in_use())
        self._set_choices("listings", [(str(row.pk), _listing_label(row)) for row in listings])
        with_day = says_days(exchange, self.times)
        self._set_choices("slots", [(str(slot.pk), slot_text(slot, with_day=with_day)) for slot in self.times])
        if exchange.most_meetings:
            self.fields["most_meetings"].help_text = _("The organiser plans %(number)d at most.") % {
                "number": exchange.most_meetings
            }

    def _set_choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
        if not choices:
            del self.fields[name]

    @property
    def text_fields(self) -> list[Any]:
        """What others read."""
        return [self[name] for name in ("offers", "seeks", "language", "listings") if name in self.fields]

    @property
    def meeting_fields(self) -> list[Any]:
        """What the plan needs to know."""
        return [self[name] for name in ("languages", "slots", "most_meetings") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """Others need something to read."""
        values = super().clean() or self.cleaned_data
        if not self.errors and not (values["offers"] or values["seeks"] or values.get("listings")):
            self.add_error("offers", _("Please say what you offer or look for, or choose an entry to show."))
        return values

    def profile(self) -> Profile:
        """What was typed, for the service."""
        values = self.cleaned_data
        free = set(values.get("slots", ()))
        return Profile(
            language=Language(values["language"]),
            offers=values["offers"],
            seeks=values["seeks"],
            listings=[int(pk) for pk in values.get("listings", ())],
            languages=values["languages"],
            away=[slot.pk for slot in self.times if str(slot.pk) not in free],
            most_meetings=values["most_meetings"],
        )


class PriorityForm(forms.Form):
    """How much one wants a meeting."""

    priority = forms.TypedChoiceField(
        label=pgettext_lazy("meeting", "Priority"),
        choices=Priority.choices,
        coerce=lambda value: Priority(int(value)),
        widget=forms.RadioSelect,
        initial=Priority.NORMAL,
    )


class AskForm(PriorityForm):
    """Why one wants to meet somebody."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you want to meet?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The other side reads this before it answers. One or two sentences are enough."),
        error_messages={
            "required": gettext_lazy("Please write a sentence: a request with a reason is answered more often.")
        },
    )

    field_order = ("reason", "priority")


class DeclineForm(forms.Form):
    """A reason, if one likes to give one."""

    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def first_values(registration: Registration, exchange: Exchange, person: Participant | None) -> dict[str, Any]:
    """What the form begins with: what is stored, else what profile and registration say."""
    away = set(person.away) if person else _busy(registration, exchange)
    slots = [str(slot.pk) for slot in exchange.slots.in_use() if slot.pk not in away]
    if person:
        chosen = [str(pk) for pk in person.listings.values_list("pk", flat=True)]
        stored = {name: getattr(person, name) for name in ("offers", "seeks", "language", "languages", "most_meetings")}
        return {**stored, "listings": chosen, "slots": slots}
    organisation = registration.booking.organisation
    language = page_language()
    summary = text_of(organisation, "summary", language) if organisation and organisation.is_published else None
    listings = choosable_listings(registration.booking.organisation_id)
    return {
        "offers": summary.value if summary else "",
        "language": (summary.language if summary else language).value,
        "languages": registration.languages or [registration.mail_language],
        "listings": [str(pk) for pk in listings.values_list("pk", flat=True)],
        "slots": slots,
    }


def slot_text(slot: Slot, *, with_day: bool = False) -> str:
    """As "13:30–13:50", or "Di 12. 1., 13:30–13:50"."""
    start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
    times = f"{start:%H:%M}–{end:%H:%M}"
    return f"{date_format(start, 'D j. n.')}, {times}" if with_day else times


def _listing_label(row: Listing) -> str:
    return f"{Direction(row.direction).label}: {text_of(row, 'title').value}"


def _busy(registration: Registration, exchange: Exchange) -> set[int]:
    """Slots in which the person has booked something else, as a bus."""
    items = ProgrammeItem.objects.filter(bookings__registration=registration, bookings__state=State.CONFIRMED)
    others = list(items.exclude(type=ItemType.EXCHANGE).values_list("starts_at", "ends_at"))
    return {
        slot.pk
        for slot in exchange.slots.in_use()
        if any(start < slot.ends_at and slot.starts_at < end for start, end in others)
    }
