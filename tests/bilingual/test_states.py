"""The states of texts after every edit."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bilingual.choices import Language, TextState
from bilingual.states import next_states

DE, CS = Language.DE, Language.CS
ORIGINAL, CHECKED, DRAFT, OUTDATED, MISSING = (
    *(TextState.ORIGINAL, TextState.CHECKED, TextState.DRAFT),
    *(TextState.OUTDATED, TextState.MISSING),
)
NOTHING = {"summary": "", "description": ""}
A, B = {"summary": "a", "description": "aa"}, {"summary": "b", "description": "bb"}
HALF = {"summary": "b", "description": ""}

Texts = Mapping[str, str]


def after(
    de: tuple[Texts, Texts],
    cs: tuple[Texts, Texts],
    state: TextState,
    *,
    checked: bool = False,
    original: Language = DE,
) -> tuple[Language, TextState, TextState]:
    """The states when German and Czech go from the first to the second text; `state`: of the Czech one before."""
    result = next_states(
        original=original,
        before={"de": de[0], "cs": cs[0]},
        after={"de": de[1], "cs": cs[1]},
        states={"de": ORIGINAL if any(de[0].values()) else MISSING, "cs": state},
        checked=checked,
    )
    return result.original, result.states["de"], result.states["cs"]


@pytest.mark.parametrize(
    ("de", "cs", "state", "checked", "expected"),
    [
        ((NOTHING, NOTHING), (NOTHING, NOTHING), MISSING, False, (DE, MISSING, MISSING)),
        ((NOTHING, A), (NOTHING, NOTHING), MISSING, False, (DE, ORIGINAL, MISSING)),
        ((NOTHING, NOTHING), (NOTHING, A), MISSING, False, (CS, MISSING, ORIGINAL)),
        ((NOTHING, A), (NOTHING, B), MISSING, False, (DE, ORIGINAL, DRAFT)),
        ((NOTHING, A), (NOTHING, B), MISSING, True, (DE, ORIGINAL, CHECKED)),
        ((A, A), (NOTHING, B), MISSING, False, (DE, ORIGINAL, DRAFT)),
        ((A, A), (NOTHING, HALF), MISSING, True, (DE, ORIGINAL, DRAFT)),
        ((A, A), (B, B), DRAFT, False, (DE, ORIGINAL, DRAFT)),
        ((A, A), (B, B), DRAFT, True, (DE, ORIGINAL, CHECKED)),
        ((A, A), (B, B), CHECKED, False, (DE, ORIGINAL, CHECKED)),
        ((A, B), (B, B), CHECKED, False, (DE, ORIGINAL, OUTDATED)),
        ((A, B), (B, B), DRAFT, False, (DE, ORIGINAL, OUTDATED)),
        ((A, B), (B, B), CHECKED, True, (DE, ORIGINAL, CHECKED)),
        ((A, A), (B, B), OUTDATED, False, (DE, ORIGINAL, OUTDATED)),
        ((A, A), (B, A), OUTDATED, False, (DE, ORIGINAL, DRAFT)),
        ((A, B), (B, A), CHECKED, False, (DE, ORIGINAL, DRAFT)),
        ((A, A), (B, HALF), CHECKED, False, (DE, ORIGINAL, DRAFT)),
        ((A, A), (B, NOTHING), CHECKED, False, (DE, ORIGINAL, MISSING)),
        ((A, NOTHING), (B, B), CHECKED, False, (CS, MISSING, ORIGINAL)),
        ((A, NOTHING), (B, NOTHING), CHECKED, True, (DE, MISSING, MISSING)),
    ],
)
def test_transitions(
    de: tuple[Texts, Texts], cs: tuple[Texts, Texts], state: TextState, checked: bool, expected: tuple[object, ...]
) -> None:
    assert after(de, cs, state, checked=checked) == expected


def test_who_says_that_the_other_language_is_the_original_makes_the_first_a_draft() -> None:
    assert after((A, A), (B, B), CHECKED, original=CS) == (CS, DRAFT, ORIGINAL)
    assert after((A, A), (B, B), CHECKED, original=CS, checked=True) == (CS, CHECKED, ORIGINAL)


texts = st.fixed_dictionaries({"summary": st.sampled_from(["", "x", "y"]), "description": st.sampled_from(["", "z"])})
both = st.fixed_dictionaries({"de": texts, "cs": texts})
states = st.fixed_dictionaries({"de": st.sampled_from(TextState), "cs": st.sampled_from(TextState)})


@given(st.sampled_from(Language), both, both, states, st.booleans())
def test_what_always_holds(
    original: Language, before: dict[str, Texts], now: dict[str, Texts], old: dict[str, TextState], checked: bool
) -> None:
    result = next_states(original=original, before=before, after=now, states=old, checked=checked)
    written = {language for language in ("de", "cs") if any(now[language].values())}
    assert {language for language, state in result.states.items() if state != MISSING} == written
    originals = [language for language, state in result.states.items() if state == ORIGINAL]
    assert originals == ([result.original.value] if written else [])
    other = result.original.other
    if result.states[other] == CHECKED:
        assert all(now[other][field] for field, text in now[result.original].items() if text) or before == now


@given(st.sampled_from(Language), both, states)
def test_saving_twice_changes_nothing_more(
    original: Language, now: dict[str, Texts], old: dict[str, TextState]
) -> None:
    first = next_states(original=original, before=now, after=now, states=old)
    assert next_states(original=first.original, before=now, after=now, states=first.states) == first
