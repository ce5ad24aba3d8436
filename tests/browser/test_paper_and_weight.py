"""How much a list weighs, and what of a page gets onto paper."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import VISITOR, People
from tests.browser.stops import entry
from tests.pages import url

pytestmark = pytest.mark.browser
HEAVIEST = 150_000  # bytes of a list page on a cold cache
ONLY_ON_SCREENS = (".site-header nav", ".menu", ".breadcrumbs", ".directory__facets", ".pagination", ".skip-link")


def _transferred(page: Page, address: str) -> int:
    """Bytes that came over the network for a page, as Chromium counts them."""
    network = page.context.new_cdp_session(page)
    sizes: list[float] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    return int(sum(sizes))


@pytest.mark.parametrize("language", ["de", "cs"])
def test_a_list_stays_light(people: People, language: str) -> None:
    with people.context(VISITOR, language) as context:
        weight = _transferred(context.new_page(), url(language, "company_list"))
    assert 10_000 < weight < HEAVIEST


def test_paper_shows_the_content_alone(people: People) -> None:
    with people.context(VISITOR) as context:
        page = context.new_page()
        for address in (
            url("de", "company_list"),
            url("de", "company_detail", entry("company", "checked")(people.site, "de")),
        ):
            page.emulate_media(media="screen")
            page.goto(address)
            page.emulate_media(media="print")
            for part in ONLY_ON_SCREENS:
                for index in range(page.locator(part).count()):
                    expect(page.locator(part).nth(index)).to_be_hidden()
            expect(page.locator("h1")).to_be_visible()
            expect(page.locator("main")).to_be_visible()
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert len(page.pdf()) > 5_000
