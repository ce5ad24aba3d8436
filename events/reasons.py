"""Why a form was not taken, in the reader's words."""

from collections.abc import Callable
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.exceptions import (
    NotOpenYet,
    NotPossible,
    OrganisationFull,
    RegistrationError,
    SoldOut,
    TooManyForms,
    TooManyPeople,
)
from events.setup import FormSetup


def reason_text(error: RegistrationError, setup: FormSetup) -> str:
    """The sentence that stands above the form."""
    say = _TEXTS.get(type(error))
    return say(error, setup) if say else _("Registration has closed.")


def _organisation(error: Any, _setup: FormSetup) -> str:
    text = ngettext(
        "At most %(most)d person of one organisation can come.",
        "At most %(most)d people of one organisation can come.",
        error.most,
    )
    rest = ngettext("%(left)d place is left for yours.", "%(left)d places are left for yours.", error.left)
    return f"{text} {rest}" % {"most": error.most, "left": error.left}


def _sold_out(error: Any, setup: FormSetup) -> str:
    for item in setup.items:
        if item.pk == error.item_id:
            return _("There are not enough places left in “%(title)s”. Please do without it.") % {"title": item}
    if not error.left:
        return _("All places are taken, and there is no waiting list.")
    text = ngettext(
        "Only %(left)d place is left, and there is no waiting list.",
        "Only %(left)d places are left, and there is no waiting list.",
        error.left,
    )
    return text % {"left": error.left}


def _too_many_people(error: Any, _setup: FormSetup) -> str:
    text = ngettext("One form takes at most %(most)d person.", "One form takes at most %(most)d people.", error.most)
    return text % {"most": error.most}


def _not_open(error: Any, _setup: FormSetup) -> str:
    return _("Registration opens on %(date)s.") % {"date": date_format(error.opens_at, "DATETIME_FORMAT")}


_TEXTS: dict[type[RegistrationError], Callable[[Any, FormSetup], str]] = {
    OrganisationFull: _organisation,
    SoldOut: _sold_out,
    TooManyPeople: _too_many_people,
    NotOpenYet: _not_open,
    TooManyForms: lambda _error, _setup: _(
        "This address has sent many forms within the last hour. Please try again later."
    ),
    NotPossible: lambda _error, _setup: _(
        "A programme item has changed meanwhile. Please look through your choice once more."
    ),
}
