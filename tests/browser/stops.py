"""All kinds of pages, each with who sees it and what has to be done to get there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.people import CLERK, CZECH_CLERK, NEWCOMER, OWNER, VISITOR, confirm_password
from tests.browser.site import Site
from tests.pages import url

ENTRY = "select slug from organisations_organisation where kind = %s and state_{language} = %s and status = 'published'"
OWN = (
    "select organisation_id from organisations_membership m join accounts_user u on u.id = m.user_id where u.email = %s"
)
REVIEW = (
    "select i.id from publishing_reviewitem i join publishing_responsibility r on r.region_code = i.region_code "
    "join accounts_user u on u.id = r.user_id where u.email = %s and i.closed_at is null and i.reason = %s"
)
CURATED = (
    "select o.id from organisations_organisation o join publishing_responsibility r on r.region_code = o.region_id "
    "join accounts_user u on u.id = r.user_id where u.email = %s and o.kind = 'company' and o.status = 'published'"
)
OWN_LISTING = (
    "select l.id from listings_listing l join organisations_membership m on m.organisation_id = l.organisation_id "
    "join accounts_user u on u.id = m.user_id where u.email = %s and l.state_cs = 'missing'"
)
CURATED_LISTING = (
    "select l.id from listings_listing l join organisations_organisation o on o.id = l.organisation_id "
    "join publishing_responsibility r on r.region_code = o.region_id join accounts_user u on u.id = r.user_id "
    "where u.email = %s"
)

LISTING = (
    "select slug from listings_listing where state_{language} = %s and status = 'published' and expired_at is null "
    "order by id"
)
EXPIRED_LISTING = "select slug from listings_listing where expired_at is not null order by id"
EVENT = "select slug from events_event where status = 'published'"

type Step = Callable[[Page], None]


@dataclass(frozen=True)
class Stop:
    """A page on the tour; `find` looks up what its address needs."""

    name: str
    view: str
    query: str = ""
    who: str = VISITOR
    find: Callable[[Site, str], Any] | None = None
    step: Step | None = None

    def path(self, site: Site, language: str) -> str:
        """The address in `language`."""
        found = self.find(site, language) if self.find else ()
        arguments = found if isinstance(found, tuple) else (found,)
        return url(language, self.view, *arguments) + self.query

    def visit(self, page: Page, site: Site, language: str) -> int:
        """Open the page; returns the status of the answer to its address."""
        answer = page.goto(self.path(site, language))
        assert answer is not None
        confirm_password(page)
        if self.step:
            self.step(page)
            page.wait_for_load_state()
        return answer.status


def entry(kind: str, state: str) -> Callable[[Site, str], Any]:
    """A published entry whose text in the page's language has this state."""
    return lambda site, language: site.value(ENTRY.format(language=language), kind, state)


def listing(state: str) -> Callable[[Site, str], Any]:
    """A current offer or demand whose text in the page's language has this state."""
    return lambda site, language: site.value(LISTING.format(language=language), state)


def expired_listing(site: Site, language: str) -> Any:
    """An offer or a demand whose time is over."""
    return site.value(EXPIRED_LISTING)


def event(condition: str) -> Callable[[Site, str], Any]:
    """A published event."""
    return lambda site, language: site.value(f"{EVENT} and {condition} order by id")


def own(who: str) -> Callable[[Site, str], Any]:
    """The organisation that a member acts for."""
    return lambda site, language: site.value(OWN, who)


def own_listing(site: Site, language: str) -> Any:
    """An offer or a demand of the member, which has no Czech text."""
    return site.value(OWN_LISTING, OWNER)


def send(page: Page) -> None:
    """Press the first visible button of the main form."""
    page.locator("main form[method=post] button[type=submit]:not(.sr-only)").last.click()


def spoil_profile(page: Page) -> None:
    """Enter what cannot be saved."""
    page.locator("#id_name").fill("")
    page.locator("#id_company_number").fill("12345678")
    page.locator("button[value=save]").click()
    page.locator("[data-error-summary]").wait_for()


