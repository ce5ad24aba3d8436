"""An event gets its meeting exchange, and the exchange its rules."""

from typing import Any

from django.db import transaction

from events.choices import ItemType
from events.models import ProgrammeItem
from exchange.models import Exchange


@transaction.atomic
def create_exchange(*, event_id: int) -> Exchange:
    """Closed for participants at first; belongs to the programme item of that type. Twice does no harm."""
    items = ProgrammeItem.objects.filter(event=event_id, type=ItemType.EXCHANGE, called_off_at=None)
    item = items.order_by("starts_at").first()
    exchange, _is_new = Exchange.objects.get_or_create(event_id=event_id, defaults={"item": item})
    return exchange


@transaction.atomic
def save_settings(*, form: Any) -> Exchange:
    """Save a valid form with the rules."""
    Exchange.objects.locked(form.instance.pk)
    exchange: Exchange = form.save()
    return exchange
