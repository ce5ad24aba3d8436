"""Public pages of events."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import Truncator
from django.views.generic import DetailView

from bilingual.templatetags.bilingual import lang_attribute
from bilingual.text import page_language, text_of
from events.availability import availability, with_numbers
from events.cards import format_labels
from events.choices import Audience, Format
from events.dates import date_text, days_left_text, time_text
from events.feeds import feed_title, query_of
from events.files import audiences_of
from events.filters import EventFilterSet
from events.json_ld import event_json_ld
from events.kept_pages import PAGES, EventPage
from events.links import exhibition_url, organiser_url
from events.models import Document, Event, EventPartner, PickUpPoint
from events.places import map_url, place_text, side_text
from events.programme import Programme, programme_of
from organisations.views.public import OrganisationListView

LONGEST_SUMMARY = 180  # characters for search engines


class EventListView(OrganisationListView):
    """Coming events, the next one first, or past ones; each list is a feed and a calendar, too."""

    kind = Event.kind
    filterset_class = EventFilterSet
    template_name = "events/event_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tabs, and the feed and the calendar with the same filters."""
        context = super().get_context_data(**kwargs)
        filterset: EventFilterSet = context["filterset"]
        query = query_of(filterset)
        return {
            **context,
            "tabs": filterset.tabs,
            "when": filterset.hidden_when,
            "feed_url": reverse("event_feed") + query,
            "calendar_url": reverse("event_calendar_feed") + query,
            "feed_title": feed_title(filterset),
            "empty_template": "events/no_events.html",
        }


class EventDetailView(DetailView[Any]):
    """One event with all its facts; strangers get 404 for what they may not see."""

    model = Event
    context_object_name = "event"
    template_name = "events/event_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        """What the reader may see, with its desk, partners, files and the numbers of people; three statements."""
        rows = Event.objects.visible_to(self.request.user).select_related("organisation", "region", "desk")
        partners = EventPartner.objects.select_related("organisation")
        documents = Document.objects.select_related("item")
        return with_numbers(rows).prefetch_related(Prefetch("partners", partners), Prefetch("documents", documents))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page as it was kept for strangers; members of staff and participants may see more."""
        is_stranger = not request.user.is_authenticated and "key" not in request.GET
        page = PAGES.get(kwargs["slug"], self._page) if is_stranger else self._page()
        return self.render_to_response({"page": page, "list_url": reverse("event_list")})

    def _page(self) -> EventPage:
        event = self.object = self.get_object()
        title, summary = text_of(event, "title"), text_of(event, "summary")
        context = self.get_context_data()
        when, where = context["date_text"], context["place_text"]
        return EventPage(
            title=f"{title or event} – {when}",
            description=": ".join(filter(None, [f"{when}, {where}", Truncator(summary.value).chars(LONGEST_SUMMARY)])),
            json_ld=event_json_ld(event, self.request) if event.is_published else "",
            name=title.value or str(event),
            name_language=lang_attribute(title),
            article=render_to_string("events/event_article.html", context, self.request),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """When, where, the programme, and what this reader can do."""
        event, user = self.object, self.request.user
        programme = programme_of(event)
        key = self.request.GET.get("key", "")
        audiences = audiences_of(event, user, key)
        return super().get_context_data(
            list_url=reverse("event_list"),
            availability=availability(event),
            programme=programme,
            documents=[row for row in event.documents.all() if row.audience in audiences],
            key=key if Audience.PARTICIPANTS in audiences else "",
            partners=_partners(event),
            can_edit=user.is_authenticated and Event.objects.editable_by(user).filter(pk=event.pk).exists(),
            can_curate=user.is_authenticated and Event.objects.curated_by(user).filter(pk=event.pk).exists(),
            **_facts(event),
            **_exhibition_and_visits(event, programme),
            **kwargs,
        )


def _facts(event: Event) -> dict[str, Any]:
    """What the templates print and do not work out."""
    return {
        "date_text": date_text(event),
        "time_text": time_text(event),
        "days_left": "" if event.is_called_off else days_left_text(event),
        "place_text": place_text(event),
        "map_url": map_url(event),
        "formats": list(zip(event.formats, format_labels(event.formats), strict=True)),
        "organiser_url": organiser_url(event),
        "owner_url": reverse(f"{event.organisation.kind}_detail", args=[event.organisation.slug]),
    }


def _partners(event: Event) -> list[dict[str, Any]]:
    """Others who take part in the making, with their side of the border and their page where they have one."""
    return [
        {
            "name": str(partner),
            "role": partner.get_role_display(),
            "country": partner.country,
            "side": side_text(partner.country),
            "url": _page_of(partner.organisation),
        }
        for partner in event.partners.all()
    ]


def _page_of(organisation: Any) -> str:
    if organisation is None or not organisation.is_published:
        return ""
    return reverse(f"{organisation.kind}_detail", args=[organisation.slug])


def _exhibition_and_visits(event: Any, programme: Programme) -> dict[str, Any]:
    """Stands and buses; one statement, and only where the event has visits."""
    shown: dict[str, Any] = {}
    if Format.EXHIBITION in event.formats:
        shown["stand_count"] = event.stand_count
        shown["exhibition_url"] = exhibition_url(event)
    if programme.visits:
        ids = [row["pk"] for row in programme.visits]
        points = list(PickUpPoint.objects.filter(item__in=ids).order_by("time", "pk"))
        shown["visits"] = [
            {"row": _in_words(row), "points": [point for point in points if point.item_id == row["pk"]]}
            for row in programme.visits
        ]
    return shown


def _in_words(row: Any) -> dict[str, Any]:
    """A visit in the reader's language, with the other one where that is all there is."""
    language = page_language()
    texts = {
        name: row[f"{name}_{language.value}"] or row[f"{name}_{language.other.value}"]
        for name in ("title", "meeting_point")
    }
    return {**row, **texts}
