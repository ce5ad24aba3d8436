"""What came of contacts: the member's list, a new entry, and the page behind the link of the mail."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import ListView, View

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language
from enquiries.choices import Stage, ValueBand
from enquiries.exceptions import LinkUnusable
from enquiries.forms.cooperation import NewCooperationForm, StageForm
from enquiries.models import Cooperation
from enquiries.services.cooperating import record, start
from enquiries.tokens import read_cooperation_token
from enquiries.words import Words, words_of
from organisations.models import Organisation

PER_PAGE = 20


class CooperationListView(LoginRequiredMixin, ListView[Cooperation]):
    """All cooperations of the member's organisations, with what each side says."""

    template_name = "enquiries/cooperations.html"
    context_object_name = "cooperations"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Cooperation]:
        """The newest word first."""
        rows: QuerySet[Cooperation] = Cooperation.objects.editable_by(self.request.user)
        return rows.with_parties()  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each seen from the member's own organisation."""
        context = super().get_context_data(**kwargs)
        own = own_ids(self.request.user)
        rows: list[Words] = [words_of(row, _own_side(row, own)) for row in context["cooperations"]]
        return {**context, "rows": rows, "stages": Stage.choices, "bands": ValueBand.choices}


class CooperationStageView(LoginRequiredMixin, View):
    """A word about a cooperation by the buttons of the list."""

    def get(self, _request: HttpRequest, pk: int) -> HttpResponse:
        """The list, for who comes back from signing in."""
        return redirect("cooperations")

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep it."""
        found = get_object_or_404(Cooperation.objects.editable_by(request.user), pk=pk)
        side = _own_side(found, own_ids(request.user))
        if keep(found, side, request.user, request.POST):
            messages.success(request, _("Thank you, that is noted."))
        else:
            messages.error(request, _("Please choose how far you have come."))
        return redirect("cooperations")


class NewCooperationView(HeldInputMixin, View):
    """A cooperation that did not begin with an enquiry here."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self._page(NewCooperationForm(self.held, organisations=self._organisations()))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Write it down."""
        form = NewCooperationForm(request.POST, organisations=self._organisations())
        if not form.is_valid():
            return self._page(form, status=422)
        values = form.cleaned_data
        start(
            first=values["own"], second=values["partner_organisation"], actor=request.user,
            stage=Stage(values["stage"]),
        )  # fmt: skip
        messages.success(request, _("Thank you, that is noted."))
        return redirect("cooperations")

    def _organisations(self) -> QuerySet[Organisation]:
        rows: QuerySet[Organisation] = Organisation.objects.editable_by(self.request.user).published()
        return rows.order_by(f"sort_key_{page_language()}")

    def _page(self, form: NewCooperationForm, *, status: int = 200) -> HttpResponse:
        return render(self.request, "enquiries/new_cooperation.html", {"form": form}, status=status)


@method_decorator(never_cache, name="dispatch")
class CooperationLinkView(View):
    """The link of the mail: one button for each stage; opening it changes nothing."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """The buttons."""
        return self._page(token)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Keep what the button says."""
        try:
            cooperation, membership = read_cooperation_token(token)
        except LinkUnusable:
            return self._page(token)
        if keep(cooperation, membership.organisation_id, membership.user, request.POST):
            messages.success(request, _("Thank you, that is noted."))
        else:
            messages.error(request, _("Please choose how far you have come."))
        return redirect("cooperation_link", token)

    def _page(self, token: str) -> HttpResponse:
        try:
            cooperation, membership = read_cooperation_token(token)
        except LinkUnusable:
            return render(self.request, "enquiries/unusable.html", status=404)
        context = {
            "row": words_of(cooperation, membership.organisation_id),
            "stages": Stage.choices,
            "bands": ValueBand.choices,
        }
        return render(self.request, "enquiries/cooperation_link.html", context)


def keep(cooperation: Cooperation, organisation_id: int, actor: Any, data: Any) -> bool:
    """Record what was pressed; False for what is no stage."""
    form = StageForm(data)
    if not form.is_valid():
        return False
    record(
        cooperation_id=cooperation.pk, organisation_id=organisation_id, actor=actor,
        stage=Stage(form.cleaned_data["stage"]), value_band=form.cleaned_data["value_band"],
    )  # fmt: skip
    return True


def own_ids(user: Any) -> set[int]:
    """The numbers of the organisations that the user acts for."""
    return set(user.memberships.values_list("organisation_id", flat=True))


def _own_side(cooperation: Cooperation, own: set[int]) -> int:
    return cooperation.first_id if cooperation.first_id in own else cooperation.second_id
