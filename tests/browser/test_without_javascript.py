"""The core tasks with JavaScript switched off: find, register, fail, be reviewed, be found."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Firm, fill_in_profile, said, sign_up, start_company, submit, wait_for_entry
from tests.browser.mailbox import mail_with
from tests.browser.people import CLERK, CZECH_CLERK, VISITOR, People
from tests.pages import url

pytestmark = pytest.mark.browser
SMALL = {"width": 390, "height": 844}

SAXON = Firm(
    language="de", name="Kranichglas Zittau GmbH", first_name="Jana", last_name="Probst", postcode="02763",
    town="Zittau", words="Glas", summary="Wir biegen und bedrucken Flachglas für Möbel und Leuchten.",
    description="Scheiben bis zwei Meter, gebogen im eigenen Ofen, auch in kleinen Stückzahlen.",
)  # fmt: skip
CZECH = Firm(
    language="cs", name="Jeřábkovo sklo s.r.o.", first_name="Jana", last_name="Nováková", postcode="360 01",
    town="Karlovy Vary", words="skl", summary="Ohýbáme a potiskujeme ploché sklo pro nábytek a svítidla.",
    description="Tabule do dvou metrů z vlastní pece, také v malých sériích.",
)  # fmt: skip
REASON = "Doplňte prosím ulici a číslo popisné."
STANDARD = "Please check the address."


@pytest.fixture
def plain(people: People) -> Iterator[Page]:
    """A visitor without JavaScript."""
    with people.context(VISITOR, java_script_enabled=False) as context:
        yield context.new_page()


def _review(people: People, who: str, name: str) -> Page:
    """The page on which a clerk decides about an entry, reached from the first page."""
    page = people.context(who, java_script_enabled=False).new_page()
    page.goto("/admin/")
    page.locator(".waiting a", has_text=name).click()
    expect(page.locator("h1")).to_contain_text(name)
    return page


@pytest.mark.parametrize("language", ["de", "cs"])
def test_filter_and_search(plain: Page, language: str) -> None:
    address = url(language, "company_list")
    plain.goto(address)
    count = plain.locator("#result-count").inner_text()
    plain.locator("#facet-region-more > summary").click()
    plain.locator("#region-ded2d").check()
    plain.locator(".facet-actions button").click()
    plain.wait_for_url(f"**{address}?*region=DED2D*")
    assert plain.locator("#result-count").inner_text() != count
    expect(plain.locator("#region-ded2d")).to_be_checked()
    plain.goto(url(language, "home"))
    plain.locator("#q").fill("sklo" if language == "cs" else "Glas")
    plain.locator("main form button").first.click()
    plain.wait_for_url(f"**{url(language, 'search')}?q=*")
    expect(plain.locator(".entry").first).to_be_visible()


def test_filter_on_a_phone(plain: Page) -> None:
    plain.set_viewport_size(SMALL)  # type: ignore[arg-type]
    plain.goto(url("de", "company_list"))
    expect(plain.locator("#region-cz041")).to_be_hidden()
    plain.locator("#facet-sheet > summary").click()
    plain.locator("#region-cz041").check()
    plain.locator(".facet-actions button").click()
    plain.wait_for_url("**region=CZ041*")
    expect(plain.locator(".entry").first).to_be_visible()
    plain.locator("details.menu summary").click()
    plain.locator("details.menu a", has_text=said("de", "Institutions")).click()
    plain.wait_for_url(f"**{url('de', 'institution_list')}")


def test_a_saxon_company_is_published_by_its_chamber(people: People, plain: Page) -> None:
    sign_up(plain, SAXON)
    start_company(plain, SAXON)
    fill_in_profile(plain, SAXON)
    submit(plain, SAXON)

    review = _review(people, CLERK, SAXON.name)
    stranger = people.context(CZECH_CLERK, java_script_enabled=False).new_page()
    answer = stranger.goto(review.url)
    assert answer is not None
    assert answer.status == 404
    expect(stranger.locator("body")).not_to_contain_text(SAXON.name)
    stranger.context.close()

    expect(review.locator("#content")).to_contain_text(SAXON.description)
    review.locator("button[value=approve]").click()
    expect(review.locator(".messagelist")).to_contain_text(SAXON.name)
    review.context.close()

    plain.reload()
    expect(plain.locator(".own__state")).to_contain_text(said("de", "Published"))
    mail_with(SAXON.email, SAXON.name)
    wait_for_entry(plain, SAXON)


def test_a_czech_company_is_sent_back_with_reasons(people: People) -> None:
    with people.context(VISITOR, "cs", java_script_enabled=False, viewport=SMALL) as context:
        page = context.new_page()
        sign_up(page, CZECH)
        start_company(page, CZECH)
        fill_in_profile(page, CZECH)
        submit(page, CZECH)

        review = _review(people, CZECH_CLERK, CZECH.name)
        review.locator("button[value=send_back]").click()
        missing = said("cs", "Please give a reason: the owners read it.")
        expect(review.locator(".errorlist")).to_contain_text(missing)
        review.locator("input[name=standard][value=address]").check()
        review.locator("textarea[name=reason]").fill(REASON)
        review.locator("button[value=send_back]").click()
        expect(review.locator(".messagelist")).to_contain_text(CZECH.name)
        review.context.close()

        page.reload()
        expect(page.locator(".own__state")).to_contain_text(said("cs", "Sent back"))
        expect(page.locator(".kern-alert--warning")).to_contain_text(REASON)
        expect(page.locator(".kern-alert--warning")).to_contain_text(said("cs", STANDARD))
        mail = mail_with(CZECH.email, REASON)
        assert said("cs", STANDARD) in mail
        page.goto(f"{url('cs', 'company_list')}?q={CZECH.name}")
        expect(page.locator(".entry__name a", has_text=CZECH.name)).to_have_count(0)
