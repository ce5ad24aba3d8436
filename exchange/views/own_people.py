"""Whom one can meet: the list, and one person with the form to ask."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bilingual.text import page_language
from exchange.budget import budget_of
from exchange.choices import RequestState
from exchange.exceptions import (
    AlreadyDeclined,
    AskedOften,
    ExchangeClosed,
    ExchangeError,
    NoneLeft,
)
from exchange.forms.own import AskForm
from exchange.models import Participant
from exchange.own_cards import PersonCard, latest_by_partner, person_cards, requests_of
from exchange.own_lists import choices, chosen, partners
from exchange.services.requesting import ask
from exchange.suggestions import suggestions_for
from exchange.views.own import OwnMixin, only_joined

PER_PAGE = 30


class PeopleView(OwnMixin):
    """Everybody whom the rules let one meet, thirty on a page; "suggested" shows the best ones, the best one first."""

    tab = "people"

    @only_joined
    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """The list as the address asks for it."""
        me, asked = self.me, request.GET.dict()
        everybody = partners(me)
        suggested = {row.participant_id: row for row in suggestions_for(me, everybody)}
        rows = chosen(everybody, asked)
        only_suggested = asked.get("show") == "suggested"
        if only_suggested:
            order = list(suggested)
            rows = sorted((row for row in rows if row.pk in suggested), key=lambda row: order.index(row.pk))
        page = Paginator(rows, PER_PAGE).get_page(asked.get("page"))
        known = latest_by_partner(requests_of(me))
        return self.page(
            "people",
            cards=person_cards(me, page.object_list, suggested, known),
            page_obj=page,
            number=len(rows),
            total=len(everybody),
            only_suggested=only_suggested,
            is_filtered=any(asked.get(name) for name in ("q", "country", "language")),
            question=asked.get("q", ""),
            **choices(everybody, asked),
        )


class PersonView(OwnMixin):
    """One of the others: what they offer and look for, why they fit, and the form to ask."""

    tab = "people"

    @only_joined
    def get(self, _request: HttpRequest, other: int, **_kwargs: Any) -> HttpResponse:
        """Changes nothing."""
        return self._page(other, AskForm())

    @only_joined
    def post(self, request: HttpRequest, other: int, **_kwargs: Any) -> HttpResponse:
        """Ask for a meeting; who was asked by this person accepts."""
        card, form = self._card(other), AskForm(request.POST)
        if not form.is_valid():
            return self._page(other, form, status=422)
        try:
            made = ask(
                source_id=self.me.pk,
                target_id=card.person.pk,
                language=page_language(),
                reason=form.cleaned_data["reason"],
                priority=form.cleaned_data["priority"],
            )
        except ExchangeError as error:
            form.add_error(None, refusal_text(error))
            return self._page(other, form, status=409)
        if made.state == RequestState.ACCEPTED:
            messages.success(request, _("You had been asked for this meeting already; now both of you want it."))
        else:
            messages.success(request, _("Your request is on its way; you get a mail when it is answered."))
        return self.to("exchange_own_request", made.pk)

    def _page(self, other: int, form: AskForm, *, status: int = 200) -> HttpResponse:
        card = self._card(other)
        return self.page(
            "person", status=status, card=card, form=form, can_ask=_can_ask(card),
            budget=budget_of(self.exchange, self.me),
        )  # fmt: skip

    def _card(self, other: int) -> PersonCard:
        people = partners(self.me)
        person: Participant | None = next((one for one in people if one.pk == other), None)
        if person is None:
            raise Http404
        suggested = {row.participant_id: row for row in suggestions_for(self.me, people)}
        return person_cards(self.me, [person], suggested, latest_by_partner(requests_of(self.me)))[0]


def _can_ask(card: PersonCard) -> bool:
    """Who has declined oneself can still ask the other one."""
    if card.request is None:
        return True
    state = card.request.request.state
    return state in {RequestState.EXPIRED, RequestState.WITHDRAWN} or (
        state == RequestState.DECLINED and not card.request.is_mine
    )


def refusal_text(error: ExchangeError) -> str:
    """Why it is not possible, with what is left."""
    if isinstance(error, NoneLeft):
        return _high_text(error.most) if error.is_high else _requests_text(error.most)
    return str(REFUSALS.get(type(error), gettext_lazy("A meeting with this person is not possible now.")))


def _high_text(most: int) -> str:
    if not most:
        return _("This exchange has no high priorities. Please choose the normal one.")
    return ngettext(
        "Your %(most)d high priority is given away. Choose the normal one, or lower that of another meeting.",
        "Your %(most)d high priorities are given away. Choose the normal one, or lower that of another meeting.",
        most,
    ) % {"most": most}


def _requests_text(most: int) -> str:
    return ngettext(
        "Your %(most)d request is in use. Withdraw it, or wait for the answer.",
        "Your %(most)d requests are in use. Withdraw one, or wait for answers.",
        most,
    ) % {"most": most}


REFUSALS: dict[type[ExchangeError], Any] = {
    AlreadyDeclined: gettext_lazy("This person has declined a meeting with you once; you cannot ask again."),
    AskedOften: gettext_lazy("You have asked this person twice; that is as often as one can ask."),
    ExchangeClosed: gettext_lazy("Requests are no longer possible."),
}
