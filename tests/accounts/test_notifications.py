"""One line once, mails as chosen, nothing to those who may not know."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import notifications
from accounts.choices import Frequency
from accounts.models import Notification, OutgoingMail, User
from accounts.notifications import NotificationKind
from accounts.services import digests, send_mail
from accounts.services.digests import send_digests, tell
from accounts.services.notifications import (
    KEEP_READ,
    choose_frequencies,
    forget_old_notifications,
    mark_read,
    notify,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 5, 11, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds of our own: bread is told at once, butter daily and only to those who may know."""
    monkeypatch.setattr(notifications, "_kinds", {})
    notifications.register(
        NotificationKind(code="bread", label="Brot", default=Frequency.AT_ONCE, text=lambda c: f"Brot {c['name']}")
    )
    notifications.register(
        NotificationKind(
            code="butter",
            label="Butter",
            default=Frequency.DAILY,
            text=lambda c: f"Butter {c['name']}",
            may_see=lambda _user, context: not context.get("hidden"),
        )
    )


def put(user: User, kind: str = "butter", name: str = "1", **context: Any) -> Notification | None:
    """A line in the inbox of `user`."""
    return notify(user=user, kind=kind, context={"name": name, **context}, url_name="home", key=f"{kind}-{name}")


def mails() -> list[OutgoingMail]:
    """What would leave, oldest first."""
    return list(OutgoingMail.objects.filter(purpose="notifications").order_by("pk"))


def test_the_same_thing_is_told_once() -> None:
    user = make_user()
    assert put(user) == put(user)
    assert Notification.objects.count() == 1


def test_a_locked_account_gets_no_line() -> None:
    assert put(make_user(is_active=False)) is None


def test_an_unknown_kind_is_an_error_of_the_programmer() -> None:
    with pytest.raises(notifications.UnknownNotificationError):
        put(make_user(), "cheese")


def test_at_once_is_one_mail_for_what_came_together() -> None:
    user = make_user()
    put(user, "bread", "1")
    put(user, "bread", "2")
    tell(user_id=user.pk, frequencies=[Frequency.AT_ONCE])
    assert tell(user_id=user.pk, frequencies=[Frequency.AT_ONCE]) is None
    (mail,) = mails()
    assert "Brot 1" in mail.text
    assert "Brot 2" in mail.text
    assert "Brot (2)" in mail.text


def test_what_is_rolled_back_was_never_told() -> None:
    user = make_user()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put(user, "bread")
        raise ZeroDivisionError
    assert not Notification.objects.exists()


def test_the_morning_mail_groups_all_kinds_and_comes_once() -> None:
    user = make_user()
    choose_frequencies(user=user, frequencies={"bread": Frequency.WEEKLY, "butter": Frequency.DAILY})
    put(user, "bread")
    put(user, "butter")
    assert send_digests(now=TUESDAY) == 1
    assert "Brot 1" not in mails()[0].text
    assert send_digests(now=TUESDAY) == 0
    assert send_digests(now=MONDAY) == 1
    assert "Brot 1" in mails()[1].text
    assert "Butter 1" not in mails()[1].text


def test_a_missed_monday_is_made_up_for() -> None:
    user = make_user()
    choose_frequencies(user=user, frequencies={"butter": Frequency.WEEKLY})
    put(user)
    Notification.objects.update(created_at=TUESDAY - timedelta(days=8))
    assert send_digests(now=TUESDAY) == 1


def test_nothing_is_mailed_when_there_is_nothing() -> None:
    make_user()
    assert send_digests(now=MONDAY) == 0
    assert not mails()


def test_what_was_read_is_not_mailed() -> None:
    user = make_user()
    line = put(user)
    assert line
    mark_read(user=user, pk=line.pk)
    assert send_digests(now=MONDAY) == 0


def test_nobody_marks_the_lines_of_others() -> None:
    line = put(make_user())
    assert line
    assert mark_read(user=make_user(), pk=line.pk) == 0


def test_who_lost_access_is_not_told() -> None:
    user = make_user()
    put(user, name="1", hidden=True)
    assert send_digests(now=MONDAY) == 0
    put(user, name="2")
    put(user, name="3", hidden=True)
    assert send_digests(now=MONDAY) == 1
    assert "Butter 3" not in mails()[0].text


@pytest.mark.parametrize("state", ["locked", "unverified"])
def test_never_to_the_locked_or_unverified(state: str) -> None:
    user = make_user()
    put(user)
    if state == "locked":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        EmailAddress.objects.filter(user=user).update(verified=False)
    assert send_digests(now=MONDAY) == 0
    assert not mails()


def test_a_choice_holds_for_what_waits() -> None:
    user = make_user()
    put(user)
    choose_frequencies(user=user, frequencies={"butter": Frequency.NEVER})
    assert send_digests(now=MONDAY) == 0
    choose_frequencies(user=user, frequencies={"butter": Frequency.DAILY})
    assert send_digests(now=MONDAY) == 0  # nothing old comes back
    put(user, name="2")
    assert send_digests(now=MONDAY) == 1


def test_a_run_that_dies_neither_loses_nor_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [make_user() for _number in range(3)]
    for user in people:
        put(user)
    original, calls = send_mail, []

    def dying(**values: Any) -> OutgoingMail:
        calls.append(values)
        mail = original(**values)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return mail

    monkeypatch.setattr(digests, "send_mail", dying)
    with pytest.raises(KeyboardInterrupt):
        send_digests(now=MONDAY)
    assert len(mails()) == 1  # the second was rolled back together with its marks
    monkeypatch.setattr(digests, "send_mail", original)
    assert send_digests(now=MONDAY) == 2
    assert sorted(mail.recipient for mail in mails()) == sorted(user.email for user in people)


def test_a_long_list_is_cut_and_counted() -> None:
    user = make_user()
    for number in range(digests.MOST_LINES + 3):
        put(user, name=f"x{number}")
    send_digests(now=MONDAY)
    assert mails()[0].text.count("* Butter") == digests.MOST_LINES
    assert not Notification.objects.exclude(due="").exists()


def test_old_lines_are_forgotten() -> None:
    user = make_user()
    for name in ("1", "2", "3"):
        put(user, name=name)
    Notification.objects.filter(key="butter-1").update(read_at=timezone.now() - KEEP_READ - timedelta(days=1))
    Notification.objects.filter(key="butter-2").update(created_at=timezone.now() - timedelta(days=400))
    assert forget_old_notifications() == 2
    assert Notification.objects.get().key == "butter-3"


def test_the_number_of_statements_does_not_depend_on_the_number_of_lines(
    django_assert_num_queries: Any, client: Client
) -> None:
    from tests.pages import url

    user = make_user()
    client.force_login(user)
    put(user)
    client.get(url("de", "notifications"))
    with django_assert_num_queries(4) as one:  # session, user with number, count, lines
        client.get(url("de", "notifications"))
    put(user, name="2")
    put(user, name="3")
    with django_assert_num_queries(len(one)):
        client.get(url("cs", "notifications"))
