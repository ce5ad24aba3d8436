"""The pages behind the links of mails about a registration, on the tour; `stops.py` has the others."""

from typing import Any

from django.core.signing import TimestampSigner
from django.utils.crypto import salted_hmac

from events.handing_on import SALT, SEAL
from tests.browser.exchange_stops import own
from tests.browser.people import VISITOR
from tests.browser.site import Site
from tests.browser.stops import Stop, send

KEY, ADDRESS = "only-for-tests", "heir@example.org"


def offered(site: Site, language: str) -> Any:
    """The signed part of the link to somebody who may have the place."""
    _token, number = own(site, language)
    sequence = site.value("select sequence from events_registration where id = %s", number)
    value = f"{number}-{sequence}-{ADDRESS}"
    seal = salted_hmac(SALT, value, secret=KEY, algorithm="sha256").hexdigest()[:SEAL]
    return TimestampSigner(key=KEY, salt=SALT).sign(f"{number}-{sequence}-{seal}")


def registration(site: Site, language: str) -> Any:
    """The signed part of a person's own link."""
    token, _number = own(site, language)
    return token


LINK_STOPS = [
    Stop("registration", "registration_manage", who=VISITOR, find=registration),
    Stop("registration-hand-on", "registration_hand_on", who=VISITOR, find=own),
    Stop("registration-take-over", "registration_take_over", who=VISITOR, find=offered),
    Stop("registration-take-over-errors", "registration_take_over", who=VISITOR, find=offered, step=send),
]
