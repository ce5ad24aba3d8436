"""Names of towns in a question: words find them, but they say nothing about what somebody makes or seeks."""

from collections.abc import Callable, Collection

from search.analysis import fold
from search.analysis.tokens import WORD, is_stop_word

MOST_WORDS = 4
SHORTEST_ALONE = 6
"""Letters of the first part of a name that people say alone; a shorter one is often a word: Ústí is a mouth."""
type Name = tuple[str, ...]
"""The folded words of a name, without stop words."""

_sources: list[Callable[[], Collection[Name]]] = []


def register(source: Callable[[], Collection[Name]]) -> None:
    """Tell where the names of the larger towns come from: the table stands higher in the house; see `names_of`."""
    _sources[:] = [source]


def name_of(text: str) -> Name:
    """A name as it is compared: `Ústí nad Labem` gives usti, labem."""
    return tuple(fold(word) for word in WORD.findall(text.lower()) if not is_stop_word(word))


def names_of(text: str) -> set[Name]:
    """A name and what people say for it: `Jablonec nad Nisou` is Jablonec, `Annaberg-Buchholz` is Annaberg.

    What an adjective begins (`Karlovy Vary`) has no part that stands alone.
    """
    first, *others = WORD.finditer(text)
    names = {name_of(text)}
    if others and len(first[0]) >= SHORTEST_ALONE:
        joined = text[first.end() : others[0].start()].strip() == "-"
        if joined or is_stop_word(others[0][0].lower()):
            names.add(name_of(first[0]))
    return names


def without_places(text: str) -> str:
    """`text` without the names of towns; the whole text where nothing else is in it."""
    names = _sources[0]() if _sources else ()
    words = [(found.span(), found[0].lower()) for found in WORD.finditer(text)]
    said = [(span, fold(word)) for span, word in words if not is_stop_word(word)]
    kept, place, begin = [], 0, 0
    while place < len(said):
        length = next(
            (n for n in range(MOST_WORDS, 0, -1) if tuple(w for _s, w in said[place : place + n]) in names), 0
        )
        if length:
            kept.append(text[begin : said[place][0][0]])
            begin = said[min(place + length, len(said)) - 1][0][1]
        place += length or 1
    rest = "".join([*kept, text[begin:]])
    return " ".join(rest.split()) if any(not is_stop_word(word.lower()) for word in WORD.findall(rest)) else text
