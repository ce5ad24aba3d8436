"""A member's offers and demands: the list, the state of each, and the buttons that change it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView, TemplateView, View

from listings.choices import Closing
from listings.completeness import missing_facts
from listings.exceptions import NotRenewable
from listings.models import Listing
from listings.services.entries import close_listing, copy_listing
from listings.services.validity import renew
from listings.views.editing import hand_over
from organisations.actions import actions_of
from organisations.models import Organisation
from organisations.views.workspace import newest_reason
from publishing import services as publishing
from publishing.choices import Status
from publishing.exceptions import ReviewError
from publishing.models import Revision
from search.parameters import number_from

HISTORY = 20  # revisions on the page
PER_PAGE = 30
DECIDED = gettext_lazy("The chamber has decided in the meantime.")


class OwnListingsMixin(LoginRequiredMixin):
    """Those of the member's organisations; strangers get 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def listings(self) -> QuerySet[Listing]:
        """Those the member may work on."""
        rows: QuerySet[Listing] = Listing.objects.editable_by(self.request.user)
        return rows.select_related("organisation", "region")

    def listing(self) -> Listing:
        """The one in the address."""
        return get_object_or_404(self.listings(), pk=self.kwargs["pk"])


class OwnListingsView(OwnListingsMixin, ListView[Listing]):
    """All offers and demands of the member's organisations, the newest change first."""

    template_name = "listings/own_listings.html"
    context_object_name = "listings"
    paginate_by = PER_PAGE

    def get_queryset(self) -> QuerySet[Listing]:
        """Of one organisation where the address names it."""
        wanted = number_from(self.request.GET.get("organisation"))
        return self.listings() if wanted is None else self.listings().filter(organisation=wanted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether there is somebody to publish for."""
        can_publish = Organisation.objects.editable_by(self.request.user).exists()
        return super().get_context_data(can_publish=can_publish, **kwargs)


class ListingStatusView(OwnListingsMixin, TemplateView):
    """Where a listing stands on its way to the readers, why, until when, and what comes next."""

    template_name = "listings/status.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """State, reason, completeness and history."""
        entry = self.listing()
        revisions = list(Revision.objects.of(entry.kind, entry.pk).defer("snapshot").select_related("actor")[:HISTORY])
        may_submit = entry.status in publishing.MAY_SUBMIT
        return super().get_context_data(
            listing=entry,
            missing=missing_facts(entry) if may_submit else [],
            may_submit=may_submit,
            revisions=revisions,
            reason=newest_reason(revisions),
            closings=Closing.choices,
            entry_actions=actions_of(entry.kind, entry, self.request.user),
            **kwargs,
        )


class StepView(OwnListingsMixin, View):
    """A button of the status page; who comes back from signing in sees that page again."""

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return redirect("listing_status", self.listing().pk)


class SubmitView(StepView):
    """Hand it over to the chamber."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Submit when nothing is missing."""
        return hand_over(request, self.listing().pk)


class WithdrawView(StepView):
    """Take it back from the review."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Make it a draft again."""
        entry = self.listing()
        try:
            publishing.withdraw(kind=entry.kind, pk=pk, actor=request.user)
        except ReviewError:
            messages.info(request, DECIDED)
        else:
            messages.success(request, _("It is a draft again."))
        return redirect("listing_status", pk)


class CloseView(StepView):
    """Take a published one off the pages, because a partner is found or because it is no longer current."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Close what is published; what has changed its state meanwhile stays as it is."""
        entry = self.listing()
        closing = request.POST.get("closing")
        if entry.status != Status.PUBLISHED:
            messages.info(request, DECIDED)
        elif closing not in Closing.values:
            messages.error(request, _("Please say why you close it."))
        else:
            try:
                close_listing(pk=pk, actor=request.user, closing=Closing(closing))
            except ReviewError:
                messages.info(request, DECIDED)
            else:
                messages.success(request, _("It is no longer public. You can submit it again or copy it at any time."))
        return redirect("listing_status", pk)


class RenewView(StepView):
    """Let it stand for another 90 days."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Renew, or bring back what has expired."""
        try:
            entry = renew(pk=self.listing().pk, actor=request.user)
        except NotRenewable:
            messages.info(request, _("Only what is published can be renewed."))
        else:
            messages.success(request, _("It is shown until %(date)s.") % {"date": date_format(entry.valid_until)})
        return redirect("listing_status", pk)


class CopyView(StepView):
    """A new draft with the same content."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Copy, as a cipher demand where that was asked for, and open the copy."""
        source = self.listing()
        copy = copy_listing(pk=source.pk, actor=request.user, as_cipher="as_cipher" in request.POST)
        messages.success(request, _("This is the copy. Change what is different, then submit it."))
        if copy.is_cipher and not source.is_cipher:
            messages.warning(
                request, _("Who knows your public demand recognises it by its words and numbers: please change them.")
            )
        if copy.attachments.count() < source.attachments.count():
            messages.warning(request, _("Files that tell who you are, or that cannot be checked, were not copied."))
        return redirect("listing_edit", copy.pk)
