"""Two things at the same moment: real threads, real transactions."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from listings.exceptions import TooManyAttachments
from listings.models import Attachment, Listing
from listings.services.attachments import add_attachments
from listings.services.entries import close_listing
from listings.services.validity import expire, remind, renew
from organisations.files import CheckedFile
from publishing.exceptions import ReviewError
from tests.factories import make_company, make_listing, make_user, publish
from tests.publishing.steps import actions
from tests.publishing.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def over() -> Listing:
    """A published listing whose last day was yesterday."""
    company = publish(make_company(owner=make_user()))
    return publish(make_listing(organisation=company, valid_until=timezone.localdate() - timedelta(days=1)))


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_renewals_are_one(round_: int) -> None:
    entry = over()
    day = entry.valid_until
    results = at_once(*[lambda: renew(pk=entry.pk, last_day=day)] * 3)
    assert [result for result in results if isinstance(result, Exception)] == []
    assert actions(entry).count("renewed") == 1
    entry.refresh_from_db()
    assert entry.valid_until == timezone.localdate() + timedelta(days=90)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_renewal_wins_over_the_expiry_whoever_is_first(round_: int) -> None:
    entry = over()
    day = entry.valid_until
    expired, renewed = at_once(lambda: expire(pk=entry.pk), lambda: renew(pk=entry.pk, last_day=day))
    assert not isinstance(renewed, Exception), renewed
    entry.refresh_from_db()
    assert (entry.expired_at, entry.valid_until) == (None, timezone.localdate() + timedelta(days=90))
    assert actions(entry)[2:] == (["expired", "restored"] if expired else ["renewed"])


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_two_workers_tell_once(round_: int) -> None:
    from accounts.models import OutgoingMail

    entry = over()
    assert sorted(at_once(*[lambda: expire(pk=entry.pk)] * 2)) == [False, True]
    soon = publish(make_listing(organisation=entry.organisation, valid_until=timezone.localdate()))
    assert sorted(at_once(*[lambda: remind(pk=soon.pk)] * 2)) == [False, True]
    assert OutgoingMail.objects.count() == 2


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_closing_while_somebody_renews(round_: int) -> None:
    entry = over()
    results: list[Any] = at_once(
        lambda: close_listing(pk=entry.pk, actor=None, closing="found"), lambda: renew(pk=entry.pk)
    )
    assert not isinstance(results[0], ReviewError)
    entry.refresh_from_db()
    assert (entry.status, entry.closed_as, entry.is_published) == ("archived", "found", False)


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_never_more_than_five_files(round_: int, settings: Any, tmp_path: Any) -> None:
    from django.core.files.base import ContentFile

    settings.MEDIA_ROOT = tmp_path
    entry = over()

    def add() -> Any:
        files = [CheckedFile(ContentFile(b"x"), f"{i}.pdf", "application/pdf", 1) for i in range(3)]
        return add_attachments(listing_id=entry.pk, files=files)

    results = at_once(add, add)
    assert [type(result) for result in results].count(TooManyAttachments) == 1
    assert Attachment.objects.count() == 3
