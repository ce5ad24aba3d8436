"""Telling members of new good matches, by the notifications they have chosen."""

from collections.abc import Sequence

from accounts.services.notifications import notify
from matching.finding import GOOD, Found
from matching.notifications import KIND
from organisations.models import Membership
from search.models import Document

MOST = 3
"""New matches of one entry that are told of at once: more are a flood."""


def tell_of_new(source: Document, new: Sequence[Found]) -> None:
    """A line in the inbox of each member for each new good match, never twice for the same pair."""
    good = sorted((row for row in new if row.score.value >= GOOD[row.group]), key=lambda row: -row.score.value)[:MOST]
    if not good:
        return
    titles = dict(Document.objects.filter(pk__in=[row.target.document_id for row in good]).values_list("pk", "title"))
    members = Membership.objects.filter(organisation=source.owner_id, user__is_active=True).select_related("user")
    for membership in members:
        for row in good:
            notify(
                user=membership.user,
                kind=KIND,
                context={
                    "title": titles.get(row.target.document_id, ""),
                    "own": source.title,
                    "owner": source.owner_id,
                },
                url_name="matches_of",
                url_args=[source.kind, source.object_id],
                key=f"match:{source.kind}:{source.object_id}:{row.target.kind}:{row.target.object_id}",
            )
