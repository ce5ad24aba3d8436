"""The page behind the signed link of a mail: how it stands, and buttons that change it. Opening it changes nothing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import View

from bilingual.text import page_language
from events import icalendar
from events.choices import State
from events.dates import when_text
from events.exceptions import LinkUnusable, NotPossible, OfferExpired, RegistrationError, SoldOut
from events.extras import person_panels
from events.forms.own import BookItemForm, initial
from events.forms.people import PersonDataForm
from events.models import Registration
from events.places import location_text
from events.services import people
from events.services.changes import book_item, cancel, leave_item
from events.services.guests import confirm_address
from events.services.offers import accept_offer, refuse_offer
from events.services.people import Described
from events.services.personal import change_person
from events.services.reconfirming import answer
from events.services.tickets import qr_svg
from events.setup import form_setup
from events.tokens import Link, read_token
from search.parameters import number_from

NO_LONGER = gettext_lazy("That is no longer possible; this is how it stands now.")


class LinkMixin(View):
    """A page under a signed link; what the link does not open does not exist."""

    link: Link
    token: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read the link; a wrong or old one has a clear page."""
        self.token = kwargs.pop("token")
        try:
            self.link = read_token(self.token)
        except LinkUnusable:
            return render(request, "events/registration/unusable.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    def rows(self) -> QuerySet[Registration]:
        """The people that the link opens."""
        booking, person = self.link.booking, self.link.registration
        rows = Registration.objects.filter(pk=person.pk) if person else Registration.objects.filter(booking=booking)
        return people.with_positions(rows)

    def person(self, pk: int) -> Registration:
        """One of them; 404 for anybody else."""
        row: Registration = get_object_or_404(self.rows(), pk=pk)
        row.booking = self.link.booking
        return row


@method_decorator(never_cache, name="dispatch")
class ManageView(LinkMixin):
    """All people of a form for its contact, or one person."""

    template_name = "events/registration/manage.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """State, position, ticket, and what one can do."""
        booking, event = self.link.booking, self.link.booking.event
        rows = list(self.rows())
        panels = person_panels(rows, self.token)
        context = {
            "link": self.link,
            "token": self.token,
            "event": event,
            "booking": booking,
            "when": when_text(event),
            "where": location_text(event),
            "people": [_card(row) | {"panels": panels.get(row.pk, [])} for row in rows],
            "must_confirm": booking.verified_at is None and any(not row.has_ended for row in rows),
            "may_change": not event.is_past,
        }
        return render(request, self.template_name, context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """What a button says; twice does no harm."""
        step = STEPS.get(request.POST.get("action", ""))
        if step is None:
            raise Http404
        try:
            message = step(self, request)
        except SoldOut:
            messages.info(request, _("There is no free place there any more; your booking stays as it is."))
        except OfferExpired:
            messages.info(request, _("The time to answer is over; the place has gone to the next person."))
        except RegistrationError:
            messages.info(request, NO_LONGER)
        else:
            messages.success(request, message)
        return redirect("registration_manage", self.token)

    def chosen(self, request: HttpRequest) -> Registration:
        """The person that the button stands beside."""
        return self.person(_number(request.POST.get("person")))


def _number(text: str | None) -> int:
    number = number_from(text)
    if number is None:
        raise Http404
    return number


def _item(request: HttpRequest) -> int | None:
    return _number(request.POST["item"]) if request.POST.get("item") else None


def _confirm(view: ManageView, request: HttpRequest) -> str:
    if not confirm_address(booking_id=view.link.booking.pk) and view.link.booking.verified_at is None:
        raise NotPossible("lapsed")
    return _("Thank you, your registration is confirmed.")


def _cancel(view: ManageView, request: HttpRequest) -> str:
    cancel(registration_id=view.chosen(request).pk)
    return _("It is cancelled. Thank you for telling us.")


def _accept(view: ManageView, request: HttpRequest) -> str:
    accept_offer(registration_id=view.chosen(request).pk, item_id=_item(request))
    if view.link.booking.verified_at is None:
        # the offer went to the contact alone, so whoever answers it reads that address
        confirm_address(booking_id=view.link.booking.pk)
    return _("The place is yours.")


def _refuse(view: ManageView, request: HttpRequest) -> str:
    refuse_offer(registration_id=view.chosen(request).pk, item_id=_item(request))
    return _("Thank you, the next person gets the place.")


def _comes(view: ManageView, request: HttpRequest) -> str:
    answer(registration_id=view.chosen(request).pk, comes=True)
    return _("Thank you, we look forward to seeing you.")


def _does_not_come(view: ManageView, request: HttpRequest) -> str:
    answer(registration_id=view.chosen(request).pk, comes=False)
    return _("Thank you for telling us. The place goes to the next person.")


def _leave_item(view: ManageView, request: HttpRequest) -> str:
    leave_item(registration_id=view.chosen(request).pk, item_id=_item(request) or 0)
    return _("The place in the programme item is free again.")


STEPS: dict[str, Callable[[ManageView, HttpRequest], str]] = {
    "confirm": _confirm,
    "cancel": _cancel,
    "accept": _accept,
    "refuse": _refuse,
    "comes": _comes,
    "does-not-come": _does_not_come,
    "leave-item": _leave_item,
}


def _card(row: Registration) -> dict[str, Any]:
    shown: Described = people.described(row)
    has_place = row.state == State.CONFIRMED
    return {
        "row": row,
        "shown": shown,
        "has_place": has_place,
        "is_offered": row.state == State.OFFERED,
        "is_waiting": row.state == State.WAITING,
        "is_asked": has_place and row.asked_to_reconfirm_at is not None and row.reconfirmed_at is None,
        "qr": mark_safe(qr_svg(row)) if has_place and not row.wants_online else "",
    }


@method_decorator(never_cache, name="dispatch")
class ChangeView(LinkMixin):
    """Change the data, answers, consents and programme items of one person."""

    template_name = "events/registration/change.html"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form with what is stored."""
        return self._page(self._open(pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save the data, or book one more item; the two are forms of their own on the page."""
        row = self._open(pk)
        setup = form_setup(row.event, row.event.desk, with_places=True)
        if "book" in request.POST:
            return self._book(row, BookItemForm(request.POST, setup=setup, registration=row))
        form = PersonDataForm(request.POST, setup=setup)
        if not form.is_valid():
            return self._page(row, form, status=422)
        try:
            change_person(
                registration_id=row.pk,
                values=form.data_of_person(),
                answers=form.answers(),
                decisions=form.decisions(),
            )
        except NotPossible:
            messages.info(request, NO_LONGER)
        else:
            messages.success(request, _("Your changes have been saved."))
        return redirect("registration_manage", self.token)

    def _book(self, row: Registration, form: BookItemForm) -> HttpResponse:
        if not form.is_valid():
            return self._page(row, booking_form=form, status=422)
        try:
            booked = book_item(registration_id=row.pk, **form.chosen())
        except (SoldOut, NotPossible):
            messages.info(self.request, _("There is no free place there any more; your booking stays as it is."))
        else:
            state = people.item_state_text(booked, row)
            messages.success(self.request, _("“%(title)s”: %(state)s") % {"title": booked.item, "state": state})
        return redirect("registration_manage", self.token)

    def _open(self, pk: int) -> Registration:
        row = self.person(pk)
        row.event = self.link.booking.event
        if row.has_ended or row.event.is_past or not hasattr(row.event, "desk"):
            raise Http404
        return row

    def _page(
        self,
        row: Registration,
        form: PersonDataForm | None = None,
        booking_form: BookItemForm | None = None,
        *,
        status: int = 200,
    ) -> HttpResponse:
        setup = form.setup if form else form_setup(row.event, row.event.desk, with_places=True)
        shown = form or PersonDataForm(setup=setup, initial=initial(row, setup))
        books = booking_form or BookItemForm(setup=setup, registration=row)
        context = {
            "form": booking_form if booking_form and booking_form.errors else shown,
            "person_form": shown,
            "booking_form": books if books.has_items else None,
            "row": row,
            "event": row.event,
            "token": self.token,
        }
        return render(self.request, self.template_name, context, status=status)


@method_decorator(never_cache, name="dispatch")
class TicketView(LinkMixin):
    """One person's ticket, to show or to print."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The code, large."""
        row = self.person(pk)
        if row.state != State.CONFIRMED:
            raise Http404
        event = self.link.booking.event
        context = {
            "card": _card(row),
            "event": event,
            "token": self.token,
            "when": when_text(event),
            "where": location_text(event),
        }
        return render(request, "events/registration/ticket.html", context)


@method_decorator(never_cache, name="dispatch")
class CalendarView(LinkMixin):
    """One person's calendar entry."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file; after a cancellation it takes the entry out again."""
        row, event = self.person(pk), self.link.booking.event
        content = icalendar.calendar([event], language=page_language().value, registration=row)
        name = icalendar.filename(event, row)
        return HttpResponse(
            content,
            content_type=icalendar.CONTENT_TYPE,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
