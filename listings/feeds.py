"""Each list of offers and demands as an Atom feed, with the filters of its address."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bilingual.text import page_language, text_of
from listings.cards import is_cipher
from listings.choices import Direction
from listings.filters import PLURALS, ListingFilterSet
from listings.models import Listing
from search.cards import address, completed
from search.choices import Sort
from search.feeds import LanguageFeed, answer, etag_of, unchanged
from search.models import Document

NEWEST = 50
TAG = "tag:{host},2026:listing:{number}"
"""The name of an entry for ever, whatever its address or the language of the feed is (RFC 4151)."""


@require_safe
def listing_feed(request: HttpRequest) -> HttpResponseBase:
    """The newest fifty of what the same address shows as a list; a fixed number of queries, none twice for nothing."""
    etag = etag_of(request)
    if same := unchanged(request, etag):
        return same
    documents = _documents(request)
    changed = max(map(_updated, documents), default=None)
    response = HttpResponse(_feed(request, documents).writeString("utf-8"), content_type=Atom1Feed.content_type)
    return answer(request, response, etag=etag, changed=changed)


def _documents(request: HttpRequest) -> list[Document]:
    documents = Document.objects.of_kind(Listing.kind).for_cards()
    found = ListingFilterSet(request.GET, documents, request=request).qs
    return completed(found.sorted_by(Sort.NEWEST, page_language())[:NEWEST])


def _feed(request: HttpRequest, documents: list[Document]) -> LanguageFeed:
    filterset = ListingFilterSet(request.GET, Document.objects.none(), request=request)
    query = filterset.query_string(sort=None)
    narrowed = "" if query == "?" else query
    feed = LanguageFeed(
        title=feed_title(filterset),
        link=settings.SITE_URL + reverse("listing_list") + narrowed,
        description="",
        subtitle=_("The newest first, from both sides of the border."),
        language=page_language().value,
        author_name="Glokal",
        feed_url=settings.SITE_URL + request.path + narrowed,
    )
    for document in documents:
        _add(feed, document)
    return feed


def _add(feed: LanguageFeed, document: Document) -> None:
    title, facts = text_of(document, "title"), getattr(document, "listing", {})
    hidden = is_cipher(document)
    kinds = [code.value for code in Direction if f"kind:{code}" in document.facets]
    feed.add_item(
        title=title.value,
        link=settings.SITE_URL + address(document),
        description="",
        # the number would tell when it was written
        unique_id=TAG.format(
            host=urlsplit(settings.SITE_URL).hostname, number=document.slug if hidden else document.object_id
        ),
        pubdate=document.published_at,
        updateddate=_updated(document),
        author_name=_("Cipher demand") if hidden else facts.get("organisation", ""),
        categories=[*kinds, *text_of(document, "highlights", title.language).value],
        summary=text_of(document, "summary"),
        written=title,
    )


def feed_title(filterset: ListingFilterSet) -> str:
    """What the feed shows, in words: "Demands: Zittau region, ISO 9001"."""
    chosen = filterset.direction
    kind = str(PLURALS[Direction(chosen)]) if chosen else _("Offers and demands")
    return ": ".join(filter(None, [kind, ", ".join(chip.label for chip in filterset.active)]))


def _updated(document: Document) -> datetime:
    """The last time that somebody wrote or confirmed it."""
    return max(document.published_at, document.confirmed_at or document.published_at)
