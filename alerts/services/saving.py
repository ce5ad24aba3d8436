"""What owners do with their saved searches."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.choices import Frequency
from accounts.models import User
from alerts.evaluation import new_documents
from alerts.exceptions import TooManyError
from alerts.lists import SearchableList, fingerprint, normal_query
from alerts.models import Finding, SavedSearch

MOST_SAVED = 200
"""Saved searches of one person."""
INDEXED_WITHIN = timedelta(days=2)
"""What was published so long before a search was saved may reach the list only afterwards: it counts as new then."""


@transaction.atomic
def save_search(
    *, user: User, kept: SearchableList, query: str, name: str, frequency: Frequency | str
) -> tuple[SavedSearch, bool]:
    """Keep a list with its filters; the search, and whether it is a new one: the same question is kept once.

    What is unknown in `query` is left out. Raises TooManyError.
    """
    # two at once may not pass the limit together
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    filterset = kept.filterset(query)
    mark = fingerprint(kept.code, filterset)
    if present := SavedSearch.objects.filter(user=user, fingerprint=mark).first():
        return present, False
    if SavedSearch.objects.filter(user=user).count() >= MOST_SAVED:
        raise TooManyError
    search = SavedSearch.objects.create(
        user=user,
        list=kept.code,
        query=normal_query(filterset),
        fingerprint=mark,
        name=name,
        frequency=Frequency(frequency).value,
        watch_from=timezone.now() - INDEXED_WITHIN,
    )
    _remember_present(search, kept)
    return search, True


@transaction.atomic
def change_search(*, search: SavedSearch, name: str, frequency: Frequency | str, is_paused: bool) -> None:
    """Rename, change how often mails come, pause or go on; what came in a pause is not told afterwards."""
    was_quiet = search.paused_at is not None or search.frequency == Frequency.NEVER
    search.name, search.frequency = name, Frequency(frequency).value
    if not is_paused:
        search.paused_at = None
    elif search.paused_at is None:
        search.paused_at = timezone.now()
    search.save(update_fields=["name", "frequency", "paused_at"])
    if was_quiet:
        _pass_over(search)


def stop_mails(*, user: User, search: SavedSearch | None = None) -> None:
    """Send no more mails about one saved search, or about any of this person."""
    searches = SavedSearch.objects.filter(user=user)
    if search is not None:
        searches = searches.filter(pk=search.pk)
    searches.update(frequency=Frequency.NEVER)


def mark_seen(*, search: SavedSearch) -> None:
    """From now on, only what comes later is new."""
    search.seen_at = timezone.now()
    search.save(update_fields=["seen_at"])


def _pass_over(search: SavedSearch) -> None:
    search.findings.filter(told_at=None, is_new=True).update(told_at=timezone.now())
    kept_from = timezone.now() - INDEXED_WITHIN
    if search.watch_from < kept_from:
        search.watch_from = kept_from
        search.save(update_fields=["watch_from"])


def _remember_present(search: SavedSearch, kept: SearchableList) -> None:
    """Young entries of the list are known already."""
    found = new_documents(kept, search.query, since=search.watch_from, limit=None)
    rows: list[Any] = [
        Finding(search=search, kind=kind, object_id=pk, told_at=search.created_at, is_new=False)
        for kind, pk, _published in found
    ]
    Finding.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
