"""The door with two phones and a network that fails: no tick is lost, none counts twice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from glokal.environment import BASE_DIR
from tests.browser.camera import film
from tests.browser.conftest import QUIET
from tests.browser.databases import address
from tests.browser.people import PHONE, People
from tests.browser.site import Site
from tests.pages import url

pytestmark = pytest.mark.browser
STAFF = "organiser@example.org"
PATIENCE = 30_000  # milliseconds: a busy machine answers slowly
POLL = 100
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const names = (await caches.keys()).filter((name) => name.startsWith("glokal-check-in"));
  const kept = names.length ? await (await caches.open(names[0])).keys() : [];
  return kept.some((one) => one.url.includes("check_in")) && kept.some((one) => one.url.endsWith("/"));
}"""
WAITING = "Object.keys(localStorage).filter((name) => name.startsWith('glokal-tick:')).length"
LISTS = "Object.keys(localStorage).filter((name) => name.startsWith('glokal-list:')).length"

FOREIGN = """([event, registration]) => {
  const tick = { key: crypto.randomUUID(), registration, direction: "in", at: new Date().toISOString(), undone: false };
  localStorage.setItem(`glokal-tick:${event}:${tick.key}`, JSON.stringify({ ...tick, user: "0" }));
}"""


@pytest.fixture(scope="module")
def event(site: Site) -> int:
    environment = {
        **os.environ,
        "DATABASE_URL": address(site.database),
        "SECRET_KEY": "only-for-tests",
        "GLOKAL_DEMO": "1",
    }
    command = [sys.executable, "-m", "tests.browser.door_event"]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1])


@pytest.fixture
def phones(people: People) -> Iterator[list[BrowserContext]]:
    contexts = [people.context(STAFF, language, viewport=PHONE) for language in ("de", "cs")]
    yield contexts
    for context in contexts:
        context.close()


def _open(context: BrowserContext, language: str, event: int) -> Page:
    page = context.new_page()
    page.goto(url(language, "event_check_in", event))
    expect(page.locator("#network")).to_have_attribute("data-state", "online", timeout=PATIENCE)
    return page


def _wait_until(page: Page, script: str, wanted: object) -> None:
    """Ask again and again from outside: the page's policy lets no script in it be made from a text."""
    end = monotonic() + PATIENCE / 1000
    while (found := page.evaluate(script)) != wanted:
        assert monotonic() < end, f"{script} is {found}"
        page.wait_for_timeout(POLL)


def _press(page: Page, name: str, button: str) -> None:
    page.locator("#q").fill(name)
    line = page.locator(".door__person", has_text=name)
    line.locator(button).click()


IN, OUT, UNDO = '[data-direction="in"]', '[data-direction="out"]', "[data-undo]"


def test_a_day_with_two_phones_and_a_cut_network(phones: list[BrowserContext], site: Site, event: int) -> None:
    first, second = _open(phones[0], "de", event), _open(phones[1], "cs", event)
    _wait_until(first, KEPT, True)

    phones[0].set_offline(True)
    _press(first, "Adámek", IN)
    _press(first, "Brühl", IN)
    expect(first.locator("#network")).to_have_attribute("data-state", "offline", timeout=PATIENCE)
    assert first.evaluate(WAITING) == 2
    # meanwhile the other phone takes one of the same people, and another one
    _press(second, "Brühl", IN)
    _press(second, "Čapek", IN)
    expect(second.locator("#network")).to_have_attribute("data-state", "online", timeout=PATIENCE)

    first.reload()
    expect(first.locator("#network")).to_have_attribute("data-state", "offline", timeout=PATIENCE)
    assert first.evaluate(WAITING) == 2
    _press(first, "Brühl", OUT)
    _press(first, "Adámek", UNDO)
    _press(first, "Adámek", IN)
    assert site.value("select count(*) from events_tick where event_id = %s", event) == 2

    phones[0].set_offline(False)
    expect(first.locator("#network")).to_have_attribute("data-state", "online", timeout=PATIENCE)
    _wait_until(first, WAITING, 0)
    # two of the second phone; of the first one in, out, one taken back and one again
    assert site.value("select count(*) from events_tick where event_id = %s", event) == 6
    assert site.value("select count(distinct key) from events_tick where event_id = %s", event) == 6
    assert site.value("select count(*) from events_tick where event_id = %s and undone_at is null", event) == 5
    second.reload()
    for page in (first, second):
        expect(page.locator("#present")).to_have_text("2", timeout=PATIENCE)


def test_somebody_without_registration_gets_a_number_when_the_network_is_back(
    phones: list[BrowserContext], site: Site, event: int
) -> None:
    page = _open(phones[0], "de", event)
    phones[0].set_offline(True)
    page.locator("#walk-in-link").click()
    form = page.locator("#walk-in-form")
    form.locator("[name=first_name]").fill("Ota")
    form.locator("[name=last_name]").fill("Náhlý")
    form.locator("button[type=submit]").click()
    line = page.locator("#walk-ins li")
    expect(line).to_have_attribute("data-state", "waiting")
    phones[0].set_offline(False)
    expect(line).to_have_attribute("data-state", "saved", timeout=PATIENCE)
    query = "select number from events_registration where event_id = %s and is_walk_in"
    expect(line.locator("[data-number]")).to_have_text(str(site.value(query, event)))


def test_what_another_account_has_left_on_the_phone_waits_for_a_word(
    phones: list[BrowserContext], site: Site, event: int
) -> None:
    page = _open(phones[1], "cs", event)
    person = site.value(
        "select id from events_registration where event_id = %s order by number desc offset 1 limit 1", event
    )
    page.evaluate(FOREIGN, [event, person])
    page.reload()
    notice = page.locator("#foreign")
    expect(notice).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#network")).to_have_attribute("data-state", "online", timeout=PATIENCE)
    assert page.evaluate(WAITING) == 1
    page.locator("#adopt").click()
    _wait_until(page, WAITING, 0)
    expect(notice).to_be_hidden()


def test_the_camera_lets_in_whose_badge_it_sees(
    chromium: Browser, chromium_path: str, site: Site, event: int, tmp_path: Path
) -> None:
    code = site.value("select code from events_registration where event_id = %s order by number desc limit 1", event)
    arguments = film(tmp_path / "badge.y4m", code)
    browser = chromium.browser_type.launch(executable_path=chromium_path, args=[*QUIET, *arguments])
    with browser, People(browser, site).context(STAFF, permissions=["camera"]) as context:
        page = _open(context, "de", event)
        page.locator("#camera-button").click()
        expect(page.locator("#scanned")).to_have_attribute("data-result", "in", timeout=PATIENCE)
        expect(page.locator(".door__person .door__state")).to_have_attribute("data-in", "")
    query = "select count(*) from events_tick join events_registration r on r.id = registration_id where code = %s"
    assert site.value(query, code) == 1


def test_the_list_leaves_the_phone_when_somebody_signs_out(phones: list[BrowserContext], event: int) -> None:
    page = _open(phones[0], "de", event)
    _wait_until(page, LISTS, 1)
    phones[0].clear_cookies()
    page.goto(url("de", "home"))
    _wait_until(page, LISTS, 0)


def test_the_door_fits_a_small_phone_and_works_by_keyboard(phones: list[BrowserContext], event: int) -> None:
    page = _open(phones[1], "cs", event)
    page.locator("#q").fill("capek")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#q").press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".door__person")).to_have_count(1)
