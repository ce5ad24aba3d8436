"""Every page in both languages: accessible in light and dark, quiet, and never wider than the window."""

import pytest
from playwright.sync_api import Page

from tests.browser.inspection import too_wide, violations
from tests.browser.organiser_stops import ORGANISERS
from tests.browser.people import PHONE, People
from tests.browser.stops import CLERKS, MEMBERS, PUBLIC, STAFF, Stop
from tests.pages import LANGUAGES

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
ON_PHONES = {
    "home", "companies-filtered", "company", "login-errors", "profile", "status", "listing-new", "listing-status",
    "listings-filtered", "listing", "events-filtered", "event", "calendar",
    "organiser-programme", "organiser-registrations", "organiser-edit",
}  # fmt: skip
# the rules for texts and structure meet both languages, those for colours meet both schemes
LONGER = "cs"
COLOURS = {"de": "light", "cs": "dark"}
STATUS = {"no-page": 404, "renewal-unusable": 404, "listing-gone": 410}


def _assert_sound(page: Page, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("h1").count() == 1
    found = [*violations(page, COLOURS[language]), *too_wide(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", [*PUBLIC, *MEMBERS, *ORGANISERS], ids=lambda stop: stop.name)
def test_page(people: People, stop: Stop, language: str) -> None:
    window = people.window(stop.who, language)
    status = stop.visit(window.page, people.site, language)
    assert status == STATUS.get(stop.name, 200)
    window.watch.assert_quiet()
    _assert_sound(window.page, language)
    if stop.name in ON_PHONES and language == LONGER:
        found = violations(window.page, "light", PHONE)
        assert not found, "\n".join(found)
    window.watch.assert_quiet()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("stop", STAFF, ids=lambda stop: stop.name)
def test_administration(people: People, stop: Stop, language: str) -> None:
    window = people.window(CLERKS[language], language)
    assert stop.visit(window.page, people.site, language) == 200
    window.watch.assert_quiet()
    _assert_sound(window.page, language)
