"""Saving a list, looking at what is new, changing and deleting; in both languages, without JavaScript."""

from typing import Any

import pytest
from django.test import Client

from accounts.choices import Frequency
from accounts.models import User
from alerts.lists import lists
from alerts.models import SavedSearch
from alerts.services import saving
from alerts.services.finding import find_new
from tests.alerts.factories import publish_listing, save
from tests.factories import PASSWORD, list_publicly, make_company, make_user
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
PAGES = {
    "company": "company_list",
    "institution": "institution_list",
    "listing": "listing_list",
    "event": "event_list",
    "search": "search",
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "view"), PAGES.items())
def test_each_list_can_be_saved_also_when_it_is_empty(code: str, view: str, language: str) -> None:
    query = "?q=xyzzy&region=DED2D&near=02763"
    page = Page(Client().get(url(language, view) + query))
    link = next(link["href"] for link in page.links if url(language, "saved_search_new", code) in link["href"])
    client = signed_in(make_user())
    form = Page(client.get(link)).form("name")
    client.post(link, {"name": form["name"][0], "frequency": "weekly"})
    search = SavedSearch.objects.get()
    assert search.list == code
    assert search.query == "q=xyzzy&region=DED2D&near=02763"
    assert "xyzzy" in search.name
    assert search.frequency == Frequency.WEEKLY


def test_every_list_is_known() -> None:
    assert set(lists()) == set(PAGES)


def test_tab_and_order_are_kept() -> None:
    client = signed_in(make_user())
    address = url("de", "saved_search_new", "search") + "?q=Holz&kind=demand&sort=newest&page=3"
    client.post(address, {"name": "Holz", "frequency": "daily"})
    assert SavedSearch.objects.get().query == "q=Holz&kind=demand&sort=newest"


def test_past_events_stay_past() -> None:
    client = signed_in(make_user())
    client.post(url("de", "saved_search_new", "event") + "?when=past", {"name": "x", "frequency": "never"})
    assert SavedSearch.objects.get().query == "when=past"


def test_signing_in_between_loses_nothing() -> None:
    user = make_user()
    client = Client()
    address = url("de", "saved_search_new", "listing") + "?q=Holz&region=DED2D"
    response = client.post(address, {"name": "Mein Holz", "frequency": "weekly"})
    sign_in = {"login": user.email, "password": PASSWORD}
    back = client.post(response["Location"], sign_in)
    assert back["Location"] == address
    form = Page(client.get(back["Location"])).form("name")
    assert form["name"] == ["Mein Holz"]
    assert form["frequency"] == ["weekly"]
    client.post(address, {"name": "Mein Holz", "frequency": "weekly"})
    assert SavedSearch.objects.get().user == user


def test_what_is_unknown_is_said_and_left_out() -> None:
    client = signed_in(make_user())
    address = url("de", "saved_search_new", "company") + "?region=XX&sector=C25"
    assert "region=XX" in client.get(address).content.decode()
    client.post(address, {"name": "x", "frequency": "daily"})
    assert SavedSearch.objects.get().query == "sector=C25"


def test_what_a_list_no_longer_knows_is_said() -> None:
    user = make_user()
    search = save(user, "region=DED2D")
    SavedSearch.objects.update(query="region=XX")
    client = signed_in(user)
    for address in (url("de", "saved_searches"), search.get_absolute_url()):
        assert "region=XX" in client.get(address).content.decode()
    SavedSearch.objects.update(list="gone")
    for address in (url("de", "saved_searches"), search.get_absolute_url(), url("de", "saved_search_edit", search.pk)):
        assert client.get(address).status_code == 200
    assert find_new(frequencies=list(Frequency)) == 0


def test_the_same_question_is_kept_once() -> None:
    user = make_user()
    client = signed_in(user)
    for query in ("?region=DED2D&region=CZ041", "?region=CZ041&region=DED2D&sort=name"):
        client.post(url("de", "saved_search_new", "listing") + query, {"name": "x", "frequency": "daily"})
    assert SavedSearch.objects.count() == 1


