"""How a paper is wanted: which one, in which language, on which sheet, for which day or item."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from events.choices import ItemType
from events.models import Event, ProgrammeItem
from events.papers.catalogue import Paper, Wish
from events.papers.sheets import BadgeLayout
from events.papers.wording import PaperLanguage
from events.registration_filters import LONGEST_QUERY, RegistrationFilter

MOST_DAYS = 31


class PaperForm(forms.Form):
    """Sent by GET, so that the address of a paper can be kept; what a paper does not need is not looked at."""

    language = forms.ChoiceField(label=_("Language of the paper"), choices=PaperLanguage.choices)
    layout = forms.ChoiceField(label=_("Sheet for the badges"), choices=BadgeLayout.choices)
    day = forms.TypedChoiceField(label=_("Day of the signature list"), coerce=date.fromisoformat)
    item = forms.ModelChoiceField(
        ProgrammeItem.objects.none(),
        label=_("Only people of this programme item"),
        required=False,
        empty_label=_("Everybody"),
    )
    people = forms.CharField(max_length=LONGEST_QUERY, required=False, widget=forms.HiddenInput)
    """Badges of a filtered list of registrations: its address."""

    def __init__(self, *args: Any, event: Event, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.paper, self.event = paper, event
        for name in unused(paper):
            del self.fields[name]
        if field := self.fields.get("day"):
            field.choices = [(str(day), date_format(day)) for day in _days(event)]  # type: ignore[attr-defined]
        if "item" in self.fields:
            self._offer_items(event)
        self.fields["language"].initial = PaperLanguage.BOTH

    def _offer_items(self, event: Event) -> None:
        field: Any = self.fields["item"]
        field.queryset = event.items.all()
        if self.paper == Paper.VISIT:
            field.queryset = event.items.filter(type=ItemType.VISIT)
            field.label, field.required, field.empty_label = _("Visit"), True, None
        else:
            field.queryset = event.items.filter(needs_booking=True)

    def clean_people(self) -> frozenset[int] | None:
        """The registrations of the list; a list that is chosen by what is no more has nobody."""
        if not self.cleaned_data["people"]:
            return None
        asked = RegistrationFilter(self.event, QueryDict(self.cleaned_data["people"]))
        return frozenset() if asked.ignored else frozenset(asked.rows().values_list("pk", flat=True))

    def wish(self) -> Wish:
        """What is wanted; only of a valid form."""
        return Wish(**{name: value for name, value in self.cleaned_data.items() if value not in (None, "")})


def unused(paper: Paper) -> set[str]:
    """The fields that make no difference for a paper."""
    needed = {
        Paper.BADGES: {"layout", "people"},
        Paper.SIGNATURES: {"day", "item"},
        Paper.PARTICIPANTS: {"item"},
        Paper.ORGANISERS: {"item"},
        Paper.VISIT: {"item"},
    }
    return {"layout", "day", "item", "people"} - needed.get(paper, set())


def _days(event: Event) -> list[date]:
    length = min((event.last_day - event.first_day).days + 1, MOST_DAYS)
    return [event.first_day + timedelta(days=number) for number in range(length)]
