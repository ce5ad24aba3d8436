"""Saved searches and what they find."""

from typing import Any

from accounts.choices import Frequency
from accounts.models import OutgoingMail, User
from alerts.lists import list_of
from alerts.models import SavedSearch
from alerts.services.saving import save_search
from listings.models import Listing
from tests.factories import list_publicly, make_listing, make_user


def save(
    user: User | None = None,
    query: str = "",
    *,
    code: str = "listing",
    name: str = "Drehteile",
    frequency: Frequency = Frequency.AT_ONCE,
) -> SavedSearch:
    """A saved search of `user`, or of somebody new."""
    owner = user or make_user()
    search, _is_new = save_search(user=owner, kept=list_of(code), query=query, name=name, frequency=frequency)
    return search


def publish_listing(title: str = "", **fields: Any) -> Listing:
    """A demand that stands in the lists."""
    listing = make_listing(title, **fields)
    list_publicly(listing)
    return listing


def alert_mails() -> list[OutgoingMail]:
    """The mails about saved searches, oldest first."""
    return list(OutgoingMail.objects.filter(purpose="saved_search").order_by("pk"))
