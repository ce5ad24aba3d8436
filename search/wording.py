"""How a misspelt text was taken, in words that can be searched for."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from search.analysis.folding import fold
from search.analysis.forms import forms
from search.analysis.tokens import WORD
from search.models import Document

MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Wording:
    """What no entry contains, what it was taken for, and the texts that were perhaps meant."""

    typed: list[str]
    taken: list[str]
    suggestions: list[str]


def wording(text: str, corrections: Mapping[str, Collection[str]], documents: Iterable[Document]) -> Wording | None:
    """The corrections of `text`, with the accents and capitals that the words have in `documents`.

    None when nothing in the text was corrected.
    """
    places = [match for match in WORD.finditer(text) if _folded(match[0]) in corrections]
    if not places:
        return None
    written = _as_written({word for words in corrections.values() for word in words}, documents)
    meant = {typed: sorted(words, key=lambda word: -written[word][1]) for typed, words in corrections.items()}
    first = [written[meant[_folded(match[0])][0]][0] for match in places]
    suggestions = [_replaced(text, [match.span() for match in places], first)]
    if len(places) == 1:
        others = meant[_folded(places[0][0])][1:]
        suggestions += [_replaced(text, [places[0].span()], [written[word][0]]) for word in others]
    return Wording(
        typed=list(dict.fromkeys(match[0] for match in places)),
        taken=list(dict.fromkeys(first)),
        suggestions=list(islice(dict.fromkeys(suggestions), MOST_SUGGESTIONS)),
    )


def _folded(word: str) -> str:
    return forms(word.lower())[0] if any(map(str.isalnum, fold(word))) else ""


def _as_written(words: Collection[str], documents: Iterable[Document]) -> dict[str, tuple[str, int]]:
    """The usual way in which each folded word is written, and how often it stands there."""
    counted: dict[str, Counter[str]] = {word: Counter() for word in words}
    for document in documents:
        texts = (document.title_de, document.title_cs, document.summary_de, document.summary_cs)
        for text in (*texts, *document.highlights_de, *document.highlights_cs):
            for match in WORD.finditer(text, 0, 2_000):
                if (folded := _plain(match[0])) in counted:
                    counted[folded][match[0]] += 1
    return {word: next(iter(found.most_common(1)), (word, 0)) for word, found in counted.items()}


# of every word on the page
_plain = lru_cache(20_000)(fold)


def _replaced(text: str, spans: list[tuple[int, int]], words: list[str]) -> str:
    for (start, end), word in reversed(list(zip(spans, words, strict=True))):
        text = f"{text[:start]}{word}{text[end:]}"
    return text
