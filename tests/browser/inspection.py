"""What is looked at on every page: axe's rules, dark colours, narrow windows."""

import json
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.people import PHONE, WIDE

AXE = Axe()
# beside what axe does by itself: WCAG A and AA and its best practices
# what Django and modeltranslation bring along: the inside of select2 and of jQuery UI's tabs, empty corners of tables
CONTEXT = {"exclude": [[".select2-selection__rendered"], [".ui-tabs-tab"], [".tabular thead th:empty"]]}
# rows that look like the ones before them need no second look
ALIKE = [[".entry:nth-child(n+9)"], ["tbody tr:nth-child(n+9)"], [".facet__option:nth-of-type(n+6)"]]
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
ZOOMED = {"width": 640, "height": 450}  # 200 % of a window of 1280

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
  return wide.slice(-5).map(e => `${e.tagName}.${e.getAttribute('class')} ${e.getBoundingClientRect().right}`)
    .concat(`page ${document.documentElement.scrollWidth} > ${width}`);
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page: Page, colours: str, size: Any = WIDE) -> list[str]:
    """What axe complains about, in "light" or "dark" colours, in a window of that size."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    page.evaluate(PAINTED)
    found = AXE.run(page, context={"exclude": [*CONTEXT["exclude"], *ALIKE]}, options=RULES).response
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return _named(f"{colours}, {size['width']}", found)


def too_wide(page: Page) -> list[str]:
    """Where the page has to be scrolled sideways."""
    found = []
    for size in (PHONE, ZOOMED, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += [f"{size['width']}: {element}" for element in page.evaluate(TOO_WIDE)]
    return found


def _named(where: str, response: dict[str, Any]) -> list[str]:
    return [
        f"{where}: {violation['id']}: {node['target']} {node['html'][:200]} {_reason(node)}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def _reason(node: dict[str, Any]) -> str:
    return json.dumps([check["message"] for check in (*node["any"], *node["all"], *node["none"])], ensure_ascii=False)
