"""The pages of matches, as members use them without JavaScript."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import Feedback, Match, Preference
from tests.factories import make_clerk, make_company, make_superuser, make_user
from tests.matching.factories import make_buyer, make_demand, make_offer, make_owner, match_of, refresh
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
SESSION_AND_USER = 2


def signed_in(user: Any) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client


def scene(number: int = 1) -> tuple[Client, Any, list[Any]]:
    """A member with a demand that so many offers fit."""
    user, buyer = make_buyer()
    demand = make_demand(buyer)
    offers = [make_offer(make_owner(f"Dreherei {place} GmbH")) for place in range(number)]
    refresh(demand)
    return signed_in(user), demand, offers


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_member_sees_what_fits_and_why(language: str) -> None:
    client, demand, [offer] = scene()
    for address in (url(language, "matches"), url(language, "matches_of", "listing", demand.pk)):
        page = Page(client.get(address))
        assert page.status == 200
        assert offer.title_de in page.source
        assert page.source.count("<h1") == 1
        assert "match__reasons" in page.source
        assert "style=" not in page.source.partition("<main")[2].partition("</main")[0]


def test_interesting_leads_to_the_enquiry() -> None:
    client, demand, [offer] = scene()
    match = match_of(demand, offer)
    response = client.post(url("de", "match_decide", match.pk), {"decision": "accepted"})
    assert response.status_code == 302
    assert response.url == f"{url('de', 'enquiry_new')}?to={offer.organisation.slug}&listing={offer.slug}"
    assert Feedback.objects.get().decision == "accepted"


def test_a_cipher_is_written_to_without_its_name() -> None:
    user, seller = make_buyer()
    offer, demand = make_offer(seller), make_demand(make_owner("Geheim GmbH"), is_cipher=True)
    refresh(offer)
    client = signed_in(user)
    page = client.get(url("de", "matches")).content.decode()
    assert demand.title_de in page
    assert "Geheim GmbH" not in page
    response = client.post(url("de", "match_decide", match_of(offer, demand).pk), {"decision": "accepted"})
    assert response.url == f"{url('de', 'enquiry_new')}?listing={demand.slug}"


def test_not_for_us_asks_why_sets_aside_and_can_be_undone() -> None:
    client, demand, [offer] = scene()
    match, page = match_of(demand, offer), url("de", "matches_of", "listing", demand.pk)
    client.post(url("de", "match_decide", match.pk), {"decision": "declined"})
    assert not Feedback.objects.exists()
    client.post(url("de", "match_decide", match.pk), {"decision": "declined", "refusal": "thing"})
    assert offer.slug not in client.get(page).content.decode()
    assert offer.slug in client.get(f"{page}?show=aside").content.decode()
    assert client.post(url("de", "match_undo", match.pk)).url == page
    assert offer.slug in client.get(page).content.decode()


@pytest.mark.parametrize("data", [{}, {"decision": "x"}, {"decision": "declined", "refusal": "x"}])
def test_odd_answers_change_nothing(data: dict[str, str]) -> None:
    client, demand, [offer] = scene()
    assert client.post(url("de", "match_decide", match_of(demand, offer).pk), data).status_code == 302
    assert not Feedback.objects.exists()


def test_the_preference_is_kept_for_the_organisation() -> None:
    client, demand, _offers = scene()
    address = url("de", "match_preference", demand.organisation_id)
    client.post(address, {"other_side_first": "on"})
    assert Preference.objects.get().other_side_first
    assert "checked" in client.get(url("de", "matches")).content.decode()
    client.post(address, {})
    assert not Preference.objects.get().other_side_first


def test_strangers_see_nothing() -> None:
    _client, demand, [offer] = scene()
    match, stranger = match_of(demand, offer), signed_in(make_user())
    pages = [
        url("de", "matches_of", "listing", demand.pk),
        *(url("de", view, match.pk) for view in ("match_decide", "match_undo")),
    ]
    for address in pages:
        assert stranger.get(address).status_code == 404
        assert "login" in Client().get(address).url
    for view in ("match_decide", "match_undo"):
        assert stranger.post(url("de", view, match.pk), {"decision": "accepted"}).status_code == 404
    assert stranger.post(url("de", "match_preference", demand.organisation_id)).status_code == 404
    assert offer.title_de not in stranger.get(url("de", "matches")).content.decode()
    assert not Feedback.objects.exists()


def test_statements_do_not_depend_on_how_many_there_are() -> None:
    counted = []
    for number in (1, 3):
        client, demand, _offers = scene(number)
        for address in (url("de", "matches"), url("de", "matches_of", "listing", demand.pk)):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]
    assert max(counted) <= 6 + SESSION_AND_USER


def test_the_workspace_shows_the_best() -> None:
    client, _demand, [offer] = scene()
    assert offer.title_de in client.get(url("de", "workspace")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_empty_states_say_what_to_do(language: str) -> None:
    user = make_user(language=language)
    client = signed_in(user)
    assert url(language, "organisation_find") in client.get(url(language, "matches")).content.decode()
    company = make_company(owner=user)
    page = client.get(url(language, "matches")).content.decode()
    assert url(language, "organisation_status", company.pk) in page
    user, buyer = make_buyer()
    demand = make_demand(buyer)
    client = signed_in(user)
    assert client.get(url(language, "matches")).status_code == 200
    refresh(demand)
    page = client.get(url(language, "matches")).content.decode()
    assert url(language, "listing_edit", demand.pk) in page
    # what is only ruled out, by its delivery area for example, is still found
    assert f"{url(language, 'search')}?q=" in page


def test_one_kind_of_match() -> None:
    client, _demand, [offer] = scene()
    assert offer.slug in client.get(url("de", "matches") + "?group=offers").content.decode()
    assert offer.slug not in client.get(url("de", "matches") + "?group=events").content.decode()
    assert offer.slug in client.get(url("de", "matches") + "?group=nonsense").content.decode()


def test_clerks_read_those_of_their_regions() -> None:
    _client, demand, [offer] = scene()
    match = match_of(demand, offer)
    address = reverse("admin:matching_match_change", args=[match.pk])
    own, other = signed_in(make_clerk("DED2D")), signed_in(make_clerk("CZ041"))
    assert own.get(address).status_code == 200
    assert 'name="_save"' not in own.get(address).content.decode()
    assert other.get(address).status_code == 404
    assert own.post(reverse("admin:matching_match_delete", args=[match.pk])).status_code == 403
    assert Match.objects.curated_by(make_superuser()).exists()


def test_own_entries_lead_to_their_matches() -> None:
    client, demand, _offers = scene()
    way = url("de", "matches_of", "listing", demand.pk)
    for address in (url("de", "listing_status", demand.pk), url("de", "listing_detail", demand.slug)):
        assert way in client.get(address).content.decode()
    assert way not in Client().get(url("de", "listing_detail", demand.slug)).content.decode()
