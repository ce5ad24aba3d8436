"""Offered places: kept for some hours, then the next one's."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from events.choices import Origin, State
from events.exceptions import NotPossible, OfferExpired
from events.models import Desk, ItemBooking, Registration
from events.services import letters, places, waiting
from events.services.letters import Letter


@transaction.atomic
def accept_offer(*, registration_id: int, item_id: int | None = None) -> Registration:
    """Take the place that is offered, of the event or of one item; taking it twice does no harm.

    Raises OfferExpired when the time is over, also when no job has noticed yet; NotPossible without an offer.
    """
    desk, row = _locked(registration_id)
    offer = _offer(row, item_id)
    if offer.state == State.CONFIRMED:
        return row
    if offer.state != State.OFFERED:
        raise OfferExpired if offer.state == State.LAPSED else NotPossible(offer.state)
    if offer.offered_until is not None and offer.offered_until <= timezone.now():
        raise OfferExpired
    if item_id is not None:
        places.put_items([offer.pk], State.CONFIRMED, by=Origin.PERSON)
    else:
        places.put([row.pk], State.CONFIRMED, by=Origin.PERSON)
        waiting.fill_items(desk, fresh={row.pk})
        letters.tell([row.pk], Letter.CONFIRMED)
    row.refresh_from_db()
    return row


@transaction.atomic
def refuse_offer(*, registration_id: int, item_id: int | None = None) -> Registration:
    """Give the offered place back; the next one gets it. Raises NotPossible without an offer."""
    desk, row = _locked(registration_id)
    offer = _offer(row, item_id)
    if offer.state in {State.CANCELLED, State.LAPSED}:
        return row
    if offer.state != State.OFFERED:
        raise NotPossible(offer.state)
    if item_id is not None:
        places.put_items([offer.pk], State.CANCELLED, by=Origin.PERSON)
    else:
        _end([row.pk], State.CANCELLED, by=Origin.PERSON)
        letters.tell([row.pk], Letter.CANCELLED)
    waiting.move_up(desk)
    row.refresh_from_db()
    return row


@transaction.atomic
def expire_offers(*, event_id: int, now: datetime | None = None) -> int:
    """End the offers of an event whose time is over, and go on with the next ones; how many. Harmless to repeat."""
    desk = places.lock_desk(event_id)
    moment = now or timezone.now()
    over = {"state": State.OFFERED, "offered_until__lte": moment}
    people = list(Registration.objects.filter(event=event_id, **over).values_list("pk", flat=True))
    items = list(ItemBooking.objects.filter(item__event=event_id, **over).values_list("pk", flat=True))
    _end(people, State.LAPSED)
    places.put_items(items, State.LAPSED)
    letters.tell(people, Letter.OFFER_EXPIRED)
    waiting.move_up(desk)
    return len(people) + len(items)


def events_with_expired_offers(now: datetime | None = None) -> list[int]:
    """Numbers of the events where an offer has ended and nobody has gone on yet."""
    over = {"state": State.OFFERED, "offered_until__lte": now or timezone.now()}
    people = Registration.objects.filter(**over).values_list("event_id", flat=True)
    items = ItemBooking.objects.filter(**over).values_list("item__event_id", flat=True)
    return sorted({*people, *items})


def _locked(registration_id: int) -> tuple[Desk, Registration]:
    event_id = Registration.objects.values_list("event_id", flat=True).get(pk=registration_id)
    desk = places.lock_desk(event_id)
    return desk, Registration.objects.select_related("booking").get(pk=registration_id)


def _offer(row: Registration, item_id: int | None) -> Registration | ItemBooking:
    if item_id is None:
        return row
    booking = ItemBooking.objects.filter(registration=row, item=item_id).first()
    if booking is None:
        raise NotPossible(f"item {item_id}")
    return booking


def _end(ids: list[int], state: State, *, by: Origin = Origin.SYSTEM) -> None:
    places.put(ids, state, by=by)
    rest = ItemBooking.objects.filter(registration__in=ids).exclude(state__in=(State.CANCELLED, State.DECLINED))
    places.put_items(list(rest.values_list("pk", flat=True)), state, by=by)
