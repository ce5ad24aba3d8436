"""Every page of the administration: who gets it, and nothing inline on it."""

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from companies.models import Company
from glokal.models import Page
from institutions.models import Institution
from listings.models import Listing
from organisations.models import (
    Capability,
    Certificate,
    Invitation,
    JoinRequest,
    Membership,
    Postcode,
    Region,
    Sector,
)
from publishing.models import Responsibility, ReviewItem, Revision
from search.models import Term
from search.terms.services import suggest_term
from tests.factories import (
    edit,
    make_clerk,
    make_company,
    make_institution,
    make_listing,
    make_superuser,
    make_user,
    publish,
    submit,
)

pytestmark = pytest.mark.django_db

BY_CLERKS = {ReviewItem, Company, Institution, Listing, JoinRequest, Region, Sector, Capability, Postcode, Term}
BY_SUPERUSERS = {Revision, Responsibility, Membership, Invitation, Page}
MODELS = sorted(BY_CLERKS | BY_SUPERUSERS, key=lambda model: model._meta.label)
INLINE = re.compile(
    r"<style[^>]*>|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>",
    re.IGNORECASE,
)


@pytest.fixture
def rows() -> dict[Any, Any]:
    """A row of every model."""
    owner = make_user()
    company = publish(make_company(owner=owner))
    Certificate.objects.create(organisation_id=company.pk, standard="ISO 9001")
    edit(company, owner, summary_de="Neu.")
    make_listing(organisation=company)
    institution = make_institution()
    submit(institution)
    Responsibility.objects.create(user=make_user(is_staff=True), region_code="DED2D")
    Invitation.objects.create(organisation_id=company.pk, email="a@example.org", language="de")
    JoinRequest.objects.create(organisation_id=institution.pk, user=make_user(), message="Ich")
    suggest_term(de=["Funkenerosion"], cs=[], note="", language="de")
    Page.objects.get_or_create(
        slug="imprint", defaults={"title_de": "I", "title_cs": "T", "body_de": "I", "body_cs": "T"}
    )
    return {model: model._default_manager.order_by("pk").first() for model in MODELS}


def page(model: Any, name: str, *arguments: Any) -> str:
    """The address of a model's page."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments)


def test_all_models_of_the_house_are_listed_here() -> None:
    ours = {"publishing", "organisations", "companies", "institutions", "listings", "glokal", "search"}
    assert {model for model in admin.site._registry if model._meta.app_label in ours} == BY_CLERKS | BY_SUPERUSERS


@pytest.mark.parametrize("model", MODELS)
def test_who_opens_lists_and_pages(model: Any, rows: dict[Any, Any], as_user: Any) -> None:
    addresses = [page(model, "changelist"), page(model, "change", rows[model].pk)]
    for url in addresses:
        assert as_user(make_superuser()).get(url).status_code == 200
        assert as_user(make_clerk("DED2D")).get(url).status_code == (200 if model in BY_CLERKS else 403)
        assert as_user(make_user()).get(url).status_code == 302
    stranger = as_user(make_user(is_staff=True))
    assert stranger.get(addresses[0]).status_code == (200 if model is ReviewItem else 403)
    assert stranger.get(addresses[1]).status_code in {403, 404}


@pytest.mark.parametrize("model", [model for model in MODELS if model is not Term])
def test_nobody_adds_or_deletes_what_the_platform_writes(model: Any, rows: dict[Any, Any], as_user: Any) -> None:
    expected = 200 if model in {Responsibility, Page} else 403
    client = as_user(make_superuser())
    assert client.get(page(model, "add")).status_code == expected
    assert client.get(page(model, "delete", rows[model].pk)).status_code == expected
    for url in (page(model, "add"), page(model, "delete", rows[model].pk)):
        assert as_user(make_clerk("DED2D")).post(url).status_code == 403


@pytest.mark.parametrize("model", [*MODELS, Group])
@pytest.mark.parametrize("language", ["de", "cs"])
def test_no_page_has_anything_inline(model: Any, language: str, rows: dict[Any, Any], as_user: Any) -> None:
    client = as_user(make_superuser(language=language))
    addresses = [reverse("admin:index"), page(model, "changelist")]
    if model in rows:
        addresses.append(page(model, "change", rows[model].pk))
        addresses.append(page(model, "history", rows[model].pk))
    if model in {Company, Institution}:
        addresses.append(page(model, "step", rows[model].pk))
    for url in addresses:
        response = client.get(url)
        assert response.status_code == 200, url
        assert not INLINE.findall(response.text), url
        assert "//ajax.googleapis" not in response.text
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert "<h1" in response.text


def test_codes_are_found_while_typing(as_user: Any) -> None:
    client = as_user(make_clerk("DED2D"))
    query = {"app_label": "companies", "model_name": "company", "field_name": "sectors", "term": "oberflachen"}
    found = client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert found
    assert all("Oberfläch" in row["text"] for row in found)


def test_a_responsibility_is_given_to_staff_only(as_user: Any) -> None:
    client, url = as_user(make_superuser()), page(Responsibility, "add")
    clerk, member = make_user(is_staff=True), make_user()
    data = {"region_code": "CZ051", "is_deputy": "on", "until": "31.12.2030"}
    assert client.post(url, {**data, "user": member.pk}).status_code == 200
    assert client.post(url, {**data, "user": clerk.pk}).status_code == 302
    assert clerk.responsibilities.get().region_code == "CZ051"
    assert client.post(url, {**data, "user": clerk.pk}).status_code == 200
