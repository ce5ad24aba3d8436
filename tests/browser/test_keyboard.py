"""All that matters can be done without a mouse."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.keyboard import has_focus, press_tab, tab_to
from tests.browser.people import OWNER, PHONE, VISITOR, People
from tests.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-2")]
LIST = url("de", "company_list")


@pytest.fixture
def page(people: People) -> Iterator[Page]:
    with people.context(VISITOR) as context:
        yield context.new_page()


def test_the_first_step_offers_to_skip_the_header(page: Page) -> None:
    page.goto(url("de", "home"))
    press_tab(page)
    skip = page.locator(".skip-link")
    assert has_focus(skip)
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    assert has_focus(page.locator("#main"))
    press_tab(page)
    assert has_focus(page.locator("#q"))


def test_the_header_is_walked_in_reading_order(page: Page) -> None:
    page.goto(url("de", "home"))
    header = page.locator("header :is(a, button, summary):visible")
    press_tab(page)
    for index in range(header.count()):
        press_tab(page)
        assert has_focus(header.nth(index)), header.nth(index).inner_text()
    press_tab(page)
    assert has_focus(page.locator("#q"))


def test_a_region_of_the_map_filters(page: Page) -> None:
    page.goto(LIST)
    region = page.locator("svg a.region[href*=CZ051]")
    tab_to(page, region)
    page.keyboard.press("Enter")
    page.wait_for_url("**region=CZ051*")
    expect(page.locator("svg a.region[aria-current=true]")).to_have_count(1)
    expect(page.locator(".chips")).to_contain_text("Liberec")


def test_filter_open_an_entry_and_change_the_language(page: Page) -> None:
    page.goto(LIST)
    box = page.locator("#region-ded2d")
    tab_to(page, box)
    page.keyboard.press("Space")
    page.wait_for_url("**region=DED2D*")
    expect(box).to_be_checked()
    assert has_focus(box), "the focus is lost when the results are refreshed"
    tab_to(page, page.locator(".facet-actions button"))
    page.keyboard.press("Enter")
    page.wait_for_url("**region=DED2D*")
    tab_to(page, page.locator(".language-switch a[lang=cs]"), "Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: f"{url('cs', 'company_list')}?region=DED2D" in address)
    expect(page.locator("html")).to_have_attribute("lang", "cs")
    expect(page.locator("#region-ded2d")).to_be_checked()
    first = page.locator(".entry__name a").first
    name = first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(name)))
    tab_to(page, page.locator(".language-switch a[lang=de]"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LIST}*")
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(name)))


def test_sign_in(page: Page) -> None:
    page.goto(url("cs", "account_login"))
    tab_to(page, page.locator("#id_login"))
    page.keyboard.type(OWNER)
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(page.locator("#id_login")).to_have_value(OWNER)
    tab_to(page, page.locator("#id_password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{url('cs', 'workspace')}")


def test_errors_lead_to_their_fields(page: Page) -> None:
    page.goto(url("de", "account_signup"))
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    press_tab(page)
    page.keyboard.press("Enter")
    first = page.locator("#id_first_name")
    assert has_focus(first)
    expect(first).to_have_attribute("aria-invalid", "true")
    described = (first.get_attribute("aria-describedby") or "").split()
    assert "id_first_name_error" in described


def test_the_menu_of_the_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(url("de", "home"))
    menu = page.locator("details.menu")
    button = menu.locator("summary")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    press_tab(page)
    assert has_focus(menu.locator("a").first)
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    assert has_focus(button)
    page.keyboard.press("Enter")
    links = menu.locator("a:visible").count()
    for _ in range(links + 1):
        press_tab(page)
    expect(menu).not_to_have_attribute("open", "")
