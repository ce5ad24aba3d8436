"""What somebody typed, marked in the texts of a list: in any form, as a part, by its other names."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString

from bilingual.text import text_of
from search.analysis.folding import fold
from search.analysis.forms import all_parts, forms, parts
from search.analysis.query import LONGEST_PHRASE, LONGEST_TEXT, MOST_WORDS, SHORTEST_BEGINNING
from search.analysis.tokens import WORD, is_stop_word, tokens
from search.models import Document

LOOKED_AT = 2_000
"""Characters of a text in which words are marked."""
LONGEST_PASSAGE = 190
BEFORE = 50
"""Characters of a passage before the first marked word, at most."""
SHARED_BEGINNING = 2
"""Letters that nearly all forms of a word have in common: most words need no closer look."""
SHORTEST_PART, CLEAR_PART = 4, 6
"""Letters of a word that may be part of a longer one, and of one that surely is."""
MOST_REMEMBERED = 10_000

type Span = tuple[int, int]
type Names = Mapping[str, tuple[str, ...]]
"""Other names by folded words."""
type Phrase = tuple[frozenset[str], ...]
"""The forms of each of its words."""


class Marker:
    """Marks what is meant by one typed text, and remembers the words it has looked at."""

    def __init__(self, meant: Iterable[str], beginnings: Iterable[str], phrases: Iterable[Phrase]) -> None:
        """`meant` are forms of single words; the words of a phrase are marked only where it stands as a whole."""
        self._meant = frozenset(meant)
        self._phrases = tuple(phrases)
        self._beginnings = tuple(beginnings)
        self._starts = _starts(self._meant)
        self._first_starts = _starts(form for phrase in self._phrases for form in phrase[0])
        self._inside = tuple(term for term in self._meant if len(term) >= SHORTEST_PART)
        self._known: dict[str, tuple[bool, tuple[Phrase, ...]]] = {}
        self._idle: set[str] = set()

    def mark(self, text: str) -> SafeString:
        """The whole text as HTML."""
        text = unicodedata.normalize("NFC", text)
        return _html(text, self.spans(text))

    def passage(self, text: str) -> SafeString:
        """Of a long text the part that says most of what is meant, as HTML."""
        text = unicodedata.normalize("NFC", text)
        spans = self.spans(text)
        if not spans or len(text) <= LONGEST_PASSAGE or spans[0][0] <= BEFORE:
            return _html(text, spans)
        start = _word_start(text, max(_best_start(spans) - BEFORE, 0))
        cut = [(first - start, last - start) for first, last in spans if first >= start]
        return SafeString("… " if start else "") + _html(text[start:], cut)

    def spans(self, text: str) -> list[Span]:
        """Where the marks are; words side by side share one."""
        found: list[Span] = []
        for start, end in sorted(self._spans(text)):
            if found and not text[found[-1][1] : start].strip(" -\u2011\u00a0"):
                found[-1] = (found[-1][0], max(end, found[-1][1]))
            else:
                found.append((start, end))
        return found

    def _spans(self, text: str) -> Iterator[Span]:
        if self._idle.issuperset(WORD.findall(text, 0, LOOKED_AT)):
            return
        said = list(self._said(text))
        for at, (span, word) in enumerate(said):
            is_meant, phrases = self._look_up(word)
            if not is_meant and not phrases:
                self._idle.add(text[span[0] : span[1]])
            if is_meant:
                yield span
            for phrase in phrases:
                if _stands(phrase, said[at : at + len(phrase)]):
                    yield span[0], said[at + len(phrase) - 1][0][1]

    def _said(self, text: str) -> Iterator[tuple[Span, str]]:
        for match in WORD.finditer(text, 0, LOOKED_AT):
            word = match[0].lower()
            if is_stop_word(word):
                self._idle.add(match[0])
            else:
                yield match.span(), word

    def _look_up(self, word: str) -> tuple[bool, tuple[Phrase, ...]]:
        """Whether the word is meant, and the phrases that may begin with it."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= MOST_REMEMBERED:
                self._known.clear()
                self._idle.clear()
            folded = fold(word)
            known = self._known[word] = self._is_meant(word, folded), self._begun_by(word, folded)
        return known

    def _is_meant(self, word: str, folded: str) -> bool:
        if folded in self._meant or folded.startswith(self._beginnings):
            return True
        if folded[:SHARED_BEGINNING] in self._starts and not self._meant.isdisjoint(forms(word)):
            return True
        inside = [term for term in self._inside if term in folded]
        if any(len(term) >= CLEAR_PART for term in inside):
            return True
        return bool(inside) and any(not self._meant.isdisjoint(forms(part)) for part in all_parts(word))

    def _begun_by(self, word: str, folded: str) -> tuple[Phrase, ...]:
        if folded[:SHARED_BEGINNING] not in self._first_starts:
            return ()
        own = forms(word)
        return tuple(phrase for phrase in self._phrases if not phrase[0].isdisjoint(own))


