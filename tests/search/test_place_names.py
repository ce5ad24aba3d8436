"""Names of towns are no part of what somebody seeks."""

import pytest

from search.place_names import without_places

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Glas Zittau", "Glas"),
        ("Zittau: Drehteile aus Stahl", ": Drehteile aus Stahl"),
        ("práškové lakování Ústí nad Labem", "práškové lakování"),
        ("usti nad labem lakovna", "lakovna"),
        ("Schweißen in Karlovy Vary und Chemnitz", "Schweißen in und"),
        ("ocelový most", "ocelový most"),
        ("Glas Jablonec", "Glas"),
        ("Drehteile Annaberg", "Drehteile"),
        ("hohenstein Zerspanung", "Zerspanung"),
        ("obrábění Klášterec", "obrábění"),
        ("Karlovy Teppiche", "Karlovy Teppiche"),
        ("Liberec", "Liberec"),
        ("Görlitz und Zittau", "Görlitz und Zittau"),
        ("Textil für Ústí", "Textil für Ústí"),
        ("", ""),
    ],
)
def test_what_is_left(text: str, rest: str) -> None:
    assert without_places(text) == rest
