"""The organiser speaks for a participant."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.seen import SeenForm
from exchange.forms.choosing import away_field
from exchange.models import Exchange, Participant
from organisations.choices import SpokenLanguage


class ParticipantForm(SeenForm):
    """What others read, languages, and when the person has time."""

    languages = forms.MultipleChoiceField(
        label=_("Languages the person can talk in"), choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who shares no language with a partner needs an interpreter."),
    )  # fmt: skip

    class Meta:
        model = Participant
        fields = ("languages", "away", "most_meetings", "language", "offers", "seeks")
        widgets: ClassVar[dict[str, Any]] = {name: forms.Textarea(attrs={"rows": 4}) for name in ("offers", "seeks")}
        labels: ClassVar[dict[str, Any]] = {"offers": _("What the person offers"), "seeks": _("What the person seeks")}

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.exchange = exchange
        self.fields["away"] = away_field(exchange)
