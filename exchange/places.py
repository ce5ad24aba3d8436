"""Where the meetings take place: the room of the exchange in the programme, at the place of the event."""

from events import places
from events.models import Room
from exchange.models import Exchange


def room_of(exchange: Exchange) -> Room | None:
    """The room of the programme item; None where none is named, or the item is called off."""
    item = exchange.item
    return item.room if item and item.called_off_at is None else None


def location_text(exchange: Exchange) -> str:
    """Room, venue and address in one line; empty where nothing is known."""
    room = room_of(exchange)
    return ", ".join(filter(None, (str(room) if room else "", places.location_text(exchange.event))))
