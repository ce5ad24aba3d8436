"""The pages of enquiries on the tour; `stops.py` has the others."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tests.browser.people import CLERK, CZECH_CLERK, OWNER
from tests.browser.site import Site
from tests.browser.stops import Stop, send

SIDE = (
    "select c.id from enquiries_conversation c join enquiries_enquiry e on e.id = c.enquiry_id "
    "join organisations_membership m on m.organisation_id = {side} join accounts_user u on u.id = m.user_id "
    "where u.email = %s and c.state in {states} order by c.id"
)
ESCALATED = (
    "select c.id from enquiries_conversation c join organisations_organisation o on o.id = c.recipient_id "
    "join publishing_responsibility r on r.region_code = o.region_id join accounts_user u on u.id = r.user_id "
    "where u.email = %s and c.escalated_at is not null order by c.id"
)
WAITING, ANSWERED = "('sent', 'read')", "('answered', 'closed')"


def conversation(side: str, states: str) -> Callable[[Site, str], Any]:
    """A conversation of the Saxon company on one side of it."""
    return lambda site, language: site.value(SIDE.format(side=side, states=states), OWNER)


def escalated(site: Site, language: str) -> Any:
    """One that the Czech company has not answered."""
    return site.value(ESCALATED, CZECH_CLERK)


def open_folds(page: Page) -> None:
    """Show what is folded away."""
    for fold in page.locator("main details > summary").all():
        fold.click()


def look_for_recipients(page: Page) -> None:
    """Press the button of the picker."""
    page.locator("#id_to_search").fill("Glas")
    page.locator("#id_to button[value=find]").click()
    page.locator("#id_to .picker__found").wait_for()


ENQUIRIES = [
    Stop("enquiries-received", "enquiries_received", who=OWNER),
    Stop("enquiries-overdue", "enquiries_sent", "?state=overdue", who=OWNER),
    Stop("enquiries-blocked", "enquiry_blocks", who=OWNER),
    Stop("enquiry-new", "enquiry_new", who=OWNER),
    Stop("enquiry-new-found", "enquiry_new", who=OWNER, step=look_for_recipients),
    Stop("enquiry-new-errors", "enquiry_new", who=OWNER, step=send),
    Stop(
        "enquiry-received", "enquiry_detail", who=OWNER, find=conversation("c.recipient_id", WAITING), step=open_folds
    ),
    Stop("enquiry-answered", "enquiry_detail", who=OWNER, find=conversation("e.sender_id", ANSWERED), step=open_folds),
    Stop("enquiry-link-unusable", "enquiry_link", find=lambda site, language: "no-such-link"),
    Stop("cooperations", "cooperations", who=OWNER, step=open_folds),
    Stop("cooperation-new", "cooperation_new", who=OWNER),
    Stop("admin-unanswered", "admin:enquiries_conversation_changelist", who=CZECH_CLERK),
    Stop("admin-unanswered-one", "admin:enquiries_conversation_change", who=CZECH_CLERK, find=escalated),
    Stop("admin-reports", "admin:enquiries_report_changelist", who=CLERK),
    Stop("admin-cooperations", "admin:enquiries_cooperation_changelist", who=CLERK),
]
