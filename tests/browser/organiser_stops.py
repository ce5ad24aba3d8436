"""The pages of organisers on the tour; `stops.py` has the others."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.people import ORGANISER
from tests.browser.site import Site
from tests.browser.stops import Stop, send

OWN_EVENT = "select id from events_event where is_example and last_day > first_day order by id"
OWN_PLACE = (
    "select s.id from events_eventstaff s join accounts_user u on u.id = s.user_id "
    "where s.event_id = %s and u.email = 'organiser@example.org'"
)
PART = "select id from {table} where event_id = %s order by id"


def part(table: str) -> Callable[[Site, str], Any]:
    """The event with the first of its rows in a table."""

    def find(site: Site, language: str) -> tuple[Any, Any]:
        number = own_event(site, language)
        return number, site.value(PART.format(table=table), number)

    return find


def own_event(site: Site, language: str) -> Any:
    """The event with the long programme."""
    return site.value(OWN_EVENT)


def own_place(site: Site, language: str) -> tuple[Any, Any]:
    """The event with the organiser's own row in its team."""
    number = own_event(site, language)
    return number, site.value(OWN_PLACE, number)


def open_folds(page: Page) -> None:
    """Show what is folded away."""
    page.locator("main details:not(.organiser__menu) > summary").first.click()


def _pages() -> list[Stop]:
    views = (
        "plan", "edit", "programme", "item_new", "rooms", "speakers", "speaker_new", "documents", "document_new",
        "desk", "questions", "question_new", "consents", "staff", "registrations", "mailings", "mailing_new",
    )  # fmt: skip
    return [Stop(f"organiser-{view}", f"event_{view}", who=ORGANISER, find=own_event) for view in views]


ORGANISERS = [
    Stop("organiser", "organiser", who=ORGANISER),
    Stop("organiser-new", "event_new", who=ORGANISER),
    Stop("organiser-new-errors", "event_new", who=ORGANISER, step=send),
    *_pages(),
    Stop("organiser-item", "event_item", who=ORGANISER, find=part("events_programmeitem")),
    Stop("organiser-speaker", "event_speaker", who=ORGANISER, find=part("events_speaker")),
    Stop("organiser-leave", "event_staff_end", who=ORGANISER, find=own_place),
    Stop("organiser-question", "event_question", who=ORGANISER, find=part("events_question")),
    Stop("organiser-steps", "event_programme", who=ORGANISER, find=own_event, step=open_folds),
]
