"""All that matters can be done without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.keyboard import has_focus, press_tab, tab_to
from tests.browser.people import OWNER, PHONE, VISITOR, People
from tests.pages import url

pytestmark = pytest.mark.browser
LIST = url("de", "company_list")


@pytest.fixture
def window(people: People) -> Iterator[Page]:
    with people.context(VISITOR) as context:
        yield context.new_page()


def test_the_first_step_offers_to_skip_the_header(window: Page) -> None:
    window.goto(url("de", "home"))
    press_tab(window)
    skip = window.locator(".skip-link")
    assert has_focus(skip)
    expect(skip).to_be_in_viewport(ratio=1)
    window.keyboard.press("Enter")
    assert has_focus(window.locator("#main"))
    press_tab(window)
    assert has_focus(window.locator("#q"))


def test_the_header_is_walked_in_reading_order(window: Page) -> None:
    window.goto(url("de", "home"))
    header = window.locator("header :is(a, button, summary):visible")
    press_tab(window)
    for index in range(header.count()):
        press_tab(window)
        assert has_focus(header.nth(index)), header.nth(index).inner_text()
    press_tab(window)
    assert has_focus(window.locator("#q"))


def test_a_region_of_the_map_filters(window: Page) -> None:
    window.goto(LIST)
    region = window.locator("svg a.region[href*=CZ051]")
    tab_to(window, region)
    window.keyboard.press("Enter")
    window.wait_for_url("**region=CZ051*")
    expect(window.locator("svg a.region[aria-current=true]")).to_have_count(1)
    expect(window.locator(".chips a")).to_have_count(1)


def test_filter_open_an_entry_and_change_the_language(window: Page) -> None:
    window.goto(LIST)
    box = window.locator("#region-ded2d")
    tab_to(window, window.locator("#facet-region-more > summary"))
    window.keyboard.press("Enter")
    tab_to(window, box)
    window.keyboard.press("Space")
    window.wait_for_url("**region=DED2D*")
    expect(box).to_be_checked()
    assert has_focus(box), "the focus is lost when the results are refreshed"
    tab_to(window, window.locator(".language-switch a[lang=cs]"), "Shift+Tab")
    window.keyboard.press("Enter")
    window.wait_for_url(lambda address: f"{url('cs', 'company_list')}?region=DED2D" in address)
    expect(window.locator("html")).to_have_attribute("lang", "cs")
    expect(window.locator("#region-ded2d")).to_be_checked()
    first = window.locator(".entry__name a").first
    name = first.inner_text()
    tab_to(window, first)
    window.keyboard.press("Enter")
    expect(window.locator("h1")).to_have_text(re.compile(re.escape(name)))
    tab_to(window, window.locator(".language-switch a[lang=de]"))
    window.keyboard.press("Enter")
    expect(window.locator("html")).to_have_attribute("lang", "de")
    assert LIST in window.url
    expect(window.locator("h1")).to_have_text(re.compile(re.escape(name)))


def test_sign_in(window: Page) -> None:
    window.goto(url("cs", "account_login"))
    tab_to(window, window.locator("#id_login"))
    window.keyboard.type(OWNER)
    tab_to(window, window.locator("#id_password"))
    window.keyboard.type("wrong")
    window.keyboard.press("Enter")
    summary = window.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(window.locator("#id_login")).to_have_value(OWNER)
    tab_to(window, window.locator("#id_password"))
    window.keyboard.type(PASSWORD)
    window.keyboard.press("Enter")
    window.wait_for_url(f"**{url('cs', 'workspace')}")


def test_errors_lead_to_their_fields(window: Page) -> None:
    window.goto(url("de", "account_signup"))
    window.locator("main form button[type=submit]").last.click()
    expect(window.locator("[data-error-summary]")).to_be_focused()
    press_tab(window)
    window.keyboard.press("Enter")
    first = window.locator("#id_first_name")
    assert has_focus(first)
    expect(first).to_have_attribute("aria-invalid", "true")
    described = (first.get_attribute("aria-describedby") or "").split()
    assert "id_first_name_error" in described


def test_the_menu_of_the_phone(window: Page) -> None:
    window.set_viewport_size(PHONE)  # type: ignore[arg-type]
    window.goto(url("de", "home"))
    menu = window.locator("details.menu")
    button = menu.locator("summary")
    tab_to(window, button)
    window.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    press_tab(window)
    assert has_focus(menu.locator("a").first)
    window.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    assert has_focus(button)
    window.keyboard.press("Enter")
    links = menu.locator("a:visible").count()
    for _ in range(links + 1):
        press_tab(window)
    expect(menu).not_to_have_attribute("open", "")


def test_the_filters_of_the_phone(window: Page) -> None:
    window.set_viewport_size(PHONE)  # type: ignore[arg-type]
    window.goto(LIST)
    tab_to(window, window.locator("#facet-sheet > summary"))
    window.keyboard.press("Enter")
    tab_to(window, window.locator("#country-cz"))
    window.keyboard.press("Space")
    window.wait_for_url("**country=CZ*")
    tab_to(window, window.locator(".facet-actions button"))
    window.keyboard.press("Enter")
    expect(window.locator("#facet-sheet")).not_to_have_attribute("open", "")
    expect(window.locator("#result-count")).to_be_in_viewport()
