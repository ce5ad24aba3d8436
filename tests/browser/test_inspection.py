"""The inspection of pages sees what is wrong, also where it looks at one of many alike."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.inspection import too_wide, violations
from tests.browser.people import PHONE

pytestmark = pytest.mark.browser
WHOLE = "<html lang='de'><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>"
PALE = "<p style='color: #999'>Blass</p>"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context() as context:
        yield context.new_page()


def _complaints(page: Page, inside: str, colours: str = "light") -> list[str]:
    page.set_content(WHOLE.format(inside))
    return violations(page, colours)


def test_what_is_sound(page: Page) -> None:
    assert not _complaints(page, "<p>Text</p>" * 3)
    assert not too_wide(page)


@pytest.mark.parametrize(
    "inside",
    [
        "<p>Text</p>" * 9 + PALE,
        "<p style='color: #999'>·</p>" + PALE,
        "<p>Text</p><section style='background: #333'><p>Text</p></section>",
        "<p style='color: #767676'>Text</p><p style='color: #767676; opacity: 0.6'>Text</p>",
        "<p style='color: #eee; background: #000'>Text</p><p style='color: #eee'>Text</p>",
        f"<div style='height: 0; overflow: hidden'>{PALE}</div><details><summary>Mehr</summary>{PALE}</details>{PALE}",
        "<label>Name <input value='Eva' style='color: #bbb; background: #fff'></label>",
    ],
)
def test_contrast(page: Page, inside: str) -> None:
    found = _complaints(page, inside)
    assert len(found) == 1, found
    assert "color-contrast" in found[0]


def test_contrast_of_one_scheme(page: Page) -> None:
    dark = "body {background: #111} p {color: #444}"
    style = f"<style>:root {{color-scheme: light dark}} @media (prefers-color-scheme: dark) {{{dark}}}</style>"
    assert not _complaints(page, f"{style}<p>Text</p>")
    assert any("color-contrast" in one for one in _complaints(page, f"{style}<p>Text</p>", "dark"))


def test_other_rules_look_at_everything(page: Page) -> None:
    found = _complaints(page, "<p>Text</p>" * 3 + "<img src='data:,'>")
    assert any("image-alt" in one for one in found)


def test_too_wide(page: Page) -> None:
    page.set_content(WHOLE.format("<div style='width: 500px'>Breit</div>"))
    assert any(one.startswith(str(PHONE["width"])) for one in too_wide(page))
