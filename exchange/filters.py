"""The lists of participants and requests by what is asked in the address: for the page and its export."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bilingual.text import page_language
from events.choices import State
from events.registration_filters import Group
from exchange.choices import TOLD, Priority, RequestState
from exchange.models import Exchange, MeetingRequest, Participant, Seat
from exchange.pairing import COUNTRY
from organisations.choices import Country, SpokenLanguage

LONGEST_TEXT, MOST_WORDS = 100, 5


class ListFilter:
    """What is asked for: words, ticked groups, an order; unknown values are left out."""

    sorts: ClassVar[dict[str, str | Promise]] = {}
    words_in: ClassVar[tuple[str, ...]] = ()

    def __init__(self, exchange: Exchange, data: QueryDict) -> None:
        self.exchange = exchange
        self.text = data.get("q", "").replace("\x00", "")[:LONGEST_TEXT].strip()
        self.first_sort = next(iter(self.sorts))
        self.sort = data.get("sort", "") if data.get("sort", "") in self.sorts else self.first_sort
        self.groups = self.all_groups()
        for group in self.groups:
            asked = set(data.getlist(group.name))
            group.chosen = [code for code, _label in group.choices if code in asked]

    def all_groups(self) -> list[Group]:
        """The filters with what can be chosen."""
        raise NotImplementedError

    def chosen(self, name: str) -> list[str]:
        """What is ticked in a filter."""
        return next(group.chosen for group in self.groups if group.name == name)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.text) or any(group.chosen for group in self.groups)

    @property
    def query(self) -> str:
        """What is asked for, as part of an address."""
        return self.address().removeprefix("?")

    @property
    def sort_links(self) -> list[tuple[str, str | Promise, str]]:
        """Code, label and address of each order."""
        return [(code, label, self.address(sort=code)) for code, label in self.sorts.items()]

    def address(self, *, sort: str = "") -> str:
        """The address of the list in this or another order."""
        order = sort or self.sort
        pairs = [("q", self.text)] if self.text else []
        pairs += [(group.name, code) for group in self.groups for code in group.chosen]
        pairs += [("sort", order)] if order != self.first_sort else []
        return f"?{urlencode(pairs)}"

    def words(self) -> Q:
        """Rows that hold every word somewhere."""
        found = Q()
        for word in self.text.split()[:MOST_WORDS]:
            held = Q()
            for path in self.words_in:
                held |= Q(**{f"{path}__icontains": word})
            found &= held
        return found


PERSON_WORDS = (
    *("registration__first_name", "registration__last_name", "registration__organisation_name"),
    *("organisation__name", "registration__booking__organisation_name", "registration__email"),
)


def _number(rows: QuerySet[Any], side: str) -> Coalesce:
    counted = rows.filter(**{side: OuterRef("pk")}).order_by().values(side).annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number"), output_field=IntegerField()), 0)


def with_counts(people: Any) -> Any:
    """Participants with `made`, `received`, `accepted` wishes and `meetings` in the told plan; one statement."""
    wanted, accepted = MeetingRequest.objects.wanted(), MeetingRequest.objects.filter(state=RequestState.ACCEPTED)
    seats = Seat.objects.filter(plan__state__in=TOLD)
    return people.annotate(
        country=COUNTRY,
        made=_number(wanted, "source"),
        received=_number(wanted, "target"),
        accepted=_number(accepted, "source") + _number(accepted, "target"),
        meetings=_number(seats, "participant"),
    ).with_names()


class ParticipantFilter(ListFilter):
    """The participants of an exchange."""

    words_in = PERSON_WORDS
    sorts: ClassVar[dict[str, str | Promise]] = {
        "name": pgettext_lazy("person", "Name"),
        "joined": gettext_lazy("Joined last"),
        "made": gettext_lazy("Requests made"),
        "received": gettext_lazy("Requests received"),
        "accepted": gettext_lazy("Accepted requests"),
        "meetings": gettext_lazy("Fewest meetings"),
    }

    def all_groups(self) -> list[Group]:
        """State, country, language, and what is missing."""
        states = [("in", _("Takes part")), ("left", _("Has left")), ("no_place", _("No place at the event any more"))]
        missing = [("requests", _("Without any request")), ("meetings", _("Without a meeting in the plan"))]
        return [
            Group("state", _("State"), states),
            Group("country", _("Country"), [(code, str(label)) for code, label in Country.choices]),
            Group("speaks", _("Language"), [(code, str(label)) for code, label in SpokenLanguage.choices]),
            Group("without", _("Missing"), missing),
        ]

    def rows(self) -> Any:
        """The participants in the order that is asked for."""
        rows = with_counts(Participant.objects.filter(exchange=self.exchange.pk)).filter(self.words(), self._state())
        if countries := self.chosen("country"):
            rows = rows.filter(country__in=countries)
        if languages := self.chosen("speaks"):
            rows = rows.filter(languages__overlap=languages)
        if "requests" in self.chosen("without"):
            rows = rows.filter(made=0, received=0)
        if "meetings" in self.chosen("without"):
            rows = rows.filter(meetings=0)
        return rows.order_by(*self._order())

    def _state(self) -> Q:
        there, wanted = Q(registration__state=State.CONFIRMED), Q()
        cases = {"in": there & Q(left_at=None), "left": Q(left_at__isnull=False), "no_place": ~there}
        for code in self.chosen("state"):
            wanted |= cases[code]
        return wanted

    def _order(self) -> list[Any]:
        name = f"registration__sort_key_{page_language().value}"
        first = {"joined": [F("joined_at").desc()], "meetings": [F("meetings").asc()], "name": []}
        return [*first.get(self.sort, [F(self.sort).desc()]), name, "pk"]


class RequestFilter(ListFilter):
    """The wishes of an exchange."""

    words_in = tuple(f"{side}__{path}" for side in ("source", "target") for path in PERSON_WORDS)
    sorts: ClassVar[dict[str, str | Promise]] = {
        "newest": gettext_lazy("Newest"),
        "name": gettext_lazy("Who asks"),
        "until": gettext_lazy("To be answered first"),
    }

    def all_groups(self) -> list[Group]:
        """State, and whose wish it is."""
        marks = [("organiser", _("Wish of the organiser")), ("high", _("High priority"))]
        return [
            Group("state", _("State"), [(code, str(label)) for code, label in RequestState.choices]),
            Group("mark", str(pgettext_lazy("request", "Kind")), marks),
        ]

    def rows(self) -> Any:
        """The wishes in the order that is asked for, with both sides at hand."""
        rows = MeetingRequest.objects.filter(self.words(), exchange=self.exchange.pk).with_sides()
        if states := self.chosen("state"):
            rows = rows.filter(state__in=states)
        if "organiser" in self.chosen("mark"):
            rows = rows.filter(by_organiser=True)
        if "high" in self.chosen("mark"):
            rows = rows.filter(Q(priority=Priority.HIGH) | Q(target_priority=Priority.HIGH))
        order: dict[str, list[Any]] = {
            "newest": ["-created_at"],
            "name": [f"source__registration__sort_key_{page_language().value}"],
            "until": [F("answer_until").asc(nulls_last=True)],
        }
        return rows.order_by(*order.get(self.sort, []), "-pk")
