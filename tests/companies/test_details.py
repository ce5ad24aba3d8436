"""The page of one company or institution."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from organisations.models import Certificate
from tests.factories import (
    list_publicly,
    make_clerk,
    make_company,
    make_institution,
    make_member,
    make_superuser,
    make_user,
    publish,
)
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
SECRETS = ("Eva Malá", "eva@example.org", "+420 485 123 456", "Jednatelka")
CONTACT = {
    "contact_name": SECRETS[0],
    "contact_email": SECRETS[1],
    "contact_phone": SECRETS[2],
    "contact_role_cs": SECRETS[3],
}


def detail(entry: Any, language: str = "de", user: Any = None) -> Page:
    client = Client()
    if user:
        client.force_login(user)
    return Page(client.get(url(language, f"{entry.kind}_detail", entry.slug)))


@pytest.mark.parametrize("make", [make_company, make_institution])
def test_drafts_exist_for_those_who_may_see_them(make: Any) -> None:
    entry = make("Entwurf")
    seen = {make_member(entry): 200, make_clerk("DED2D"): 200, make_clerk(deputy_for=("DED2D",)): 200,
            make_superuser(): 200, make_user(): 404, make_clerk("CZ051"): 404, None: 404}  # fmt: skip
    for language in LANGUAGES:
        assert {user: detail(entry, language, user).status for user in seen} == seen
    publish(entry)
    assert detail(entry).status == 200


def test_odd_addresses() -> None:
    for slug in ("nirgends", "x" * 300, "..", "%00"):
        assert Client().get(f"/de/unternehmen/{slug}/").status_code == 404
    company = publish(make_company())
    assert Client().get(url("de", "institution_detail", company.slug)).status_code == 404


def test_the_data_for_search_engines_says_what_the_page_says_and_breaks_out_of_nothing() -> None:
    name = '</script><script>alert("1")</script> & Söhne'
    company = publish(make_company(name, website="https://example.org", vat_id="DE136695976", founded=1899,
                                   summary_de="<b>fett</b> 'und' \"mehr\"\u2028", **CONTACT))  # fmt: skip
    page = detail(company)
    assert "<script>alert" not in page.source
    (data,) = [json.loads(script) for script in page.scripts if "schema.org" in script]
    assert (data["@type"], data["name"], data["foundingDate"]) == ("Organization", name, "1899")
    assert data["description"].startswith("<b>fett</b>")
    assert data["address"]["addressCountry"] == "DE"
    assert "email" not in data
    assert page.headings == [name]
    draft = make_company("Entwurf")
    assert not any("schema.org" in script for script in detail(draft, user=make_member(draft)).scripts)


def test_the_contact_person_is_hidden_without_consent() -> None:
    hidden = publish(make_company("Verborgen", **CONTACT))
    shown = publish(make_company("Offen", contact_consent_at=timezone.now(), **CONTACT))
    for user in (None, make_user()):
        assert not [secret for secret in SECRETS if secret in detail(hidden, user=user).source]
        assert all(secret in detail(shown, user=user).source for secret in SECRETS)


def test_a_missing_language_is_shown_honestly() -> None:
    company = publish(make_company("Nur Deutsch", summary_de="Wir drehen.", description_de="Lang."))
    german, czech = detail(company), detail(company, "cs")
    assert 'lang="de">Wir drehen.' in czech.source
    assert "Zatím pouze v němčině." in czech.source
    assert 'lang="de"' not in german.source.partition("<main")[2].partition("</main>")[0]


def test_facts_of_both_kinds() -> None:
    company = make_company("Uhrwerk", legal_form="GmbH", staff_band="10-49", register_court="Dresden",
                           register_number="HRB 7", delivers_everywhere=True, languages=["de", "hsb"],
                           country="DE", postcode="02763", house_number="4")  # fmt: skip
    company.sectors.set(["C25"])
    company.capabilities.set(["44316000"])
    Certificate.objects.create(organisation_id=company.pk, standard="ISO 9001", number="N1", valid_until="2020-02-01")
    institution = make_institution("IHK", services_de="Beratung\n\nKurse", target_groups_de="KMU")
    institution.regions_served.set(["DED2D"])
    list_publicly(company, institution)
    german, czech = detail(company).source, detail(company, "cs").source
    for fact in ("HRB 7", "10–49", "Sorbisch", "abgelaufen", "01.02.2020", "Eisenwaren", "?cpv=44316000"):
        assert fact in german, fact
    for fact in ("Železářské zboží", "platnost vypršela", "01.02.2020", "lužická srbština"):
        assert fact.lower() in czech.lower().replace("\xa0", " "), fact
    page = detail(institution, "cs").source
    assert 'lang="de">' in page
    assert "?serves=DED2D" in page
    assert Client().get(url("de", "institution_list") + "?serves=DED2D&type=chamber").context["total"] == 1
