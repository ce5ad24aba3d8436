"""Files of a listing: uploaded, served, taken away."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from listings.exceptions import TooManyAttachments
from listings.models import Attachment, Listing
from listings.services.attachments import add_attachments, remove_attachments, sweep_up
from listings.services.entries import copy_listing
from organisations.files import check_file
from tests.factories import make_clerk, make_listing, make_user, publish
from tests.listings.conftest import FILLED, Writer
from tests.listings.uploads import DXF, HTML, PDF, STEP, picture, upload
from tests.pages import url

pytestmark = pytest.mark.django_db
Make = Callable[..., Writer]


def attach(listing: Listing, name: str = "plan.pdf", content: bytes = PDF) -> Attachment:
    return add_attachments(listing_id=listing.pk, files=[check_file(upload(name, content))])[0]


def get(attachment: Attachment, user: Any = None, **query: Any) -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(url("de", "listing_attachment", attachment.listing.slug, attachment.key), query)


def test_several_files_with_a_new_listing(writer: Make) -> None:
    member = writer()
    member.new()
    files = [upload("../plan.pdf", PDF), upload("teil.stp", STEP), upload("foto.jpg", picture())]
    assert member.send(**FILLED, new_files=files).status == 302
    rows = Listing.objects.get().attachments.all()
    assert [(row.file_name, row.content_type) for row in rows] == [
        ("plan.pdf", "application/pdf"), ("teil.stp", "model/step"), ("foto.jpg", "image/jpeg"),
    ]  # fmt: skip
    assert all("plan" not in row.file.name and row.file.name.startswith("attachments/") for row in rows)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_a_wrong_file_is_named_and_the_rest_of_the_form_stays(writer: Make, language: str) -> None:
    member = writer(language)
    member.new()
    page = member.send(**FILLED, new_files=[upload("gut.pdf", PDF), upload("böse.pdf", HTML)])
    assert page.status == 422
    assert "böse.pdf" in page.error("new_files")
    assert "gut.pdf" not in page.error("new_files")
    assert page.form("title")["title"] == [FILLED["title"]]
    assert not Attachment.objects.exists()


def test_a_file_that_was_right_has_to_be_chosen_again(writer: Make) -> None:
    member = writer()
    member.new()
    page = member.send(**{**FILLED, "title": ""}, new_files=[upload("gut.pdf", PDF)])
    assert page.status == 422
    assert 'class="notice"' in page.source


def test_five_are_enough(writer: Make) -> None:
    member = writer()
    member.new()
    assert member.send(**FILLED, new_files=[upload(f"{i}.pdf", PDF) for i in range(6)]).error("new_files")
    listing = member.listing()
    rows = [attach(listing, f"{i}.pdf") for i in range(4)]
    member.edit(listing)
    two = [upload("a.pdf", PDF), upload("b.pdf", PDF)]
    assert member.send(new_files=two).error("new_files")
    for file in two:
        file.seek(0)
    assert member.send(new_files=two, **{f"file_remove_{rows[0].pk}": "on"}).status == 302
    assert [row.file_name for row in listing.attachments.all()] == ["1.pdf", "2.pdf", "3.pdf", "a.pdf", "b.pdf"]
    with pytest.raises(TooManyAttachments):
        attach(listing)


def test_files_get_names_in_words(writer: Make) -> None:
    member = writer()
    listing = member.listing()
    row = attach(listing)
    member.edit(listing)
    member.send(**{f"file_title_{row.pk}": "Fertigungszeichnung"})
    row.refresh_from_db()
    assert str(row) == "Fertigungszeichnung"


@pytest.mark.parametrize(
    ("name", "content", "content_type", "disposition"),
    [
        ("plan ž.pdf", PDF, "application/pdf", "attachment"),
        ("teil.step", STEP, "model/step", "attachment"),
        ("blech.dxf", DXF, "image/vnd.dxf", "attachment"),
        ("foto.jpg", picture(), "image/jpeg", "inline"),
    ],
)
def test_served_so_that_nothing_runs(name: str, content: bytes, content_type: str, disposition: str) -> None:
    response = get(attach(publish(make_listing()), name, content))
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith(disposition)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert b"".join(response.streaming_content)[:4] == (content[:4])


def test_a_picture_can_be_downloaded_too() -> None:
    response = get(attach(publish(make_listing()), "foto.jpg", picture()), download=1)
    assert response["Content-Disposition"].startswith("attachment")


def test_only_who_sees_the_listing_sees_its_files(writer: Make) -> None:
    member = writer()
    row = attach(member.listing())
    assert get(row, member.user).status_code == 200
    assert get(row, make_clerk("DED2D")).status_code == 200
    for stranger in (None, make_user(), make_clerk("CZ051")):
        assert get(row, stranger).status_code == 404
    publish(row.listing)
    assert get(row).status_code == 200


def test_a_file_does_not_exist_under_another_listing() -> None:
    row, other = attach(publish(make_listing())), publish(make_listing())
    assert Client().get(url("de", "listing_attachment", other.slug, row.key)).status_code == 404
    assert Client().post(url("de", "listing_attachment", row.listing.slug, row.key)).status_code == 405


def test_a_lost_file_is_404(settings: Settings) -> None:
    row = attach(publish(make_listing()))
    Path(row.file.path).unlink()
    assert get(row).status_code == 404


def test_deleted_files_leave_the_disk(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    listing = make_listing()
    row = attach(listing)
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachments(listing_id=make_listing().pk, ids=[row.pk])
    assert Path(row.file.path).exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove_attachments(listing_id=listing.pk, ids=[row.pk])
    assert not Path(row.file.path).exists()


def test_copies_have_files_of_their_own() -> None:
    row = attach(publish(make_listing()))
    copy = copy_listing(pk=row.listing_id, actor=None).attachments.get()
    assert copy.file.name != row.file.name
    assert copy.file.read() == PDF


def test_what_nothing_points_to_is_swept_up() -> None:
    assert sweep_up() == 0
    kept, lost, fresh = (attach(publish(make_listing())) for _ in range(3))
    Attachment.objects.filter(pk__in=[lost.pk, fresh.pk]).delete()
    long_ago = time.time() - 3 * 24 * 3600
    for row in (kept, lost):
        os.utime(row.file.path, (long_ago, long_ago))
    assert sweep_up() == 1
    assert [Path(row.file.path).exists() for row in (kept, lost, fresh)] == [True, False, True]
