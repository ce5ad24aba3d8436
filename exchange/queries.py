"""Exchanges, participants, requests and meetings by what is asked of them in several places."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from events.choices import State
from exchange.choices import TOLD, WANTED

if TYPE_CHECKING:
    from exchange.models import Exchange, Meeting, MeetingRequest, Participant  # noqa: F401 - the base classes name them


def takes_part(side: str = "") -> Q:
    """That a participant has joined, has not left, and holds a confirmed place at the event.

    `side` leads to the participant from another row: "source", "target".
    """
    to = f"{side}__" if side else ""
    return Q(**{f"{to}left_at": None, f"{to}registration__state": State.CONFIRMED})


def people_at(*sides: str) -> tuple[str, ...]:
    """What `select_related` needs to name these participants, to write to them, and to say where they come from."""
    return tuple(f"{side}__{row}" for side in sides for row in ("registration__booking", "organisation"))


class ExchangeQuerySet(models.QuerySet["Exchange"]):
    """The exchanges; who may work on one is asked of its event."""

    def locked(self, exchange_id: int) -> "Exchange":
        """One row with its event at hand, locked until the transaction ends; raises DoesNotExist.

        Whatever changes requests, plans or the day begins with it: changes of one exchange follow each other.
        """
        rows = self.select_for_update(of=("self",), no_key=True).select_related("event")
        return rows.get(pk=exchange_id)


class ResourceQuerySet(models.QuerySet[Any]):
    """Slots, tables and interpreters."""

    def in_use(self) -> Self:
        """Without those that were dropped after a plan had them."""
        return self.filter(dropped_at=None)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """The people of an exchange."""

    def taking_part(self) -> Self:
        """Who has joined, has not left, and holds a confirmed place at the event."""
        return self.filter(takes_part())

    def with_names(self) -> Self:
        """With what it takes to name them, to write to them, and to say where they come from."""
        return self.select_related("registration__booking", "organisation")


class RequestQuerySet(models.QuerySet["MeetingRequest"]):
    """The wishes of an exchange."""

    def wanted(self) -> Self:
        """Open and accepted ones."""
        return self.filter(state__in=WANTED)

    def with_sides(self) -> Self:
        """With both people at hand."""
        return self.select_related(*people_at("source", "target"))


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """The meetings of plans."""

    def told(self) -> Self:
        """Those of the plan that participants see."""
        return self.filter(plan__state__in=TOLD)

    def with_sides(self) -> Self:
        """With both people at hand and the tables that they host, with slot, table and interpreter."""
        sides = ("request__source", "request__target")
        tables = (f"{side}__table" for side in sides)
        return self.select_related("slot", "table", "interpreter", *people_at(*sides), *tables)
