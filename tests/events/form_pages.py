"""The form of an event as a browser has it, filled in and sent."""

from typing import Any

from django.test import Client

from events.models import Event
from tests.pages import Page, url


def form_of(client: Client, event: Event, language: str = "de") -> dict[str, Any]:
    """The form as it stands on the page."""
    return Page(client.get(url(language, "event_register", event.slug))).form("form_key")


def typed(client: Client, event: Event, language: str = "de", **values: Any) -> dict[str, Any]:
    """The form, filled in for one guest."""
    return form_of(client, event, language) | {
        "email": "Jana@Example.org", "organisation_name": "Meier GmbH", "p0-first_name": "Jana",
        "p0-last_name": "Nováková", "action": "send", **values,
    }  # fmt: skip


def send(client: Client, event: Event, data: dict[str, Any], language: str = "de") -> Any:
    return client.post(url(language, "event_register", event.slug), data)


def message(response: Any) -> str:
    page = Page(response)
    return " ".join(page.source.split())
