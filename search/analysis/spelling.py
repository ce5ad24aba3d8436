"""What a misspelt word may have meant."""

from collections.abc import Iterable
from itertools import islice

from search.analysis.forms import all_parts, forms
from search.analysis.tokens import MOST_WORDS, tokens

SHORTEST_COMPARED = 4
MOST_CORRECTIONS = 5
# letters of the word: errors that may be in it
ERRORS = ((10, 3), (6, 2), (SHORTEST_COMPARED, 1))


def vocabulary(texts: Iterable[str]) -> set[str]:
    """The folded words of the texts, with the parts of compounds, that are long enough to be compared by spelling."""
    found = set(islice((word for text in texts for word in tokens(text)), MOST_WORDS))
    found |= {part for word in list(found) for part in all_parts(word)}
    return {folded for word in found if is_comparable(folded := forms(word)[0])}


def is_comparable(word: str) -> bool:
    """Whether `word` has enough letters to tell an error from another word."""
    return len(word) >= SHORTEST_COMPARED and word.isalpha()


def corrections(typed: str, candidates: Iterable[str]) -> list[str]:
    """Those candidates that need the fewest changes of `typed`, at most five; none when all need too many."""
    allowed = next((errors for length, errors in ERRORS if len(typed) >= length), 0)
    distances = {word: distance(typed, word) for word in candidates if abs(len(word) - len(typed)) <= allowed}
    best = min(distances.values(), default=allowed + 1)
    if best > allowed:
        return []
    return sorted(word for word, number in distances.items() if number == best)[:MOST_CORRECTIONS]


def distance(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with the next one to get from one to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, above, row = row, before, [place]
        for at, wanted in enumerate(other, start=1):
            cost = min(before[at] + 1, row[-1] + 1, before[at - 1] + (letter != wanted))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == wanted:
                cost = min(cost, above[at - 2] + 1)
            row.append(cost)
    return row[-1]
