"""Tables: how many, and one with its host."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.forms.seen import SeenForm
from exchange.forms.choosing import PersonField, away_field, people_of
from exchange.models import Exchange, Table

MOST_AT_ONCE = 100


class MoreTablesForm(forms.Form):
    """Free tables, numbered on."""

    number = forms.IntegerField(label=_("How many free tables?"), min_value=1, max_value=MOST_AT_ONCE, initial=10)


class TableForm(SeenForm):
    """What stands on the table, whose it is, and when it is not there."""

    host = PersonField(
        queryset=None, label=_("Host"), required=False, empty_label=_("nobody: a free table"),
        help_text=_("A host meets at this table and nowhere else; nobody else meets here."),
    )  # fmt: skip

    class Meta:
        model = Table
        fields = ("label", "host", "away")

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.exchange = exchange
        self.instance.exchange = exchange
        fields: Any = self.fields
        fields["host"].queryset = people_of(exchange)
        fields["away"] = away_field(exchange)

    def clean_label(self) -> str:
        """Each label once."""
        label: str = self.cleaned_data["label"].strip()
        others = Table.objects.in_use().filter(exchange=self.exchange.pk, label=label).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("There is a table with this label already."))
        return label