def search_in_picker(page: Page) -> None:
    """Press the button of a picker."""
    page.locator("#id_sectors_search").fill("C25")
    page.locator("#id_sectors button[value=find]").click()
    page.locator("#id_sectors_found input").first.wait_for()


def spoil_listing(page: Page) -> None:
    """Leave out what is needed, and enter what cannot be saved."""
    page.locator("#id_title").fill("")
    page.locator("#id_quantity").fill("0")
    page.locator("button[value=submit]").click()
    page.locator("[data-error-summary]").wait_for()


def ask_for_reset(page: Page) -> None:
    """Forget the password."""
    page.locator("#id_email").fill("nobody@example.org")
    send(page)


PUBLIC = [
    Stop("home", "home"),
    Stop("companies", "company_list"),
    Stop("companies-filtered", "company_list", "?region=DED2D&region=CZ051&country=CZ&sort=name&near=46001"),
    Stop("companies-none", "company_list", "?q=zzxqqy&region=DED2D"),
    Stop("companies-unknown-value", "company_list", "?region=XX&page=abc"),
    Stop("companies-page-2", "company_list", "?page=2"),
    Stop("institutions", "institution_list"),
    Stop("search", "search", "?q=glas"),
    Stop("search-nothing-typed", "search"),
    Stop("search-misspelt", "search", "?q=sprizguss&kind=company"),
    Stop("search-nothing-found", "search", "?q=zzxqqy&region=DED2D"),
    Stop("suggest-term", "suggest_term", "?q=Hubschrauber"),
    Stop("suggest-term-errors", "suggest_term", step=send),
    Stop("company", "company_detail", find=entry("company", "checked")),
    Stop("company-missing", "company_detail", find=entry("company", "missing")),
    Stop("company-outdated", "company_detail", find=entry("company", "outdated")),
    Stop("company-draft", "company_detail", find=entry("company", "draft")),
    Stop("institution", "institution_detail", find=entry("institution", "checked")),
    Stop("listings", "listing_list"),
    Stop("listings-filtered", "listing_list", "?kind=demand&region=CZ041&division=44&type=product&near=02763"),
    Stop("listings-none", "listing_list", "?q=zzxqqy&kind=offer"),
    Stop("listing", "listing_detail", find=listing("checked")),
    Stop("listing-missing", "listing_detail", find=listing("missing")),
    Stop("listing-translation-draft", "listing_detail", find=listing("draft")),
    Stop("listing-gone", "listing_detail", find=expired_listing),
    Stop("events", "event_list"),
    Stop("events-filtered", "event_list", "?format=exchange&region=DED2D&near=02763&when=all"),
    Stop("events-past", "event_list", "?when=past"),
    Stop("events-none", "event_list", "?q=zzxqqy&country=CZ"),
    Stop("event", "event_detail", find=event("is_example and last_day > first_day")),
    Stop("event-online", "event_detail", find=event("is_example and mode = 'hybrid'")),
    Stop("event-half-year", "event_detail", find=event("precision = 'half_year'")),
    Stop("calendar", "event_calendar"),
    Stop("calendar-open-days", "event_calendar_month", find=lambda site, language: (2026, 3)),
    Stop("project", "project"),
    Stop("imprint", "imprint"),
    Stop("privacy", "privacy"),
    Stop("accessibility", "accessibility"),
    Stop("ranking", "ranking"),
    Stop("terms", "terms"),
    Stop("login", "account_login"),
    Stop("login-errors", "account_login", step=lambda page: page.locator("main form button").first.click()),
    Stop("signup", "account_signup"),
    Stop("signup-errors", "account_signup", step=send),
    Stop("password-reset", "account_reset_password"),
    Stop("password-reset-sent", "account_reset_password", step=ask_for_reset),
    Stop("renewal-unusable", "listing_renewal", find=lambda site, language: "no-such-link"),
    Stop("no-page", "company_detail", find=lambda site, language: "no-such-company"),
]

