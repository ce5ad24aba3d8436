"""What the mails about registrations say; the words between which title, place and people are filled in."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from events.choices import State
from events.services.letters import Letter

TO_REGISTRATION = _("To my registration")
HAS_PLACE = (State.CONFIRMED,)
ANY_STATE = (State.CONFIRMED, State.OFFERED, State.WAITING, State.REQUESTED)


@dataclass(frozen=True, slots=True)
class Text:
    """Subject, first paragraph and button; `states` are those in which the news are still true."""

    subject: Any
    lead: Any
    states: tuple[State, ...]
    button: Any = TO_REGISTRATION
    has_ticket: bool = False
    has_calendar: bool = False


HANDED_ON = Text(
    _("Your place has been handed on: %(title)s"),
    _("%(heir)s takes part in “%(title)s” in your place. Your own registration and your ticket are no longer valid."),
    (State.CANCELLED,), has_calendar=True,
)  # fmt: skip
"""What the mail about a cancellation says when somebody else has the place."""

VERIFY_REQUEST = Text(
    _("Please confirm your registration: %(title)s"),
    _(
        "you have asked for a place at “%(title)s”. Please confirm your e-mail address by %(until)s; otherwise your"
        " request lapses. After that the organiser looks at it, and you get the answer by e-mail."
    ),
    ANY_STATE,
    _("Confirm my address"),
)
"""The request to confirm the address, where the organiser decides about everybody."""

TEXTS: dict[Letter, Text] = {
    Letter.VERIFY: Text(
        _("Please confirm your registration: %(title)s"),
        _(
            "you have registered for “%(title)s”. Please confirm your e-mail address by %(until)s; otherwise your"
            " registration lapses and the next person gets the place."
        ),
        ANY_STATE,
        _("Confirm my registration"),
    ),
    Letter.BOOKED: Text(
        _("Your registration: %(title)s"),
        _("thank you for registering for “%(title)s”. This is how it stands:"),
        ANY_STATE, has_ticket=True, has_calendar=True,
    ),
    Letter.TICKET: Text(
        _("You are registered: %(title)s"),
        _("%(contact)s has registered you for “%(title)s”. This is how it stands:"),
        ANY_STATE, has_ticket=True, has_calendar=True,
    ),
    Letter.KNOWN: Text(
        _("You are registered already: %(title)s"),
        _(
            "somebody, probably you, has filled in the form for “%(title)s” with your address once more. You are"
            " registered already, and nothing has changed."
        ),
        ANY_STATE, has_ticket=True,
    ),
    Letter.CONFIRMED: Text(
        _("Your place is confirmed: %(title)s"),
        _("your place at “%(title)s” is confirmed."),
        HAS_PLACE, has_ticket=True, has_calendar=True,
    ),
    Letter.WAITING: Text(
        _("You are on the waiting list: %(title)s"),
        _(
            "all places of “%(title)s” are taken at the moment. You are on the waiting list; we write as soon as"
            " a place becomes free."
        ),
        (State.WAITING,),
    ),
    Letter.MOVED_UP: Text(
        _("You have a place: %(title)s"),
        _(
            "a place at “%(title)s” has become free, and it is yours. If you cannot come, please give it back;"
            " others are waiting."
        ),
        HAS_PLACE, has_ticket=True, has_calendar=True,
    ),
    Letter.OFFERED: Text(
        _("A place for you, please answer: %(title)s"),
        _(
            "a place at “%(title)s” has become free. We keep it for you until %(until)s; after that it goes to"
            " the next person."
        ),
        (State.OFFERED,),
        _("Accept or refuse the place"),
    ),
    Letter.OFFER_EXPIRED: Text(
        _("The offered place has gone to the next person: %(title)s"),
        _(
            "we had kept a place at “%(title)s” for you. As we heard nothing from you, the next person gets it."
            " While registration is open you can register again."
        ),
        (State.LAPSED,),
    ),
    Letter.DECLINED: Text(
        _("Your registration could not be accepted: %(title)s"),
        _("unfortunately the organiser could not accept your registration for “%(title)s”."),
        (State.DECLINED,), has_calendar=True,
    ),
    Letter.CANCELLED: Text(
        _("Your registration is cancelled: %(title)s"),
        _("your registration for “%(title)s” is cancelled. Thank you for telling us: others can use the place."),
        (State.CANCELLED,), has_calendar=True,
    ),
    Letter.CANCELLED_BY_ORGANISER: Text(
        _("Your registration is cancelled: %(title)s"),
        _(
            "the organiser has cancelled your registration for “%(title)s”. If you have questions, please write"
            " to the organiser."
        ),
        (State.CANCELLED,), has_calendar=True,
    ),
    Letter.LAPSED: Text(
        _("Your registration has lapsed: %(title)s"),
        _(
            "your registration for “%(title)s” was not confirmed in time, so it has lapsed. While registration"
            " is open you can register again."
        ),
        (State.LAPSED,),
    ),
    Letter.ITEM_MOVED_UP: Text(
        _("You have a place: %(item)s"),
        _(
            "a place in “%(item)s” at “%(title)s” has become free, and it is yours. If you do not want it,"
            " please give it back; others are waiting."
        ),
        HAS_PLACE,
    ),
    Letter.ITEM_OFFERED: Text(
        _("A place for you, please answer: %(item)s"),
        _(
            "a place in “%(item)s” at “%(title)s” has become free. We keep it for you until %(until)s; after"
            " that it goes to the next person."
        ),
        HAS_PLACE,
        _("Accept or refuse the place"),
    ),
    Letter.RECONFIRM: Text(
        _("Will you come? %(title)s, %(when)s"),
        _(
            "“%(title)s” is only a few days away. Please tell us with one click whether you will come: a place"
            " that you do not need goes to somebody who is waiting for it."
        ),
        HAS_PLACE,
        _("I come, or I cannot come"),
    ),
    Letter.REMINDER: Text(
        _("Reminder: %(title)s, %(when)s"),
        _("we look forward to seeing you at “%(title)s”."),
        HAS_PLACE, has_ticket=True,
    ),
    Letter.CHANGED: Text(
        _("Changed: %(title)s"),
        _(
            "time or place of “%(title)s” have changed. This is how it stands now; your registration remains as"
            " it is."
        ),
        ANY_STATE, has_calendar=True,
    ),
    Letter.ITEM_CHANGED: Text(
        _("Changed: %(item)s"),
        _(
            "“%(item)s” at “%(title)s”, which you have booked, takes place at another time or in another place:"
            " %(item_when)s. Your booking remains as it is."
        ),
        ANY_STATE, has_calendar=True,
    ),
    Letter.ITEM_CALLED_OFF: Text(
        _("Called off: %(item)s"),
        _(
            "unfortunately “%(item)s” at “%(title)s”, which you have booked, does not take place. Your"
            " registration for the event remains as it is."
        ),
        ANY_STATE, has_calendar=True,
    ),
    Letter.TICKET_AGAIN: Text(
        _("Your ticket: %(title)s"),
        _("here is your ticket for “%(title)s” once more."),
        ANY_STATE, has_ticket=True, has_calendar=True,
    ),
    Letter.TAKEN_OVER: Text(
        _("You take over a place: %(title)s"),
        _("you take part in “%(title)s” in place of somebody else. This is how it stands:"),
        ANY_STATE, has_ticket=True, has_calendar=True,
    ),
    Letter.CALLED_OFF: Text(
        _("Called off: %(title)s"),
        _("unfortunately “%(title)s” does not take place."),
        ANY_STATE, has_calendar=True,
    ),
}  # fmt: skip
