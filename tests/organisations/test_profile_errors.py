"""Every error of the profile form: in the reader's language, beside its field, with all that was typed."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.organisations.conftest import Editor
from tests.pages import Page

pytestmark = pytest.mark.django_db
Make = Callable[..., Editor]

ERRORS: list[tuple[dict[str, Any], str]] = [
    ({"summary_de": ""}, "summary_de"),
    ({"summary_de": "x" * 301}, "summary_de"),
    ({"description_cs": "x" * 6001}, "description_cs"),
    ({"name": ""}, "name"),
    ({"name": "x" * 201}, "name"),
    ({"town": ""}, "town"),
    ({"country": "PL"}, "country"),
    ({"country": ""}, "country"),
    ({"postcode": "1234"}, "postcode"),
    ({"postcode": "1234", "region": "outside"}, "postcode"),
    ({"postcode": "", "region": ""}, "region"),
    ({"postcode": "10115", "region": ""}, "region"),
    ({"postcode": "35131", "country": "CZ", "region": ""}, "region"),
    ({"postcode": "02763", "region": "DED21"}, "region"),
    ({"postcode": "02763", "region": "outside"}, "region"),
    ({"postcode": "10115", "region": "CZ051"}, "region"),
    ({"region": "XX"}, "region"),
    ({"phone": "123"}, "phone"),
    ({"contact_phone": "call me"}, "contact_phone"),
    ({"email": "no address"}, "email"),
    ({"contact_email": "@"}, "contact_email"),
    ({"website": "javascript:alert(1)"}, "website"),
    ({"contact_consent": "on"}, "contact_name"),
    ({"founded": "1199"}, "founded"),
    ({"founded": "2999"}, "founded"),
    ({"founded": "x"}, "founded"),
    ({"staff_band": "7"}, "staff_band"),
    ({"legal_form": "Ltd"}, "legal_form"),
    ({"register_number": "12"}, "register_number"),
    ({"company_number": "12345678"}, "company_number"),
    ({"vat_id": "DE1"}, "vat_id"),
    ({"languages": ["de", "xx"]}, "languages"),
    ({"delivery_regions": ["XX"]}, "delivery_regions"),
    ({"delivery_regions": ["\x00"]}, "delivery_regions"),
    ({"sectors": ["C25", "C23", "C22", "C10", "C13", "C16"]}, "sectors"),
    ({"sectors": ["nonsense"]}, "sectors"),
    ({"capabilities": [str(code) for code in range(3100000, 3100031)]}, "capabilities"),
    ({"original_language": "en"}, "original_language"),
    *[({name: "a\x00b"}, name) for name in ("name", "summary_de", "town", "street", "other_names", "phone", "vat_id")],
    ({"region": "\x00"}, "region"),
    ({"country": "\x00"}, "country"),
]  # fmt: skip
CHOSEN = {"region", "country", "staff_band", "legal_form", "original_language"}


@pytest.mark.parametrize(("wrong", "field"), ERRORS, ids=lambda value: str(value)[:40])
def test_errors_stand_beside_their_field_in_both_languages(editor: Make, wrong: dict[str, Any], field: str) -> None:
    said = []
    for language in ("de", "cs"):
        form = editor(language=language)
        page = form.send(**{"other_names": "Getippt", "description_de": "Ungespeichert", **wrong})
        assert page.status == 422
        assert page.language == language
        said.append(page.error(field))
        kept = page.form("version")
        if "other_names" not in wrong:
            assert kept["other_names"] == ["Getippt"]
        assert kept["description_de"] == ["Ungespeichert"]
        for name, value in wrong.items():
            if isinstance(value, str) and name not in CHOSEN:
                assert kept[name] == [value]
        assert form.reload().version == form.entry.version
    assert all(said), said
    assert said[0] != said[1]


def test_thirty_capabilities_are_enough(editor: Make) -> None:
    from organisations.models import Capability

    codes = list(Capability.objects.values_list("code", flat=True)[:31])
    form = editor()
    page = form.send(capabilities=codes)
    assert page.status == 422
    assert "30" in page.error("capabilities")
    assert page.form("version")["capabilities"] == codes
    assert form.send(capabilities=codes[:30]).status == 302


def test_an_unknown_postcode_asks_for_the_region_and_takes_it(editor: Make) -> None:
    form = editor()
    assert form.send(postcode="10115", region="").error("region")
    assert form.send(postcode="10115", region="DED2D").status == 302
    entry = form.reload()
    assert (entry.region_id, entry.lat) == ("DED2D", None)


def test_partners_from_outside_say_so_once(editor: Make) -> None:
    form = editor()
    assert form.send(country="CZ", postcode="110 00", town="Praha", region="outside").status == 302
    assert form.reload().region_id is None
    assert form.open().form("version")["region"] == ["outside"]
    assert form.send(phone="+420 222 123 456").status == 302
    assert form.reload().region_id is None


def test_who_moves_gets_the_region_of_the_new_postcode(editor: Make) -> None:
    form = editor()
    assert form.data["region"] == ["DED2D"]
    assert form.send(postcode="01067", town="Dresden").status == 302
    assert form.reload().region_id == "DED21"
    form.open()
    assert form.send(postcode="460 01", town="Liberec", country="CZ").status == 302
    assert form.reload().region_id == "CZ051"


def test_the_summary_lists_what_is_wrong(editor: Make) -> None:
    page: Page = editor().send(town="", phone="1")
    links = [link["href"] for link in page.links if link["tag"] == "a"]
    assert "#id_town" in links
    assert "#id_phone" in links


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999"])
def test_a_broken_version_never_breaks_the_page(editor: Make, version: str) -> None:
    form = editor()
    assert form.send(version=version, town="Anderswo").status in {409, 422}
    assert form.reload().version == form.entry.version
