"""The steps from a stranger to a published company, as people take them in a browser."""

import re
import time
from dataclasses import dataclass, field
from uuid import uuid4

from django.utils.translation import gettext, override
from playwright.sync_api import Page, expect

from tests.browser.mailbox import code_for
from tests.pages import url

PATIENCE = 60  # seconds until the worker has brought an entry into the search
POLL = 0.5
SUBMIT = {"de": "einreichen", "cs": "odeslat"}


@dataclass(frozen=True)
class Firm:
    """A company that is to be registered, and the person who does it."""

    language: str
    name: str
    first_name: str
    last_name: str
    postcode: str
    town: str
    words: str
    summary: str
    description: str
    password: str = "Granit-Wiese-47-Lampe"
    email: str = field(default_factory=lambda: f"neu.{uuid4().hex[:12]}@example.org")


def said(language: str, text: str) -> str:
    """Our own words in a language, which must not be the English ones."""
    with override(language):
        words = gettext(text)
    assert words != text, f"not translated into {language}: {text}"
    return words


def error_beside(page: Page, name: str) -> str:
    """The error that stands at a field and is tied to it."""
    control = page.locator(f"#id_{name}")
    assert f"id_{name}_error" in (control.get_attribute("aria-describedby") or "")
    return page.locator(f"#id_{name}_error").inner_text()


def sign_up(page: Page, firm: Firm) -> None:
    """Register and confirm the address with the code from the mail; one try fails."""
    page.goto(url(firm.language, "home"))
    page.goto(url(firm.language, "account_signup"))
    page.locator("#id_first_name").fill(firm.first_name)
    page.locator("#id_last_name").fill(firm.last_name)
    page.locator("#id_email").fill(firm.email)
    page.locator("#id_password1").fill(firm.password)
    submit = page.locator("main form button[type=submit]").last
    submit.click()
    assert said(firm.language, "Please accept the terms of use to register.") in error_beside(page, "terms")
    expect(page.locator("#id_email")).to_have_value(firm.email)
    page.locator("#id_password1").fill(firm.password)
    page.locator("#id_terms").check()
    submit.click()
    page.locator("#id_code").fill(code_for(firm.email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(f"**{url(firm.language, 'workspace')}")


def start_company(page: Page, firm: Firm) -> None:
    """Look whether it is there already, then enter it; an unknown postcode asks for the region."""
    page.locator(f"a[href='{url(firm.language, 'organisation_find')}']").first.click()
    page.locator("#name").fill(firm.name)
    page.locator("form[role=search] button").click()
    page.locator(f"a[href^='{url(firm.language, 'organisation_start')}']").click()
    expect(page.locator("#id_name")).to_have_value(firm.name)
    page.locator("#id_postcode").fill("99999")
    page.locator("#id_town").fill(firm.town)
    send = page.locator("main form button[type=submit]").last
    send.click()
    unknown = said(firm.language, "We do not know this postcode. Please choose the region.")
    assert unknown in error_beside(page, "region")
    expect(page.locator("#id_town")).to_have_value(firm.town)
    page.locator("#id_postcode").fill(firm.postcode)
    send.click()
    page.wait_for_url(re.compile(r"profil"))


def fill_in_profile(page: Page, firm: Firm) -> None:
    """Texts, a wrong and a right number, a sector and a capability."""
    page.locator(f"#id_summary_{firm.language}").fill(firm.summary)
    page.locator(f"#id_description_{firm.language}").fill(firm.description)
    page.locator("#id_company_number").fill("12345678")
    save = page.locator("button[value=save]")
    save.click()
    wrong = said(firm.language, "This is not a valid IČO. It has eight digits, the last one is a check digit.")
    assert wrong in error_beside(page, "company_number")
    expect(page.locator("#id_company_number")).to_have_value("12345678")
    expect(page.locator(f"#id_summary_{firm.language}")).to_have_value(firm.summary)
    page.locator("#id_company_number").fill("")
    for name in ("sectors", "capabilities"):
        pick(page, name, firm.words)
    expect(page.locator(f"#id_description_{firm.language}")).to_have_value(firm.description)
    save.click()
    page.locator("main form[method=post] .kern-btn--primary").wait_for()


def pick(page: Page, name: str, words: str) -> None:
    """Search a picker by its button and tick the first row."""
    page.locator(f"#id_{name}_search").fill(words)
    page.locator(f"#id_{name} button[value=find]").click()
    page.locator(f"#id_{name}_found input").first.check()


def submit(page: Page, firm: Firm) -> None:
    """Hand the profile to the chamber."""
    page.locator(f"form[action$='/{SUBMIT[firm.language]}/'] button").click()
    expect(page.locator(".own__state")).to_contain_text(said(firm.language, "In review"))


def wait_for_entry(page: Page, firm: Firm) -> None:
    """Until readers find the company in the list."""
    end = time.monotonic() + PATIENCE
    found = page.locator(".entry__name a", has_text=firm.name)
    while time.monotonic() < end:
        page.goto(f"{url(firm.language, 'company_list')}?q={firm.name}")
        if found.count():
            return
        time.sleep(POLL)
    message = f"{firm.name} does not appear in the list"
    raise AssertionError(message)
