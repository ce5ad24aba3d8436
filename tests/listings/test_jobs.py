"""The hourly look at the ends, through a real worker."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import OutgoingMail
from listings.models import Listing
from listings.tasks import sweep_up_attachments, watch_validity
from search.models import Document
from search.services import index_now
from tests.factories import make_company, make_listing, make_member, publish
from tests.jobs import empty_job_tables, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _empty_queue() -> Any:
    """procrastinate's tables are not emptied between tests."""
    empty_job_tables()
    yield
    empty_job_tables()


def test_what_is_over_leaves_and_what_soon_ends_is_told() -> None:
    company = publish(make_company())
    make_member(company, language="cs")
    today = timezone.localdate()
    ends = {-1: "over", 0: "today", 5: "soon", 30: "later"}
    entries = {
        name: publish(make_listing(name, organisation=company, valid_until=today + timedelta(days=days)))
        for days, name in ends.items()
    }
    index_now(kind="listing", ids=[entry.pk for entry in entries.values()])
    assert Document.objects.filter(kind="listing").count() == 4
    for _twice in range(2):
        watch_validity.defer(timestamp=0)
        work()
    assert set(Listing.objects.exclude(expired_at=None)) == {entries["over"]}
    assert set(Listing.objects.exclude(reminded_at=None)) == {entries["today"], entries["soon"]}
    assert set(Document.objects.filter(kind="listing").values_list("title", flat=True)) == {"today", "soon", "later"}
    told = OutgoingMail.objects.exclude(sent_at=None).values_list("purpose", flat=True)
    assert sorted(told) == ["listing_expired", "listing_reminder", "listing_reminder"]


def test_the_sweeping_runs() -> None:
    sweep_up_attachments.defer(timestamp=0)
    work()
