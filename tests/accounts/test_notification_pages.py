"""The inbox in the browser, and the links that stop mails."""

from email import message_from_string, policy
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client

from accounts.choices import Frequency
from accounts.messages import Message
from accounts.models import Notification, NotificationSetting, User
from accounts.services.notifications import frequencies_of
from accounts.unsubscribing import EVERYTHING, unsubscribe_headers, unsubscribe_path
from publishing.services import archive, send_back
from tests.accounts.test_notifications import _kinds, put  # noqa: F401 - a fixture
from tests.factories import make_clerk, make_company, make_user, publish, submit
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_leads_to_its_page_and_is_read_then(language: str) -> None:
    user = make_user(language=language)
    client, line = signed_in(user), put(user)
    assert line
    page = Page(client.get(url(language, "notifications")))
    assert "Butter 1" in page.source
    assert len(page.headings) == 1
    response = client.get(url(language, "notification_open", line.pk))
    assert response["Location"] == url(language, "home")
    line.refresh_from_db()
    assert line.read_at


def test_the_header_counts_what_is_unread() -> None:
    user = make_user()
    client = signed_in(user)
    put(user)
    put(user, name="2")
    assert 'class="unread-count">2<' in client.get(url("de", "home")).content.decode()
    client.post(url("de", "notifications_read"))
    assert "unread-count" not in client.get(url("de", "home")).content.decode()


def test_a_page_that_is_no_more_leads_back() -> None:
    user = make_user()
    line = put(user)
    assert line
    Notification.objects.update(url_name="no_such_page")
    response = signed_in(user).get(url("de", "notification_open", line.pk))
    assert response["Location"] == url("de", "notifications")


def test_lines_of_others_do_not_exist() -> None:
    line = put(make_user())
    assert line
    client = signed_in(make_user())
    assert client.get(url("de", "notification_open", line.pk)).status_code == 404
    assert client.post(url("de", "notification_read", line.pk)).status_code == 404
    assert "Butter" not in client.get(url("de", "notifications")).content.decode()


def test_marking_one_line() -> None:
    user = make_user()
    line = put(user)
    put(user, name="2")
    assert line
    client = signed_in(user)
    assert client.get(url("de", "notification_read", line.pk)).status_code == 405
    client.post(url("de", "notification_read", line.pk))
    assert [row.key for row in Notification.objects.unread()] == ["butter-2"]


def test_strangers_are_asked_to_sign_in(client: Client) -> None:
    for view in ("notifications", "notification_settings"):
        assert client.get(url("de", view)).status_code == 302


def test_a_line_of_an_app_that_is_gone_is_left_out() -> None:
    user = make_user()
    put(user)
    Notification.objects.update(kind="gone")
    assert signed_in(user).get(url("de", "notifications")).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_choosing_how_often(language: str) -> None:
    user = make_user()
    client = signed_in(user)
    page = Page(client.get(url(language, "notification_settings")))
    assert page.form("mail-bread")["mail-butter"] == ["daily"]
    client.post(url(language, "notification_settings"), {"mail-bread": "weekly", "mail-butter": "never"})
    assert frequencies_of(user) == {"bread": Frequency.WEEKLY, "butter": Frequency.NEVER}
    page = Page(client.post(url(language, "notification_settings"), {"mail-bread": "hourly", "mail-butter": "never"}))
    assert page.error("mail-bread")


def test_one_click_stops_a_kind_without_signing_in() -> None:
    user = make_user()
    path = unsubscribe_path(user, "bread", "de")
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert not NotificationSetting.objects.exists()  # looking changes nothing
    response = strict.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert response.status_code == 200
    assert frequencies_of(user) == {"bread": Frequency.NEVER, "butter": Frequency.DAILY}
    assert strict.post(path).status_code == 200  # once more does no harm


def test_one_click_stops_everything() -> None:
    user = make_user()
    Client().post(unsubscribe_path(user, EVERYTHING, "cs"), {"List-Unsubscribe": "One-Click"})
    assert set(frequencies_of(user).values()) == {Frequency.NEVER}


def test_a_changed_link_does_not_exist(client: Client) -> None:
    path = unsubscribe_path(make_user(), "bread", "de")
    assert client.post(path.replace(path[-8:-1], "xxxxxxx")).status_code == 404
    assert client.get(unsubscribe_path(make_user(), "cheese", "de")).status_code == 404


def test_the_header_is_one_plain_line() -> None:
    headers = unsubscribe_headers(unsubscribe_path(make_user(), EVERYTHING, "de"))
    Message("Neues für Sie", "Text", to=["jana@example.org"], headers=headers).send()
    lines = outbox.outbox[0].message(policy=policy.SMTP).as_bytes().decode().split("\r\n")
    assert f"List-Unsubscribe: {headers['List-Unsubscribe']}" in lines
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in lines
    assert message_from_string("\n".join(lines))["List-Unsubscribe"].startswith("<http")


@pytest.mark.usefixtures("_real_kinds")
def test_decisions_of_the_chamber_stand_in_the_inbox() -> None:
    owner, clerk = make_user(), make_clerk("DED2D")
    company = make_company("Uhrwerk Zittau GmbH", owner=owner)
    send_back(item_id=submit(company, owner).pk, actor=clerk, reason="Bitte ergänzen.")
    assert "Uhrwerk Zittau GmbH" in signed_in(owner).get(url("de", "notifications")).content.decode()
    publish(company)
    archive(kind=company.kind, pk=company.pk, actor=clerk, reason="Doppelt.")
    assert Notification.objects.of(owner).count() == 2


@pytest.fixture
def _real_kinds(monkeypatch: pytest.MonkeyPatch, _kinds: Any) -> None:  # noqa: F811
    """Those of the site."""
    from accounts import notifications
    from publishing.notifications import text

    kind = notifications.NotificationKind(
        code="review", label="Review", default=Frequency.NEVER, text=text, has_mail=False
    )
    monkeypatch.setattr(notifications, "_kinds", {"review": kind})
