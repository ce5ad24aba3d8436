"""Which cipher demands are no longer one to somebody."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

if TYPE_CHECKING:
    from listings.models import Listing


def revealed_to(user: Any) -> "QuerySet[Listing, int]":
    """The ids of the cipher listings whose owners and the user's organisation have agreed to reveal the identity."""
    from enquiries.models import Conversation  # noqa: PLC0415 - models import queries

    rows = Conversation.objects.filter(revealed_at__isnull=False, enquiry__listing__isnull=False)
    rows = rows.filter(enquiry__sender__memberships__user=user) if user.is_authenticated else rows.none()
    ids: Any = rows.values_list("enquiry__listing", flat=True)
    return ids
