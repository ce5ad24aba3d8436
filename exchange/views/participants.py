"""Who takes part: the list, one person, people taken in by hand, and who is not in it yet."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.generic import View

from bilingual.text import page_language
from events.models import Event
from events.registration_table import organisation_of as organisation_of_registration
from events.spreadsheets import Row, table_file
from events.views.organising import PartFormView
from exchange.exceptions import NotTakingPart
from exchange.filters import ParticipantFilter, with_counts
from exchange.forms.participants import ParticipantForm
from exchange.models import MeetingRequest, Participant
from exchange.queries import takes_part
from exchange.services.participants import mark_not_joined, not_joined, save_participant, take_back, take_out
from exchange.sides import organisation_of, partner_in
from exchange.tables_to_take import languages_text, participants_header, participants_rows
from exchange.views.base import ExchangeMixin, ExchangeStepView
from organisations.choices import SpokenLanguage

PER_PAGE = 50
LONGEST_TEXT = 100


class ParticipantsView(ExchangeMixin, View):
    """The filtered list in pages."""

    template_name = "exchange/organiser/participants.html"
    tab = "participants"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of the list; always the same number of statements."""
        asked = ParticipantFilter(self.exchange, request.GET)
        page = Paginator(asked.rows(), PER_PAGE).get_page(request.GET.get("page"))
        counts = Participant.objects.filter(exchange=self.exchange.pk).aggregate(now=Count("pk", filter=takes_part()))
        return self.page(
            asked=asked,
            people=page,
            rows=[(person, organisation_of(person), languages_text(person)) for person in page],
            taking_part=counts["now"],
            missing=not_joined(self.event.pk).count(),
        )


class ParticipantsTableView(ExchangeMixin, View):
    """The filtered list as XLSX or CSV."""

    def get(self, request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
        """The file."""
        asked = ParticipantFilter(self.exchange, request.GET)
        return list_file(self.event, suffix, _("Participants"), participants_header(), participants_rows(asked))


def list_file(event: Event, suffix: str, title: str, header: Row, rows: Iterable[Row]) -> HttpResponse:
    """A list as a file named after the event, the list and the day."""
    name = f"{slugify(f'{event} {title}')[:80] or event.pk}-{timezone.localdate().isoformat()}"
    return table_file(suffix, name, title, header, rows)


class ParticipantView(ExchangeMixin, PartFormView):
    """One person, for whom the organiser may speak."""

    form_class = ParticipantForm
    template_name = "exchange/organiser/participant.html"
    tab = "participants"
    back = "exchange_participants"

    def part(self) -> Any:
        """The one in the address, with the numbers of the list."""
        rows = with_counts(Participant.objects.filter(exchange=self.exchange.pk))
        return get_object_or_404(rows, pk=self.kwargs["part"])

    def form(self, part: Any, *data: Any) -> Any:
        """The form for the person."""
        return ParticipantForm(*data[:1], instance=part, exchange=self.exchange)

    def save(self, form: Any) -> None:
        """Save it."""
        save_participant(form=form)

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The form beside the person's requests."""
        person = form.instance
        wishes = MeetingRequest.objects.filter(Q(source=person.pk) | Q(target=person.pk)).with_sides()
        rows = wishes if person.pk else []
        return self.page(
            form=form,
            person=person,
            organisation=organisation_of(person),
            wishes=[(row, partner_in(row, person.pk), row.source_id == person.pk) for row in rows],
            status=status,
        )


class ParticipantNewView(ParticipantView):
    """Somebody with a place at the event is taken in by hand."""

    def part(self) -> Any:
        """A new participant of a registration that is not in the exchange."""
        people = not_joined(self.event.pk).select_related("booking__organisation")
        registration = get_object_or_404(people, pk=self.kwargs["part"])
        before = Participant.objects.filter(registration=registration, exchange=self.exchange.pk).first()
        if before is not None:
            return before
        language = registration.mail_language
        known = [code for code in registration.languages if code in SpokenLanguage.values]
        return Participant(
            exchange=self.exchange, registration=registration, organisation=registration.booking.organisation,
            language=language, languages=known or [language],
        )  # fmt: skip

    def post(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """Take the person in, unless the place is gone meanwhile."""
        try:
            return super().post(request, pk)
        except NotTakingPart:
            messages.error(request, _("This person has no confirmed place at the event any more."))
            return redirect("exchange_not_joined", pk)

    def save(self, form: Any) -> None:
        """Take the person in, or back in."""
        person = save_participant(form=form)
        if person.left_at is not None:
            take_back(exchange_id=self.exchange.pk, participant_id=person.pk)


class ParticipantStepView(ExchangeStepView):
    """Take somebody out, or back in."""

    back = "exchange_participants"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return redirect("exchange_participant", self.event.pk, self.kwargs["part"])

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """What the button says; twice does no harm."""
        person = get_object_or_404(Participant, exchange=self.exchange.pk, pk=part)
        steps = {"out": take_out, "back": take_back}
        step = steps.get(request.POST.get("step", ""))
        if step is None:
            raise Http404
        step(exchange_id=self.exchange.pk, participant_id=person.pk)
        text = _("%(name)s takes part again.") if step is take_back else _("%(name)s no longer takes part.")
        messages.success(request, text % {"name": person})
        return redirect("exchange_participant", pk, part)


class NotJoinedView(ExchangeMixin, View):
    """Who has a place at the event and is not in the exchange; a mail to all of them."""

    template_name = "exchange/organiser/not_joined.html"
    tab = "participants"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list by name."""
        text = request.GET.get("q", "").replace("\x00", "")[:LONGEST_TEXT].strip()
        rows = not_joined(self.event.pk).select_related("booking__organisation")
        if text:
            rows = rows.filter(
                Q(last_name__icontains=text) | Q(first_name__icontains=text) | Q(organisation_name__icontains=text)
                | Q(booking__organisation_name__icontains=text) | Q(booking__organisation__name__icontains=text)
            )  # fmt: skip
        rows = rows.order_by(f"sort_key_{page_language().value}", "number")
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        rows = [(person, organisation_of_registration(person)) for person in page]
        return self.page(people=page, rows=rows, text=text)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put them into a segment and open a new mail to it."""
        segment = mark_not_joined(event_id=self.exchange.pk)
        return redirect(reverse("event_mailing_new", args=[pk], query={"segment": segment}))
