"""Saved searches and notifications of the demo accounts."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from accounts.choices import Frequency
from accounts.models import User
from accounts.services.notifications import notify
from alerts.evaluation import new_documents
from alerts.lists import fingerprint, list_of, normal_query
from alerts.models import Finding, SavedSearch
from organisations.models import Organisation

NEW = 3
"""Entries that look new in a demo search."""
SEARCHES = {
    "firma.de@example.org": (
        ("listing", "kind=demand&region=DED2D&region=CZ051", "Gesuche zwischen Görlitz und Liberec", Frequency.DAILY),
        ("search", "q=Drehteile", "Drehteile", Frequency.AT_ONCE),
    ),
    "firma.cz@example.org": (
        ("listing", "kind=offer&country=DE", "Nabídky z Německa", Frequency.WEEKLY),
        ("search", "q=obrábění", "Obrábění", Frequency.DAILY),
    ),
}


def load_saved_searches(users: Mapping[str, User]) -> None:
    """Two saved searches for each company of the demo, with something new, and what the inbox says; once.

    Call it when the documents are written. Typed words are not looked up: that would load the model of meanings.
    """
    for email, searches in SEARCHES.items():
        user = users[email]
        if user.saved_searches.exists():
            continue
        for code, query, name, frequency in searches:
            search = _save(user, code, query, name, frequency)
            if "q=" not in query:
                _find(search)
        _tell_of_publication(user)


def _save(user: User, code: str, query: str, name: str, frequency: Frequency) -> SavedSearch:
    kept, now = list_of(code), timezone.now()
    filterset = kept.filterset(query)
    return SavedSearch.objects.create(
        user=user,
        list=code,
        query=normal_query(filterset),
        fingerprint=fingerprint(code, filterset),
        name=name,
        frequency=frequency,
        watch_from=now,
        created_at=now - timedelta(days=14),
        seen_at=now - timedelta(days=7),
    )


def _find(search: SavedSearch) -> None:
    now = timezone.now()
    found = new_documents(list_of(search.list), search.query, since=now - timedelta(days=1000), limit=NEW)
    rows = [Finding(search=search, kind=kind, object_id=pk, found_at=now, told_at=now) for kind, pk, _day in found]
    Finding.objects.bulk_create(rows)
    notify(
        user=search.user,
        kind="saved_search",
        context={"name": search.name, "number": len(rows)},
        url_name="saved_search",
        url_args=[search.pk],
        key=f"saved-search-{search.pk}-demo",
    )


def _tell_of_publication(user: User) -> None:
    for entry in Organisation.objects.filter(memberships__user=user):
        notify(
            user=user,
            kind="review",
            context={"decision": "review_approved", "title": entry.name},
            url_name=f"{entry.kind}_detail",
            url_args=[entry.slug],
            key=f"review-demo-{entry.pk}",
        )
