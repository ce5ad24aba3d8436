"""The mails: in the reader's language, with true reasons, once, and to nobody who is gone."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from accounts.choices import Frequency
from accounts.models import Notification, OutgoingMail
from accounts.services import send_mail
from alerts.letters import MOST_SHOWN
from alerts.models import Finding, SavedSearch
from alerts.services import running, telling
from alerts.services.finding import find_new
from alerts.services.running import sweep
from alerts.services.telling import tell_all
from publishing.services import archive
from search.services import embed_now, index_now
from tests.alerts.factories import alert_mails, publish_listing, save
from tests.factories import make_user
from tests.pages import LANGUAGES, url

pytestmark = pytest.mark.django_db
AT_ONCE = [Frequency.AT_ONCE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_reads_the_own_language(language: str) -> None:
    user = make_user(language=language)
    save(user, "q=Drehteile&near=02763", name="Meine Drehteile")
    listing = publish_listing(
        title_de="Drehteile aus Messing", title_cs="Soustružené díly z mosazi", postcode="02763", lat=50.9, lon=14.8
    )
    assert sweep() == 1
    (mail,) = alert_mails()
    assert mail.language == language
    title = {"de": "Drehteile aus Messing", "cs": "Soustružené díly z mosazi"}[language]
    assert title in mail.text
    assert title in mail.html
    assert "Meine Drehteile" in mail.subject
    assert url(language, "listing_detail", listing.slug) in mail.text
    assert "Drehteile" in mail.text
    assert "02763" in mail.text


def test_the_reasons_are_true() -> None:
    save(query="q=Drehteile&kind=demand&region=DED2D&region=CZ041")
    publish_listing("Drehteile aus Messing")
    sweep()
    text = alert_mails()[0].text
    assert "„Drehteile“" in text or "“Drehteile”" in text
    assert "Görlitz" in text
    assert "Karl" not in text  # the other chosen region is not that of the entry


def test_what_is_only_near_in_meaning_says_so() -> None:
    save(query="q=Zahnräder")
    listing = publish_listing("Ozubená kola", description_de="Převodová kola z oceli.")
    embed_now(kind="listing", ids=[listing.pk])
    assert sweep() == 1
    assert "“Zahnräder”" in alert_mails()[0].text or "„Zahnräder“" in alert_mails()[0].text


def test_one_mail_for_all_saved_searches_and_a_line_for_each() -> None:
    user = make_user()
    save(user, "kind=demand", name="Gesuche")
    save(user, "region=DED2D", name="Görlitz")
    publish_listing()
    assert sweep() == 1
    (mail,) = alert_mails()
    assert "Gesuche (1)" in mail.text
    assert "Görlitz (1)" in mail.text
    assert Notification.objects.of(user).count() == 2
    assert sweep() == 0


def test_the_link_of_the_header_stops_the_one_search_that_is_told() -> None:
    user = make_user()
    first, second = save(user, "kind=demand"), save(user, "kind=offer")
    publish_listing()
    sweep()
    (mail,) = alert_mails()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = mail.headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    first.refresh_from_db()
    assert first.frequency == Frequency.AT_ONCE
    strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.frequency, second.frequency) == (Frequency.NEVER, Frequency.AT_ONCE)
    publish_listing()
    assert sweep() == 0


def test_the_link_of_a_mail_about_several_stops_all() -> None:
    user = make_user()
    save(user, "kind=demand"), save(user, "region=DED2D")
    publish_listing()
    sweep()
    path = alert_mails()[0].headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    Client().post(path, {"List-Unsubscribe": "One-Click"})
    assert set(SavedSearch.objects.values_list("frequency", flat=True)) == {Frequency.NEVER}


def test_the_link_of_a_deleted_search_still_answers() -> None:
    search = save()
    publish_listing()
    sweep()
    path = alert_mails()[0].headers["List-Unsubscribe"].strip("<>").removeprefix("http://localhost:8000")
    search.delete()
    assert Client().get(path).status_code == 200
    assert Client().post(path).status_code == 200
    assert Client().post(path.replace(path[-8:-1], "xxxxxxx")).status_code == 404


@pytest.mark.parametrize("state", ["locked", "unverified"])
def test_never_to_the_locked_or_unverified(state: str) -> None:
    user = make_user()
    save(user)
    publish_listing()
    find_new(frequencies=AT_ONCE)
    if state == "locked":
        user.is_active = False
        user.save()
    else:
        EmailAddress.objects.filter(user=user).update(verified=False)
    assert tell_all(frequencies=AT_ONCE) == 0
    assert not alert_mails()
    assert not Finding.objects.pending(AT_ONCE).exists()


def test_what_was_taken_off_meanwhile_is_not_told() -> None:
    save()
    listing = publish_listing()
    find_new(frequencies=AT_ONCE)
    archive(kind="listing", pk=listing.pk, actor=None)
    index_now(kind="listing", ids=[listing.pk])
    assert tell_all(frequencies=AT_ONCE) == 0
    assert not alert_mails()


def test_nobody_is_told_of_nothing() -> None:
    save()
    assert sweep() == 0
    assert not OutgoingMail.objects.exists()


def test_many_entries_are_counted() -> None:
    save()
    for _number in range(MOST_SHOWN + 2):
        publish_listing()
    sweep()
    (mail,) = alert_mails()
    assert mail.text.count("/drehteile-") + mail.text.count("/drehteile") >= MOST_SHOWN
    assert f"({MOST_SHOWN + 2})" in mail.text


@pytest.mark.parametrize("dies_at", [1, 2, 3])
def test_a_run_that_dies_neither_loses_nor_repeats(monkeypatch: pytest.MonkeyPatch, dies_at: int) -> None:
    people = [make_user() for _number in range(3)]
    for user in people:
        save(user)
    publish_listing()
    original, calls = send_mail, []

    def dying(**values: Any) -> OutgoingMail:
        mail = original(**values)
        calls.append(mail)
        if len(calls) == dies_at:
            raise KeyboardInterrupt
        return mail

    monkeypatch.setattr(telling, "send_mail", dying)
    with pytest.raises(KeyboardInterrupt):
        sweep()
    assert len(alert_mails()) == dies_at - 1
    monkeypatch.setattr(telling, "send_mail", original)
    assert sweep() == 4 - dies_at
    assert sorted(mail.recipient for mail in alert_mails()) == sorted(user.email for user in people)


def test_a_run_that_dies_while_looking_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    save(query="kind=demand")
    save(query="region=DED2D")
    publish_listing()
    original, calls = find_new, []

    def dying(**values: Any) -> int:
        calls.append(original(**values))
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "find_new", dying)
    with pytest.raises(KeyboardInterrupt):
        sweep()
    monkeypatch.setattr(running, "find_new", original)
    assert sweep() == 2
    assert sweep() == 0


def test_long_untold_findings_are_told_first_thing() -> None:
    save()
    publish_listing()
    find_new(frequencies=AT_ONCE)
    Finding.objects.update(found_at=timezone.now() - timedelta(days=2))
    assert sweep() == 1
