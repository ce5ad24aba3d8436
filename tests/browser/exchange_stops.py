"""The pages of the meeting exchange on the tour; `stops.py` has the others."""

from collections.abc import Callable
from typing import Any

from django.core.signing import Signer

from events.tokens import SALT
from exchange.hall import SALT as HALL_SALT
from tests.browser.people import ORGANISER, OWNER, VISITOR
from tests.browser.site import Site
from tests.browser.stops import Stop, send

OWN_REGISTRATION = (
    "select p.registration_id from exchange_participant p join events_registration r on r.id = p.registration_id "
    "where r.email = %s order by p.id"
)
WAITING = "select id from exchange_meetingrequest where target_id = %s and state = 'open' order by id"
PLANNED = (
    "select m.request_id from exchange_meeting m join exchange_plan p on p.id = m.plan_id "
    "where p.exchange_id = %s and p.state = 'draft' order by m.id"
)
PERSON = "select id from exchange_participant where registration_id = %s"
EXCHANGE = "select event_id from exchange_exchange order by event_id"
OTHER = (
    "select p.id from exchange_participant p where p.id <> %s and not exists (select from exchange_meetingrequest q "
    "where p.id in (q.source_id, q.target_id) and %s in (q.source_id, q.target_id)) order by p.id"
)


def own(site: Site, language: str) -> tuple[Any, ...]:
    """The signed part of the link of the member's registration, and its number."""
    number = site.value(OWN_REGISTRATION, OWNER)
    return Signer(key="only-for-tests", salt=SALT).sign(f"r{number}"), number


def own_and(query: str, times: int = 1) -> Callable[[Site, str], tuple[Any, ...]]:
    """The same with what a query finds for the participant."""

    def find(site: Site, language: str) -> tuple[Any, ...]:
        token, number = own(site, language)
        me = site.value(PERSON, number)
        return token, number, site.value(query, *[me] * times)

    return find


def hall(site: Site, language: str) -> Any:
    """The signed part of the link for the screen in the hall."""
    return Signer(key="only-for-tests", salt=HALL_SALT).sign(str(site.value(EXCHANGE)))


def exchange(site: Site, language: str) -> Any:
    """The event that has a meeting exchange."""
    return site.value(EXCHANGE)


def planned(site: Site, language: str) -> tuple[Any, Any]:
    """The event with a request that is in its draft."""
    number = site.value(EXCHANGE)
    return number, site.value(PLANNED, number)


def first(table: str) -> Callable[[Site, str], tuple[Any, Any]]:
    """The event that has a meeting exchange, with the first of its rows in a table."""

    def find(site: Site, language: str) -> tuple[Any, Any]:
        number = exchange(site, language)
        return number, site.value(f"select id from {table} where exchange_id = %s order by id", number)

    return find


DAY_STOPS = (
    Stop("exchange-day", "exchange_day", who=ORGANISER, find=exchange),
    Stop("exchange-repair", "exchange_repair", who=ORGANISER, find=exchange),
    Stop("exchange-hall", "exchange_hall_screen", who=VISITOR, find=hall),
    Stop("exchange-ratings", "exchange_ratings", who=VISITOR, find=own),
    Stop("exchange-paper-ratings", "exchange_paper_ratings", who=ORGANISER, find=exchange),
    Stop("exchange-results", "exchange_results", who=ORGANISER, find=exchange),
)
PLAN_STOPS = (
    Stop("exchange-plan", "exchange_plan", who=ORGANISER, find=exchange),
    Stop("exchange-plan-result", "exchange_plan_result", who=ORGANISER, find=exchange),
    Stop("exchange-plan-people", "exchange_plan_result", "?show=people", who=ORGANISER, find=exchange),
    Stop("exchange-plan-unmet", "exchange_plan_unmet", who=ORGANISER, find=exchange),
    Stop("exchange-plan-meeting", "exchange_plan_meeting", who=ORGANISER, find=planned),
    Stop("exchange-plan-adjust", "exchange_plan_adjust", "?preview=1", who=ORGANISER, find=exchange),
    Stop("exchange-plan-what-if", "exchange_plan_what_if", who=ORGANISER, find=exchange),
)
SETUP_STOPS = (
    *(
        Stop(f"exchange-{name}", f"exchange_{name}", who=ORGANISER, find=exchange)
        for name in ("setup", "slots", "tables", "interpreters", "interpreter_new", "participants", "not_joined")
    ),
    Stop("exchange-all-requests", "exchange_requests", "?state=open", who=ORGANISER, find=exchange),
    Stop("exchange-wish", "exchange_wish", who=ORGANISER, find=exchange),
    Stop("exchange-bans", "exchange_bans", who=ORGANISER, find=exchange),
    Stop("exchange-participant", "exchange_participant", who=ORGANISER, find=first("exchange_participant")),
    Stop("exchange-table", "exchange_table", who=ORGANISER, find=first("exchange_table")),
)
EXCHANGE_STOPS = (
    *SETUP_STOPS,
    *PLAN_STOPS,
    *DAY_STOPS,
    Stop("exchange-own", "exchange_own", who=VISITOR, find=own),
    Stop("exchange-profile", "exchange_own_profile", who=VISITOR, find=own),
    Stop("exchange-people", "exchange_own_people", who=VISITOR, find=own),
    Stop("exchange-suggested", "exchange_own_people", "?show=suggested&q=Stahl&country=CZ", who=VISITOR, find=own),
    Stop("exchange-person", "exchange_own_person", who=VISITOR, find=own_and(OTHER, 2)),
    Stop("exchange-person-errors", "exchange_own_person", who=VISITOR, find=own_and(OTHER, 2), step=send),
    Stop("exchange-requests", "exchange_own_requests", who=VISITOR, find=own),
    Stop("exchange-timetable", "exchange_own_timetable", who=VISITOR, find=own),
    Stop("exchange-papers", "exchange_papers", who=ORGANISER, find=exchange),
    Stop("exchange-request", "exchange_own_request", who=VISITOR, find=own_and(WAITING)),
)
