"""Every page in both languages: accessible in light and dark, quiet, and never wider than the window."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.alert_stops import ALERTS
from tests.browser.enquiry_stops import ENQUIRIES
from tests.browser.exchange_stops import EXCHANGE_STOPS
from tests.browser.inspection import too_wide, violations
from tests.browser.link_stops import LINK_STOPS
from tests.browser.matching_stops import MATCHING_STOPS
from tests.browser.organiser_stops import ORGANISERS
from tests.browser.people import CZECH_CLERK, PHONE, People
from tests.browser.radar_stops import RADAR_STOPS
from tests.browser.stops import CLERKS, MEMBERS, PUBLIC, STAFF, Stop
from tests.pages import LANGUAGES

pytestmark = pytest.mark.browser
ON_PHONES = {
    "home", "companies-filtered", "company", "login-errors", "profile", "status", "listing-new", "listing-status",
    "listings-filtered", "listing", "events-filtered", "event", "calendar",
    "organiser-programme", "organiser-registrations", "organiser-edit",
    "matches", "enquiry-answered", "enquiry-new", "saved-searches", "supply radar", "own needs",
    "exchange-people", "exchange-profile",
}  # fmt: skip
# the rules for texts and structure meet both languages, those for colours meet both schemes
LONGER = "cs"
COLOURS = {"de": "light", "cs": "dark"}
STATUS = {"no-page": 404, "renewal-unusable": 404, "enquiry-link-unusable": 404, "listing-gone": 410}
SIGNED_IN = (*MEMBERS, *ORGANISERS, *ALERTS, *ENQUIRIES, *MATCHING_STOPS, *RADAR_STOPS, *EXCHANGE_STOPS, *LINK_STOPS)


def _assert_sound(page: Page, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    found = [*violations(page, COLOURS[language]), *too_wide(page)]
    assert not found, "\n".join(found)


def _language(stop: Stop, number: int) -> str:
    """Every second page in Czech; the administration speaks the language of the clerk."""
    if stop.view.startswith("admin:"):
        return "cs" if stop.who == CZECH_CLERK else "de"
    return LANGUAGES[number % 2]


def _tour() -> list[Any]:
    """Public pages in both languages; of the others, which share their parts, every second one in Czech."""
    both = [(stop, language) for stop in PUBLIC for language in LANGUAGES]
    one = [(stop, _language(stop, number)) for number, stop in enumerate(SIGNED_IN)]
    return [pytest.param(stop, language, id=f"{stop.name}-{language}") for stop, language in (*both, *one)]


@pytest.mark.parametrize(("stop", "language"), _tour())
def test_page(people: People, stop: Stop, language: str) -> None:
    window = people.window(stop.who, language)
    status = stop.visit(window.page, people.site, language)
    assert status == STATUS.get(stop.name, 200)
    window.watch.assert_quiet()
    _assert_sound(window.page, language)
    if stop.name in ON_PHONES and (language == LONGER or stop not in PUBLIC):
        found = violations(window.page, "light", PHONE)
        assert not found, "\n".join(found)
    window.watch.assert_quiet()


@pytest.mark.parametrize(
    ("stop", "language"),
    [pytest.param(stop, LANGUAGES[number % 2], id=stop.name) for number, stop in enumerate(STAFF)],
)
def test_administration(people: People, stop: Stop, language: str) -> None:
    window = people.window(CLERKS[language], language)
    assert stop.visit(window.page, people.site, language) == 200
    window.watch.assert_quiet()
    _assert_sound(window.page, language)
