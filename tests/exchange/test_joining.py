"""Who takes part, what they show, and when they have time."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bilingual.choices import Language
from events.choices import State
from events.models import Registration
from events.services.changes import cancel
from exchange.exceptions import ExchangeClosed, NotTakingPart
from exchange.models import Exchange, Participant
from exchange.services.joining import Profile, change, join, leave
from tests.events.factories import make_registration
from tests.exchange.factories import make_exchange, make_participant
from tests.factories import make_company, make_listing, publish

pytestmark = pytest.mark.django_db


def profile(**fields: Any) -> Profile:
    return Profile(**{"language": Language.DE, "offers": "Drehteile", "languages": ["de"], **fields})


def test_only_own_public_entries_and_slots_of_the_exchange_are_kept() -> None:
    exchange, other = make_exchange(), make_exchange(slots=1)
    company = publish(make_company())
    registration = make_registration(exchange.event)
    registration.booking.organisation_id = company.pk
    registration.booking.save()
    shown = publish(make_listing(organisation=company, direction="offer"))
    draft, foreign = make_listing(organisation=company), publish(make_listing())
    hidden = publish(make_listing(organisation=company, is_cipher=True, town="", postcode=""))
    first, strange = exchange.slots.all()[0], other.slots.get()
    person = join(
        registration_id=registration.pk,
        profile=profile(listings=[shown.pk, draft.pk, foreign.pk, hidden.pk], away=[first.pk, strange.pk]),
    )
    assert list(person.listings.all()) == [shown]
    assert (person.away, person.organisation_id) == ([first.pk], company.pk)


def test_joining_twice_leaving_and_coming_back() -> None:
    exchange = make_exchange()
    registration = make_registration(exchange.event)
    person = join(registration_id=registration.pk, profile=profile())
    assert join(registration_id=registration.pk, profile=profile(offers="Frästeile")).pk == person.pk
    assert list(Participant.objects.taking_part()) == [person]
    leave(participant_id=person.pk)
    left = leave(participant_id=person.pk).left_at
    assert left
    assert not Participant.objects.taking_part()
    with pytest.raises(NotTakingPart):
        change(participant_id=person.pk, profile=profile())
    again = join(registration_id=registration.pk, profile=profile(offers="Wellen"))
    assert (again.pk, again.left_at, again.offers) == (person.pk, None, "Wellen")


def test_nobody_joins_a_closed_exchange_or_without_a_place() -> None:
    exchange = make_exchange()
    waiting = make_registration(exchange.event, state=State.WAITING)
    with pytest.raises(NotTakingPart):
        join(registration_id=waiting.pk, profile=profile())
    person = make_participant(exchange)
    for facts in ({"is_open": False}, {"closes_at": timezone.now() - timedelta(minutes=1), "is_open": True}):
        Exchange.objects.filter(pk=exchange.pk).update(**facts)
        with pytest.raises(ExchangeClosed):
            join(registration_id=make_registration(exchange.event).pk, profile=profile())
        with pytest.raises(ExchangeClosed):
            change(participant_id=person.pk, profile=profile())


def test_who_cancels_the_registration_takes_part_no_more() -> None:
    person = make_participant(make_exchange())
    cancel(registration_id=person.registration_id)
    assert not Participant.objects.taking_part()
    assert Registration.objects.filter(state=State.CANCELLED).exists()
