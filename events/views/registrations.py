"""Who comes: the list with its filters, one person's page, and the table to take along."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from events.choices import State
from events.exceptions import AlreadyRegistered, RegistrationError
from events.forms.staff import NoteForm, SubstituteForm
from events.happenings import happenings
from events.models import ItemBooking, Registration
from events.registration_filters import RegistrationFilter, came
from events.registration_table import answer_text, header, organisation_of, rows, with_everything
from events.services.substituting import send_ticket_again, substitute
from events.spreadsheets import table_file
from events.views.organising import OrganiserMixin

PER_PAGE = 50


class RegistrationsView(OrganiserMixin, View):
    """The filtered list in pages."""

    template_name = "events/organiser/registrations.html"
    section = "registrations"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of the list; always the same number of statements."""
        asked = RegistrationFilter(self.event, request.GET)
        bookings = ItemBooking.objects.select_related("item")
        people = asked.rows().select_related("booking__organisation").annotate(came=came())
        page = Paginator(people.prefetch_related(Prefetch("item_bookings", bookings)), PER_PAGE).get_page(
            request.GET.get("page")
        )
        return self.page(
            asked=asked,
            people=page,
            rows=[(person, organisation_of(person)) for person in page],
            links=list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
            counts=self._counts(asked),
            saved=list(self.event.saved_filters.all()),
        )

    def _counts(self, asked: RegistrationFilter) -> list[dict[str, Any]]:
        """How many registrations are in each state, each with the address that shows them."""
        found = dict(self.event.registrations.order_by().values_list("state").annotate(Count("pk")))
        chosen = asked.chosen("state")
        return [
            {
                "label": state.label,
                "number": found[state],
                "url": f"?state={state.value}",
                "selected": chosen == [state.value],
            }
            for state in State
            if found.get(state)
        ]


class ExportView(OrganiserMixin, View):
    """The filtered list as XLSX or CSV."""

    def get(self, request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
        """The file, named after the event and the day."""
        asked = RegistrationFilter(self.event, request.GET)
        name = f"{slugify(str(self.event))[:60] or self.event.pk}-{timezone.localdate().isoformat()}"
        return table_file(suffix, name, _("Registrations"), header(asked), rows(asked))


class RegistrationView(HeldInputMixin, OrganiserMixin, View):
    """One person: what was said at the registration, where it stands, and what the organisers note."""

    template_name = "events/organiser/registration.html"
    section = "registrations"

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """The page."""
        return self._page(NoteForm(self.held, instance=self._person()))

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Keep note and segments."""
        form = NoteForm(request.POST, instance=self._person())
        if not form.is_valid():
            return self._page(form, status=422)
        person = form.instance
        # no other column: somebody may get a place at this very moment
        person.save(update_fields=["note", "segments"])
        messages.success(request, _("Your changes have been saved."))
        return redirect("event_registration", pk, part)

    def _person(self) -> Registration:
        return get_object_or_404(with_everything(self.event.registrations.all()), pk=self.kwargs["part"])

    def _page(
        self, form: NoteForm, substitute_form: SubstituteForm | None = None, *, status: int = 200
    ) -> HttpResponse:
        person = form.instance
        others = person.booking.registrations.exclude(pk=person.pk).order_by("number")
        return self.page(
            form=form,
            person=person,
            organisation=organisation_of(person),
            answers=[(row.question, answer_text(row.question, row.value)) for row in person.answers.all()],
            consents={row.text.purpose: row for row in person.consents.all()}.values(),
            others=others,
            happenings=happenings(person),
            substitute_form=substitute_form or SubstituteForm(initial={"language": person.mail_language}),
            list_url=reverse("event_registrations", args=[self.event.pk]),
            status=status,
        )


class TicketAgainView(RegistrationView):
    """Send the ticket once more."""

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """The page with the button."""
        return redirect("event_registration", self.event.pk, part)

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """To the address that is known now."""
        person = self._person()
        try:
            send_ticket_again(registration_id=person.pk, actor=request.user)
        except RegistrationError:
            messages.info(request, _("This registration has ended; there is no ticket any more."))
        else:
            text = _("The ticket is on its way to %(address)s.")
            messages.success(request, text % {"address": person.mail_address})
        return redirect("event_registration", pk, part)


class SubstituteView(TicketAgainView):
    """Give the place to somebody else."""

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Show the new person, or what is wrong."""
        person = self._person()
        form = SubstituteForm(request.POST)
        if not form.is_valid():
            return self._page(NoteForm(instance=person), form, status=422)
        try:
            new = substitute(registration_id=person.pk, person=form.person(), actor=request.user)
        except AlreadyRegistered:
            form.add_error("email", _("Somebody with this address is registered already."))
            return self._page(NoteForm(instance=person), form, status=422)
        except RegistrationError:
            messages.error(request, _("Only a confirmed place of an event to come can be given to somebody else."))
            return redirect("event_registration", pk, part)
        messages.success(request, _("%(name)s has the place now and gets a mail.") % {"name": new.full_name})
        return redirect("event_registration", pk, new.pk)
