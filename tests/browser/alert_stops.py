"""The pages of notifications and saved searches on the tour; `stops.py` has the others."""

from typing import Any

from playwright.sync_api import Page

from tests.browser.people import OWNER, VISITOR
from tests.browser.site import Site
from tests.browser.stops import Stop, send

OWN_SEARCH = (
    "select s.id from alerts_savedsearch s join accounts_user u on u.id = s.user_id "
    "where u.email = %s and s.query like 'kind=%%'"
)


def own_search(site: Site, language: str) -> Any:
    """A saved search of the Saxon company with something new."""
    return site.value(OWN_SEARCH, OWNER)


def open_account_menu(page: Page) -> None:
    """Show what is folded away in the header, where it is wide enough to have it."""
    menu = page.locator(".account-menu > summary")
    if menu.is_visible():
        menu.click()


def save_without_name(page: Page) -> None:
    """Send what cannot be saved."""
    page.locator("#id_name").fill("")
    send(page)


ALERTS = (
    Stop("notifications", "notifications", who=OWNER),
    Stop("notifications-menu", "notifications", who=OWNER, step=open_account_menu),
    Stop("notification-settings", "notification_settings", who=OWNER),
    Stop("saved-searches", "saved_searches", who=OWNER),
    Stop("saved-search", "saved_search", who=OWNER, find=own_search),
    Stop("saved-search-edit", "saved_search_edit", who=OWNER, find=own_search),
    Stop("saved-search-new", "saved_search_new", "?q=Holz&region=DED2D", who=OWNER, find=lambda *_: ("listing",)),
    Stop(
        "saved-search-errors",
        "saved_search_new",
        "?q=Holz&region=XX",
        who=OWNER,
        find=lambda *_: ("search",),
        step=save_without_name,
    ),
    Stop("listings-to-save", "listing_list", "?q=xyzzy", who=VISITOR),
)
