"""Names in one language, found by their words in any form."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bilingual.choices import Language
from search.terms.keys import WordKey, readings

MOST_WORDS_OF_A_NAME = 4


@dataclass(frozen=True, slots=True)
class Term:
    """All names of a thing, as seen from one of them."""

    own: list[str]
    """In the same language, itself included."""
    other: list[str]


@dataclass(slots=True)
class Node:
    """Where one is after some words: the terms whose name ends here, and the words that may follow."""

    terms: list[Term] = field(default_factory=list)
    following: "dict[int, Node]" = field(default_factory=dict)


class Names:
    """A tree of words; those of names of one word also as they are written."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._by_exact: defaultdict[str, list[int]] = defaultdict(list)
        self._by_folded: defaultdict[str, list[int]] = defaultdict(list)
        self._as_written: defaultdict[str, list[Term]] = defaultdict(list)
        self._start = Node()

    def add(self, name: str, key: str, term: Term) -> None:
        """A name with its key of `search.terms.keys`."""
        words = key.split(" ")
        if not key or len(words) > MOST_WORDS_OF_A_NAME:
            return
        node = self._start
        for word in words:
            node = node.following.setdefault(self._number(word), Node())
        node.terms.append(term)
        if len(words) == 1:
            self._as_written[name.lower()].append(term)

    def found_in(self, typed: Sequence[str], language: Language) -> Iterator[tuple[int, int, list[Term]]]:
        """(first word, number of words, terms) of all names in `typed`."""
        keys = [dict(readings(word))[language] for word in typed]
        meant = [self._meant(key) for key in keys]
        for start, key in enumerate(keys):
            if terms := self._of_one_word(key):
                yield start, 1, terms
            nodes = [self._start]
            for length, numbers in enumerate(meant[start : start + MOST_WORDS_OF_A_NAME], start=1):
                nodes = [node.following[number] for node in nodes for number in numbers if number in node.following]
                if length > 1 and (terms := [term for node in nodes for term in node.terms]):
                    yield start, length, terms

    def _number(self, word: str) -> int:
        """Of a word, given by its key."""
        if word not in self._numbers:
            number = self._numbers[word] = len(self._numbers)
            exact, _slash, folded = word.partition("/")
            for form in exact.split("|"):
                self._by_exact[form].append(number)
            for form in folded.split("|"):
                self._by_folded[form].append(number)
        return self._numbers[word]

    def _meant(self, key: WordKey) -> set[int]:
        """The words that may stand in a longer name where this one was typed."""
        exact = {number for form in key.exact for number in self._by_exact.get(form, ())}
        return exact.union(*(self._by_folded.get(form, ()) for form in key.folded))

    def _of_one_word(self, key: WordKey) -> list[Term]:
        """As it is written, else by its basic form, else by the nearest form that some name has."""
        if key.exact[0] in self._as_written:
            return self._as_written[key.exact[0]]
        for index, words in ((self._by_exact, key.exact), (self._by_folded, key.folded)):
            for form in words:
                nodes = [self._start.following.get(number) for number in index.get(form, ())]
                if terms := [term for node in nodes if node for term in node.terms]:
                    return terms
        return []