def test_there_is_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "MOST_SAVED", 1)
    user = make_user()
    save(user)
    address = url("de", "saved_search_new", "listing") + "?kind=offer"
    page = Page(signed_in(user).post(address, {"name": "Noch eine", "frequency": "daily"}))
    assert page.status == 200
    assert page.form("name")["name"] == ["Noch eine"]
    assert SavedSearch.objects.count() == 1


def test_an_unknown_list_does_not_exist() -> None:
    assert signed_in(make_user()).get(url("de", "saved_search_new", "gone")).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_marks_what_is_new_until_it_is_seen(language: str) -> None:
    user = make_user(language=language)
    old = publish_listing("Alte Wellen")
    search = save(user, "kind=demand")
    new = publish_listing("Neue Wellen")
    find_new(frequencies=list(Frequency))
    client = signed_in(user)
    address = url(language, "saved_search", search.pk)
    source = client.get(address).content.decode()
    assert source.index(new.slug) < source.index('id="known"') < source.index(old.slug)
    assert 'class="unread-count"' in client.get(url(language, "saved_searches")).content.decode()
    client.post(url(language, "saved_search_seen", search.pk))
    source = client.get(address).content.decode()
    assert source.index('id="known"') < source.index(new.slug)


def test_changing_and_deleting() -> None:
    user = make_user()
    search = save(user)
    client = signed_in(user)
    address = url("cs", "saved_search_edit", search.pk)
    client.post(address, {"name": "Neu", "frequency": "weekly", "is_paused": "on"})
    search.refresh_from_db()
    assert (search.name, search.frequency, search.paused_at is not None) == ("Neu", "weekly", True)
    assert Page(client.get(address)).form("name")["is_paused"] == ["on"]
    page = Page(client.post(address, {"name": "", "frequency": "weekly"}))
    assert page.error("name")
    assert client.get(url("cs", "saved_search_delete", search.pk)).status_code == 405
    client.post(url("cs", "saved_search_delete", search.pk))
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("view", ["saved_search", "saved_search_edit", "saved_search_seen", "saved_search_delete"])
def test_nobody_sees_what_others_look_for(view: str) -> None:
    search = save()
    client = signed_in(make_user())
    address = url("de", view, search.pk)
    assert client.get(address).status_code in {404, 405}
    assert client.post(address).status_code in {404, 405}
    assert Client().get(address).status_code == 302
    assert SavedSearch.objects.filter(pk=search.pk, frequency=Frequency.AT_ONCE).exists()


@pytest.mark.parametrize("number", [0, 1, 1000])
def test_the_list_of_saved_searches_costs_the_same(number: int, django_assert_num_queries: Any) -> None:
    user = make_user()
    if number:
        first = save(user, "near=02763")
        copies = [
            SavedSearch(
                user=user, list="listing", query=f"near=02763&q=w{copy}", fingerprint=str(copy), name=f"Suche {copy}",
                watch_from=first.watch_from,
            )
            for copy in range(number - 1)
        ]  # fmt: skip
        SavedSearch.objects.bulk_create(copies)
    client = signed_in(user)
    client.get(url("de", "saved_searches"))
    with django_assert_num_queries(4 if number else 3):  # session, user, number of pages, rows
        response = client.get(url("de", "saved_searches"))
    assert response.status_code == 200
    assert response.content.decode().count('class="own saved-search"') == min(number, 50)


def test_the_page_of_one_costs_the_same_for_one_and_three(django_assert_max_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    user = make_user()
    search = save(user, "q=Drehteile")
    client = signed_in(user)
    numbers = []
    for new in (1, 2):
        for _number in range(new):
            publish_listing()
            list_publicly(make_company(summary_de="Drehteile"))
        find_new(frequencies=list(Frequency))
        client.get(search.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(search.get_absolute_url())
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
