"""Who acts for an organisation: the rules."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import OutgoingMail
from organisations.choices import RequestState, Role
from organisations.exceptions import AlreadyAsked, AlreadyMember, InvitationUnusable, LastOwner
from organisations.models import Invitation, JoinRequest, Membership
from organisations.services import members
from tests.factories import make_clerk, make_company, make_member, make_superuser, make_user

db = pytest.mark.django_db


def invite(organisation: Any, email: str = "neu@example.org", **values: Any) -> Invitation:
    facts = {"role": Role.EDITOR, "language": "de", "actor": None, **values}
    return members.invite(organisation_id=organisation.pk, email=email, **facts)


def roles(organisation: Any) -> list[str]:
    return sorted(organisation.memberships.values_list("role", flat=True))


@db
@pytest.mark.parametrize("role", Role)
def test_an_invitation_makes_a_member(role: Role) -> None:
    company, guest = make_company(), make_user("neu@example.org")
    invitation = invite(company, " Neu@Example.org ", role=role)
    assert members.find_invitation(invitation.token) == invitation
    membership = members.accept_invitation(token=invitation.token, actor=guest)
    assert (membership.user, membership.role) == (guest, role)
    with pytest.raises(InvitationUnusable):
        members.accept_invitation(token=invitation.token, actor=guest)


@db
def test_links_that_do_not_work() -> None:
    company, guest = make_company(), make_user("neu@example.org")
    invitation = invite(company)
    with pytest.raises(InvitationUnusable):
        members.accept_invitation(token=invitation.token, actor=make_user())
    for token in ("", "x", invitation.token[:-1], f"{invitation.token}x", "\x00"):
        with pytest.raises(InvitationUnusable):
            members.find_invitation(token)
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=14, seconds=1))
    with pytest.raises(InvitationUnusable):
        members.accept_invitation(token=invitation.token, actor=guest)
    Invitation.objects.update(created_at=timezone.now())
    members.revoke_invitation(organisation_id=make_company().pk, invitation_id=invitation.pk)
    assert members.find_invitation(invitation.token)
    members.revoke_invitation(organisation_id=company.pk, invitation_id=invitation.pk)
    with pytest.raises(InvitationUnusable):
        members.accept_invitation(token=invitation.token, actor=guest)
    assert not Membership.objects.exists()


@db
def test_nobody_is_invited_twice_but_again_after_the_link_has_expired() -> None:
    company = make_company()
    member = make_member(company)
    with pytest.raises(AlreadyMember):
        invite(company, member.email.upper())
    first = invite(company)
    with pytest.raises(AlreadyAsked):
        invite(company, "NEU@example.org")
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=15))
    second = invite(company)
    assert Invitation.objects.get() == second
    with pytest.raises(InvitationUnusable):
        members.find_invitation(first.token)


@db
def test_an_invited_owner_is_an_owner_also_who_was_an_editor() -> None:
    company, guest = make_company(), make_user("neu@example.org")
    invitation = invite(company, role=Role.OWNER)
    make_member(company, user=guest, role=Role.EDITOR)
    JoinRequest.objects.create(organisation_id=company.pk, user=guest, message="Bitte")
    members.accept_invitation(token=invitation.token, actor=guest)
    assert roles(company) == ["owner"]
    assert JoinRequest.objects.get().state == RequestState.ACCEPTED


@db
def test_the_last_owner_stays() -> None:
    company = make_company()
    owner, editor = make_member(company), make_member(company, role=Role.EDITOR)
    own = company.memberships.get(user=owner)
    with pytest.raises(LastOwner):
        members.end_membership(organisation_id=company.pk, membership_id=own.pk)
    with pytest.raises(LastOwner):
        members.change_role(organisation_id=company.pk, membership_id=own.pk, role=Role.EDITOR)
    other = company.memberships.get(user=editor)
    members.change_role(organisation_id=company.pk, membership_id=other.pk, role=Role.OWNER)
    members.end_membership(organisation_id=company.pk, membership_id=own.pk)
    assert list(company.memberships.values_list("user", "role")) == [(editor.pk, "owner")]
    with pytest.raises(Membership.DoesNotExist):
        members.end_membership(organisation_id=company.pk, membership_id=own.pk)
    with pytest.raises(Membership.DoesNotExist):
        members.change_role(organisation_id=make_company().pk, membership_id=other.pk, role=Role.OWNER)


@db
def test_a_request_goes_to_the_owners_and_is_decided_once() -> None:
    company = make_company("Uhrwerk")
    owners = [make_member(company, language="cs"), make_member(company, language="de")]
    make_member(company, role=Role.EDITOR)
    make_clerk("DED2D")
    asker = make_user(first_name="Eva", language="cs")
    asked = members.ask_to_join(organisation_id=company.pk, actor=asker, message="Prodej")
    assert set(OutgoingMail.objects.values_list("user", "language")) == {(owners[0].pk, "cs"), (owners[1].pk, "de")}
    with pytest.raises(AlreadyAsked):
        members.ask_to_join(organisation_id=company.pk, actor=asker, message="Ještě jednou")
    members.decide_request(request_id=asked.pk, actor=owners[0], accept=True)
    assert roles(company) == ["editor", "editor", "owner", "owner"]
    with pytest.raises(AlreadyAsked):
        members.decide_request(request_id=asked.pk, actor=owners[1], accept=False)
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == (RequestState.ACCEPTED, owners[0])
    with pytest.raises(AlreadyMember):
        members.ask_to_join(organisation_id=company.pk, actor=asker, message="?")


@db
def test_who_was_declined_may_ask_again() -> None:
    company = make_company()
    owner, asker = make_member(company), make_user()
    for _ in range(2):
        asked = members.ask_to_join(organisation_id=company.pk, actor=asker, message="Bitte")
        members.decide_request(request_id=asked.pk, actor=owner, accept=False)
    assert not company.memberships.filter(user=asker).exists()
    assert JoinRequest.objects.filter(state=RequestState.DECLINED).count() == 2


@db
def test_a_claim_goes_to_the_clerks_of_the_region_and_makes_an_owner() -> None:
    company = make_company()
    yesterday = timezone.localdate() - timedelta(days=1)
    clerk, deputy = make_clerk("DED2D", language="cs"), make_clerk(deputy_for=("DED2D",))
    make_clerk("CZ051")
    make_clerk(deputy_for=("DED2D",), until=yesterday)
    make_superuser()
    asked = members.ask_to_join(organisation_id=company.pk, actor=make_user(), message="Geschäftsführerin")
    mails = OutgoingMail.objects.filter(purpose="membership")
    assert set(mails.values_list("user", "language")) == {(clerk.pk, "cs"), (deputy.pk, "de")}
    assert f"/admin/organisations/joinrequest/{asked.pk}/change/" in mails[0].text
    members.decide_request(request_id=asked.pk, actor=clerk, accept=True)
    assert roles(company) == ["owner"]


def at_once(*steps: Callable[[], Any]) -> list[str]:
    """What becomes of steps that begin at the same moment: "done" or the name of the error."""
    gate, results = threading.Barrier(len(steps)), []

    def run(step: Callable[[], Any]) -> None:
        try:
            gate.wait()
            step()
            results.append("done")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares it
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(step,)) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


@pytest.mark.django_db(transaction=True)
def test_two_owners_leaving_at_once_leave_one() -> None:
    company = make_company()
    ids = [company.memberships.get(user=make_member(company)).pk for _ in range(2)]
    results = at_once(
        lambda: members.end_membership(organisation_id=company.pk, membership_id=ids[0]),
        lambda: members.change_role(organisation_id=company.pk, membership_id=ids[1], role=Role.EDITOR),
    )
    assert results == ["LastOwner", "done"]
    assert company.memberships.filter(role=Role.OWNER).count() == 1


@pytest.mark.django_db(transaction=True)
def test_at_once_an_invitation_is_used_once_and_a_request_decided_once() -> None:
    company, guest = make_company(), make_user("neu@example.org")
    owner = make_member(company)
    token = invite(company).token
    accept = [lambda: members.accept_invitation(token=token, actor=guest)] * 2
    assert at_once(*accept) == ["InvitationUnusable", "done"]
    asker = make_user()
    ask = [lambda: members.ask_to_join(organisation_id=company.pk, actor=asker, message="?")] * 2
    assert at_once(*ask) == ["AlreadyAsked", "done"]
    asked = JoinRequest.objects.get()
    decide = [
        lambda yes=yes: members.decide_request(request_id=asked.pk, actor=owner, accept=yes) for yes in (True, False)
    ]
    assert at_once(*decide) == ["AlreadyAsked", "done"]
    assert at_once(*[lambda: invite(company, "b@example.org")] * 2) == ["AlreadyAsked", "done"]
    race = invite(company, "c@example.org")
    other = make_user("c@example.org")
    results = at_once(
        lambda: members.accept_invitation(token=race.token, actor=other),
        lambda: members.revoke_invitation(organisation_id=company.pk, invitation_id=race.pk),
    )
    assert results in (["done", "done"], ["InvitationUnusable", "done"])
