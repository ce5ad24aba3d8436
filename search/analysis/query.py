"""What somebody typed as PostgreSQL's tsquery."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.analysis.forms import forms, parts
from search.analysis.tokens import tokens

LONGEST_TEXT = 2_000
MOST_WORDS = 32
SHORTEST_BEGINNING = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A typed word: folded, and as a tsquery."""

    folded: str
    query: str
    """Finds the word in any form; a compound also by all of its parts."""
    query_any: str
    """Finds also longer words that begin with it, and any part of a compound."""


@lru_cache(1024)
def words(text: str) -> tuple[Word, ...]:
    """The words of `text` that can be found, each once; none for blanks, emoji or punctuation only."""
    found = dict.fromkeys(islice(tokens(text[:LONGEST_TEXT]), MOST_WORDS * 4))
    return tuple(_word(token) for token in islice(found, MOST_WORDS))


def query(text: str, corrections: Mapping[str, Collection[str]] | None = None) -> str:
    """A tsquery for documents with each word of `text`, or with one of its corrections (by folded word)."""
    meant = corrections or {}
    return " & ".join(_any([word.query, *_corrected(meant.get(word.folded, ()))]) for word in words(text))


def query_any(text: str, corrections: Mapping[str, Collection[str]] | None = None) -> str:
    """A tsquery for documents with at least one word of `text`, one that begins with it, a part or a correction."""
    meant = corrections or {}
    return " | ".join(_any([word.query_any, *_corrected(meant.get(word.folded, ()))]) for word in words(text))


def _corrected(corrections: Collection[str]) -> list[str]:
    return [_any(_quoted(forms(word))) for word in corrections]


def _word(token: str) -> Word:
    own, pieces = _quoted(forms(token)), [_any(_quoted(forms(part))) for part in parts(token)]
    exact = [*own, f"({' & '.join(pieces)})"] if len(pieces) > 1 else own
    loose = [*exact, *pieces]
    if len(token) >= SHORTEST_BEGINNING:
        loose.append(f"{own[0]}:*")
    return Word(forms(token)[0], _any(exact), _any(loose))


def _any(alternatives: Sequence[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else f"({' | '.join(alternatives)})"


def _quoted(terms: Iterable[str]) -> list[str]:
    # letters and digits only, so that nothing in them needs escaping
    return [f"'{term}'" for term in terms]
