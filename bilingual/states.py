"""The rules by which an edit changes the states of texts (feature D1)."""

from collections.abc import Mapping
from typing import NamedTuple

from bilingual.choices import Language, TextState

Texts = Mapping[str, str]


class States(NamedTuple):
    """Which language is the original, and the state of each."""

    original: Language
    states: dict[str, TextState]


def next_states(
    *,
    original: Language,
    before: Mapping[str, Texts],
    after: Mapping[str, Texts],
    states: Mapping[str, TextState],
    checked: bool = False,
) -> States:
    """The states after an edit that turned the texts `before` into those `after`.

    Where only the other language has been written, that one is the original. `checked` marks a complete
    translation as compared with its original; a change of the original alone makes a translation outdated.
    """
    if not _written(after[original]) and _written(after[original.other]):
        original = original.other
    other = original.other
    first = TextState.ORIGINAL if _written(after[original]) else TextState.MISSING
    second = _translation_state(original, before, after, states[other], checked=checked)
    return States(original, {original.value: first, other.value: second})


def _translation_state(
    original: Language,
    before: Mapping[str, Texts],
    after: Mapping[str, Texts],
    state: TextState,
    *,
    checked: bool,
) -> TextState:
    other = original.other
    if not _written(after[other]):
        return TextState.MISSING
    complete = all(after[other].get(field) for field, text in after[original].items() if text)
    if checked and complete:
        return TextState.CHECKED
    if dict(after[other]) != dict(before.get(other, {})):
        return TextState.DRAFT
    if dict(after[original]) != dict(before.get(original, {})):
        return TextState.OUTDATED
    return TextState.DRAFT if state in {TextState.MISSING, TextState.ORIGINAL} else state


def _written(texts: Texts) -> bool:
    return any(texts.values())
