"""Working with the keys alone; whoever does it always sees where the focus is."""

from playwright.sync_api import Locator, Page

MOST_STOPS = 120

FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const within = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  return {name: (element.getAttribute('aria-label') || element.textContent).trim().slice(0, 60) + ' ' + element.tagName,
          outlined, within};
}"""
IS_FOCUSED = "element => element === document.activeElement"


def press_tab(page: Page, keys: str = "Tab") -> None:
    """One step, after which the focus is marked and within the window."""
    page.keyboard.press(keys)
    focus = page.evaluate(FOCUSED)
    if " BODY" not in focus["name"]:
        assert focus["outlined"], f"the focus is not seen on: {focus['name']}"
        assert focus["within"], f"the focus is outside of the window: {focus['name']}"


def tab_to(page: Page, target: Locator, keys: str = "Tab") -> None:
    """Step until `target` has the focus."""
    for _ in range(MOST_STOPS):
        press_tab(page, keys)
        if target.evaluate(IS_FOCUSED):
            return
    message = f"{target} cannot be reached"
    raise AssertionError(message)


def has_focus(target: Locator) -> bool:
    """Whether keys go to `target`."""
    return bool(target.evaluate(IS_FOCUSED))
