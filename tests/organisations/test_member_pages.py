"""The members page and the invitation page."""

import pytest
from django.test import Client

from organisations.choices import Role
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.services import members
from tests.factories import make_company, make_member, make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
GUEST = {"email": "gast@example.org", "role": "editor", "language": "cs"}


@pytest.fixture
def company() -> Organisation:
    return make_company("Uhrwerk")


@pytest.fixture
def owner(company: Organisation, client: Client) -> Client:
    client.force_login(make_member(company))
    return client


def test_inviting(owner: Client, company: Organisation) -> None:
    for language in LANGUAGES:
        address = url(language, "organisation_members", company.pk)
        for wrong in ({"email": ""}, {"email": "x"}, {"email": "a\x00@b.de"}, {"role": "king"}, {"language": "en"}):
            page = Page(owner.post(address, {**GUEST, **wrong}))
            assert page.status == 422
            assert page.error(next(iter(wrong)))
    assert owner.post(address, GUEST).status_code == 302
    page = Page(owner.post(address, GUEST))
    assert page.error("email")
    assert "gast@example.org" in page.source
    invitation = Invitation.objects.get()
    assert owner.post(url("de", "invitation_revoke", company.pk, invitation.pk)).status_code == 302
    assert not Invitation.objects.exists()


def test_accepting(client: Client, company: Organisation) -> None:
    owner = make_member(company)
    invitation = members.invite(organisation_id=company.pk, actor=owner, **{**GUEST, "role": Role.EDITOR})
    address = url("cs", "invitation", invitation.token)
    assert client.get(address).url.startswith(url("cs", "account_login"))
    client.force_login(make_user())
    page = Page(client.get(address))
    assert page.status == 200
    assert "Uhrwerk" not in page.source  # what was meant for somebody else says nothing
    assert client.post(address).status_code == 410
    client.force_login(make_user("gast@example.org"))
    assert "Uhrwerk" in Page(client.get(url("de", "workspace"))).source
    assert "Uhrwerk" in Page(client.get(address)).headings[0]
    assert client.post(address).url == url("cs", "organisation_status", company.pk)
    assert Membership.objects.get(user__email="gast@example.org").role == "editor"
    for answer in (client.get(address), client.post(address), client.get(url("cs", "invitation", "wrong"))):
        assert answer.status_code == 410


def test_roles_and_leaving(owner: Client, company: Organisation) -> None:
    own = company.memberships.get()
    other = company.memberships.get(user=make_member(company, role=Role.EDITOR))
    page = url("de", "organisation_members", company.pk)
    last = owner.post(url("de", "member_end", company.pk, own.pk), follow=True)
    assert "kern-alert--danger" in last.content.decode()
    owner.post(url("de", "member_role", company.pk, own.pk), {"role": "editor"})
    owner.post(url("de", "member_role", company.pk, other.pk), {"role": "king"})
    assert sorted(company.memberships.values_list("role", flat=True)) == ["editor", "owner"]
    assert owner.post(url("de", "member_role", company.pk, other.pk), {"role": "owner"}).url == page
    assert owner.post(url("de", "member_end", company.pk, own.pk)).url == url("de", "workspace")
    assert owner.post(url("de", "member_end", company.pk, own.pk)).status_code == 404
    assert list(company.memberships.all()) == [other]


def test_requests(owner: Client, company: Organisation) -> None:
    asked = [members.ask_to_join(organisation_id=company.pk, actor=make_user(), message=f"Frage {n}") for n in range(2)]
    page = Page(owner.get(url("de", "organisation_members", company.pk)))
    assert all(f"Frage {n}" in page.source for n in range(2))
    decide = url("de", "request_decide", company.pk, asked[0].pk)
    assert owner.post(decide, {"decision": "accept"}).status_code == 302
    assert owner.post(decide, {"decision": "decline"}).status_code == 302
    owner.post(url("de", "request_decide", company.pk, asked[1].pk), {"decision": "decline"})
    assert [item.state for item in JoinRequest.objects.order_by("id")] == ["accepted", "declined"]


def test_a_decision_needs_a_button(owner: Client, company: Organisation) -> None:
    asked = members.ask_to_join(organisation_id=company.pk, actor=make_user(), message="Frage")
    owner.post(url("de", "request_decide", company.pk, asked.pk), {})
    asked.refresh_from_db()
    assert asked.state == "open"


def test_ids_of_another_organisation_lead_nowhere(owner: Client, company: Organisation) -> None:
    other = make_company()
    membership = other.memberships.get(user=make_member(other))
    asked = members.ask_to_join(organisation_id=other.pk, actor=make_user(), message="Frage")
    invitation = members.invite(organisation_id=other.pk, actor=None, **{**GUEST, "role": Role.EDITOR})
    assert owner.post(url("de", "member_role", company.pk, membership.pk), {"role": "editor"}).status_code == 404
    assert owner.post(url("de", "member_end", company.pk, membership.pk)).status_code == 404
    assert owner.post(url("de", "request_decide", company.pk, asked.pk), {"decision": "accept"}).status_code == 404
    owner.post(url("de", "invitation_revoke", company.pk, invitation.pk))
    assert Invitation.objects.filter(pk=invitation.pk).exists()
