"""The accepted terms as a table in memory, and what it knows of a typed text."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain, islice

from django.db import connection

from bilingual.choices import Language
from search.analysis.folding import fold
from search.analysis.forms import forms
from search.analysis.query import LONGEST_TEXT, MOST_WORDS
from search.analysis.tokens import tokens
from search.terms.names import Names, Term

MOST_NAMES = 12
# statements of their own: the models import the readings, and these the terms
STAMP = "SELECT count(*), max(changed_at) FROM search_term WHERE state = 'accepted'"
ROWS = "SELECT de, cs, keys FROM search_term WHERE state = 'accepted' ORDER BY id"

type Row = tuple[list[str], list[str], list[str]]
"""The German names, the Czech ones, and the keys of all of them; see `search.terms.keys`."""


class Table:
    """The names of all terms, by language."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._names = {language: Names() for language in Language}
        for german, czech, keys in rows:
            for name, key in zip(german, keys, strict=False):
                self._names[Language.DE].add(name, key, Term(own=german, other=czech))
            for name, key in zip(czech, keys[len(german) :], strict=False):
                self._names[Language.CS].add(name, key, Term(own=czech, other=german))

    def expansions(self, text: str) -> dict[str, tuple[str, ...]]:
        """Other names by what was typed; see the function of this name."""
        typed = list(islice(tokens(text[:LONGEST_TEXT]), MOST_WORDS))
        found: dict[str, list[Term]] = {}
        for names, language in ((names, language) for language, names in self._names.items()):
            for start, length, terms in names.found_in(typed, language):
                key = " ".join(forms(word)[0] for word in typed[start : start + length])
                found.setdefault(key, []).extend(terms)
        return {key: others for key, terms in found.items() if (others := tuple(_others(key, terms)))}


def expansions(text: str, version: int) -> dict[str, tuple[str, ...]]:
    """Other names of the words and phrases of `text`: translations first, then names in the same language.

    The keys are the folded words as `search.analysis.words` gives them, those of a phrase joined by blanks; the values
    are names as they are written. `version` is that of the index: while it stays, no statement is needed.
    """
    return _keeper.table(version).expansions(text)


class _Keeper:
    """The table of this process, read anew when the terms have changed."""

    def __init__(self) -> None:
        self._version = 0
        self._stamp: tuple[int, datetime | None] = (0, None)
        self._table = Table([])

    def table(self, version: int) -> Table:
        # any change of the documents changes the version, so the terms are asked whether it was them
        if version != self._version:
            with connection.cursor() as cursor:
                cursor.execute(STAMP)
                stamp = cursor.fetchone()
                if stamp != self._stamp:
                    cursor.execute(ROWS)
                    self._table, self._stamp = Table(cursor.fetchall()), stamp
            self._version = version
        return self._table


_keeper = _Keeper()


def _others(key: str, terms: list[Term]) -> Iterator[str]:
    """The names of the terms but the one that was found, each once."""
    names = chain(*(term.other for term in terms), *(term.own for term in terms))
    once = {folded: name for name in names if (folded := fold(name)) != key}
    by_name = dict.fromkeys(once.values())
    return islice(by_name, MOST_NAMES)
