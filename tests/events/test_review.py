"""Events in the one queue of the chambers: what the reviewer reads, decides, corrects, and takes back."""

from datetime import time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from events.choices import Audience, PartnerRole
from events.completeness import missing_facts
from events.models import Document, Event, EventPartner, Speaker
from events.subjects import EventSubject
from institutions.models import Institution
from publishing import services as publishing
from publishing.choices import Action, Status
from publishing.models import ReviewItem, Revision
from search.models import Document as SearchDocument
from search.services import index_now
from tests.events.factories import make_event, make_item, make_staff
from tests.factories import edit, make_clerk, make_institution, publish
from tests.pages import Page

pytestmark = pytest.mark.django_db
SUBJECT = EventSubject()
REGION = "DED2D"


@pytest.fixture
def draft() -> Any:
    """A complete draft of an organiser in Zittau."""
    event = make_event("Börse", status=Status.DRAFT, published_at=None, languages=["de"], description_de="Gespräche.",
                       organisation=publish(make_institution(region=REGION)))  # fmt: skip
    EventPartner.objects.create(event=event, name="AHK", role=PartnerRole.CO_ORGANISER)
    Speaker.objects.create(event=event, first_name="Jana", last_name="Říhová")
    make_item(event, "Eröffnung")
    Document.objects.create(event=event, title_de="Anfahrt", audience=Audience.PUBLIC, file_name="anfahrt.pdf", size=1)
    return event


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def submitted(event: Event) -> ReviewItem:
    return publishing.submit(kind="event", pk=event.pk, actor=make_staff(event))


def test_the_clerk_of_the_organisers_region_finds_it_in_the_queue(draft: Any) -> None:
    item = submitted(draft)
    assert item.title == "Börse"
    assert item.region_code == REGION
    assert list(ReviewItem.objects.open().visible_to(make_clerk(REGION))) == [item]
    assert not ReviewItem.objects.open().visible_to(make_clerk("CZ041")).exists()


def test_the_reviewer_reads_everything_in_words(draft: Any) -> None:
    item = submitted(draft)
    client = signed_in(make_clerk(REGION))
    answer = client.get(reverse("admin:publishing_reviewitem_change", args=[item.pk]))
    assert answer.status_code == 200
    source = answer.content.decode()
    for text in ("Börse", "Gespräche.", "Eröffnung", "Jana Říhová", "AHK (CZ)", "anfahrt.pdf", "Workshop"):
        assert text in source


def test_approval_publishes_and_is_found(draft: Any, django_capture_on_commit_callbacks: Any) -> None:
    item = submitted(draft)
    clerk = make_clerk(REGION)
    newest = Revision.objects.of("event", draft.pk).latest("id").pk
    with django_capture_on_commit_callbacks(execute=True):
        publishing.approve(item_id=item.pk, actor=clerk, revision_id=newest)
    draft.refresh_from_db()
    assert draft.is_published

    index_now(kind="event", ids=[draft.pk])
    assert SearchDocument.objects.filter(kind="event", object_id=draft.pk).exists()


def test_main_organisers_are_told(draft: Any) -> None:
    main = make_staff(draft)
    make_staff(draft, "support")  # type: ignore[arg-type]
    assert list(SUBJECT.owners(draft)) == [main]


def test_a_clerk_corrects_texts_and_leaves_time_and_place(draft: Any) -> None:
    item = submitted(draft)
    client = signed_in(make_clerk(REGION))
    address = reverse("admin:events_event_change", args=[draft.pk])
    page = Page(client.get(address))
    assert page.status == 200
    data = {**page.form("title_de"), "title_de": ["Kooperationsbörse"], "town": ["Nirgendwo"]}
    answer = client.post(f"{address}?review={item.pk}", data)
    assert answer.status_code == 302, Page(answer).texts
    draft.refresh_from_db()
    assert (draft.title_de, draft.town, draft.starts_at, draft.version) == ("Kooperationsbörse", "Zittau", time(9), 2)
    assert Revision.objects.of("event", draft.pk).latest("id").action == Action.CORRECTED


def test_a_correction_of_an_old_version_is_kept_and_told(draft: Any) -> None:
    client = signed_in(make_clerk(REGION))
    address = reverse("admin:events_event_change", args=[draft.pk])
    data = {**Page(client.get(address)).form("title_de"), "title_de": ["Mein Text"]}
    Event.objects.filter(pk=draft.pk).update(version=5, title_de="Anders")
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert "Mein Text" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.title_de == "Anders"


def test_clerks_of_other_regions_find_nothing(draft: Any) -> None:
    client = signed_in(make_clerk("CZ041"))
    assert client.get(reverse("admin:events_event_change", args=[draft.pk])).status_code in {302, 404}
    assert "Börse" not in client.get(reverse("admin:events_event_changelist")).content.decode()


def test_the_list_of_the_administration(draft: Any) -> None:
    client = signed_in(make_clerk(REGION))
    source = client.get(reverse("admin:events_event_changelist") + "?q=borse").content.decode()
    assert "Börse" in source


def test_a_snapshot_goes_back_and_calendars_are_told(draft: Any) -> None:
    before = SUBJECT.snapshot(draft)
    draft.title_de, draft.town, draft.starts_at = "Anders", "Görlitz", time(11)
    draft.save()
    SUBJECT.restore(draft, before)
    draft.refresh_from_db()
    assert (draft.title_de, draft.town, draft.starts_at) == ("Börse", "Zittau", time(9))
    assert (draft.sequence, draft.version) == (1, 2)
    assert draft.items.count() == 1
    assert SUBJECT.snapshot(draft) == before


def test_every_field_of_a_snapshot_can_be_read(draft: Any) -> None:
    snapshot = SUBJECT.snapshot(draft)
    for field in SUBJECT.labels():
        assert isinstance(SUBJECT.display(field, snapshot[field]), str)
    assert SUBJECT.display("partners", snapshot["partners"]).startswith("AHK (CZ)")
    assert "Eröffnung" in SUBJECT.display("programme", snapshot["programme"])
    assert SUBJECT.display("starts_at", snapshot["starts_at"]) == "9:00"


def test_what_is_missing_is_named() -> None:
    event = make_event("", status=Status.DRAFT, title_de="", town="")
    assert len(missing_facts(event)) == 4
    half = Event(title_de="X", description_de="Y", languages=["de"], precision="half_year", original_language="de")
    assert missing_facts(half) == []


def test_reviews_follow_the_organiser_to_another_region(draft: Any) -> None:
    item = submitted(draft)
    edit(Institution.objects.get(pk=draft.organisation_id), region_id="CZ041")
    item.refresh_from_db()
    assert item.region_code == "CZ041"


def test_clerks_reach_events_from_every_page_of_the_administration(draft: Any) -> None:
    source = signed_in(make_clerk(REGION)).get(reverse("admin:index"), follow=True).content.decode()
    assert f'href="{reverse("admin:events_event_changelist")}"' in source
