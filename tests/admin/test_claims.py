"""Claims: people who ask to act for an entry that nobody owns."""

from typing import Any

import pytest

from accounts.models import OutgoingMail
from organisations.choices import RequestState, Role
from organisations.models import JoinRequest
from tests.factories import make_clerk, make_company, make_member, make_user

pytestmark = pytest.mark.django_db
CHANGE, LIST = "organisations_joinrequest_change", "organisations_joinrequest_changelist"


def claim(**fields: Any) -> JoinRequest:
    """An open request for an organisation without an owner."""
    return JoinRequest.objects.create(
        organisation_id=make_company(**fields).pk, user=make_user(), message="Geschäftsführerin"
    )


@pytest.mark.parametrize(("button", "state"), [("_accept", RequestState.ACCEPTED), ("_decline", RequestState.DECLINED)])
def test_a_claim_is_decided(button: str, state: str, as_user: Any, address: Any) -> None:
    request, clerk = claim(), make_clerk("DED2D")
    client, url = as_user(clerk), address(CHANGE, request.pk)
    assert "Geschäftsführerin" in client.get(url).text
    assert client.post(url, {button: "1"}).status_code == 302
    request.refresh_from_db()
    assert (request.state, request.decided_by) == (state, clerk)
    members = list(request.organisation.memberships.values_list("user", "role"))
    assert members == ([(request.user_id, Role.OWNER)] if state == RequestState.ACCEPTED else [])
    assert OutgoingMail.objects.get().recipient == request.user.email
    assert client.post(url, {"_accept": "1"}, follow=True).status_code == 200
    request.refresh_from_db()
    assert request.state == state


def test_who_joins_editors_without_an_owner_becomes_the_owner(as_user: Any, address: Any) -> None:
    request = claim()
    make_member(request.organisation, role=Role.EDITOR)
    as_user(make_clerk("DED2D")).post(address(CHANGE, request.pk), {"_accept": "1"})
    assert request.organisation.memberships.get(user=request.user).role == Role.OWNER


def test_without_a_button_nothing_is_decided(as_user: Any, address: Any) -> None:
    request = claim()
    as_user(make_clerk("DED2D")).post(address(CHANGE, request.pk), {"_save": "1"})
    request.refresh_from_db()
    assert request.state == RequestState.OPEN


def test_what_has_an_owner_is_not_decided_by_the_chamber(as_user: Any, address: Any) -> None:
    request = claim()
    make_member(request.organisation)
    client = as_user(make_clerk("DED2D"))
    assert client.post(address(CHANGE, request.pk), {"_accept": "1"}).status_code == 404
    assert request.user.email not in client.get(address(LIST)).text


def test_claims_of_other_regions_do_not_exist(as_user: Any, address: Any) -> None:
    request = claim()
    client = as_user(make_clerk("CZ051"))
    assert client.get(address(CHANGE, request.pk)).status_code == 404
    assert client.post(address(CHANGE, request.pk), {"_accept": "1"}).status_code == 404
    assert request.user.email not in client.get(address(LIST)).text
