"""A running site and a Chromium, once for all browser tests of a process."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.people import People
from tests.browser.site import Site

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is: without it tests are skipped, but never where CI counts on them."""
    found = shutil.which("chromium")
    if found is None:
        message = "Chromium is missing. Install it (Debian: apt install chromium) to run the browser tests."
        if os.environ.get("CI", "").lower() in {"1", "true"}:
            pytest.fail(message, pytrace=False)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def site(chromium_path: str, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site on a port of its own, with the demo's data; it must not log any error."""
    with Site.running(f"{worker_id}_{os.getpid()}", tmp_path_factory.mktemp("site")) as running:
        yield running
    assert "Traceback" not in running.log.read_text()


# of the package, not of the session: Playwright's event loop would get in the way of Django's other tests
@pytest.fixture(scope="package")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def people(chromium: Browser, site: Site) -> People:
    """Those who use the site."""
    return People(chromium, site)
