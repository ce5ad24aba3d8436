"""The term list that comes with Glokal."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from search.choices import TermSource, TermState
from search.models import Term
from search.term_data import term_rows
from search.terms.keys import all_keys, cleaned
from search.version import new_index_version

BATCH = 1000
FIELDS = ["de", "cs", "cpv", "keys", "changed_at"]


@transaction.atomic
def load_terms() -> int:
    """Add what the list has more than the database, and follow it where no clerk has changed a term.

    Gives how many terms were written; none the second time.
    """
    there = {term.list_key: term for term in Term.objects.exclude(list_key=None).defer("keys", "note")}
    lines = list(_lines())
    new = [term for term in lines if term.list_key not in there]
    changed = [term for line in lines if (term := there.get(line.list_key)) and _follows(term, line)]
    for term in (*new, *changed):
        term.keys = all_keys(term.de, term.cs)
        term.changed_at = timezone.now()
    # two that load at once write the same
    Term.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
    Term.objects.bulk_update(changed, FIELDS, batch_size=BATCH)
    if new or changed:
        new_index_version()
    return len(new) + len(changed)


def _lines() -> Iterator[Term]:
    for de, cs, cpv in term_rows():
        german, czech = cleaned(de), cleaned(cs)
        yield Term(
            de=german,
            cs=czech,
            cpv=cpv,
            list_key=f"{german[0]}|{czech[0]}",
            state=TermState.ACCEPTED,
            source=TermSource.LIST,
        )


def _follows(term: Term, line: Term) -> bool:
    """Whether the stored term has to take over what the line says, which it then has."""
    said = (line.de, line.cs, line.cpv)
    if term.source != TermSource.LIST or (term.de, term.cs, term.cpv) == said:
        return False
    term.de, term.cs, term.cpv = said
    return True
