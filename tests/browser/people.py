"""Readers, members and clerks, each with a browser window of their own; everybody signs in once."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from accounts.demo import PASSWORD
from tests.browser.site import Site
from tests.browser.watching import Watch
from tests.pages import url

VISITOR = ""
OWNER = "firma.de@example.org"
# without an organisation
NEWCOMER = "admin@example.org"
ORGANISER = "organiser@example.org"
CLERK = "kammer.zittau@example.org"
CZECH_CLERK = "komora.kv@example.org"

LOCALES = {"de": "de-DE", "cs": "cs-CZ"}
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 320, "height": 640}


@dataclass(frozen=True)
class Window:
    """A page of the browser, and what is noticed about it."""

    page: Page
    watch: Watch


class People:
    """Opens windows."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self._cookies: dict[str, Any] = {}
        self._windows: dict[tuple[str, str], Window] = {}

    def window(self, who: str, language: str) -> Window:
        """The window that this person keeps open."""
        key = (who, language)
        if key not in self._windows:
            context = self.context(who, language, reduced_motion="reduce", color_scheme="light")
            self._windows[key] = Window(watch=Watch.over(context), page=context.new_page())
        return self._windows[key]

    def context(self, who: str, language: str = "de", **options: Any) -> BrowserContext:
        """A fresh browser in which this person is signed in."""
        if who and who not in self._cookies:
            self._cookies[who] = self._sign_in(who)
        options = {"viewport": WIDE, "locale": LOCALES[language], "base_url": self.site.url, **options}
        if who:
            options["storage_state"] = self._cookies[who]
        context = self.browser.new_context(**options)
        # a busy machine answers slowly
        context.set_default_timeout(45_000)
        return context

    def _sign_in(self, who: str) -> Any:
        with self.context(VISITOR) as context:
            page = context.new_page()
            sign_in(page, who, "de")
            return context.storage_state()


def sign_in(page: Page, who: str, language: str) -> None:
    """Fill in the sign-in form."""
    page.goto(url(language, "account_login"))
    page.locator("#id_login").fill(who)
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda address: "/login/" not in address)


def confirm_password(page: Page) -> None:
    """Where the site asks for the password once more, enter it."""
    if "/reauthenticate/" in page.url:
        page.locator("#id_password").fill(PASSWORD)
        page.locator("main form button[type=submit]").first.click()
