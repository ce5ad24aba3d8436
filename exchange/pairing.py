"""Who may meet whom: the exchange's rule, the organiser's bans, and nobody meets the own organisation."""

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from events.choices import StandState
from events.models import StandRequest
from exchange.choices import Meets
from exchange.models import Ban, Participant, Table
from exchange.queries import ParticipantQuerySet
from listings.models import Listing

COUNTRY = Coalesce("organisation__country", "registration__booking__country")
"""Where a participant comes from, as `exchange.sides.country_of` says it."""


def partners_of(person: Participant) -> ParticipantQuerySet:
    """Everybody whom this participant may meet; needs `exchange` and `registration` of the person."""
    rows = Participant.objects.filter(exchange=person.exchange_id).taking_part().exclude(pk=person.pk)
    rows = rows.exclude(_same_organisation(person)).exclude(_banned(person))
    if person.exchange.meets == Meets.ABROAD:
        return rows.annotate(country=COUNTRY).exclude(country=_country_of(person))
    if person.exchange.meets == Meets.EXHIBITORS and not _exhibits(person):
        return rows.filter(Q(_host()) | Q(_stand()))
    return rows


def may_meet(person: Participant, other: Participant) -> bool:
    """Whether the two may meet; one or two statements."""
    return partners_of(person).filter(pk=other.pk).exists()


def choosable_listings(organisation_id: int | None) -> Any:
    """Public offers and demands of an organisation, without those that hide its name."""
    return Listing.objects.published().filter(organisation=organisation_id, is_cipher=False).order_by("direction", "pk")


def _same_organisation(person: Participant) -> Q:
    """By the entry, or by the name that was typed."""
    same = Q(pk=person.pk)
    if person.organisation_id:
        same |= Q(organisation=person.organisation_id)
    if name := person.registration.organisation_name.strip():
        same |= Q(registration__organisation_name__iexact=name)
    return same


def _banned(person: Participant) -> Any:
    bans = Ban.objects.filter(exchange=person.exchange_id)
    return Q(Exists(bans.filter(first=person.pk, second=OuterRef("pk")))) | Q(
        Exists(bans.filter(second=person.pk, first=OuterRef("pk")))
    )


def _country_of(person: Participant) -> Any:
    rows = Participant.objects.filter(pk=person.pk).annotate(country=COUNTRY)
    return rows.values_list("country", flat=True).get()


def _exhibits(person: Participant) -> bool:
    rows = Participant.objects.filter(pk=person.pk)
    return bool(rows.filter(Q(_host()) | Q(_stand())).exists())


def _host() -> Exists:
    return Exists(Table.objects.in_use().filter(host=OuterRef("pk")))


def _stand() -> Exists:
    stands = StandRequest.objects.filter(
        state=StandState.APPROVED, event=OuterRef("exchange_id"), organisation__isnull=False
    )
    return Exists(stands.filter(organisation=OuterRef("organisation_id")))
