"""Categories suggested for a text lead to the right shelf."""

import time

import pytest

from search.categories import suggest
from search.semantics.categories import categories
from search.semantics.learned import MAP

GERMAN = [
    ("Wir suchen einen Hersteller von Schreibtischen und Bürostühlen.", {"39"}),
    ("Dachdeckerarbeiten an der Grundschule Zittau", {"45"}),
    ("Reinigung der Büros und Glasflächen", {"90"}),
    ("Zerspanungsteile für Pumpen und Verdichter", {"42"}),
    ("Frische Milch und Käse vom Bauernhof", {"15"}),
    ("Entwicklung einer App für Handys", {"72", "48"}),
    ("Arbeitskleidung und Schutzschuhe für Bauarbeiter", {"18"}),
    ("Transport von Gütern nach Tschechien mit dem Lkw", {"60"}),
    ("Druck von Broschüren und Faltblättern", {"22", "79"}),
    ("Schulung unserer Mitarbeiter in Tschechisch", {"80"}),
    ("Pflanzung von Bäumen im Stadtpark", {"77", "45"}),
    ("Steuerberatung und Buchhaltung", {"79"}),
    ("Krankenhausbetten und Rollstühle", {"33"}),
]
CZECH = [
    ("Poptáváme výrobce psacích stolů a kancelářských židlí.", {"39"}),
    ("Oprava střechy základní školy v Liberci", {"45"}),
    ("Úklid kanceláří a mytí oken", {"90"}),
    ("Díly na míru pro čerpadla a kompresory", {"42"}),
    ("Čerstvé mléko a sýry z farmy", {"15"}),
    ("Vývoj mobilní aplikace", {"72", "48"}),
    ("Pracovní oděvy a bezpečnostní obuv", {"18"}),
    ("Nákladní doprava zboží do Německa", {"60"}),
    ("Tisk brožur a letáků", {"22", "79"}),
    ("Kurz němčiny pro naše zaměstnance", {"80"}),
    ("Výsadba stromů v městském parku", {"77", "45"}),
    ("Daňové poradenství a vedení účetnictví", {"79"}),
    ("Nemocniční lůžka a invalidní vozíky", {"33"}),
]


@pytest.mark.parametrize(("text", "divisions"), [*GERMAN, *CZECH])
def test_the_division_is_among_five(text: str, divisions: set[str]) -> None:
    suggested = suggest(text)
    assert divisions & {code[:2] for code in suggested}, suggested


def test_the_first_is_mostly_right() -> None:
    texts = [*GERMAN, *CZECH]
    right = sum(suggest(text)[0][:2] in divisions for text, divisions in texts)
    assert right / len(texts) > 0.7


@pytest.mark.parametrize(
    "text", ["Fenster aus Holz", "dřevěná okna", "Reparatur von Heizungen\nund Rohrleitungen", "x"]
)
@pytest.mark.parametrize("limit", [1, 3, 5, 10, 30])
def test_five_come_from_five_groups_and_the_others_from_new_classes(text: str, limit: int) -> None:
    suggested = suggest(text, limit=limit)
    assert len(suggested) == limit
    assert len({code[:3] for code in suggested[:5]}) == min(limit, 5)
    assert len({code[:4] for code in suggested}) == limit
    assert set(suggested) <= set(categories().codes)
    assert suggest(text, limit=30)[:limit] == suggested, "a longer list begins with the shorter one"


def test_no_suggestion_is_asked_for() -> None:
    assert suggest("Fenster aus Holz", limit=0) == []


def test_the_title_counts_more() -> None:
    furniture, cleaning = "Schreibtische", "Gebäudereinigung"
    assert suggest(f"{furniture}\n{cleaning}")[0][:2] == "39"
    assert suggest(f"{cleaning}\n{furniture}")[0][:2] == "90"


def test_the_name_of_a_project_does_not_hide_what_is_wanted() -> None:
    german = suggest("Neubau Kindertagesstätte Sonnenschein – Los 14: Estricharbeiten")
    czech = suggest("Výstavba mateřské školy Sluníčko – část 3: dodávka nábytku")
    assert "45" in {code[:2] for code in german}
    assert "39" in {code[:2] for code in czech}


def test_the_language_tells_itself() -> None:
    for text, _divisions in (GERMAN[0], CZECH[0]):
        assert suggest(text) == suggest(text, language="de") == suggest(text, language="cs")


@pytest.mark.parametrize("text", ["", " \n\t", "😀👩‍🏭", "…–!", "\ufdfa", "\x00", "\ud800", "مصنع"])
def test_a_text_without_letters_has_none(text: str) -> None:
    assert suggest(text) == []


def test_a_description_is_answered_soon() -> None:
    suggest("Wärme")  # loads the model
    description = "Gesucht werden Tische und Stühle für zwölf Klassenräume, höhenverstellbar; Farbe nach Wahl. "
    start = time.process_time()
    assert "39" in {code[:2] for code in suggest(f"Möbel für Schulen\n{description * 4}")}
    assert time.process_time() - start < 2


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    text = "Möbel für Schulen\n" + "Tische; Stühle: Schränke, Regale (höhenverstellbar). Farbe nach Wahl / " * 14_000
    start = time.process_time()
    assert "39" in {code[:2] for code in suggest(text)}
    assert time.process_time() - start < 10


def test_the_vectors_of_the_categories_are_those_of_the_map() -> None:
    assert MAP.with_name("categories.npz").exists()
    known = categories()
    assert known.names.shape == (len(known.owner), 192)
    assert set(known.owner.tolist()) == set(range(len(known.codes)))
