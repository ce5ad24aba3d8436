"""Matches follow the documents of the search."""

from collections.abc import Collection
from itertools import batched

from matching.scoring.entries import COMPANY, EVENT, INSTITUTION, LISTING
from matching.tasks import refresh_entries
from search.followers import register

KINDS = frozenset({LISTING, COMPANY, INSTITUTION, EVENT})
JOB = 20
"""Things of one job: some seconds of work."""


@register
def follow(kind: str, ids: Collection[int]) -> None:
    """Let a worker bring the matches of these things up to date."""
    if kind in KINDS:
        for batch in batched(sorted(set(ids)), JOB, strict=False):
            refresh_entries.defer(kind=kind, ids=list(batch))
