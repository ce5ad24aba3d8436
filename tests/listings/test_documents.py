"""What the search knows of a listing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from listings.documents import SUMMARY, ListingSource
from listings.models import Listing
from organisations.models import Organisation
from publishing.registry import subject_of
from publishing.services import archive
from search.models import Document
from search.services import index_now
from tests.factories import list_publicly, make_company, make_listing, publish

pytestmark = pytest.mark.django_db


def test_facets_texts_and_place() -> None:
    company = publish(make_company("Uhrwerk GmbH", languages=["de", "cs"]))
    listing = make_listing(
        "Wellen", organisation=company, direction="offer", type="capacity", certificates=["ISO 9001"],
        capabilities=["44531000"], postcode="02763", description_de="Wort " * 200,
    )  # fmt: skip
    list_publicly(listing)
    document = Document.objects.get(kind="listing")
    assert set(document.facets) >= {
        "kind:offer", "type:capacity", "country:DE", "region:DED2D", "certificate:ISO 9001",
        "language:de", "language:cs", "cpv:44000000", "cpv:44531000",
    }  # fmt: skip
    assert (document.owner_id, document.place) == (company.pk, "Zittau")
    assert (document.title, document.title_de, document.title_cs) == ("Wellen", "Wellen", "")
    assert document.x_km is not None
    assert len(document.summary_de) == SUMMARY
    assert document.summary_cs == ""
    assert len(document.highlights_de) == len(document.highlights_cs) == 1
    assert document.get_absolute_url().endswith(f"/{listing.slug}/")


def test_a_fixed_number_of_queries() -> None:
    company = publish(make_company())
    ids = [publish(make_listing(organisation=company)).pk for _ in range(3)]
    counts = []
    list(ListingSource().documents(ids))
    for some in (ids[:1], ids):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(list(ListingSource().documents(some))) == len(some)
        counts.append(len(queries))
    assert counts == [3, 3]


def test_only_what_readers_may_see() -> None:
    company = publish(make_company())
    shown = publish(make_listing(organisation=company))
    make_listing(organisation=company)
    expired = publish(make_listing(organisation=company))
    Listing.objects.filter(pk=expired.pk).update(expired_at=timezone.now())
    assert list(ListingSource().published_ids()) == [shown.pk]
    Organisation.objects.filter(pk=company.pk).update(status="archived")
    assert list(ListingSource().published_ids()) == []


def test_listings_come_and_go_with_their_organisation(monkeypatch: pytest.MonkeyPatch) -> None:
    later: list[int] = []
    company = publish(make_company())
    listing = publish(make_listing(organisation=company, valid_until=timezone.localdate() + timedelta(days=3)))
    monkeypatch.setattr("organisations.owned.index_later", lambda *, kind, ids: later.extend(ids))
    archive(kind="company", pk=company.pk, actor=None)
    assert later == [listing.pk]
    index_now(kind="listing", ids=later)
    assert not Document.objects.filter(kind="listing").exists()


def test_the_subject_speaks_of_everything_it_keeps() -> None:
    subject = subject_of("listing")
    listing = make_listing(quantity=2, unit="t", needed_from=timezone.localdate(), delivers_everywhere=True)
    snapshot = subject.snapshot(listing)
    unseen = {"original_language", "state_de", "state_cs", "lat", "lon"}
    assert set(snapshot) - unseen == set(subject.labels())
    for field, value in snapshot.items():
        assert isinstance(subject.display(field, value), str)
