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
# rows that look like the ones before them: their dark colours need no second look
ALIKE = [[".entry:nth-child(n+7)"], ["tbody tr:nth-child(n+7)"], [".facet__option:nth-of-type(n+4)"]]
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "preload": False, "runOnly": ["color-contrast", "link-in-text-block"]}
ZOOMED = {"width": 640, "height": 450}  # 200 % of a window of 1280

TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
  return wide.slice(-5).map(e => `${e.tagName}.${e.getAttribute('class')} ${e.getBoundingClientRect().right}`)
    .concat(`page ${document.documentElement.scrollWidth} > ${width}`);
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
AXE_AGAIN = "([context, options]) => axe.run(context, options)"


def violations(page: Page) -> list[str]:
    """What axe complains about, in light colours and then in dark ones."""
    page.emulate_media(color_scheme="light")
    found = _named("light", AXE.run(page, context=CONTEXT, options=RULES).response)
    page.emulate_media(color_scheme="dark")
    page.evaluate(PAINTED)
    found += _named("dark", page.evaluate(AXE_AGAIN, [{"exclude": [*CONTEXT["exclude"], *ALIKE]}, COLOURS]))
    page.emulate_media(color_scheme="light")
    return found


def too_wide(page: Page) -> list[str]:
    """Where the page has to be scrolled sideways."""
    found = []
    for size in (PHONE, ZOOMED, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += [f"{size['width']}: {element}" for element in page.evaluate(TOO_WIDE)]
    return found


def violations_on_a_phone(page: Page) -> list[str]:
    """What axe complains about when all is narrow."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    found = _named("phone", AXE.run(page, context=CONTEXT, options=RULES).response)
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return found


def _named(where: str, response: dict[str, Any]) -> list[str]:
    return [
        f"{where}: {violation['id']}: {node['target']} {node['html'][:200]} {_reason(node)}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def _reason(node: dict[str, Any]) -> str:
    return json.dumps([check["message"] for check in (*node["any"], *node["all"], *node["none"])], ensure_ascii=False)
