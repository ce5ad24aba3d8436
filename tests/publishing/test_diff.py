"""What a reviewer sees of a change."""

from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing.diff import changes, list_spans, rows, word_spans
from publishing.registry import Subject

TEXTS = st.text(alphabet=st.sampled_from("aábcč ß,.;\n0-–\u0301"), max_size=60) | st.text(max_size=40)


class Card(Subject):
    """A subject without a database."""

    kind = "card"
    label = "Card"
    fields: ClassVar[dict[str, str]] = {
        "name": "Name",
        "text_de": "Text (German)",
        "text_cs": "Text (Czech)",
        "tags": "Tags",
    }

    def labels(self) -> Any:
        return self.fields

    def display(self, field: str, value: Any) -> str:
        return "\n".join(value) if isinstance(value, list) else str(value or "")

    get = title = region_code = snapshot = restore = owners = paths = changed = None


@given(before=TEXTS, after=TEXTS)
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("compare", [word_spans, list_spans])
def test_spans_give_both_texts_back(compare: Any, before: str, after: str) -> None:
    spans = compare(before, after)
    assert "".join(text for kind, text in spans if kind != "added") == before
    assert "".join(text for kind, text in spans if kind != "removed") == after
    assert all(text for _kind, text in spans)


def test_what_is_added_at_the_end_leaves_the_last_word_alone() -> None:
    spans = word_spans("Wir bauen Formen.", "Wir bauen Formen. Neu: Prüfung")
    assert spans == [("same", "Wir bauen Formen."), ("added", " Neu: Prüfung")]


def test_a_list_is_compared_by_its_entries() -> None:
    assert list_spans("A, B", "A, C") == [("same", "A, "), ("removed", "B"), ("added", "C")]
    assert list_spans("C25 Metall, Guss", "C25 Metall, Guss\nC26 Optik") == [
        ("same", "C25 Metall, Guss"),
        ("added", "\nC26 Optik"),
    ]


def test_a_very_long_text_is_still_quick() -> None:
    before, after = "a b " * 3000, "b a " * 3000
    spans = word_spans(before, after)
    assert [kind for kind, _text in spans] == ["removed", "added"]


def test_both_languages_stand_in_one_row_also_when_one_has_changed() -> None:
    before = {"name": "Alt", "text_de": "eins", "text_cs": "jedna", "tags": []}
    (row,) = changes(Card(), before, {**before, "text_de": "eins zwei"})
    german, czech = row.cells
    assert (german.language, czech.language) == ("de", "cs")
    assert (german.is_changed, czech.is_changed) == (True, False)
    assert german.spans == [("same", "eins"), ("added", " zwei")]
    assert czech.spans == [("same", "jedna")]


def test_what_an_older_version_did_not_know_counts_as_empty() -> None:
    (row,) = changes(Card(), {"name": "Alt"}, {"name": "Alt", "tags": ["x"]})
    assert row.cells[0].spans == [("added", "x")]


def test_empty_fields_are_left_out_and_without_an_earlier_state_nothing_is_new() -> None:
    found = rows(Card(), None, {"name": "Alt", "text_de": "", "tags": []})
    assert [cell.field for row in found for cell in row.cells] == ["name"]
    assert not found[0].is_changed
