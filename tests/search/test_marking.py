"""What was typed is marked in the texts of a list, in any form, and nothing becomes markup."""

import re
import time
from html import unescape
from typing import Any

import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from search.marking import mark_documents, marker
from search.models import Document
from search.wording import wording
from tests.search.things import POISON


def marked(
    text: str, typed: str, names: dict[str, tuple[str, ...]] | None = None, meant: tuple[str, ...] = (), **how: bool
) -> list[str]:
    html = marker(typed, meant, tuple((names or {}).items()), **how).mark(text)
    return [unescape(part) for part in re.findall(r"<mark>(.*?)</mark>", html)]


@pytest.mark.parametrize(
    ("typed", "text", "expected"),
    [
        ("glas", "Wir machen Glas.", ["Glas"]),
        ("Gläser", "Glas und Gläsern", ["Glas", "Gläsern"]),
        ("okno", "Výroba oken a dveří, okna", ["oken", "okna"]),
        ("vstrikovani", "vstřikováním plastů", ["vstřikováním"]),
        ("Spritzguss", "Kunststoffspritzgussteile, Spritzgussform", ["Kunststoffspritzgussteile", "Spritzgussform"]),
        ("Kunststoffteile", "Teile aus Kunststoff, Kunststoff und Ventilteile", ["Teile aus Kunststoff"]),
        ("Mueller", "Müller Söhne", ["Müller"]),
        ("rotes Glas", "Rotes Glas, rotes  Glas; rotes und Glas", ["Rotes Glas", "rotes  Glas", "rotes", "Glas"]),
        ("CNC-Drehen", "CNC-Drehen", ["CNC-Drehen"]),
        ("und", "Glas und Stahl", []),
        ("Stahl", "Holz", []),
        ("a\u0308pfel", "Äpfel", ["Äpfel"]),
    ],
)
def test_forms_and_parts(typed: str, text: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_other_names() -> None:
    text = "rostfreier Stahl, Stahl, rostfreien Stählen"
    names = {"nerezova ocel": ("rostfreier Stahl",), "ocel": ("Stahl",)}
    assert marked(text, "nerezová ocel", names) == ["rostfreier Stahl", "rostfreien Stählen"]
    assert marked(text, "ocel", names) == ["Stahl", "Stahl", "Stählen"]
    assert marked("obrábění, soustružení", "Zerspanung", {"zerspanung": ("obrábění", "třískové obrábění")}) == [
        "obrábění"
    ]


def test_corrections_and_beginnings() -> None:
    assert marked("Spritzguss", "Sprizguss", meant=("spritzguss",)) == ["Spritzguss"]
    assert marked("Zerspanungstechnik", "zersp", loosely=True) == ["Zerspanungstechnik"]
    assert marked("Zerspanungstechnik", "zersp") == []


@pytest.mark.parametrize("text", POISON.values(), ids=POISON)
def test_odd_texts(text: str) -> None:
    pen = marker("Glas 'DROP' \u202e", (), (("glas", ("Wort1 Wort2",)),), loosely=True)
    begin = time.perf_counter()
    for html in (pen.mark(text), pen.passage(text), marker(text, loosely=True).mark("Glas")):
        assert isinstance(html, SafeString)
        assert not re.search(r"<(?!/?mark>)", html)
    assert time.perf_counter() - begin < 5


def test_nothing_becomes_markup() -> None:
    evil = "<script>alert('Glas')</script> & \"Glas\""
    assert marker("glas script").mark(evil) == (
        "&lt;<mark>script</mark>&gt;alert(&#x27;<mark>Glas</mark>&#x27;)&lt;/<mark>script</mark>&gt; "
        "&amp; &quot;<mark>Glas</mark>&quot;"
    )


def test_the_passage_that_says_most() -> None:
    text = "Die Firma wurde gegründet. " * 8 + "Wir machen Glas & Gläser. " + "Und dies und das. " * 8
    html = marker("Glas").passage(text)
    assert html.startswith("… Wir machen <mark>Glas</mark> &amp; <mark>Gläser</mark>.")
    early = f"Glas {text}"
    assert marker("Glas").passage(early).startswith("<mark>Glas</mark> Die Firma")
    assert marker("Holz").passage(text) == text.replace("&", "&amp;")


def document(**values: Any) -> Document:
    texts = {"title": "", "title_de": "", "title_cs": "", "summary_de": "", "summary_cs": "", **values}
    return Document(**texts)


@pytest.mark.parametrize(("language", "field"), [("de", "summary_de"), ("cs", "summary_cs")])
def test_the_language_of_the_reader(language: str, field: str) -> None:
    both = document(summary_de="Glas", summary_cs="sklo", highlights_de=["Glas & <b>"], highlights_cs=["sklo"])
    with override(language):
        mark_documents([both], "Glas", corrections={}, names={"glas": ("sklo",)}, loosely=False)
    assert "<mark>" in getattr(both, field)
    with override("cs"):
        only = document(summary_de="Glas")
        mark_documents([only], "Glas", corrections={}, names={}, loosely=False)
        assert only.summary_de == "<mark>Glas</mark>"


def test_how_a_text_was_taken() -> None:
    rows = [document(title_de="Spritzguss Zittau", summary_cs="vstřikování, Vstřikování"), document()]
    found = wording("Sprizguss gut", {"sprizguss": ["spritzguss"]}, rows)
    assert found
    assert (found.typed, found.taken, found.suggestions) == (["Sprizguss"], ["Spritzguss"], ["Spritzguss gut"])
    found = wording("vstrykovani", {"vstrykovani": ["vstrikovac", "vstrikovani"]}, rows)
    assert found
    assert [text.lower() for text in found.suggestions] == ["vstřikování", "vstrikovac"]
    found = wording("Sprizguss vstrykovani", {"sprizguss": ["spritzguss"], "vstrykovani": ["vstrikovani"]}, rows)
    assert found
    assert found.suggestions[0].lower() == "spritzguss vstřikování"
    assert wording("Glas", {}, rows) is None
    assert wording("Glas", {"anders": ["andere"]}, rows) is None
