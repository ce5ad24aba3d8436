"""Matches of the demo accounts' organisations, before everything else has been read for its meaning."""

from matching.tasks import refresh_organisation
from organisations.models import Membership

FIRST = 5
"""Priority over the jobs that read the texts of the demo, which take minutes."""


def match_at_once() -> None:
    """Let the worker begin with the organisations that somebody acts for."""
    owners = Membership.objects.order_by().values_list("organisation", flat=True).distinct()
    for owner in owners:
        refresh_organisation.configure(priority=FIRST).defer(owner_id=owner)