def mark_documents(
    documents: Iterable[Document],
    text: str,
    *,
    corrections: Mapping[str, Collection[str]],
    names: Names,
    loosely: bool,
) -> None:
    """Put marks into what the cards of these documents show; they are for showing only from then on.

    `corrections` and `names` (by folded words) are what the search takes `text` for; `loosely` marks also words that
    begin with it.
    """
    meant = tuple(word for words in corrections.values() for word in words)
    pen = marker(text, meant, tuple(names.items()), loosely=loosely)
    for document in documents:
        document.title = pen.mark(document.title)
        for field, put in (("title", pen.mark), ("summary", pen.passage)):
            shown = text_of(document, field)
            if shown:
                setattr(document, f"{field}_{shown.language.value}", put(shown.value))
        highlights = text_of(document, "highlights")
        marked = [pen.mark(highlight) for highlight in highlights.value]
        setattr(document, f"highlights_{highlights.language.value}", marked)


@lru_cache(200)
def marker(
    text: str,
    meant: tuple[str, ...] = (),
    names: tuple[tuple[str, tuple[str, ...]], ...] = (),
    *,
    loosely: bool = False,
) -> Marker:
    """A marker for `text`, the words it was corrected to, and its other names."""
    typed = list(dict.fromkeys(tokens(text[:LONGEST_TEXT])))[:MOST_WORDS]
    wanted = {form for word in (*typed, *meant) for form in forms(word)}
    phrases: list[Phrase] = [pair for word in typed for pair in _pairs(word)]
    for name in _names_of([forms(word)[0] for word in typed], dict(names)):
        words = [frozenset(forms(word)) for word in tokens(name)]
        if len(words) == 1:
            wanted |= words[0]
        elif words:
            phrases.append(tuple(words))
    beginnings = [forms(word)[0] for word in typed if loosely and len(word) >= SHORTEST_BEGINNING]
    return Marker(wanted, beginnings, phrases)


def _names_of(typed: list[str], names: Names) -> Iterator[str]:
    """The other names of the longest phrases, as the search itself takes them."""
    while typed:
        length = next((n for n in range(LONGEST_PHRASE, 0, -1) if " ".join(typed[:n]) in names), 1)
        yield from names.get(" ".join(typed[:length]), ())
        typed = typed[length:]


def _pairs(compound: str) -> list[Phrase]:
    """The parts of a compound, one after the other in either order: `Teile aus Kunststoff`."""
    halves = [frozenset(forms(part)) for part in parts(compound)]
    return [tuple(halves), tuple(reversed(halves))] if len(halves) > 1 else []


def _stands(phrase: Phrase, said: list[tuple[Span, str]]) -> bool:
    """Whether all words of the phrase stand there one after the other."""
    together = zip(phrase, said, strict=False)
    return len(said) == len(phrase) and all(not wanted.isdisjoint(forms(word)) for wanted, (_span, word) in together)


def _starts(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term[:SHARED_BEGINNING] for term in terms)


def _best_start(spans: list[Span]) -> int:
    """Where a passage begins that holds most of what is marked."""
    return max(
        (start for start, _end in spans),
        key=lambda at: (sum(at <= start and end <= at + LONGEST_PASSAGE for start, end in spans), -at),
    )


def _word_start(text: str, at: int) -> int:
    """The last sentence that begins soon after `at`, else the next word."""
    end = at + BEFORE
    sentence = max(text.rfind(f"{mark} ", at, end) for mark in ".!?")
    if sentence >= 0:
        return sentence + 2
    blank = text.find(" ", at, end)
    return blank + 1 if at and blank >= 0 else at


def _html(text: str, spans: list[Span]) -> SafeString:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return SafeString("".join([*pieces, escape(text[at:])]))