MEMBERS = [
    Stop("workspace-empty", "workspace", who=NEWCOMER),
    Stop("find", "organisation_find", who=NEWCOMER),
    Stop("found", "organisation_find", "?name=Hochschule", who=NEWCOMER),
    Stop("join", "organisation_join", who=NEWCOMER, find=own(OWNER)),
    Stop("start", "organisation_start", who=NEWCOMER),
    Stop("start-errors", "organisation_start", who=NEWCOMER, step=send),
    Stop("account", "account_profile", who=NEWCOMER),
    Stop("email", "account_email", who=NEWCOMER),
    Stop("password-change", "account_change_password", who=NEWCOMER),
    Stop("logout", "account_logout", who=NEWCOMER),
    Stop("reauthenticate", "account_reauthenticate", who=OWNER),
    Stop("second-factor", "mfa_index", who=NEWCOMER),
    Stop("authenticator-app", "mfa_activate_totp", who=NEWCOMER),
    Stop("keys", "mfa_list_webauthn", who=NEWCOMER),
    Stop("key", "mfa_add_webauthn", who=NEWCOMER),
    Stop("workspace", "workspace", who=OWNER),
    Stop("status", "organisation_status", who=OWNER, find=own(OWNER)),
    Stop("profile", "company_edit", who=OWNER, find=own(OWNER)),
    Stop("profile-errors", "company_edit", who=OWNER, find=own(OWNER), step=spoil_profile),
    Stop("profile-picker", "company_edit", who=OWNER, find=own(OWNER), step=search_in_picker),
    Stop("own-listings", "own_listings", who=OWNER),
    Stop("listing-new", "listing_new", "?kind=offer", who=OWNER),
    Stop("listing-new-errors", "listing_new", who=OWNER, step=spoil_listing),
    Stop("listing-status", "listing_status", who=OWNER, find=own_listing),
    Stop("listing-edit", "listing_edit", who=OWNER, find=own_listing),
    Stop("members", "organisation_members", who=OWNER, find=own(OWNER)),
    Stop("members-errors", "organisation_members", who=OWNER, find=own(OWNER), step=send),
]


def review(reason: str) -> Callable[[Site, str], Any]:
    """What waits for the clerk who reads this language."""
    return lambda site, language: site.value(REVIEW, CLERKS[language], reason)


def curated(site: Site, language: str) -> Any:
    """A company of the clerk's region."""
    return site.value(CURATED, CLERKS[language])


def curated_listing(site: Site, language: str) -> Any:
    """An offer or a demand of the clerk's region."""
    return site.value(CURATED_LISTING, CLERKS[language])


def refuse_without_reason(page: Page) -> None:
    """Send back, saying nothing."""
    page.locator("button[value=send_back]").click()
    page.locator(".errorlist").wait_for()


CLERKS = {"de": CLERK, "cs": CZECH_CLERK}
# the administration speaks the language of its user, so the Czech clerk sees it in Czech
STAFF = [
    Stop("admin", "admin:index"),
    Stop("admin-queue", "admin:publishing_reviewitem_changelist"),
    Stop("admin-decided", "admin:publishing_reviewitem_changelist", "?state=decided"),
    Stop("admin-review", "admin:publishing_reviewitem_change", find=review("first")),
    Stop("admin-review-errors", "admin:publishing_reviewitem_change", find=review("first"), step=refuse_without_reason),
    Stop("admin-companies", "admin:companies_company_changelist"),
    Stop("admin-company", "admin:companies_company_change", find=curated),
    Stop("admin-listings", "admin:listings_listing_changelist"),
    Stop("admin-listing", "admin:listings_listing_change", find=curated_listing),
    Stop("admin-terms", "admin:search_term_changelist", "?q=spritz"),
    Stop("admin-term-new", "admin:search_term_add"),
    Stop("admin-history", "admin:companies_company_history", find=curated),
    Stop("admin-step", "admin:companies_company_step", find=curated),
]
