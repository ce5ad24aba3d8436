"""The lists of participants and requests by what is asked in the address: for the page and its export."""

from typing import Any, ClassVar

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bilingual.text import page_language
from events.choices import State
from events.list_filter import Group, ListFilter
from exchange.choices import TOLD, PlanState, Priority, RequestState
from exchange.models import Exchange, MeetingRequest, Participant, Plan, Seat
from exchange.pairing import COUNTRY
from organisations.choices import Country, SpokenLanguage


class ExchangeFilter(ListFilter):
    """A list of an exchange; `words_in` names the columns in which words are looked for."""

    words_in: ClassVar[tuple[str, ...]] = ()

    def __init__(self, exchange: Exchange, data: QueryDict) -> None:
        self.exchange = exchange
        super().__init__(data)

    def found(self) -> Q:
        """Rows that hold every word somewhere."""
        found = Q()
        for word in self.words():
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
    """Participants with `made`, `received`, `accepted` wishes, and `meetings` in the told plan, else the draft."""
    wanted, accepted = MeetingRequest.objects.wanted(), MeetingRequest.objects.filter(state=RequestState.ACCEPTED)
    plans = Plan.objects.filter(exchange=OuterRef("plan__exchange"), state__in=(*TOLD, PlanState.DRAFT))
    told_first = Case(When(state=PlanState.DRAFT, then=1), default=0)
    seats = Seat.objects.filter(plan=Subquery(plans.order_by(told_first).values("pk")[:1]))
    return people.annotate(
        country=COUNTRY,
        made=_number(wanted, "source"),
        received=_number(wanted, "target"),
        accepted=_number(accepted, "source") + _number(accepted, "target"),
        meetings=_number(seats, "participant"),
    ).with_names()


class ParticipantFilter(ExchangeFilter):
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
        rows = with_counts(Participant.objects.filter(exchange=self.exchange.pk)).filter(self.found(), self._state())
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


class RequestFilter(ExchangeFilter):
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
        rows = MeetingRequest.objects.filter(self.found(), exchange=self.exchange.pk).with_sides()
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
