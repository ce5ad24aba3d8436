"""Reminder, renewal, expiry: the services."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.utils import timezone

from accounts.models import OutgoingMail
from listings.exceptions import NotRenewable, RenewalUnusable
from listings.models import Listing
from listings.services.entries import close_listing, submit_listing
from listings.services.validity import SALT, expire, read_token, remind, renew, renewal_token
from organisations.choices import Role
from publishing.models import Revision
from search.models import Document
from search.services import index_now
from tests.factories import make_company, make_listing, make_member, make_user, publish
from tests.publishing.steps import actions

pytestmark = pytest.mark.django_db


def listing(days: int = 90, **facts: Any) -> Listing:
    """A published listing that ends in so many days."""
    return publish(make_listing(valid_until=timezone.localdate() + timedelta(days=days), **facts))


def in_90_days() -> Any:
    return timezone.localdate() + timedelta(days=90)


def test_renewing_moves_the_end(django_user_model: Any) -> None:
    entry, actor = listing(3), make_user()
    before = entry.version
    renewed = renew(pk=entry.pk, actor=actor)
    assert (renewed.valid_until, renewed.version) == (in_90_days(), before)
    newest = Revision.objects.of("listing", entry.pk)[0]
    assert (newest.action, newest.actor) == ("renewed", actor)
    renew(pk=entry.pk, actor=actor)
    assert actions(entry).count("renewed") == 1


def test_a_later_end_stays() -> None:
    entry = listing(300)
    assert renew(pk=entry.pk).valid_until == entry.valid_until


def test_only_what_is_published_is_renewed() -> None:
    draft, closed = make_listing(), listing()
    close_listing(pk=closed.pk, actor=None, closing="found")
    for entry in (draft, closed):
        with pytest.raises(NotRenewable):
            renew(pk=entry.pk)


def test_reminded_once_a_week_before() -> None:
    assert not remind(pk=listing(8).pk)
    entry = listing(7)
    assert remind(pk=entry.pk)
    assert not remind(pk=entry.pk)
    assert not remind(pk=0)
    renew(pk=entry.pk)
    Listing.objects.filter(pk=entry.pk).update(valid_until=timezone.localdate())
    assert remind(pk=entry.pk)


def test_expired_on_the_day_after_the_last() -> None:
    last_day, over = listing(0), listing(-1)
    assert not expire(pk=last_day.pk)
    assert expire(pk=over.pk)
    assert not expire(pk=over.pk)
    assert not expire(pk=0)
    over.refresh_from_db()
    assert (over.is_published, over.has_expired, over.status) == (False, True, "published")
    assert actions(over)[-1] == "expired"


def test_the_search_follows() -> None:
    entry = listing(0)
    index_now(kind="listing", ids=[entry.pk])
    assert Document.objects.filter(kind="listing").count() == 1
    Listing.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    expire(pk=entry.pk)
    index_now(kind="listing", ids=[entry.pk])
    assert not Document.objects.exists()
    renew(pk=entry.pk)
    index_now(kind="listing", ids=[entry.pk])
    assert Document.objects.get().object_id == entry.pk


def test_brought_back_as_it_was() -> None:
    entry = listing(-1)
    expire(pk=entry.pk)
    back = renew(pk=entry.pk)
    assert (back.expired_at, back.valid_until, back.is_published) == (None, in_90_days(), True)
    assert actions(entry)[-1] == "restored"


def test_a_used_link_does_nothing_more() -> None:
    entry = listing(3)
    pk, day = read_token(renewal_token(entry))
    renew(pk=pk, last_day=day)
    Listing.objects.filter(pk=pk).update(valid_until=timezone.localdate() + timedelta(days=20))
    assert renew(pk=pk, last_day=day).valid_until == timezone.localdate() + timedelta(days=20)
    assert actions(entry).count("renewed") == 1


FORGED = {
    "empty": "",
    "letter": "x",
    "three parts": "a:b:c",
    "signed for something else": signing.dumps([1, "2026-01-01"], salt="other"),
    "no pair": signing.dumps("x", salt=SALT),
    "no day": signing.dumps([1, "x"], salt=SALT),
}


# named, as a signature would be another one in each process
@pytest.mark.parametrize("token", FORGED.values(), ids=FORGED)
def test_forged_links(token: str) -> None:
    with pytest.raises(RenewalUnusable):
        read_token(token)


def test_links_grow_old(monkeypatch: pytest.MonkeyPatch) -> None:
    token = renewal_token(listing(3))
    monkeypatch.setattr("listings.services.validity.LINK_VALID", timedelta(seconds=-1))
    with pytest.raises(RenewalUnusable):
        read_token(token)


def test_the_owners_and_the_author_are_told() -> None:
    author, owner, colleague = make_user(), make_user(), make_user()
    company = publish(make_company(owner=owner))
    make_member(company, user=author, role=Role.EDITOR)
    make_member(company, user=colleague, role=Role.EDITOR)
    remind(pk=listing(2, organisation=company, author=author).pk)
    assert set(OutgoingMail.objects.values_list("recipient", flat=True)) == {author.email, owner.email}


def test_a_new_review_begins_a_new_time() -> None:
    entry = listing(-1)
    expire(pk=entry.pk)
    close_listing(pk=entry.pk, actor=None, closing="withdrawn")
    Listing.objects.filter(pk=entry.pk).update(valid_until=in_90_days())
    submit_listing(pk=entry.pk, actor=None)
    entry.refresh_from_db()
    assert (entry.status, entry.expired_at, entry.closed_as) == ("submitted", None, "")
