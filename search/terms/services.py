"""Writing the term list; every change of what takes part in the search makes caches renew."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from search.analysis import clean, fold
from search.choices import TermSource, TermState
from search.exceptions import KnownTerm
from search.models import Term
from search.terms.keys import all_keys, cleaned
from search.version import new_index_version


@dataclass(frozen=True, slots=True)
class Decided:
    """The ids of the terms that were decided, and how many could not be because a language is missing."""

    done: list[int]
    incomplete: int


@transaction.atomic
def suggest_term(*, de: Collection[str], cs: Collection[str], note: str, language: str, actor: Any = None) -> Term:
    """Put a reader's suggestion before the clerks; `actor` is the signed-in user or None.

    What waits or was declined already is not stored twice. Raises KnownTerm when the list has it.
    """
    german, czech = cleaned(de), cleaned(cs)
    same = _with_names({fold(name) for name in (*german, *czech)})
    if same and same.state == TermState.ACCEPTED:
        raise KnownTerm(same)
    return same or Term.objects.create(
        de=german,
        cs=czech,
        keys=all_keys(german, czech),
        note=clean(note),
        language=language,
        source=TermSource.USER,
        suggested_by=actor,
    )


@transaction.atomic
def save_term(*, term: Term) -> Term:
    """Save what a clerk has written."""
    before = Term.objects.select_for_update().filter(pk=term.pk).first() if term.pk else None
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
    waiting = Term.objects.select_for_update().filter(pk__in=ids).exclude(state=TermState.ACCEPTED)
    terms = list(waiting)
    complete = [term.pk for term in terms if term.de and term.cs]
    _decide(complete, TermState.ACCEPTED)
    return Decided(complete, len(terms) - len(complete))


@transaction.atomic
def decline_terms(*, ids: Collection[int]) -> Decided:
    """Keep these terms out of the search; they stay, so that nobody has to decline them again."""
    terms = Term.objects.select_for_update().filter(pk__in=ids).exclude(state=TermState.DECLINED)
    done = list(terms.values_list("pk", flat=True))
    _decide(done, TermState.DECLINED)
    return Decided(done, 0)


def _with_names(folded: set[str]) -> Term | None:
    """The term that has all these names, an accepted one before others."""
    terms = Term.objects.order_by("state", "id").only("de", "cs", "state")
    return next((term for term in terms if folded <= {fold(name) for name in (*term.de, *term.cs)}), None)


def _decide(ids: list[int], state: TermState) -> None:
    if ids:
        Term.objects.filter(pk__in=ids).update(state=state, changed_at=timezone.now())
        new_index_version()
