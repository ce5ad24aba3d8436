"""Each list of events as an Atom feed and as a calendar, with the filters of its address."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bilingual.text import page_language, text_of
from events.cards import format_labels
from events.choices import Type
from events.dates import when_text
from events.filters import EventFilterSet, EverythingFilterSet
from events.icalendar import CONTENT_TYPE, calendar, filename
from events.models import Event
from events.places import place_text
from search.cards import address, completed
from search.choices import Sort
from search.feeds import LanguageFeed, answer, etag_of, unchanged
from search.models import Document

NEWEST = 50
MOST_IN_CALENDAR = 500
REMEMBERED = timedelta(days=365)
"""How long past events stay in calendars that are subscribed to."""
TAG = "tag:{host},2026:event:{number}"
"""The name of an entry for ever, whatever its address or the language of the feed is (RFC 4151)."""


@require_safe
def event_feed(request: HttpRequest) -> HttpResponseBase:
    """The fifty of what the same address shows as a list that were published last, coming and past."""
    etag = etag_of(request)
    if same := unchanged(request, etag):
        return same
    filterset = EverythingFilterSet(request.GET, Document.objects.of_kind(Event.kind).for_cards(), request=request)
    documents = completed(filterset.qs.sorted_by(Sort.NEWEST, page_language())[:NEWEST])
    feed = _feed(request, filterset)
    for document in documents:
        _add(feed, document)
    changed = max((document.event.changed_at for document in documents), default=None)  # type: ignore[attr-defined]
    response = HttpResponse(feed.writeString("utf-8"), content_type=Atom1Feed.content_type)
    return answer(request, response, etag=etag, changed=changed)


@require_safe
def event_calendar_feed(request: HttpRequest) -> HttpResponseBase:
    """What the same address shows as a list, for calendar programs; past events stay for a year."""
    etag = etag_of(request)
    if same := unchanged(request, etag):
        return same
    filterset = EverythingFilterSet(request.GET, Document.objects.of_kind(Event.kind), request=request)
    chosen = filterset.qs.order_by().values("object_id")
    since = timezone.localdate() - REMEMBERED
    rows = Event.objects.published().filter(pk__in=chosen, last_day__gte=since).select_related("organisation")
    events = list(rows.order_by("first_day", "id")[:MOST_IN_CALENDAR])
    text = calendar(events, language=page_language().value, name=f"Glokal: {feed_title(filterset)}")
    changed = max((event.changed_at for event in events), default=None)
    response = HttpResponse(text, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="glokal.ics"'
    return answer(request, response, etag=etag, changed=changed)


@require_safe
def event_calendar_file(request: HttpRequest, slug: str) -> HttpResponse:
    """One event for a calendar; for those who may see the event."""
    seen = Event.objects.visible_to(request.user).select_related("organisation")
    event = get_object_or_404(seen, slug=slug)
    response = HttpResponse(calendar([event], language=page_language().value), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{filename(event)}"'
    return response


def feed_title(filterset: EventFilterSet) -> str:
    """What the feed shows, in words: "Events: Zittau, Meeting exchange"."""
    return ": ".join(filter(None, [_("Events"), ", ".join(chip.label for chip in filterset.active)]))


def query_of(filterset: EventFilterSet) -> str:
    """The filters of a list without its order and time, for the feeds of the same choice."""
    query = filterset.query_string(sort=None, when=None)
    return "" if query == "?" else query


def _feed(request: HttpRequest, filterset: EventFilterSet) -> LanguageFeed:
    narrowed = query_of(filterset)
    return LanguageFeed(
        title=feed_title(filterset),
        link=settings.SITE_URL + reverse("event_list") + narrowed,
        description="",
        subtitle=_("The newest first, from both sides of the border."),
        language=page_language().value,
        author_name="Glokal",
        feed_url=settings.SITE_URL + request.path + narrowed,
    )


def _add(feed: LanguageFeed, document: Document) -> None:
    title, event = text_of(document, "title"), document.event  # type: ignore[attr-defined]
    feed.add_item(
        title=f"{title.value} ({when_text(event)}, {place_text(event)})",
        link=settings.SITE_URL + address(document),
        description="",
        unique_id=TAG.format(host=urlsplit(settings.SITE_URL).hostname, number=document.object_id),
        pubdate=document.published_at,
        updateddate=event.changed_at,
        author_name=event.organiser,
        categories=_categories(event),
        summary=text_of(document, "summary"),
        written=title,
    )


def _categories(event: Any) -> list[str]:
    called_off = [_("Called off")] if event.called_off_at else []
    return [*called_off, str(Type(event.type).label), *format_labels(event.formats)]
