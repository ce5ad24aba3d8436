"""Readers who set their own colours or want no motion get what they need."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.people import OWNER, PHONE, People
from tests.browser.stops import own, send
from tests.pages import url

pytestmark = pytest.mark.browser

# icons are masks: what is seen of them is their background
UNSEEN_ICONS = """() => [...document.querySelectorAll('.kern-icon')].filter(icon => {
  const box = icon.getBoundingClientRect();
  if (!box.width || !icon.checkVisibility()) return false;
  const clear = colour => /^rgba\\(.*, 0\\)$/.test(colour);
  const paint = getComputedStyle(icon).backgroundColor;
  let behind = icon.parentElement;
  const colour = element => getComputedStyle(element).backgroundColor;
  while (behind && clear(colour(behind))) behind = behind.parentElement;
  const ground = behind ? colour(behind) : 'rgb(255, 255, 255)';
  return paint === ground || clear(paint);
}).map(icon => icon.className + ' in ' + icon.parentElement.className)"""
CONTROLS = ".kern-btn, .search-box__button, main input, main textarea, main select"
FRAMELESS = """controls => [...document.querySelectorAll(controls)]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && element.getBoundingClientRect().width > 2)
  .filter(element => !['file', 'hidden'].includes(element.type))
  .filter(element => {
    for (let box = element, up = 0; box && up < 2; box = box.parentElement, up++) {
      const style = getComputedStyle(box);
      if (style.borderBottomStyle !== 'none' && parseFloat(style.borderBottomWidth) > 0) return false;
    }
    return getComputedStyle(element).appearance === 'none';
  }).map(element => `${element.tagName} ${element.className} ${element.id}`)"""
MOVING = """() => [...document.querySelectorAll('*')].filter(element => {
  const style = getComputedStyle(element);
  const moves = parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
  return moves || style.scrollBehavior === 'smooth';
}).map(element => `${element.tagName} ${element.getAttribute('class')}`)"""


@pytest.fixture
def window(people: People) -> Iterator[Page]:
    with people.context(OWNER, reduced_motion="reduce", forced_colors="active") as context:
        yield context.new_page()


@pytest.mark.parametrize("view", ["home", "company_list", "workspace", "company_edit", "organisation_start"])
def test_forced_colours_hide_nothing(people: People, window: Page, view: str) -> None:
    arguments = [own(OWNER)(people.site, "de")] if view == "company_edit" else []
    window.goto(url("de", view, *arguments))
    if view == "organisation_start":
        send(window)
    assert window.evaluate("matchMedia('(forced-colors: active)').matches")
    assert window.evaluate(UNSEEN_ICONS) == []
    assert window.evaluate(FRAMELESS, CONTROLS) == []
    assert window.evaluate(MOVING) == []
    window.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert window.evaluate(UNSEEN_ICONS) == []
