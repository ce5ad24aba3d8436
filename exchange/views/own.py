"""The start page of a participant, under the signed link of the registration; joining, changing, leaving."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from events.choices import State
from events.models import Registration
from events.views.managing import NO_LONGER, LinkMixin
from exchange.budget import budget_of
from exchange.exceptions import ExchangeError
from exchange.forms.own import ProfileForm, first_values
from exchange.models import Exchange, Participant
from exchange.own_cards import latest_by_partner, person_cards, requests_of, texts_of
from exchange.own_lists import SHOWN, partners
from exchange.plans import told_plan
from exchange.services.joining import change, join, leave
from exchange.suggestions import suggestions_for
from listings.choices import Direction

FIRST = 4
"""Suggestions on the start page."""


@method_decorator(never_cache, name="dispatch")
class OwnMixin(LinkMixin):
    """One person's exchange; there is none for those without a confirmed place."""

    tab = ""

    @cached_property
    def row(self) -> Registration:
        """The registration in the address."""
        row = self.person(self.kwargs["pk"])
        row.event = self.link.booking.event
        if row.state != State.CONFIRMED:
            raise Http404
        return row

    @cached_property
    def exchange(self) -> Exchange:
        """The one of the event."""
        exchange: Exchange = get_object_or_404(Exchange, pk=self.row.event_id)
        exchange.event = self.row.event
        return exchange

    @cached_property
    def found(self) -> Participant | None:
        """The person as a participant, also one who has left."""
        exchange, rows = self.exchange, Participant.objects.select_related("organisation").prefetch_related(SHOWN)
        person: Participant | None = rows.filter(registration=self.row).first()
        if person:
            person.exchange, person.registration = exchange, self.row
        return person

    @property
    def me(self) -> Participant:
        """The participant; ask `is_in` first."""
        if not self.found:
            raise Http404
        return self.found

    @property
    def is_in(self) -> bool:
        """Whether the person takes part."""
        return self.found is not None and self.found.left_at is None

    def page(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page of the exchange with its navigation."""
        values = {
            "event": self.row.event, "exchange": self.exchange, "row": self.row, "token": self.token,
            "tab": self.tab, "is_in": self.is_in, "has_plan": told_plan(self.exchange.pk) is not None, **context,
        }  # fmt: skip
        return render(self.request, f"exchange/own/{template}.html", values, status=status)

    def to(self, view: str, *args: Any) -> HttpResponse:
        """Back to a page of the same person."""
        return redirect(view, self.token, self.row.pk, *args)


def only_joined(handler: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Decorator: who does not take part is sent to the start page."""

    @wraps(handler)
    def check(view: OwnMixin, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return handler(view, request, *args, **kwargs) if view.is_in else view.to("exchange_own")

    return check


class StartView(OwnMixin):
    """Joining; for those who take part what waits, who is suggested, what is left, what others read of them."""

    tab = "start"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Changes nothing."""
        if not self.is_in:
            return self.page("invitation", has_left=self.found is not None, number=self._others().count())
        me, cards = self.me, requests_of(self.me)
        others, known = partners(me), latest_by_partner(cards)
        suggested = {row.participant_id: row for row in suggestions_for(me, others) if row.participant_id not in known}
        people = {person.pk: person for person in others}
        best = [people[pk] for pk in list(suggested)[:FIRST]]
        return self.page(
            "start",
            me=me,
            budget=budget_of(self.exchange, me),
            waiting=[card for card in cards if card.can_answer],
            suggested=person_cards(me, best, suggested, known),
            number=len(others),
            offers=texts_of(me, Direction.OFFER),
            seeks=texts_of(me, Direction.DEMAND),
        )

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Leave the exchange."""
        if request.POST.get("action") != "leave":
            raise Http404
        leave(participant_id=self.me.pk)
        messages.success(request, _("You no longer take part in the meeting exchange."))
        return self.to("exchange_own")

    def _others(self) -> Any:
        return Participant.objects.filter(exchange=self.exchange).taking_part()


class ProfileView(OwnMixin):
    """Join, or change what others read and when one has time."""

    tab = "profile"

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The form with what is stored, or what profile and registration say."""
        return self._page(self._form(initial=first_values(self.row, self.exchange, self.found)))

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save, unless the exchange is closed."""
        form = self._form(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            if self.is_in:
                change(participant_id=self.me.pk, profile=form.profile())
                messages.success(request, _("Your changes have been saved."))
            else:
                join(registration_id=self.row.pk, profile=form.profile())
                messages.success(request, _("You take part in the meeting exchange."))
        except ExchangeError:
            messages.info(request, NO_LONGER)
        return self.to("exchange_own")

    def _form(self, *args: Any, **kwargs: Any) -> ProfileForm:
        organisation = self.found.organisation_id if self.found else self.row.booking.organisation_id
        return ProfileForm(*args, exchange=self.exchange, organisation_id=organisation, **kwargs)

    def _page(self, form: ProfileForm, *, status: int = 200) -> HttpResponse:
        if not self.exchange.takes_requests:
            return self.to("exchange_own")
        return self.page("profile", form=form, status=status)
