"""The rules of an exchange."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bilingual.choices import Language
from events.forms.desk import MomentInput
from events.forms.seen import SeenForm
from exchange.choices import Meets, Planned
from exchange.models import Exchange


class SettingsForm(SeenForm):
    """Who may join and ask, how much, and what the plan takes in."""

    section_fields: ClassVar[list[tuple[str, Any, tuple[str, ...]]]] = [
        ("joining", _("When people can join"), ("is_open", "closes_at", "item")),
        ("requests", pgettext_lazy("meetings", "Requests"), ("meets", "most_requests", "most_high", "answer_days")),
        (
            "plan",
            pgettext_lazy("meetings", "Plan"),
            ("planned", "most_meetings", "slot_minutes", "pause_minutes", "minds_programme"),
        ),
        ("day", _("On the day"), ("absent_minutes",)),
        ("note", _("Note for participants"), ("note_de", "note_cs")),
    ]

    class Meta:
        model = Exchange
        fields = (
            "is_open", "closes_at", "item", "meets", "most_requests", "most_high", "answer_days", "planned",
            "most_meetings", "slot_minutes", "pause_minutes", "minds_programme", "absent_minutes", "note_de", "note_cs",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "closes_at": MomentInput(),
            "meets": forms.RadioSelect,
            "planned": forms.RadioSelect,
            **{f"note_{language}": forms.Textarea(attrs={"rows": 3, "lang": language}) for language in Language.values},
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "is_open": _("Everybody with a confirmed place finds the exchange beside the own registration."),
            "closes_at": _("After that nobody can join, ask or answer; then you compute the plan."),
            "item": _("Where it stands in the programme; time and room are taken from there."),
            "meets": _("People of the same organisation never ask each other."),
            "most_requests": _("Open and accepted ones count; declined ones are free again."),
            "most_high": _("A request with high priority counts twice as much in the plan."),
            "answer_days": _("A request that nobody has answered by then expires."),
            "planned": _("Open requests in the plan: more meetings, but some that the other side has not agreed to."),
            "most_meetings": _("Empty: no limit. Participants can set a lower one for themselves."),
            "slot_minutes": _("For the slots that you add from now on."),
            "minds_programme": _("Booked workshops and visits, and own talks; breaks are left out when you add slots."),
            "absent_minutes": _("Their partners are then offered another meeting."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["meets"].choices, fields["planned"].choices = Meets.choices, Planned.choices
        fields["item"].queryset = self.instance.event.items.filter(called_off_at=None)
        fields["item"].empty_label = _("not in the programme")

    @property
    def sections(self) -> list[dict[str, Any]]:
        """The fields in the order of the page."""
        return [
            {"id": name, "title": title, "fields": [self[field] for field in fields]}
            for name, title, fields in self.section_fields
        ]

    def clean(self) -> dict[str, Any]:
        """High priorities are some of the requests."""
        values = super().clean()
        most, high = values.get("most_requests"), values.get("most_high")
        if most is not None and high is not None and high > most:
            self.add_error("most_high", _("That is more than the requests of one participant."))
        return values
