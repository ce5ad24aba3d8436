"""The requests of a participant: mine, to me, and one with its buttons. Opening a page changes nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from events.views.managing import NO_LONGER
from exchange.budget import budget_of
from exchange.choices import RequestState
from exchange.exceptions import ExchangeError, NoneLeft
from exchange.forms.own import DeclineForm, PriorityForm
from exchange.own_cards import RequestCard, requests_of
from exchange.services.requesting import accept, decline, set_priority, withdraw
from exchange.views.own import OwnMixin, only_joined
from exchange.views.own_people import refusal_text


class RequestsView(OwnMixin):
    """What I want and what others want of me, with what is left."""

    tab = "requests"

    @only_joined
    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Those that wait for an answer of mine come first."""
        cards = requests_of(self.me)
        return self.page(
            "requests",
            budget=budget_of(self.exchange, self.me),
            to_me=sorted((card for card in cards if not card.is_mine), key=lambda card: not card.can_answer),
            mine=[card for card in cards if card.is_mine],
        )


class RequestView(OwnMixin):
    """One request, as the link of the mail shows it."""

    tab = "requests"

    @only_joined
    def get(self, _request: HttpRequest, asked: int, **_kwargs: Any) -> HttpResponse:
        """How it stands, and what one can do."""
        return self._page(asked)

    @only_joined
    def post(self, request: HttpRequest, asked: int, **_kwargs: Any) -> HttpResponse:
        """What a button says; twice does no harm."""
        card, step = self._card(asked), STEPS.get(request.POST.get("action", ""))
        if step is None:
            raise Http404
        try:
            message = step(self, card)
        except NoneLeft as error:
            return self._page(asked, refusal=refusal_text(error), status=409)
        except ExchangeError:
            messages.info(request, NO_LONGER)
        else:
            messages.success(request, message)
        return self.to("exchange_own_request", asked)

    def values(self, form: type[Any]) -> dict[str, Any]:
        """What was typed beside the button; what is no choice does not exist."""
        sent = form(self.request.POST)
        if not sent.is_valid():
            raise Http404
        return sent.cleaned_data

    def _card(self, asked: int) -> RequestCard:
        card = next((card for card in requests_of(self.me) if card.request.pk == asked), None)
        if card is None:
            raise Http404
        return card

    def _page(self, asked: int, *, refusal: str = "", status: int = 200) -> HttpResponse:
        card = self._card(asked)
        own = card.request.priority if card.is_mine else card.request.target_priority
        is_accepted = card.request.state == RequestState.ACCEPTED
        can_change = self.exchange.takes_requests and (is_accepted or (card.is_mine and card.can_end))
        return self.page(
            "request",
            status=status,
            card=card,
            refusal=refusal,
            budget=budget_of(self.exchange, self.me),
            priority_form=PriorityForm(initial={"priority": own} if own else None),
            decline_form=DeclineForm(),
            can_change=can_change and not (card.is_mine and card.request.by_organiser),
        )


def _accept(view: RequestView, card: RequestCard) -> str:
    if card.is_mine:
        raise Http404
    priority = view.values(PriorityForm)["priority"]
    accept(request_id=card.request.pk, participant_id=view.me.pk, priority=priority)
    return _("You have accepted. The plan decides whether and when you meet.")


def _decline(view: RequestView, card: RequestCard) -> str:
    if card.is_mine:
        raise Http404
    decline(request_id=card.request.pk, participant_id=view.me.pk, answer=view.values(DeclineForm)["answer"])
    return _("You have declined; the other side is told.")


def _withdraw(view: RequestView, card: RequestCard) -> str:
    if not card.is_mine:
        raise Http404
    withdraw(request_id=card.request.pk, participant_id=view.me.pk)
    return _("You have withdrawn the request.")


def _priority(view: RequestView, card: RequestCard) -> str:
    priority = view.values(PriorityForm)["priority"]
    set_priority(request_id=card.request.pk, participant_id=view.me.pk, priority=priority)
    return _("The priority is changed.")


STEPS: dict[str, Callable[[RequestView, RequestCard], str]] = {
    "accept": _accept,
    "decline": _decline,
    "withdraw": _withdraw,
    "priority": _priority,
}
