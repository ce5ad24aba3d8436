"""Ticks as services and devices take them."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from events.choices import Direction
from events.models import Event, Registration
from events.services.checking_in import SentTick, record_ticks
from tests.pages import url


def make_tick(person: Registration, direction: str = "in", *, minutes: int = 0, **facts: Any) -> SentTick:
    values = {"key": uuid4(), "at": timezone.now() + timedelta(minutes=minutes), **facts}
    return SentTick(registration_id=person.pk, direction=Direction(direction), **values)


def record(event: Event, *ticks: SentTick, **more: Any) -> Any:
    return record_ticks(event_id=event.pk, ticks=ticks, actor=None, **more)


def as_json(tick: SentTick) -> dict[str, Any]:
    return {
        "key": str(tick.key),
        "registration": tick.registration_id,
        "direction": tick.direction,
        "at": tick.at.isoformat(),
        "item": tick.item_id,
        "undone": tick.undone,
    }


def post(client: Client, event: Event, *ticks: dict[str, Any], sent_at: datetime | None = None) -> Any:
    body = {"sent_at": (sent_at or timezone.now()).isoformat(), "ticks": ticks}
    return client.post(url("de", "event_ticks", event.pk), json.dumps(body), content_type="application/json")
