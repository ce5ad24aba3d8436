"""Two editors of one profile: the second is told, and neither loses a text."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from organisations.models import Certificate
from publishing.models import Revision
from tests.factories import make_company, make_member, make_user
from tests.organisations.conftest import Editor

Make = Callable[..., Editor]


@pytest.fixture
def two(editor: Make) -> tuple[Editor, Editor]:
    """Anna in German and Boris in Czech have the same form open."""
    anna = editor(phone="+49 3583 123456", contact_name="Eva")
    boris = editor(anna.entry, user=make_member(anna.entry, language="cs"), language="cs")
    return anna, boris


def test_the_second_sees_both_texts_and_then_wins_consciously(two: tuple[Editor, Editor]) -> None:
    anna, boris = two
    assert anna.send(summary_de="Annas Satz.", town="Zittau-Nord").status == 302
    page = boris.send(summary_cs="Borisova věta.")
    assert page.status == 409
    assert page.language == "cs"
    assert "Annas Satz." in page.source
    assert "Zittau-Nord" in page.source
    kept = page.form("version")
    assert (kept["summary_cs"], kept["summary_de"]) == (["Borisova věta."], ["Drehteile in kleinen Losen."])
    assert boris.reload().summary_de == "Annas Satz."
    assert not boris.reload().summary_cs

    boris.data = kept
    assert boris.send(summary_de="Annas Satz.", town="Zittau-Nord").status == 302
    entry = boris.reload()
    assert (entry.summary_de, entry.summary_cs, entry.town) == ("Annas Satz.", "Borisova věta.", "Zittau-Nord")
    # and now it is Anna whose form is old
    anna.send(summary_de="Noch einmal Anna.")
    assert anna.reload().version == entry.version


def test_what_the_other_one_has_emptied_is_named_too(two: tuple[Editor, Editor]) -> None:
    anna, boris = two
    anna.send(phone="", contact_name="", founded="1990", region="", delivery_regions=["CZ051"])
    page = boris.send()
    assert page.status == 409
    box = page.source.partition('id="conflict"')[2].partition("</dl>")[0]
    for fact in ("Telefon", "Kontaktní osoba", "1990", "Liberecký kraj"):
        assert fact in box, fact
    assert "Version" not in box


def test_consent_and_region_are_shown_in_words(two: tuple[Editor, Editor]) -> None:
    anna, boris = two
    anna.send(contact_consent="on", postcode="01067", town="Dresden", region="DED21", original_language="cs",
              summary_cs="Věta.")  # fmt: skip
    box = boris.send().source.partition('id="conflict"')[2].partition("</dl>")[0]
    assert "Drážďany" in box
    assert "ano" in box
    assert "DED21" not in box


def test_certificates_of_both_are_kept(two: tuple[Editor, Editor]) -> None:
    anna, boris = two
    first = {"certificates-0-standard": "ISO 9001", "certificates-0-number": "A1"}
    second = {"certificates-0-standard": "TISAX", "certificates-0-number": "B1"}
    anna.send(**first)
    page = boris.send(**second)
    assert page.status == 409
    assert "ISO 9001, A1" in page.source
    boris.data = page.form("version")
    assert boris.send().status == 302
    assert set(boris.reload().certificates.values_list("number", flat=True)) == {"A1", "B1"}


def test_the_same_certificate_from_both_is_one(two: tuple[Editor, Editor]) -> None:
    anna, boris = two
    row = {"certificates-0-standard": "ISO 9001", "certificates-0-number": "A1"}
    anna.send(**row)
    page = boris.send(**row, summary_cs="Nová věta.")
    assert page.status == 409
    boris.data = page.form("version")
    boris.send()
    assert Certificate.objects.filter(organisation=boris.entry.pk).count() == 1


def test_pressing_twice_saves_once_and_says_so(editor: Make) -> None:
    form = editor()
    changes: dict[str, Any] = {
        "summary_de": "Neu.",
        "certificates-0-standard": "ISO 9001",
        "languages": ["cs", "de"],
        "founded": "1999",
        "postcode": "D-02763",
    }
    assert [form.send(**changes).status, form.send(**changes).status] == [302, 302]
    entry = form.reload()
    assert (entry.version, entry.certificates.count()) == (2, 1)
    assert Revision.objects.of("company", entry.pk).filter(action="edited").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_exactly_one_wins() -> None:
    entry = make_company("Uhrwerk Zittau GmbH", postcode="02763")
    editors = [Editor(entry, make_member(entry)) for _ in range(2)]
    for one in editors:
        one.open()
    gate, answers = threading.Barrier(2), {}

    def save(number: int) -> None:
        try:
            gate.wait()
            answers[number] = editors[number].send(summary_de=f"Satz {number}.").status
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers.values()) == [302, 409]
    winner = next(number for number, status in answers.items() if status == 302)
    saved = editors[0].reload()
    assert (saved.summary_de, saved.version) == (f"Satz {winner}.", 2)


@pytest.mark.django_db(transaction=True)
def test_many_with_one_name_all_get_a_page() -> None:
    make_company("Glas & Co. KG")
    gate, slugs, failed = threading.Barrier(6), [], []

    def create() -> None:
        try:
            gate.wait()
            slugs.append(make_company("Glas & Co. KG", owner=make_user()).slug)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test shows it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=create) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert sorted(slugs) == [f"glas-co-kg-{number}" for number in range(2, 8)]
