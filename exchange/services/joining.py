"""A registered person joins the exchange, changes what others read, or leaves it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bilingual.choices import Language
from events.choices import State
from events.models import Registration
from exchange.exceptions import ExchangeClosed, NotTakingPart
from exchange.models import Exchange, Participant
from exchange.pairing import choosable_listings


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody shows; `away` holds slots, `most_meetings` None means no limit of the own."""

    language: Language
    offers: str = ""
    seeks: str = ""
    listings: Sequence[int] = ()
    languages: Sequence[str] = ()
    away: Sequence[int] = ()
    most_meetings: int | None = None


@transaction.atomic
def join(*, registration_id: int, profile: Profile) -> Participant:
    """Take part, or take part again; twice does no harm.

    Raises ExchangeClosed when nobody can join, NotTakingPart without a confirmed place at the event.
    """
    registration = Registration.objects.select_related("booking").get(pk=registration_id)
    exchange = Exchange.objects.locked(registration.event_id)
    registration.refresh_from_db(fields=["state"])
    if registration.state != State.CONFIRMED:
        raise NotTakingPart
    if not exchange.takes_requests:
        raise ExchangeClosed
    person = Participant.objects.filter(registration=registration).first() or Participant(
        exchange=exchange, registration=registration, organisation_id=registration.booking.organisation_id
    )
    person.left_at = None
    _save(person, profile)
    return person


@transaction.atomic
def change(*, participant_id: int, profile: Profile) -> Participant:
    """Show something else, or have time in other slots; raises NotTakingPart, and ExchangeClosed after the last day."""
    person = _locked(participant_id)
    if not person.exchange.takes_requests:
        raise ExchangeClosed
    if not person.takes_part:
        raise NotTakingPart
    _save(person, profile)
    return person


@transaction.atomic
def leave(*, participant_id: int) -> Participant:
    """Take no part any more. Requests stay as they are and count again when the person comes back.

    Twice does no harm.
    """
    person = _locked(participant_id)
    if person.left_at is None:
        person.left_at = timezone.now()
        person.save(update_fields=["left_at"])
    return person


def _locked(participant_id: int) -> Participant:
    exchange_id = Participant.objects.values_list("exchange_id", flat=True).get(pk=participant_id)
    exchange = Exchange.objects.locked(exchange_id)
    person: Participant = Participant.objects.select_related("registration").get(pk=participant_id)
    person.exchange = exchange
    return person


def _save(person: Participant, profile: Profile) -> None:
    """Only slots of this exchange and public entries of the own organisation are taken."""
    listings = list(choosable_listings(person.organisation_id).filter(pk__in=profile.listings))
    slots = set(person.exchange.slots.in_use().values_list("pk", flat=True))
    person.language = profile.language.value
    person.offers, person.seeks = profile.offers, profile.seeks
    person.languages = list(profile.languages)
    person.away = sorted(slots.intersection(profile.away))
    person.most_meetings = profile.most_meetings
    person.save()
    person.listings.set(listings)
