"""The steps of an entry between draft and archive, and every refusal."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import OutgoingMail
from companies.models import Company
from organisations.choices import Standard
from organisations.models import Certificate
from publishing import services
from publishing.choices import Action, ReviewReason, StandardReason, Status
from publishing.exceptions import AlreadyDecided, ChangedMeanwhile, NotResponsible
from publishing.models import ReviewItem, Revision
from tests.factories import (
    edit,
    make_capability,
    make_clerk,
    make_company,
    make_institution,
    make_region,
    make_sector,
    make_superuser,
    make_user,
    publish,
    submit,
)
from tests.publishing.steps import DECISIONS, actions, change, decide, latest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("make", [make_company, make_institution])
def test_from_draft_to_published(make: Any) -> None:
    owner, clerk = make_user(), make_clerk("DED2D")
    entry = make(owner=owner)
    item = submit(entry, owner)
    assert (entry.status, item.reason, item.region_code) == (Status.SUBMITTED, ReviewReason.FIRST, "DED2D")
    services.approve(item_id=item.pk, actor=clerk, revision_id=latest(entry))
    entry.refresh_from_db()
    item.refresh_from_db()
    assert (entry.status, item.decision, item.decided_by) == (Status.PUBLISHED, Action.APPROVED, clerk)
    assert entry.published_at
    assert actions(entry) == ["created", "submitted", "approved"]


def test_sent_back_and_submitted_again() -> None:
    owner, clerk = make_user(), make_clerk("DED2D")
    entry = make_company(owner=owner)
    item = submit(entry, owner)
    services.send_back(item_id=item.pk, actor=clerk, reason="Bitte ergänzen.", standard=[StandardReason.ADDRESS])
    entry.refresh_from_db()
    item.refresh_from_db()
    assert entry.status == Status.SENT_BACK
    assert item.note.endswith("Bitte ergänzen.")
    assert len(item.note.splitlines()) == 2
    again = submit(entry, owner)
    assert again.pk != item.pk
    assert actions(entry) == ["created", "submitted", "sent_back", "submitted"]


def test_withdrawn_by_the_owner() -> None:
    owner = make_user()
    entry = make_company(owner=owner)
    submit(entry, owner)
    services.withdraw(kind=entry.kind, pk=entry.pk, actor=owner)
    entry.refresh_from_db()
    assert entry.status == Status.DRAFT
    assert not ReviewItem.objects.open().exists()
    with pytest.raises(AlreadyDecided):
        services.withdraw(kind=entry.kind, pk=entry.pk, actor=owner)


def test_an_edit_of_a_published_entry_waits_once_and_keeps_its_place() -> None:
    entry = make_company(owner=make_user())
    item = change(entry, name="Neuer Name GmbH")
    edit(entry, name="Noch neuer GmbH")
    (only,) = ReviewItem.objects.all()
    assert (only.pk, only.title, only.reason) == (item.pk, "Noch neuer GmbH", ReviewReason.CHANGE)
    assert only.waiting_since == item.waiting_since


def test_an_approved_change_leaves_the_queue_without_a_mail() -> None:
    entry = make_company(owner=make_user())
    item = change(entry, summary_de="Neu.")
    services.approve(item_id=item.pk, actor=make_clerk("DED2D"), revision_id=latest(entry))
    assert not ReviewItem.objects.open().exists()
    assert not OutgoingMail.objects.exists()


def test_reverting_restores_everything() -> None:
    entry = make_institution(owner=make_user(), services_de="Beratung", house_number="5")
    entry.sectors.set([make_sector()])
    entry.capabilities.set([make_capability()])
    entry.delivery_regions.set([make_region("CZ051")])
    entry.regions_served.set([make_region("DED2C")])
    valid = timezone.localdate() + timedelta(days=100)
    Certificate.objects.create(organisation_id=entry.pk, standard=Standard.ISO_9001, number="1", valid_until=valid)
    publish(entry)
    before = Revision.objects.of(entry.kind, entry.pk)[0].snapshot
    entry.sectors.set([make_sector("C26")])
    entry.capabilities.clear()
    entry.delivery_regions.clear()
    entry.regions_served.clear()
    entry.certificates.all().delete()
    Certificate.objects.create(organisation_id=entry.pk, standard=Standard.OTHER, title="Gut")
    item = change(entry, name="Anders e. V.", services_de="", languages=["cs"], town="Ostritz")
    # `change` has published, that is reviewed, the new relations: take the first state as the reviewed one
    Revision.objects.of(entry.kind, entry.pk).filter(action=Action.APPROVED).order_by("-id")[:1].get().delete()
    version = entry.version
    services.revert(item_id=item.pk, actor=make_clerk("DED2D"), reason="Falsch.", revision_id=latest(entry))
    after = Revision.objects.of(entry.kind, entry.pk)[0]
    assert after.action == Action.REVERTED
    assert after.snapshot == before
    entry.refresh_from_db()
    assert entry.sort_key_de.startswith("k")
    assert entry.version == version + 1
    assert entry.certificates.get().valid_until == valid


def test_a_corrected_change_counts_as_reviewed() -> None:
    entry = make_company(owner=make_user())
    item = change(entry, summary_de="Neu.")
    clerk = make_clerk("DED2D")
    services.corrected(kind=entry.kind, entry=entry, actor=clerk)
    item.refresh_from_db()
    assert (item.decision, item.decided_by) == (Action.CORRECTED, clerk)


def test_a_correction_before_the_first_publication_leaves_it_waiting() -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    services.corrected(kind=entry.kind, entry=entry, actor=make_clerk("DED2D"))
    item.refresh_from_db()
    assert item.closed_at is None


def test_archived_and_submitted_again() -> None:
    owner = make_user()
    entry = make_company(owner=owner)
    change(entry, summary_de="Neu.")
    services.archive(kind=entry.kind, pk=entry.pk, actor=make_clerk("DED2D"), reason="Firma erloschen.")
    entry.refresh_from_db()
    assert entry.status == Status.ARCHIVED
    assert not ReviewItem.objects.open().exists()
    assert OutgoingMail.objects.get().recipient == owner.email
    with pytest.raises(AlreadyDecided):
        services.archive(kind=entry.kind, pk=entry.pk, actor=owner)
    first = entry.published_at
    services.approve(item_id=submit(entry, owner).pk, actor=make_clerk("DED2D"))
    entry.refresh_from_db()
    assert entry.published_at == first


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.PUBLISHED])
def test_nothing_is_submitted_twice(status: Status) -> None:
    entry = make_company()
    submit(entry)
    if status == Status.PUBLISHED:
        publish(entry)
    with pytest.raises(AlreadyDecided):
        services.submit(kind=entry.kind, pk=entry.pk, actor=None)


def waiting_for(decision: str) -> ReviewItem:
    """An entry that waits for such a decision."""
    entry = make_company(owner=make_user())
    return change(entry, summary_de="Neu.") if decision == "revert" else submit(entry)


@pytest.mark.parametrize("decision", DECISIONS)
def test_only_the_clerks_of_the_region_decide(decision: str) -> None:
    item = waiting_for(decision)
    yesterday = timezone.localdate() - timedelta(days=1)
    strangers = [
        make_clerk("CZ051"),
        make_clerk(deputy_for=("DED2D",), until=yesterday),
        make_user(is_staff=True),
        make_clerk("DED2D", is_staff=False),
        make_clerk("DED2D", is_active=False),
        make_superuser(is_active=False),
    ]
    for stranger in strangers:
        with pytest.raises(NotResponsible):
            decide(decision, item, stranger)
    item.refresh_from_db()
    assert item.closed_at is None


@pytest.mark.parametrize("decision", DECISIONS)
def test_deputies_decide_up_to_their_last_day(decision: str) -> None:
    item = waiting_for(decision)
    decide(decision, item, make_clerk(deputy_for=("DED2D",), until=timezone.localdate()))
    item.refresh_from_db()
    assert item.closed_at


@pytest.mark.parametrize("decision", DECISIONS)
def test_outside_the_area_only_superusers_decide(decision: str) -> None:
    entry = make_company(owner=make_user(), region=None)
    item = change(entry, summary_de="Neu.") if decision == "revert" else submit(entry)
    with pytest.raises(NotResponsible):
        decide(decision, item, make_clerk("DED2D"))
    decide(decision, item, make_superuser())


@pytest.mark.parametrize("decision", DECISIONS)
def test_nothing_is_decided_twice(decision: str) -> None:
    item, clerk = waiting_for(decision), make_clerk("DED2D")
    decide(decision, item, clerk)
    mails = OutgoingMail.objects.count()
    with pytest.raises(AlreadyDecided):
        decide(decision, item, clerk)
    assert OutgoingMail.objects.count() == mails


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_newer_state_than_the_one_read_is_not_decided(decision: str) -> None:
    item = waiting_for(decision)
    read = Revision.objects.of(item.kind, item.object_id)[0].pk
    edit(Company.objects.get(pk=item.object_id), summary_de="Noch neuer.")
    with pytest.raises(ChangedMeanwhile):
        decide(decision, item, make_clerk("DED2D"), revision_id=read)
    item.refresh_from_db()
    assert item.closed_at is None


def test_a_change_is_not_sent_back_and_a_first_publication_not_reverted() -> None:
    clerk = make_clerk("DED2D")
    with pytest.raises(AlreadyDecided):
        decide("send_back", waiting_for("revert"), clerk)
    with pytest.raises(AlreadyDecided):
        decide("revert", waiting_for("send_back"), clerk)


def test_a_clerk_of_another_region_corrects_nothing() -> None:
    entry = make_company()
    with pytest.raises(NotResponsible):
        services.corrected(kind=entry.kind, entry=entry, actor=make_clerk("CZ051"))


def test_a_clerk_hands_a_misplaced_entry_over() -> None:
    entry = make_company(owner=make_user())
    item = submit(entry)
    entry.region = make_region("DED2C")
    entry.save()
    services.corrected(kind=entry.kind, entry=entry, actor=make_clerk("DED2D"), region_before="DED2D")
    item.refresh_from_db()
    assert item.region_code == "DED2C"
    with pytest.raises(NotResponsible):
        decide("approve", item, make_clerk("DED2D"))


def test_publishing_without_review_takes_the_entry_out_of_the_queue() -> None:
    entry = make_company()
    submit(entry)
    publish(entry)
    assert entry.status == Status.PUBLISHED
    assert not ReviewItem.objects.open().exists()
