"""With JavaScript lists and pickers refresh in place; address, history and header keep up."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import OWNER, VISITOR, People
from tests.browser.stops import own
from tests.browser.watching import Watch
from tests.pages import url

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-1")]
LIST = url("de", "company_list")
COUNT = "#result-count"


@pytest.fixture
def page(people: People) -> Iterator[Page]:
    with people.context(VISITOR) as context:
        watch = Watch.over(context)
        yield context.new_page()
        watch.assert_quiet()


def test_a_facet_refreshes_the_results_without_a_new_page(page: Page) -> None:
    page.goto(LIST)
    page.evaluate("window.kept = true")
    before = page.locator(COUNT).inner_text()
    page.locator("#country-cz").check()
    page.wait_for_url("**country=CZ*")
    expect(page.locator(COUNT)).not_to_have_text(before)
    assert page.url.split("?")[1] == "country=CZ"
    assert page.evaluate("window.kept") is True
    narrower = page.locator(COUNT).inner_text()
    page.locator("#region-cz051").check()
    page.wait_for_url("**region=CZ051*")
    expect(page.locator(COUNT)).not_to_have_text(narrower)
    assert page.evaluate("window.kept") is True
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(narrower)
    expect(page.locator("#region-cz051")).not_to_be_checked()
    expect(page.locator("#country-cz")).to_be_checked()
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(before)
    assert page.url.endswith(LIST)
    expect(page.locator("#country-cz")).not_to_be_checked()
    page.go_forward()
    expect(page.locator(COUNT)).to_have_text(narrower)


def test_back_from_an_entry_shows_the_filtered_list(page: Page) -> None:
    page.goto(LIST)
    page.locator("#country-cz").check()
    page.wait_for_url("**country=CZ*")
    expect(page.locator(".chips")).to_be_visible()
    count = page.locator(COUNT).inner_text()
    page.locator(".entry__name a").first.click()
    page.wait_for_url(lambda address: "country=CZ" not in address)
    page.go_back()
    expect(page.locator(COUNT)).to_have_text(count)
    expect(page.locator("#country-cz")).to_be_checked()
    expect(page.locator(".site-header")).to_have_count(1)


def test_the_language_switch_follows_the_filter(page: Page) -> None:
    page.goto(LIST)
    page.locator("#country-de").check()
    page.wait_for_url("**country=DE*")
    page.locator(".language-switch a[lang=cs]").click()
    page.wait_for_url(f"**{url('cs', 'company_list')}?country=DE")
    expect(page.locator("#country-de")).to_be_checked()


def test_the_search_box_of_the_list_refreshes_too(page: Page) -> None:
    page.goto(LIST)
    page.evaluate("window.kept = true")
    page.locator("#q").fill("Glas")
    page.locator("#q").press("Enter")
    page.wait_for_url("**q=Glas*")
    expect(page.locator(".entry").first).to_be_visible()
    assert page.evaluate("window.kept") is True
    assert page.locator("#q").input_value() == "Glas"


def test_the_picker_finds_while_one_types(people: People) -> None:
    with people.context(OWNER) as context:
        watch = Watch.over(context)
        page = context.new_page()
        address = url("de", "company_edit", own(OWNER)(people.site, "de"))
        page.goto(address)
        picked = page.locator("#id_sectors .picker__picked input").count()
        page.locator("#id_sectors_search").press_sequentially("glas", delay=30)
        found = page.locator("#id_sectors_found input")
        expect(found.first).to_be_visible()
        assert all("glas" in text.lower() or "skl" in text.lower() for text in found.locator("..").all_inner_texts())
        found.first.check()
        code = found.first.get_attribute("value")
        page.locator("#id_sectors_search").fill("zzzz")
        expect(found).to_have_count(0)
        assert page.url.endswith(address)
        page.locator("#id_sectors_search").fill("")
        page.locator("#id_sectors_search").press_sequentially(str(code), delay=30)
        assert page.locator("#id_sectors .picker__picked input").count() in {picked, picked + 1}
        watch.assert_quiet()
