"""Participants and requests as rows for a spreadsheet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.spreadsheets import Row
from exchange.filters import ParticipantFilter, RequestFilter
from exchange.models import Participant
from exchange.sides import country_of, organisation_of
from organisations.choices import SpokenLanguage


def participants_header() -> list[str]:
    """The names of the columns."""
    return [
        *(_("No."), _("Last name"), _("First name"), _("Organisation"), _("Country"), _("E-mail address")),
        *(_("Languages"), _("Takes part"), _("Most meetings"), _("What the person offers"), _("What the person seeks")),
        *(_("Requests made"), _("Requests received"), _("Accepted requests"), _("Meetings in the plan")),
    ]


def participants_rows(asked: ParticipantFilter) -> Iterable[Row]:
    """One row for each participant of the filtered list."""
    for one in asked.rows():
        person = one.registration
        yield [
            *(person.number, person.last_name, person.first_name, organisation_of(one), str(country_of(one).label)),
            *(person.mail_address, languages_text(one), _("no") if one.left_at else _("yes")),
            *("" if one.most_meetings is None else one.most_meetings, one.offers, one.seeks),
            *(one.made, one.received, one.accepted, one.meetings),
        ]


def requests_header() -> list[str]:
    """The names of the columns."""
    return [
        *(_("Who asks"), _("Organisation of who asks"), _("Who is asked"), _("Organisation of who is asked")),
        *(_("State"), _("Wish of the organiser"), _("Weight in the plan"), _("Reason"), _("Answer")),
        *(pgettext("request", "Asked on"), pgettext("request", "Answered on")),
    ]


def requests_rows(asked: RequestFilter) -> Iterable[Row]:
    """One row for each request of the filtered list."""
    for one in asked.rows():
        yield [
            *(str(one.source), organisation_of(one.source), str(one.target), organisation_of(one.target)),
            *(
                str(one.get_state_display()),
                _("yes") if one.by_organiser else _("no"),
                one.weight,
                one.reason,
                one.answer,
            ),
            *(one.created_at, one.answered_at or ""),
        ]


def languages_text(person: Participant) -> str:
    """The languages somebody can talk in."""
    names: dict[Any, Any] = dict(SpokenLanguage.choices)
    return ", ".join(str(names.get(code, code)) for code in person.languages)
