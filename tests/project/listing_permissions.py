"""What the rows of docs/permissions.md about offers and demands mean; `permissions.py` has the others."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from listings.models import Attachment, Listing
from listings.services.attachments import add_attachments
from listings.services.entries import submit_listing
from listings.services.validity import renewal_token
from organisations.files import check_file
from publishing.models import ReviewItem, Revision
from publishing.services import archive
from tests.factories import make_listing, make_superuser, publish
from tests.listings.uploads import PDF, upload
from tests.pages import Page, url
from tests.project.permissions import ACTIONS, Answer, Scene, action
from tests.project.stage import kept

LATER = timedelta(days=90)


@kept
def _listing(scene: Scene, *, public: bool = False, **facts: Any) -> Listing:
    """A listing of the scene's company, which is published."""
    publish(scene.company)
    listing = make_listing(organisation=scene.company, **facts)
    return publish(listing) if public else listing


def _page(scene: Scene, listing: Listing) -> Answer:
    response = scene.get("listing_detail", listing.slug)
    return response, response.status_code == 200


@action("see a published listing")
def _(scene: Scene) -> Answer:
    return _page(scene, _listing(scene, public=True))


@action("see a listing in draft")
def _(scene: Scene) -> Answer:
    return _page(scene, _listing(scene))


@action("see an expired listing")
def _(scene: Scene) -> Answer:
    return _page(scene, _listing(scene, public=True, expired_at=timezone.now()))


@action("see a listing of an unpublished organisation")
def _(scene: Scene) -> Answer:
    listing = _listing(scene, public=True)
    archive(kind="company", pk=scene.company.pk, actor=None)
    return _page(scene, listing)


def _file(scene: Scene, listing: Listing) -> Answer:
    add_attachments(listing_id=listing.pk, files=[check_file(upload("plan.pdf", PDF))])
    response = scene.get("listing_attachment", listing.slug, Attachment.objects.get().key)
    return response, response.status_code == 200


@action("download a file of a published listing")
def _(scene: Scene) -> Answer:
    return _file(scene, _listing(scene, public=True))


@action("download a file of a draft")
def _(scene: Scene) -> Answer:
    return _file(scene, _listing(scene))


@action("write a new listing for the organisation")
def _(scene: Scene) -> Answer:
    publish(scene.company)
    data = {
        "organisation": scene.company.pk, "direction": "demand", "type": "product", "original_language": "de",
        "cipher_place": "region", "title": "Neues", "description": "Wellen.",
        "country": "DE", "town": "Zittau", "postcode": "02763",
        "valid_until": (timezone.localdate() + LATER).isoformat(), "action": "save",
    }  # fmt: skip
    response = scene.post("listing_new", **data)
    return response, Listing.objects.filter(title_de="Neues", organisation=scene.company.pk).exists()


@action("see state and history of a listing")
def _(scene: Scene) -> Answer:
    response = scene.get("listing_status", _listing(scene).pk)
    return response, response.status_code == 200


@action("edit a listing")
def _(scene: Scene) -> Answer:
    listing = _listing(scene)
    page = Client()
    page.force_login(scene.owner)
    data = Page(page.get(url("de", "listing_edit", listing.pk))).form("version")
    response = scene.post("listing_edit", listing.pk, **{**data, "town": "Zittau-Nord", "action": "save"})
    return response, Listing.objects.filter(town="Zittau-Nord").exists()


def _step(name: str, view: str, status: str, **data: str) -> None:
    """A button of the status page, and the status that it leads to."""

    def check(scene: Scene) -> Answer:
        listing = _listing(scene, public=view == "listing_close")
        if view == "listing_withdraw":
            submit_listing(pk=listing.pk, actor=None)
        response = scene.post(view, listing.pk, **data)
        return response, Listing.objects.get().status == status

    ACTIONS[name] = check


_step("submit a listing", "listing_submit", "submitted")
_step("withdraw a listing from review", "listing_withdraw", "draft")
_step("close a listing", "listing_close", "archived", closing="found")


@action("renew a listing")
def _(scene: Scene) -> Answer:
    response = scene.post("listing_renew", _listing(scene, public=True, valid_until=timezone.localdate()).pk)
    return response, Listing.objects.get().valid_until == timezone.localdate() + LATER


@action("renew a listing by the link of the mail")
def _(scene: Scene) -> Answer:
    listing = _listing(scene, public=True, valid_until=timezone.localdate())
    response = scene.post("listing_renewal", renewal_token(listing))
    return response, Listing.objects.get().valid_until == timezone.localdate() + LATER


@action("copy a listing")
def _(scene: Scene) -> Answer:
    response = scene.post("listing_copy", _listing(scene).pk)
    return response, Listing.objects.count() == 2


@action("have categories suggested")
def _(scene: Scene) -> Answer:
    response = scene.post("code_suggestions", title="Wellen", original_language="de")
    return response, response.status_code == 200


@action("publish a listing that waits")
def _(scene: Scene) -> Answer:
    listing = _listing(scene)
    submit_listing(pk=listing.pk, actor=scene.owner)
    revision = Revision.objects.of("listing", listing.pk).latest("id")
    view, item = "admin:publishing_reviewitem_change", ReviewItem.objects.get(kind="listing")
    response = scene.post(view, item.pk, decision="approve", revision=revision.pk)
    return response, Listing.objects.get().status == "published"


@action("correct a listing")
def _(scene: Scene) -> Answer:
    operator = Client()
    operator.force_login(make_superuser())
    view, listing = "admin:listings_listing_change", _listing(scene)
    data = Page(operator.get(reverse(view, args=[listing.pk]))).form("version")
    filled = {name: value for name, value in data.items() if value != [""]}
    response = scene.post(view, listing.pk, **{**filled, "town": "Zittau-Nord"})
    return response, Listing.objects.filter(town="Zittau-Nord").exists()


@action("read the history of a listing")
def _(scene: Scene) -> Answer:
    response = scene.get("admin:listings_listing_history", _listing(scene).pk)
    return response, response.status_code == 200


@action("archive a listing with a reason")
def _(scene: Scene) -> Answer:
    listing = _listing(scene, public=True)
    response = scene.post("admin:listings_listing_step", listing.pk, step="archive", reason="Gibt es nicht mehr.")
    return response, Listing.objects.get().status == "archived"
