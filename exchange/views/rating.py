"""How a meeting went, by one click behind the signed link of a registration. Opening the page changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.choices import Outcome
from exchange.models import Rating
from exchange.plans import Entry, timetable, told_plan
from exchange.services.rating import NotYetMet, RatingClosed, Said, is_closed, rate
from exchange.sides import organisation_of
from exchange.views.own import OwnMixin


class RatingsView(OwnMixin):
    """All own meetings that have begun, or the one in the address."""

    tab = "ratings"

    def get(self, _request: HttpRequest, pk: int, asked: int | None = None) -> HttpResponse:
        """The meetings with a button for each outcome."""
        entries = [one for one in self._entries() if asked in {None, one.request.pk}]
        if asked and not entries:
            raise Http404
        said = {row.request_id: row for row in Rating.objects.filter(participant=self.me)}
        return self.page(
            "ratings",
            meetings=[(one, organisation_of(one.partner), said.get(one.request.pk)) for one in entries],
            outcomes=Outcome.choices,
            is_closed=is_closed(self.exchange),
            only_one=asked is not None,
        )

    def post(self, request: HttpRequest, pk: int, asked: int | None = None) -> HttpResponse:
        """Keep the word of this side."""
        if asked is None or request.POST.get("outcome") not in Outcome.values:
            raise Http404
        said = Said(self.me.pk, Outcome(request.POST["outcome"]), request.POST.get("note", "").strip()[:500])
        actor: Any = request.user if request.user.is_authenticated else None
        try:
            rate(exchange_id=self.exchange.pk, request_id=asked, said=[said], actor=actor)
        except NotYetMet as error:
            raise Http404 from error
        except RatingClosed:
            messages.info(request, _("The time to say how the meetings went is over. Thank you all the same."))
        else:
            messages.success(request, _("Thank you, we have kept it. You can still change it."))
        return self.to("exchange_ratings")

    def _entries(self) -> list[Entry]:
        plan, now = told_plan(self.exchange.pk), timezone.now()
        return [one for one in timetable(plan, self.me.pk) if one.slot.starts_at <= now] if plan else []
