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
LONGEST_PHRASE = 4
"""Words of a name in the term list."""


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


def query(
    text: str,
    corrections: Mapping[str, Collection[str]] | None = None,
    names: Mapping[str, Collection[str]] | None = None,
) -> tuple[str, ...]:
    """tsqueries, one for each word of `text` or one of its corrections (by folded word): documents fulfil all of them.

    `names` are other names of words or of phrases (folded words joined by blanks): one of them stands for them all.
    """
    meant, names = corrections or {}, names or {}
    asked = list(words(text))
    parts = []
    while asked:
        length = next((n for n in range(LONGEST_PHRASE, 0, -1) if _key(asked[:n]) in names), 1)
        own = _all([_any([word.query, *_corrected(meant.get(word.folded, ()))]) for word in asked[:length]])
        others = [_all([word.query for word in words(name)]) for name in names.get(_key(asked[:length]), ())]
        parts.append(_any([own, *filter(None, others)]))
        asked = asked[length:]
    return tuple(parts)


def _key(phrase: Sequence[Word]) -> str:
    return " ".join(word.folded for word in phrase)


def query_any(text: str, corrections: Mapping[str, Collection[str]] | None = None) -> tuple[str, ...]:
    """tsqueries, one for each word of `text`, what begins with it, its parts or a correction: one of them is enough."""
    meant = corrections or {}
    return tuple(_any([word.query_any, *_corrected(meant.get(word.folded, ()))]) for word in words(text))


def _corrected(corrections: Collection[str]) -> list[str]:
    return [_any(_quoted(forms(word))) for word in corrections]


def _word(token: str) -> Word:
    own, pieces = _quoted(forms(token)), [_any(_quoted(forms(part))) for part in parts(token)]
    exact = [*own, f"({' & '.join(pieces)})"] if len(pieces) > 1 else own
    loose = [*exact, *pieces]
    if len(token) >= SHORTEST_BEGINNING:
        loose.append(f"{own[0]}:*")
    return Word(forms(token)[0], _any(exact), _any(loose))


def _all(needed: Sequence[str]) -> str:
    return needed[0] if len(needed) == 1 else f"({' & '.join(needed)})" if needed else ""


def _any(alternatives: Sequence[str]) -> str:
    return alternatives[0] if len(alternatives) == 1 else f"({' | '.join(alternatives)})"


def _quoted(terms: Iterable[str]) -> list[str]:
    # letters and digits only, so that nothing in them needs escaping
    return [f"'{term}'" for term in terms]
