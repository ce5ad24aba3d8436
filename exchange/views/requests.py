"""Who wants to meet whom: the list, the organiser's wishes, and those who do not meet."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language
from events.views.organising import unjudged_form
from exchange.choices import RequestState
from exchange.exceptions import AlreadyAnswered, AlreadyDeclined, ExchangeError, MayNotMeet, NotTakingPart
from exchange.filters import RequestFilter
from exchange.forms.choosing import person_text
from exchange.forms.requests import BanForm, WishForm
from exchange.models import MeetingRequest
from exchange.queries import people_at
from exchange.services.wishes import ban, lift_ban, wish, withdraw
from exchange.tables_to_take import requests_header, requests_rows
from exchange.views.base import ExchangeMixin
from exchange.views.participants import list_file
from search.parameters import numbers_from

PER_PAGE = 50
WHY_NOT: dict[type[ExchangeError], Any] = {
    MayNotMeet: gettext_lazy("You do not let these two meet; lift that first."),
    NotTakingPart: gettext_lazy("One of the two no longer takes part."),
    AlreadyDeclined: gettext_lazy("One of the two has declined this meeting. Please talk to them first."),
}


class RequestsView(ExchangeMixin, View):
    """The filtered list in pages; requests can be withdrawn."""

    template_name = "exchange/organiser/requests.html"
    tab = "requests"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A page of the list; always the same number of statements."""
        asked = RequestFilter(self.exchange, request.GET)
        page = Paginator(asked.rows(), PER_PAGE).get_page(request.GET.get("page"))
        rows = [(one, person_text(one.source), person_text(one.target)) for one in page]
        return self.page(asked=asked, requests=page, rows=rows, counts=self._counts(asked))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw one; the list comes back as it was."""
        ids = numbers_from(request.POST.getlist("withdraw"))
        try:
            withdraw(exchange_id=self.exchange.pk, request_id=ids[0] if ids else 0)
        except MeetingRequest.DoesNotExist as error:
            raise Http404 from error
        except AlreadyAnswered:
            messages.info(request, _("This request is neither open nor accepted any more."))
        else:
            messages.success(request, _("The request is withdrawn."))
        return redirect(f"{request.path}{RequestFilter(self.exchange, request.GET).address()}")

    def _counts(self, asked: RequestFilter) -> list[dict[str, Any]]:
        found = dict(self.exchange.requests.order_by().values_list("state").annotate(Count("pk")))
        chosen = asked.chosen("state")
        return [
            {"label": state.label, "number": found[state], "url": f"?state={state}", "selected": chosen == [state]}
            for state in RequestState
            if found.get(state)
        ]


class RequestsTableView(ExchangeMixin, View):
    """The filtered list as XLSX or CSV."""

    def get(self, request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
        """The file."""
        asked = RequestFilter(self.exchange, request.GET)
        return list_file(self.event, suffix, pgettext("meetings", "Requests"), requests_header(), requests_rows(asked))


class WishView(HeldInputMixin, ExchangeMixin, View):
    """Two people whom the organiser wants to meet."""

    template_name = "exchange/organiser/wish.html"
    tab = "requests"
    form_class: Any = WishForm
    saved_text: Any = gettext_lazy("The wish has been saved; it counts most in the plan.")
    back = "exchange_requests"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The form."""
        form = self.form_class(self.held, exchange=self.exchange)
        return self.form_page(unjudged_form(form) if self.held is not None else form)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save it, or say why not."""
        form = self.form_class(request.POST, exchange=self.exchange)
        if form.is_valid():
            try:
                self.save(form.cleaned_data)
            except (MayNotMeet, NotTakingPart, AlreadyDeclined) as error:
                form.add_error(None, WHY_NOT[type(error)])
            else:
                messages.success(request, self.saved_text)
                return redirect(self.back, pk)
        return self.form_page(form, status=422)

    def save(self, values: dict[str, Any]) -> None:
        """The meeting as the organiser's wish."""
        wish(
            exchange_id=self.exchange.pk, source_id=values["first"].pk, target_id=values["second"].pk,
            reason=values["reason"], language=page_language(), actor=self.request.user,
        )  # fmt: skip

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The page with the form."""
        return self.page(form=form, status=status)


class BansView(WishView):
    """Those who do not meet, and a form for two more."""

    template_name = "exchange/organiser/bans.html"
    form_class = BanForm
    saved_text = gettext_lazy("These two do not meet.")
    back = "exchange_bans"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Add one, or let two meet again."""
        if lifted := numbers_from(request.POST.getlist("lift")):
            lift_ban(exchange_id=self.exchange.pk, ban_id=lifted[0])
            messages.success(request, _("These two may meet again."))
            return redirect(self.back, pk)
        return super().post(request, pk)

    def save(self, values: dict[str, Any]) -> None:
        """Do not let them meet."""
        ban(
            exchange_id=self.exchange.pk, first_id=values["first"].pk, second_id=values["second"].pk,
            note=values["note"],
        )  # fmt: skip

    def form_page(self, form: Any, *, status: int = 200) -> HttpResponse:
        """The form under the list."""
        bans = self.exchange.bans.select_related(*people_at("first", "second"))
        rows = [(row, person_text(row.first), person_text(row.second)) for row in bans]
        return self.page(form=form, rows=rows, status=status)
