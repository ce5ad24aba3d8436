"""What is looked at on every page: axe's rules, dark colours, narrow windows."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.people import PHONE, WIDE

AXE = Axe()
# beside what axe does by itself: WCAG A and AA and its best practices
RULES = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
# what Django and modeltranslation bring along: the inside of select2 and of jQuery UI's tabs, empty corners of tables
FOREIGN = [[".select2-selection__rendered"], [".ui-tabs-tab"], [".tabular thead th:empty"]]
# rows that look like the ones before them need no second look
ALIKE = [[".entry:nth-child(n+9)"], ["tbody tr:nth-child(n+9)"], [".facet__option:nth-of-type(n+6)"]]
ZOOMED = {"width": 640, "height": 450}  # 200 % of a window of 1280

# Contrast takes most of axe's time: of the texts that are painted in the same way it looks at one. What counts is the
# text's own style and whatever lies below it up to the root; what is positioned or cuts off its content
# counts for itself.
ONE_OF_EACH = """() => {
  if (!window.axe.oneOfEach) {
    axe.configure({rules: [{id: 'color-contrast', selector: '[data-one-of-each]'}]});
    axe.oneOfEach = true;
  }
  const below = new Map(), seen = new Set();
  let alone = 0;
  const ground = element => {
    if (!element) return '';
    if (below.has(element)) return below.get(element);
    const style = getComputedStyle(element);
    const moved = !['static', 'relative'].includes(style.position) || style.overflow !== 'visible';
    const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
      style.zIndex, style.visibility, style.textShadow, moved ? ++alone : '',
      element.matches('[disabled], [aria-disabled], fieldset[disabled] *') ? 1 : ''].join();
    const found = `${ground(element.parentElement)}|${own}`;
    below.set(element, found);
    return found;
  };
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    // axe gives no verdict on a lone character
    const words = /\\p{L}.*\\p{L}|\\p{N}.*\\p{N}/su.test(element.textContent);
    const kind = [element.localName, element.type, words, ground(element), style.color,
      style.fontSize, style.fontWeight, style.display,
      ...['::before', '::after'].map(part => getComputedStyle(element, part))
        .map(part => part.content === 'none' ? '' : part.backgroundColor + part.backgroundImage + part.position),
    ].join();
    const texts = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const shown = (texts || element.matches('input, select, textarea')) &&
      element.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true});
    element.toggleAttribute('data-one-of-each', shown && !seen.has(kind));
    if (shown) seen.add(kind);
  }
}"""
# only what is wrong comes back: a page's passed checks are hundreds of kilobytes
COMPLAINTS = """([context, options]) => axe.run(context, options).then(({violations}) => violations.flatMap(
  ({id, nodes}) => nodes.map(({target, html, any, all, none}) => `${id}: ${JSON.stringify(target)} ` +
    `${html.slice(0, 200)} ${JSON.stringify([...any, ...all, ...none].map(check => check.message))}`)))"""
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
  return wide.slice(-5).map(e => `${e.tagName}.${e.getAttribute('class')} ${e.getBoundingClientRect().right}`)
    .concat(`page ${document.documentElement.scrollWidth} > ${width}`);
}"""
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def violations(page: Page, colours: str, size: Any = WIDE) -> list[str]:
    """What axe complains about, in "light" or "dark" colours, in a window of that size; leaves the page like that."""
    _resize(page, size)
    page.emulate_media(color_scheme=colours)  # type: ignore[arg-type]
    page.evaluate(PAINTED)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    page.evaluate(ONE_OF_EACH)
    found = page.evaluate(COMPLAINTS, [{"exclude": [*FOREIGN, *ALIKE]}, RULES])
    return [f"{colours}, {size['width']}: {complaint}" for complaint in found]


def too_wide(page: Page) -> list[str]:
    """Where the page has to be scrolled sideways; leaves it in a wide window."""
    found = []
    for size in (PHONE, ZOOMED, WIDE):
        _resize(page, size)
        found += [f"{size['width']}: {element}" for element in page.evaluate(TOO_WIDE)]
    return found


def _resize(page: Page, size: Any) -> None:
    if page.viewport_size != size:
        page.set_viewport_size(size)
