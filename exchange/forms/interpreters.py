"""Who translates at the tables."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from events.forms.seen import SeenForm
from exchange.forms.choosing import away_field
from exchange.models import Exchange, Interpreter


class InterpreterForm(SeenForm):
    """Name, how to reach, and when not there."""

    class Meta:
        model = Interpreter
        fields = ("name", "email", "phone", "away")
        help_texts: ClassVar[dict[str, Any]] = {
            "email": _("For the own plan with all meetings to translate."),
            "phone": _("Only organisers see it."),
        }

    def __init__(self, *args: Any, exchange: Exchange, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.exchange = exchange
        self.fields["away"] = away_field(exchange)
