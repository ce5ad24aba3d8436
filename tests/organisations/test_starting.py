"""From an account to an organisation: find, start, join, and what happens when the session ends."""

import pytest
from django.test import Client

from companies.models import Company
from institutions.models import Institution
from organisations.models import JoinRequest, Organisation
from organisations.services.profiles import free_slug
from tests.factories import PASSWORD, list_publicly, make_company, make_member, make_user, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
START = {"kind": "company", "name": "Sklo Bor s.r.o.", "country": "CZ", "postcode": "473 01", "town": "Nový Bor",
         "region": "", "original_language": "cs"}  # fmt: skip


@pytest.fixture
def member(client: Client) -> Client:
    client.force_login(make_user())
    return client


def test_a_new_company(member: Client) -> None:
    answer = member.post(url("cs", "organisation_start"), START)
    company = Company.objects.get()
    assert answer.url == url("cs", "company_edit", company.pk)
    assert (company.status, company.region_id, company.postcode, company.slug) == (
        *("draft", "CZ051", "47301"),
        "sklo-bor-sro",
    )
    assert (company.original_language, company.state_de, company.state_cs) == ("cs", "missing", "missing")
    assert company.lat is not None
    assert [item.role for item in company.memberships.all()] == ["owner"]
    assert member.get(answer.url).status_code == 200


def test_a_new_institution(member: Client) -> None:
    answer = member.post(url("de", "organisation_start"), {**START, "kind": "institution"})
    assert answer.url == url("de", "institution_edit", Institution.objects.get().pk)


def test_pressing_twice_makes_one(member: Client) -> None:
    for _ in range(2):
        assert member.post(url("de", "organisation_start"), START).status_code == 302
    assert Company.objects.count() == 1
    member.post(url("de", "organisation_start"), {**START, "town": "Sloup v Čechách"})
    assert sorted(Company.objects.values_list("slug", flat=True)) == ["sklo-bor-sro", "sklo-bor-sro-2"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "a\x00"}, "name"),
        ({"postcode": ""}, "postcode"),
        ({"postcode": "473"}, "postcode"),
        ({"postcode": "", "region": "outside"}, "postcode"),
        ({"town": ""}, "town"),
        ({"kind": "club"}, "kind"),
        ({"postcode": "11000", "town": "Praha"}, "region"),
        ({"region": "DED2D"}, "region"),
        ({"region": "CZ041"}, "region"),
        ({"original_language": ""}, "original_language"),
    ],
)
def test_errors_in_both_languages(member: Client, wrong: dict[str, str], field: str) -> None:
    said = []
    for language in LANGUAGES:
        page = Page(member.post(url(language, "organisation_start"), {**START, **wrong}))
        assert page.status == 422
        said.append(page.error(field))
        if "name" not in wrong:
            assert page.form("name")["name"] == ["Sklo Bor s.r.o."]
    assert all(said)
    assert said[0] != said[1]
    assert not Organisation.objects.exists()


def test_a_partner_from_outside(member: Client) -> None:
    data = {**START, "postcode": "11000", "town": "Praha", "region": "outside"}
    assert member.post(url("cs", "organisation_start"), data).status_code == 302
    assert Company.objects.get().region_id is None


@pytest.mark.parametrize("name", ["ế" * 200, "Č" * 200, "ŉ" * 200, "ﷺ" * 200, "!!!", "日本", "ß", "-", "x" * 200])
def test_any_name_gets_keys_and_an_address(member: Client, name: str) -> None:
    assert member.post(url("cs", "organisation_start"), {**START, "name": name}).status_code == 302
    company = Company.objects.get()
    assert company.slug
    assert member.get(url("de", "company_detail", company.slug)).status_code == 200


def test_addresses_of_pages() -> None:
    assert free_slug("Großschönau Textil GmbH & Co. KG") == "grossschonau-textil-gmbh-co-kg"
    assert free_slug("Žďár, Řípa a Ústí") == "zdar-ripa-a-usti"
    assert free_slug("???") == "profil"
    assert len(free_slug("x" * 200)) == 100
    first = make_company("Glas")
    second = make_company("Glas")
    make_company("Glas 4")
    assert (first.slug, second.slug, free_slug("Glas")) == ("glas", "glas-2", "glas-3")
    first.name = "Ganz anders"
    first.save()
    assert first.slug == "glas"


