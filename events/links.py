"""Where the pages of an event are, for pages, mails and calendars."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from bilingual.choices import Language
from bilingual.links import path_in
from events.models import Event


def event_address(event: Event, language: Language | str) -> str:
    """The full address of the event's page in one language."""
    return settings.SITE_URL + path_in(language, "event_detail", event.slug)


def registration_url(event: Event) -> str:
    """The path of the form to register; empty where there is none."""
    return _path("event_register", event.slug)


def exhibition_url(event: Event) -> str:
    """The path of the plan of the exhibition; empty where there is none."""
    return _path("event_exhibition", event.slug)


def organiser_url(event: Event) -> str:
    """The path of the organiser's page of the event; empty where there is none."""
    return _path("event_plan", event.pk)


def _path(view: str, *args: object) -> str:
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""
