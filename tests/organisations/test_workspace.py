"""The member's area: the way of a profile from draft to readers and back, in both languages."""

from typing import Any

import pytest
from django.test import Client

from companies.models import Company
from organisations.choices import Role
from publishing import services as publishing
from publishing.models import ReviewItem
from search.models import Document
from search.services import index_now
from tests.factories import list_publicly, make_clerk, make_company, make_institution, make_member, make_user, submit
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
COMPLETE = {"description_de": "Wir drehen Wellen.", "postcode": "02763"}


@pytest.fixture
def company() -> Company:
    entry = make_company("Uhrwerk", **COMPLETE)
    entry.sectors.set(["C25"])
    entry.capabilities.set(["44316000"])
    return entry


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", Role)
def test_pages_of_members(company: Company, role: Role, language: str) -> None:
    client = signed_in(make_member(company, role=role, language=language))
    for view in ("organisation_status", "company_edit", "organisation_members"):
        page = Page(client.get(url(language, view, company.pk)))
        assert (page.status, page.language, len(page.headings)) == (200, language, 1), view
        assert "Uhrwerk" in page.headings[0]
    assert "Uhrwerk" in Page(client.get(url(language, "workspace"))).source
    assert Page(client.get(url(language, "company_detail", company.slug))).status == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_and_the_signed_out(company: Company, language: str) -> None:
    stranger, nobody = signed_in(make_user()), Client()
    for view in ("organisation_status", "company_edit", "organisation_members"):
        address = url(language, view, company.pk)
        assert stranger.get(address).status_code == 404
        assert stranger.post(address).status_code in {404, 405}
        assert nobody.get(address).url == f"{url(language, 'account_login')}?next={address}"
    for view in ("organisation_submit", "organisation_withdraw"):
        assert stranger.post(url(language, view, company.pk)).status_code == 404
        assert stranger.get(url(language, view, company.pk)).status_code == 404
    assert stranger.get(url(language, "institution_edit", company.pk)).status_code == 404
    assert nobody.get(url(language, "workspace")).status_code == 302


def test_what_is_missing_is_named(company: Company) -> None:
    client = signed_in(make_member(company))
    company.capabilities.clear()
    Company.objects.update(description_de="")
    for language in LANGUAGES:
        page = Page(client.get(url(language, "organisation_status", company.pk)))
        assert page.source.partition('class="to-do"')[2].partition("</ul>")[0].count("<li>") == 2
        answer = client.post(url(language, "organisation_submit", company.pk), follow=True)
        assert answer.redirect_chain[-1][0] == url(language, "company_edit", company.pk)
        assert "kern-alert--danger" in answer.content.decode()
    assert Company.objects.get().status == "draft"
    assert not ReviewItem.objects.exists()


def test_an_institution_needs_no_codes() -> None:
    entry = make_institution("IHK", description_de="Wir beraten.")
    signed_in(make_member(entry)).post(url("de", "organisation_submit", entry.pk))
    assert ReviewItem.objects.get().title == "IHK"


def test_submit_withdraw_submit_publish_archive(company: Company) -> None:
    client = signed_in(make_member(company))
    steps = {name: url("de", f"organisation_{name}", company.pk) for name in ("submit", "withdraw", "status")}

    def status() -> str:
        return Company.objects.get().status

    client.post(steps["submit"])
    assert status() == "submitted"
    client.post(steps["submit"])
    assert ReviewItem.objects.open().count() == 1
    client.post(steps["withdraw"], {"step": "withdraw"})
    assert (status(), ReviewItem.objects.open().count()) == ("draft", 0)
    client.post(steps["submit"])
    publishing.approve(item_id=ReviewItem.objects.open().get().pk, actor=make_clerk("DED2D"))
    assert status() == "published"
    # the page still showed "withdraw from the review": that must not take it off the public pages
    client.post(steps["withdraw"], {"step": "withdraw"})
    client.post(steps["withdraw"])
    assert status() == "published"
    client.post(steps["withdraw"], {"step": "archive"})
    client.post(steps["withdraw"], {"step": "archive"})
    assert status() == "archived"
    client.post(steps["submit"])
    assert status() == "submitted"
    assert client.get(steps["submit"]).url == steps["status"]
    assert client.get(steps["withdraw"]).url == steps["status"]


def test_reasons_are_read_until_the_next_review(company: Company) -> None:
    owner = make_member(company, language="cs")
    client, clerk = signed_in(owner), make_clerk("DED2D")
    address = url("cs", "organisation_status", company.pk)
    item = submit(company, owner)
    publishing.send_back(item_id=item.pk, actor=clerk, reason="Doplňte <adresu>.", standard=["register"])
    page = Page(client.get(address)).source
    assert "Doplňte &lt;adresu&gt;." in page
    assert 'aria-labelledby="reason"' in page
    client.post(url("cs", "organisation_submit", company.pk))
    assert 'aria-labelledby="reason"' not in Page(client.get(address)).source


def test_an_archived_entry_leaves_the_lists_with_the_next_job(company: Company) -> None:
    client = signed_in(make_member(company))
    list_publicly(company)
    assert Document.objects.filter(object_id=company.pk, kind="company").exists()
    client.post(url("de", "organisation_withdraw", company.pk), {"step": "archive"})
    detail = url("de", "company_detail", company.slug)
    assert Client().get(detail).status_code == 404
    assert client.get(detail).status_code == 200
    index_now(kind="company", ids=[company.pk])
    assert not Document.objects.exists()
    assert "Uhrwerk" not in Page(Client().get(url("de", "company_list"))).source


def test_drafts_are_never_documents(company: Company) -> None:
    index_now(kind="company", ids=[company.pk])
    submit(company)
    index_now(kind="company", ids=[company.pk])
    assert not Document.objects.exists()
