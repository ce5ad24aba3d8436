"""The pages of the meeting exchange on the tour; `stops.py` has the others."""

from collections.abc import Callable
from typing import Any

from django.core.signing import Signer

from events.tokens import SALT
from tests.browser.people import OWNER, VISITOR
from tests.browser.site import Site
from tests.browser.stops import Stop, send

OWN_REGISTRATION = (
    "select p.registration_id from exchange_participant p join events_registration r on r.id = p.registration_id "
    "where r.email = %s order by p.id"
)
WAITING = "select id from exchange_meetingrequest where target_id = %s and state = 'open' order by id"
PERSON = "select id from exchange_participant where registration_id = %s"
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


EXCHANGE_STOPS = (
    Stop("exchange-own", "exchange_own", who=VISITOR, find=own),
    Stop("exchange-profile", "exchange_own_profile", who=VISITOR, find=own),
    Stop("exchange-people", "exchange_own_people", who=VISITOR, find=own),
    Stop("exchange-suggested", "exchange_own_people", "?show=suggested&q=Stahl&country=CZ", who=VISITOR, find=own),
    Stop("exchange-person", "exchange_own_person", who=VISITOR, find=own_and(OTHER, 2)),
    Stop("exchange-person-errors", "exchange_own_person", who=VISITOR, find=own_and(OTHER, 2), step=send),
    Stop("exchange-requests", "exchange_own_requests", who=VISITOR, find=own),
    Stop("exchange-request", "exchange_own_request", who=VISITOR, find=own_and(WAITING)),
)
