"""Writing the term list; every change of what takes part in the search makes caches renew."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from search.analysis import clean
from search.choices import TermSource, TermState
from search.exceptions import ChangedTerm, KnownTerm
from search.models import Term
from search.terms.keys import all_keys, cleaned
from search.version import new_index_version


@dataclass(frozen=True, slots=True)
class Decided:
    """How many terms were decided, and how many could not be because a language is missing."""

    done: int
    incomplete: int


@transaction.atomic
def suggest_term(*, de: Collection[str], cs: Collection[str], note: str, language: str, actor: Any = None) -> Term:
    """Put a reader's suggestion before the clerks; `actor` is the signed-in user or None.

    What waits or was declined already is not stored twice. Raises KnownTerm when the list has it.
    """
    german, czech = cleaned(de), cleaned(cs)
    keys = all_keys(german, czech)
    same = Term.objects.filter(keys__contains=keys).order_by("state", "id").first()
    if same and same.state == TermState.ACCEPTED:
        raise KnownTerm(same)
    return same or Term.objects.create(
        de=german,
        cs=czech,
        keys=keys,
        note=clean(note),
        language=language,
        source=TermSource.USER,
        suggested_by=actor,
    )


@transaction.atomic
def save_term(*, term: Term, opened_at: datetime | None = None) -> Term:
    """Save what a clerk has written.

    `opened_at` is the term's `changed_at` when the clerk began. Raises ChangedTerm when it has changed since.
    """
    before = Term.objects.select_for_update().filter(pk=term.pk).first() if term.pk else None
    if before and opened_at and before.changed_at != opened_at:
        raise ChangedTerm(before)
    term.de, term.cs = cleaned(term.de), cleaned(term.cs)
    term.keys = all_keys(term.de, term.cs)
    term.changed_at = timezone.now()
    if term.source != TermSource.USER:
        # what a clerk has touched is not overwritten when the list is loaded again
        term.source = TermSource.CLERK
    term.save()
    if TermState.ACCEPTED in {term.state, before.state if before else None}:
        new_index_version()
    return term


@transaction.atomic
def accept_terms(*, ids: Collection[int]) -> Decided:
    """Let these terms take part in the search, those that have names in both languages."""
    waiting = Term.objects.filter(pk__in=ids).exclude(state=TermState.ACCEPTED)
    complete = waiting.filter(de__len__gt=0, cs__len__gt=0)
    asked, done = waiting.count(), complete.update(state=TermState.ACCEPTED, changed_at=timezone.now())
    if done:
        new_index_version()
    return Decided(done, asked - done)


@transaction.atomic
def decline_terms(*, ids: Collection[int]) -> Decided:
    """Keep these terms out of the search; they stay, so that nobody has to decline them again."""
    terms = Term.objects.filter(pk__in=ids).exclude(state=TermState.DECLINED)
    done = terms.update(state=TermState.DECLINED, changed_at=timezone.now())
    if done:
        new_index_version()
    return Decided(done, 0)
