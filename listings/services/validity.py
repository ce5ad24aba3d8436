"""How long a listing stands: reminder, renewal, expiry. Each locks the row, so that two at once follow each other."""

from datetime import date, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from listings.choices import VALID_FOR
from listings.exceptions import NotRenewable, RenewalUnusable
from listings.models import Listing
from listings.services.letters import tell_of_end, tell_of_expiry
from publishing.choices import Action, Status
from publishing.registry import subject_of
from publishing.services import record

KIND = Listing.kind
SALT = "listings.renewal"
LINK_VALID = timedelta(days=120)


def renewal_token(entry: Listing) -> str:
    """The signed part of a link that renews the listing once, from the last day it has now."""
    return signing.dumps([entry.pk, entry.valid_until.isoformat()], salt=SALT)


def read_token(token: str) -> tuple[int, date]:
    """Number and last day of the listing that a link means; raises RenewalUnusable."""
    try:
        pk, day = signing.loads(token, salt=SALT, max_age=LINK_VALID)
        return int(pk), date.fromisoformat(day)
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise RenewalUnusable from error


@transaction.atomic
def renew(*, pk: int, actor: Any = None, last_day: date | None = None) -> Listing:
    """Let a published listing stand for another 90 days, also one whose time is over; doing it twice does no harm.

    `last_day`: the end that the asker has in mind; another one shows that it was renewed already, and nothing is
    done. Raises NotRenewable for what is not published.
    """
    entry: Listing = subject_of(KIND).get(pk, lock=True)
    if entry.status != Status.PUBLISHED:
        raise NotRenewable
    until = max(entry.valid_until, timezone.localdate() + VALID_FOR)
    was_renewed = entry.valid_until == until or last_day not in {None, entry.valid_until}
    if was_renewed and entry.expired_at is None:
        return entry
    action = Action.RESTORED if entry.expired_at else Action.RENEWED
    entry.valid_until, entry.confirmed_at = until, timezone.now()
    entry.reminded_at = entry.expired_at = None
    entry.save(update_fields=["valid_until", "confirmed_at", "reminded_at", "expired_at"])
    record(subject=subject_of(KIND), entry=entry, action=action, actor=actor)
    return entry


@transaction.atomic
def expire(*, pk: int) -> bool:
    """Take a listing off the pages when its last day has passed; False when it was renewed or closed meanwhile."""
    entry = _locked(pk, Listing.objects.overdue(timezone.localdate()))
    if entry is None:
        return False
    entry.expired_at = timezone.now()
    entry.save(update_fields=["expired_at"])
    record(subject=subject_of(KIND), entry=entry, action=Action.EXPIRED, actor=None)
    tell_of_expiry(entry, renewal_token(entry))
    return True


@transaction.atomic
def remind(*, pk: int) -> bool:
    """Tell the owners a week before the end, once; False when there is nothing to tell any more."""
    entry = _locked(pk, Listing.objects.to_remind(timezone.localdate()))
    if entry is None:
        return False
    entry.reminded_at = timezone.now()
    entry.save(update_fields=["reminded_at"])
    tell_of_end(entry, renewal_token(entry))
    return True


def _locked(pk: int, due: Any) -> Listing | None:
    """The listing with its row held, when it is still among those that are due."""
    Listing.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    entry: Listing | None = due.select_related("organisation").filter(pk=pk).first()
    return entry
