"""With JavaScript lists and pickers refresh in place; address, history and header keep up."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import OWNER, VISITOR, People
from tests.browser.stops import own
from tests.browser.watching import Watch
from tests.pages import url

pytestmark = pytest.mark.browser
LIST = url("de", "company_list")
COUNT = "#result-count"


@pytest.fixture
def window(people: People) -> Iterator[Page]:
    with people.context(VISITOR) as context:
        watch = Watch.over(context)
        yield context.new_page()
        watch.assert_quiet()


def test_a_facet_refreshes_the_results_without_a_new_page(window: Page) -> None:
    window.goto(LIST)
    window.evaluate("window.kept = true")
    before = window.locator(COUNT).inner_text()
    window.locator("#country-cz").check()
    window.wait_for_url("**country=CZ*")
    expect(window.locator(COUNT)).not_to_have_text(before)
    assert window.url.split("?")[1] == "country=CZ"
    assert window.evaluate("window.kept") is True
    narrower = window.locator(COUNT).inner_text()
    window.locator("#region-cz041").check()
    window.wait_for_url("**region=CZ041*")
    expect(window.locator(COUNT)).not_to_have_text(narrower)
    assert window.evaluate("window.kept") is True
    window.go_back()
    expect(window.locator(COUNT)).to_have_text(narrower)
    expect(window.locator("#region-cz041")).not_to_be_checked()
    expect(window.locator("#country-cz")).to_be_checked()
    window.go_back()
    expect(window.locator(COUNT)).to_have_text(before)
    assert window.url.endswith(LIST)
    expect(window.locator("#country-cz")).not_to_be_checked()
    window.go_forward()
    expect(window.locator(COUNT)).to_have_text(narrower)


def test_back_from_an_entry_shows_the_filtered_list(window: Page) -> None:
    window.goto(LIST)
    window.locator("#country-cz").check()
    window.wait_for_url("**country=CZ*")
    expect(window.locator(".chips")).to_be_visible()
    count = window.locator(COUNT).inner_text()
    window.locator(".entry__name a").first.click()
    window.wait_for_url(lambda address: "country=CZ" not in address)
    window.go_back()
    expect(window.locator(COUNT)).to_have_text(count)
    expect(window.locator("#country-cz")).to_be_checked()
    expect(window.locator(".site-header")).to_have_count(1)


def test_the_language_switch_follows_the_filter(window: Page) -> None:
    window.goto(LIST)
    window.locator("#country-de").check()
    window.wait_for_url("**country=DE*")
    window.locator(".language-switch a[lang=cs]").click()
    window.wait_for_url(f"**{url('cs', 'company_list')}?country=DE")
    expect(window.locator("#country-de")).to_be_checked()


def test_the_search_box_of_the_list_refreshes_too(window: Page) -> None:
    window.goto(LIST)
    window.evaluate("window.kept = true")
    window.locator("#q").fill("Glas")
    window.locator("#q").press("Enter")
    window.wait_for_url("**q=Glas*")
    expect(window.locator(".entry").first).to_be_visible()
    assert window.evaluate("window.kept") is True
    assert window.locator("#q").input_value() == "Glas"


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
