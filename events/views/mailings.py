"""Mails to participants: written, looked at in both languages, tried, sent, and followed."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import View

from bilingual.choices import Language
from events.choices import State
from events.exceptions import AlreadySent, NobodyToWrite
from events.forms.mailing import MailingForm, with_state
from events.models import Mailing, Registration
from events.placeholders import SHOWN
from events.registration_filters import LONGEST_QUERY, RegistrationFilter, recipients_of
from events.services import mailings
from events.views.organising import OrganiserMixin, PartFormView, StepView

PER_PAGE = 100
SENT = Q(recipients__mail__sent_at__isnull=False)
FAILED = Q(recipients__mail__sent_at=None) & Q(recipients__mail__isnull=False) & ~Q(recipients__mail__last_error="")


def with_numbers(rows: QuerySet[Mailing]) -> QuerySet[Mailing]:
    """Mailings with how many mails are sent, have failed so far, and still wait."""
    numbers = rows.annotate(
        total=Count("recipients"), sent=Count("recipients", filter=SENT), failed=Count("recipients", filter=FAILED)
    )
    return numbers.annotate(waiting=F("total") - F("sent") - F("failed"))


class MailingsView(OrganiserMixin, View):
    """All mails to the participants of the event."""

    template_name = "events/organiser/mailings.html"
    section = "mailings"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The list, the newest first."""
        return self.page(mailings=with_numbers(self.event.mailings.all()).order_by("-pk"))


class MailingEditView(PartFormView):
    """A mail that was not sent yet; the filter of the registrations chooses who gets it."""

    model = Mailing
    form_class = MailingForm
    template_name = "events/organiser/mailing_form.html"
    section = "mailings"

    def part(self) -> Any:
        """The mailing, or a new one for the list in the address."""
        if "part" in self.kwargs:
            return get_object_or_404(self.event.mailings.filter(started_at=None), pk=self.kwargs["part"])
        query = RegistrationFilter(self.event, self.request.GET).query
        return Mailing(event=self.event, query=query, created_by=self._user())

    def post(self, request: HttpRequest, pk: int, part: int | None = None) -> HttpResponse:
        """Keep it, and show how it will look."""
        form = MailingForm(request.POST, instance=self.part())
        if form.is_valid() and len(form.instance.query) > LONGEST_QUERY:
            # cut off it would choose other people
            form.add_error(None, _("These are too many filters to save."))
        if not form.is_valid():
            return self.form_page(form, status=422)
        mailing = form.save()
        return redirect("event_mailing", pk, mailing.pk)

    def form(self, part: Any, *data: Any) -> MailingForm:
        """The form for a mailing."""
        return MailingForm(*data[:1], instance=part)

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The form with who gets the mail."""
        # while the form asks about it, the state is not part of the list
        query = with_state(form.instance.query, "") if "who" in form.fields else form.instance.query
        states = Counter(recipients_of(self.event, query).values_list("state", flat=True))
        return self.page(
            form=form,
            placed=states[State.CONFIRMED],
            without_place=states.total() - states[State.CONFIRMED],
            part=form.instance if form.instance.pk else None,
            placeholders=list(zip(SHOWN["de"], SHOWN["cs"], strict=True)),
            chosen=RegistrationFilter(self.event, QueryDict(query)).active,
            number=states.total(),
            status=status,
        )

    def _user(self) -> Any:
        return self.request.user


class MailingView(OrganiserMixin, View):
    """How a mail looks for a real participant of each language; later, what became of it."""

    template_name = "events/organiser/mailing.html"
    section = "mailings"

    def get(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Preview or log."""
        mailing = get_object_or_404(with_numbers(self.event.mailings.all()), pk=part)
        context = self._log(mailing) if mailing.started_at else self._plan(mailing)
        chosen = RegistrationFilter(self.event, QueryDict(mailing.query)).active
        return self.page(mailing=mailing, previews=self._previews(mailing), chosen=chosen, **context)

    def _previews(self, mailing: Mailing) -> list[dict[str, Any]]:
        examples = mailings.example_people(self._people(mailing))
        found = []
        for language in Language:
            person = examples.get(language)
            subject, text = mailings.written(mailing, person, language)
            found.append({"language": language, "person": person, "subject": subject, "text": text})
        return found

    def _plan(self, mailing: Mailing) -> dict[str, Any]:
        """Who would get it now, by language; each address counts once."""
        rows = list(mailings.recipients(mailing, self._people(mailing)))
        return {
            "number": len(rows),
            "without_place": sum(row.registration.state != State.CONFIRMED for row in rows),
            "by_language": [(language, sum(row.language == language for row in rows)) for language in Language],
        }

    def _log(self, mailing: Mailing) -> dict[str, Any]:
        rows = mailing.recipients.select_related("mail", "registration").order_by("pk")
        if self.request.GET.get("show") == "failed":
            rows = rows.filter(mail__sent_at=None, mail__isnull=False).exclude(mail__last_error="")
        page = Paginator(rows, PER_PAGE).get_page(self.request.GET.get("page"))
        return {"recipients": page, "shows_failed": self.request.GET.get("show") == "failed"}

    def _people(self, mailing: Mailing) -> QuerySet[Registration]:
        return recipients_of(self.event, mailing.query)


class MailingStepView(StepView):
    """Try it, send it, or drop it."""

    back = "event_mailings"

    def post(self, request: HttpRequest, pk: int, part: int) -> HttpResponse:
        """Take the step that the button names."""
        mailing = get_object_or_404(self.event.mailings, pk=part)
        people = recipients_of(self.event, mailing.query)
        step = request.POST.get("step", "")
        if step == "delete":
            self.event.mailings.filter(pk=part, started_at=None).delete()
            return redirect(self.back, pk)
        if step == "test":
            mailings.send_test(mailing_id=part, people=people, user=request.user)
            messages.success(request, _("Both languages are on their way to your own address."))
        elif step == "send":
            self._send(mailing, people)
        return redirect("event_mailing", pk, part)

    def _send(self, mailing: Mailing, people: QuerySet[Registration]) -> None:
        try:
            number = mailings.start_mailing(mailing_id=mailing.pk, people=people)
        except AlreadySent:
            messages.info(self.request, _("This mail has been sent already."))
        except NobodyToWrite:
            messages.error(self.request, _("Nobody is in this list any more."))
        else:
            text = ngettext("It goes to %(number)d address.", "It goes to %(number)d addresses.", number)
            messages.success(self.request, text % {"number": number})
