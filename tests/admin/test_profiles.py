"""Correcting a profile: through the service, against newer versions, in the own regions only."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from companies.models import Company
from organisations.models import Certificate
from publishing.choices import Action, Status
from publishing.models import ReviewItem, Revision
from tests.factories import (
    edit,
    make_clerk,
    make_company,
    make_institution,
    make_superuser,
    make_user,
    publish,
    submit,
)

pytestmark = pytest.mark.django_db
CHANGE, LIST = "companies_company_change", "companies_company_changelist"
QUERIES_OF_LIST = 7


@pytest.fixture
def clerk() -> Any:
    return make_clerk("DED2D")


def typed(entry: Any, **changed: Any) -> dict[str, Any]:
    """The change form as it was opened, with what was typed."""
    data = {
        "version": entry.version, "original_language": entry.original_language, "name": entry.name,
        "country": entry.country, "town": entry.town, "region": entry.region_id, "summary_de": entry.summary_de,
        "outside_area": "1",
        "certificates-TOTAL_FORMS": 0, "certificates-INITIAL_FORMS": 0,
        "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0,
    }  # fmt: skip
    return {**data, **changed}


def test_saving_is_a_correction_with_all_that_follows(as_user: Any, address: Any, clerk: Any) -> None:
    entry = publish(make_company("Alt GmbH", owner=make_user()))
    edit(entry, summary_de="Neu.")
    slug, version = entry.slug, entry.version
    row = {"standard": "ISO 9001", "title": "", "number": "QM-7", "issuer": "", "valid_until": ""}
    certificates = {f"certificates-0-{field}": value for field, value in row.items()}
    data = typed(entry, name="Čisto GmbH", sectors=["C25"], summary_cs="Nové.", postcode="02763", **certificates)
    response = as_user(clerk).post(address(CHANGE, entry.pk), {**data, "certificates-TOTAL_FORMS": 1})
    assert response.status_code == 302, response.context["adminform"].form.errors
    entry.refresh_from_db()
    assert (entry.name, entry.slug, entry.version) == ("Čisto GmbH", slug, version + 1)
    assert entry.sort_key_cs.startswith("c1")
    assert entry.state_cs == "draft"
    assert entry.lat
    assert entry.confirmed_at is None
    revision = Revision.objects.of("company", entry.pk)[0]
    assert (revision.action, revision.actor) == (Action.CORRECTED, clerk)
    assert revision.snapshot["sectors"] == ["C25"]
    assert revision.snapshot["certificates"][0]["number"] == "QM-7"
    assert ReviewItem.objects.get().decision == Action.CORRECTED


def test_a_newer_version_is_told_and_nothing_is_lost(as_user: Any, address: Any, clerk: Any) -> None:
    entry = publish(make_company(owner=make_user()))
    data = typed(entry, summary_de="Vom Sachbearbeiter.")
    edit(entry, summary_de="Vom Mitglied.")
    client, url = as_user(clerk), address(CHANGE, entry.pk)
    response = client.post(url, data)
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert "Vom Mitglied." in str(form.errors["summary_de"])
    assert "Vom Sachbearbeiter." in response.text
    assert f'name="version" value="{entry.version}"' in response.text
    assert Company.objects.get(pk=entry.pk).summary_de == "Vom Mitglied."
    assert client.post(url, {**data, "version": entry.version}).status_code == 302
    assert Company.objects.get(pk=entry.pk).summary_de == "Vom Sachbearbeiter."


def test_a_correction_from_the_review_leads_back_to_it(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    client, url = as_user(clerk), address(CHANGE, entry.pk)
    response = client.post(f"{url}?review={item.pk}", typed(entry, town="Ostritz"))
    assert response.headers["Location"] == address("publishing_reviewitem_change", item.pk)
    entry.refresh_from_db()
    assert (entry.status, entry.town) == (Status.SUBMITTED, "Ostritz")


def test_handing_an_entry_over_to_its_region(as_user: Any, address: Any, clerk: Any) -> None:
    entry = publish(make_company(owner=make_user()))
    response = as_user(clerk).post(address(CHANGE, entry.pk), typed(entry, region="DED2C", _continue="1"))
    assert response.headers["Location"].startswith(address(LIST))
    entry.refresh_from_db()
    assert entry.region_id == "DED2C"


def test_wrong_input_is_kept(as_user: Any, address: Any, clerk: Any) -> None:
    entry = publish(make_company())
    data = typed(entry, vat_id="DE1", sectors=["C25", "C26", "C27", "C28", "C29", "C30"], summary_de="")
    response = as_user(clerk).post(address(CHANGE, entry.pk), data)
    errors = response.context["adminform"].form.errors
    assert {"vat_id", "sectors", "summary_de"} <= set(errors)
    assert 'value="DE1"' in response.text


def test_lists_show_the_own_regions(as_user: Any, address: Any, clerk: Any) -> None:
    make_company("Nah GmbH")
    make_company("Fern GmbH", region="CZ051")
    page = as_user(clerk).get(address(LIST)).text
    assert "Nah GmbH" in page
    assert "Fern GmbH" not in page
    assert "Fern GmbH" in as_user(make_superuser()).get(address(LIST)).text


@pytest.mark.parametrize(
    ("language", "expected"), [("de", ["Chemie", "Cottbus", "Hof"]), ("cs", ["Cottbus", "Hof", "Chemie"])]
)
def test_lists_follow_the_alphabet_of_the_clerk(language: str, expected: list[str], as_user: Any, address: Any) -> None:
    for name in ("Hof", "Chemie", "Cottbus"):
        make_company(name)
    page = as_user(make_clerk("DED2D", language=language)).get(address(LIST))
    assert [company.name for company in page.context["cl"].result_list] == expected


def test_filters_and_search(as_user: Any, address: Any, clerk: Any) -> None:
    glass = publish(make_company("Glashütte Süd", company_number="25596641", summary_cs="Sklo."))
    glass.sectors.set(["C23.1"])
    make_company("Weberei", other_names="Tkalcovna; Žitava", town="Ostritz")
    client = as_user(clerk)

    def found(**query: str) -> set[str]:
        return {company.name for company in client.get(address(LIST), query).context["cl"].result_list}

    assert found(q="glashutte") == found(q="255966") == found(section="C") == {"Glashütte Süd"}
    assert found(q="zitava") == found(q="OSTRITZ") == found(status__exact="draft") == {"Weberei"}
    assert found(state_cs__exact="missing") == {"Weberei"}
    assert found(region="DED2D") == {"Weberei", "Glashütte Süd"}


@pytest.mark.parametrize(
    ("make", "name"), [(make_company, LIST), (make_institution, "institutions_institution_changelist")]
)
def test_the_cost_of_a_list_does_not_depend_on_the_rows(
    make: Any, name: str, as_user: Any, address: Any, clerk: Any
) -> None:
    client = as_user(clerk)
    make()
    client.get(address(name))
    for rows in (1, 3):
        if rows == 3:
            make()
            make()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name)).status_code == 200
        assert len(queries) == QUERIES_OF_LIST, [query["sql"] for query in queries]


def test_history_shows_who_did_what(as_user: Any, address: Any, clerk: Any) -> None:
    owner = make_user(first_name="Jana", last_name="Nováková")
    entry = publish(make_company(owner=owner))
    for number in range(25):
        edit(entry, owner, town=f"Ort {number}")
    page = as_user(clerk).get(address("companies_company_history", entry.pk))
    assert "Jana Nováková" in page.text
    assert len(page.context["steps"]) == 20
    assert all(step.rows for step in page.context["steps"])
    last = as_user(clerk).get(address("companies_company_history", entry.pk), {"p": 2})
    assert last.context["steps"][-1].rows is None
    assert last.context["steps"][-1].revision.action == Action.CREATED


def test_publishing_what_nobody_owns_and_archiving(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company()
    client, url = as_user(clerk), address("companies_company_step", entry.pk)
    assert client.post(url, {"step": "publish"}).status_code == 302
    entry.refresh_from_db()
    assert entry.status == Status.PUBLISHED
    assert client.post(url, {"step": "archive"}).status_code == 200
    assert client.post(url, {"step": "archive", "reason": "Erloschen."}).status_code == 302
    entry.refresh_from_db()
    assert entry.status == Status.ARCHIVED


def test_what_has_owners_is_not_published_behind_their_backs(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user())
    response = as_user(clerk).post(address("companies_company_step", entry.pk), {"step": "publish"})
    assert response.status_code == 200
    entry.refresh_from_db()
    assert entry.status == Status.DRAFT


def test_members_stand_on_the_page_but_are_not_managed_there(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company(owner=make_user("jana@example.org"))
    data = typed(entry, **{"memberships-TOTAL_FORMS": 1, "memberships-0-role": "editor"})
    client, url = as_user(clerk), address(CHANGE, entry.pk)
    assert "jana@example.org" in client.get(url).text
    client.post(url, data)
    assert entry.memberships.get().role == "owner"


def test_certificates_are_removed(as_user: Any, address: Any, clerk: Any) -> None:
    entry = make_company()
    certificate = Certificate.objects.create(organisation_id=entry.pk, standard="ISO 9001")
    rows = {
        "certificates-TOTAL_FORMS": 1, "certificates-INITIAL_FORMS": 1, "certificates-0-id": certificate.pk,
        "certificates-0-organisation": entry.pk, "certificates-0-standard": "ISO 9001", "certificates-0-DELETE": "on",
    }  # fmt: skip
    response = as_user(clerk).post(address(CHANGE, entry.pk), typed(entry, **rows))
    assert response.status_code == 302
    assert not entry.certificates.exists()