def test_finding_what_is_here(member: Client) -> None:
    glass, other = make_company("Glaswerk Weißwasser GmbH"), make_company("Holzbau", other_names="Dřevo Plus")
    draft = make_company("Glaswerk Entwurf")
    list_publicly(glass, other)
    for typed, found in (
        ("glaswerk weisswasser", glass), ("Glaswerk Weißwaser", glass), ("dřevo", other), ("Nirgends", None)
    ):  # fmt: skip
        page = Page(member.get(url("de", "organisation_find"), {"name": typed}))
        assert draft.name not in page.source
        assert (
            (url("de", "organisation_join", found.pk) in page.source) if found else ("/beitreten/" not in page.source)
        )
    for typed in ("", "\x00", "%", "x" * 5000, "(("):
        assert member.get(url("cs", "organisation_find"), {"name": typed}).status_code == 200


def test_what_was_typed_comes_back_after_signing_in(client: Client) -> None:
    user = make_user("held@example.org")
    company = make_company("Uhrwerk", owner=user, postcode="02763")
    client.force_login(user)
    address = url("de", "company_edit", company.pk)
    data = Page(client.get(address)).form("version")
    client.logout()
    answer = client.post(
        address, {**data, "summary_de": "Lang getippt.", "certificates-0-number": "77", "action": "save"}
    )
    assert answer.status_code == 302
    assert answer.url.startswith(url("de", "account_login"))
    signed_in = client.post(answer.url, {"login": user.email, "password": PASSWORD})
    assert signed_in.url == address
    page = Page(client.get(signed_in.url))
    kept = page.form("version")
    assert (kept["summary_de"], kept["certificates-0-number"]) == (["Lang getippt."], ["77"])
    assert Company.objects.get().summary_de != "Lang getippt."
    assert client.post(address, {**kept, "certificates-0-standard": "FSC", "action": "save"}).status_code == 302
    assert Company.objects.get().summary_de == "Lang getippt."
    assert Page(client.get(address)).form("version")["summary_de"] == ["Lang getippt."]


def test_other_forms_come_back_too(client: Client) -> None:
    user, company = make_user("held@example.org"), publish(make_company("Fremd"))
    own = make_company("Eigen", owner=user)
    forms = [
        (url("cs", "organisation_start"), START, "town", "Nový Bor"),
        (url("cs", "organisation_join", company.pk), {"message": "Jednatelka"}, "message", "Jednatelka"),
        (
            url("cs", "organisation_members", own.pk),
            {"email": "x@y.cz", "role": "editor", "language": "cs"},
            "email",
            "x@y.cz",
        ),
    ]
    for address, data, field, value in forms:
        client.logout()
        login = client.post(address, data).url
        assert client.post(login, {"login": user.email, "password": PASSWORD}).url == address
        assert Page(client.get(address)).form(field)[field] == [value]


def test_a_stranger_gets_nothing_of_what_was_held(client: Client) -> None:
    company = make_company("Uhrwerk", postcode="02763")
    make_member(company)
    address = url("de", "company_edit", company.pk)
    client.post(address, {"summary_de": "x"})
    client.force_login(make_user())
    assert client.get(address).status_code == 404


def test_joining(member: Client) -> None:
    company = publish(make_company("Uhrwerk"))
    address = url("de", "organisation_join", company.pk)
    assert Page(member.post(address, {"message": ""})).error("message")
    assert member.post(address, {"message": "Vertrieb"}).url == url("de", "workspace")
    assert member.post(address, {"message": "Vertrieb"}).status_code == 302
    assert JoinRequest.objects.get().message == "Vertrieb"
    assert "Uhrwerk" in member.get(url("de", "workspace")).content.decode()
    assert member.get(url("de", "organisation_join", make_company("Entwurf").pk)).status_code == 404
