"""Handing on a place by links of mails: asking somebody, and taking it over. Opening a link changes nothing."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from events.dates import when_text
from events.exceptions import AlreadyRegistered, LinkUnusable, NotPossible, TooManyForms
from events.forms.handing_on import HandOnForm, TakeOverForm
from events.handing_on import USABLE, Offer, read_offer, why_not
from events.models import Registration
from events.places import location_text
from events.services import people
from events.services.handing_on import offer_place, take_over
from events.setup import form_setup
from events.tokens import registration_token
from events.views.managing import NO_LONGER, LinkMixin


@method_decorator(never_cache, name="dispatch")
class HandOnView(LinkMixin):
    """Name somebody who comes instead; the place changes hands when that person has said yes."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form, or why there is none."""
        row = self._open(pk)
        return self._page(row, HandOnForm(present=row.mail_address))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Write to that person; the answer does not tell whether they are registered."""
        row = self._open(pk)
        form = HandOnForm(request.POST, present=row.mail_address)
        if not form.is_valid():
            return self._page(row, form, status=422)
        address = form.cleaned_data["email"]
        try:
            offer_place(registration_id=row.pk, address=address)
        except TooManyForms:
            form.add_error("email", _("You have asked many people already. Please write to the organiser."))
            return self._page(row, form, status=422)
        except NotPossible:
            messages.info(request, NO_LONGER)
        else:
            text = _("We have written to %(address)s. The place stays yours until that person takes it over.")
            messages.success(request, text % {"address": address})
        return redirect("registration_manage", self.token)

    def _open(self, pk: int) -> Registration:
        row = self.person(pk)
        row.event = self.link.booking.event
        if row.has_ended or not hasattr(row.event, "desk"):
            raise Http404
        return row

    def _page(self, row: Registration, form: HandOnForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "row": row,
            "event": row.event,
            "token": self.token,
            "refusal": why_not(row, row.event, row.event.desk),
            "days": USABLE.days,
        }
        return render(self.request, "events/registration/hand_on.html", context, status=status)


@method_decorator(never_cache, name="dispatch")
class TakeOverView(View):
    """The page behind the mail to the person who was asked: own data, answers and consents, and the place is theirs."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """What is offered, and the form."""
        offer = self._offer(token)
        return self._page(offer, self._form(offer)) if offer else self._unusable()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take the place over."""
        offer = self._offer(token)
        if offer is None:
            return self._unusable()
        form = self._form(offer, request.POST)
        if not form.is_valid():
            return self._page(offer, form, status=422)
        try:
            new = take_over(
                offer=offer,
                person=form.person(),
                values=form.data_of_person(),
                answers=form.answers(),
                decisions=form.decisions(),
            )
        except AlreadyRegistered:
            form.add_error(
                "email", _("You are registered for this event already, so somebody else can have this place.")
            )
            return self._page(offer, form, status=422)
        except NotPossible:
            return self._unusable()
        messages.success(request, _("The place is yours. Your ticket is on its way by mail."))
        return redirect("registration_manage", registration_token(new))

    def _offer(self, token: str) -> Offer | None:
        try:
            offer = read_offer(token)
        except LinkUnusable:
            return None
        event = offer.registration.booking.event
        return None if why_not(offer.registration, event, event.desk) else offer

    def _form(self, offer: Offer, data: Any = None) -> TakeOverForm:
        event = offer.registration.booking.event
        return TakeOverForm(data, setup=form_setup(event, event.desk, with_places=False), offer=offer)

    def _page(self, offer: Offer, form: TakeOverForm, *, status: int = 200) -> HttpResponse:
        row, event = offer.registration, offer.registration.booking.event
        context = {
            "form": form,
            "row": row,
            "items": people.described(row).items,
            "event": event,
            "when": when_text(event),
            "where": location_text(event),
        }
        return render(self.request, "events/registration/take_over.html", context, status=status)

    def _unusable(self) -> HttpResponse:
        return render(self.request, "events/registration/offer_gone.html", status=404)
