"""Outcomes from paper, row by row: what was kept leaves the page, what was not understood stays with its reason."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View

from exchange.choices import Outcome
from exchange.codes import code_of, request_of
from exchange.forms.rating import DIGITS, ROWS, TABLE_AND_TIME, PaperRow
from exchange.models import Meeting, Rating
from exchange.plans import told_plan
from exchange.services.rating import NotYetMet, RatingClosed, Said, is_closed, rate
from exchange.views.base import ExchangeMixin

SHOWN = 12  # of those kept last


@method_decorator(never_cache, name="dispatch")
class PaperRatingsView(ExchangeMixin, View):
    """Code, digit, digit, Enter."""

    template_name = "exchange/day/paper_ratings.html"
    tab = "results"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Empty rows."""
        return self._page([PaperRow(prefix=_prefix(number)) for number in range(ROWS)])

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep each row that is right; the others stay as they were typed."""
        forms = [PaperRow(request.POST, prefix=_prefix(number)) for number in range(ROWS)]
        kept = 0
        for number, form in enumerate(forms):
            if not form.is_valid() or (form.is_filled and not self._keep(form)):
                continue
            kept += form.is_filled
            forms[number] = PaperRow(prefix=_prefix(number))
        if kept:
            text = ngettext("%(number)d meeting is kept.", "%(number)d meetings are kept.", kept)
            messages.success(request, text % {"number": kept})
        return self._page(forms, status=422 if any(form.errors for form in forms) else 200)

    def _keep(self, form: PaperRow) -> bool:
        meeting = self._meeting(form.cleaned_data["code"])
        if meeting is None:
            form.add_error("code", _("There is no meeting with this code, or at this table at this time."))
            return False
        sides = (
            (meeting.request.source_id, form.cleaned_data["source"]),
            (
                meeting.request.target_id,
                form.cleaned_data["target"],
            ),
        )
        said = [Said(person, outcome) for person, outcome in sides if outcome]
        try:
            rate(exchange_id=self.exchange.pk, request_id=meeting.request_id, said=said, actor=self.request.user,
                 on_paper=True)  # fmt: skip
        except NotYetMet:
            form.add_error("code", _("This meeting has not begun yet."))
        except RatingClosed:
            form.add_error("code", _("The time to say how the meetings went is over."))
        return not form.errors

    def _meeting(self, words: str) -> Meeting | None:
        rows = Meeting.objects.told().filter(plan__exchange=self.exchange).select_related("request")
        if number := request_of(words):
            return rows.filter(request=number).first()
        if not (found := TABLE_AND_TIME.match(words)):
            return None
        at = {"slot__starts_at__hour": int(found["hour"]), "slot__starts_at__minute": int(found["minute"])}
        there = list(rows.filter(table__label__iexact=found["table"].strip(), **at)[:2])
        # at an event of several days the same time is there more than once: only the code says which
        return there[0] if len(there) == 1 else None

    def _page(self, forms: list[PaperRow], status: int = 200) -> HttpResponse:
        first = next((form for form in forms if form.errors), forms[0])
        field = next((name for name in first.fields if name in first.errors), "code")
        first.fields[field].widget.attrs["autofocus"] = True
        return self.page(
            forms=forms,
            digits=[(digit, outcome.label) for digit, outcome in DIGITS.items()],
            kept=self._kept_last(),
            has_plan=told_plan(self.exchange.pk) is not None,
            is_closed=is_closed(self.exchange),
            status=status,
        )

    def _kept_last(self) -> list[dict[str, Any]]:
        """The meetings of which something was kept last, with what both sides say; three statements."""
        newest = Rating.objects.filter(request__exchange=self.exchange, on_paper=True).order_by("-at", "-pk")
        requests = list(dict.fromkeys(newest.values_list("request_id", flat=True)[: SHOWN * 2]))[:SHOWN]
        told = Meeting.objects.told().filter(request__in=requests).with_sides()
        meetings = {one.request_id: one for one in told}
        ratings = Rating.objects.filter(request__in=requests)
        said = {(one.request_id, one.participant_id): Outcome(one.outcome).label for one in ratings}
        return [_kept(meetings[request], said) for request in requests if request in meetings]


def _kept(meeting: Meeting, said: dict[tuple[int, int], Any]) -> dict[str, Any]:
    people = (meeting.request.source, meeting.request.target)
    sides = [(one.registration.full_name, said.get((meeting.request_id, one.pk), "")) for one in people]
    return {"code": code_of(meeting.request_id), "meeting": meeting, "sides": sides}


def _prefix(row: int) -> str:
    return f"row-{row}"
