"""In the evening after the exchange: one mail to everybody who had a meeting, with the link to say how it was."""

from datetime import datetime, time

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.services import send_mail
from bilingual.links import path_in
from bilingual.text import text_of
from events.services.certificates import who_came
from events.tokens import registration_token
from exchange.choices import TOLD
from exchange.models import Exchange, Participant
from exchange.plans import Entry, timetables, told_plan
from exchange.services.rating import is_closed
from exchange.sides import organisation_of

EVENING = time(18)
TEMPLATE = "exchange_ratings"


def exchanges_to_ask(now: datetime | None = None) -> list[int]:
    """Exchanges whose last meeting is over, from six in the evening of that day on, and that were not asked about."""
    moment = now or timezone.now()
    rows = Exchange.objects.filter(ratings_asked_at=None, event__called_off_at=None, plans__state__in=TOLD)
    ended = rows.annotate(last=Max("plans__meetings__slot__ends_at")).filter(last__lt=moment).select_related("event")
    return [one.pk for one in ended if _evening_of(one.last) <= moment and not is_closed(one, moment)]


@transaction.atomic
def ask_for_ratings(*, exchange_id: int) -> int:
    """Write the mails, once; how many. Mails and mark are one transaction, so nobody gets two."""
    exchange = Exchange.objects.locked(exchange_id)
    plan = told_plan(exchange.pk)
    if exchange.ratings_asked_at or plan is None:
        return 0
    exchange.ratings_asked_at = timezone.now()
    exchange.save(update_fields=["ratings_asked_at"])
    entries = timetables(plan)
    people = Participant.objects.filter(pk__in=entries).select_related("registration__booking")
    came = who_came(exchange.pk)
    reached = [
        person
        for person in people
        if person.registration.mail_address and (person.absent_at is None or person.registration_id in came)
    ]
    for person in reached:
        _write(exchange, person, entries[person.pk])
    return len(reached)


def _write(exchange: Exchange, person: Participant, entries: list[Entry]) -> None:
    registration = person.registration
    language = registration.mail_language
    context = {
        "event_title": text_of(exchange.event, "title", language).value,
        "name": registration.full_name,
        "is_for_another": not registration.email,
        "meetings": [(entry, organisation_of(entry.partner)) for entry in entries],
        "path": path_in(language, "exchange_ratings", registration_token(registration), registration.pk),
    }
    send_mail(
        to=registration.mail_address, language=language, template=TEMPLATE, context=context, purpose=TEMPLATE,
        key=f"exchange-ratings-{person.pk}",
    )  # fmt: skip


def _evening_of(moment: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(moment), EVENING))
