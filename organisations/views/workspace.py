"""The first page of a member, and the state of each organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from organisations.choices import Kind, RequestState
from organisations.completeness import missing_facts
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.panels import panels_for
from publishing import services as publishing
from publishing.choices import Action, Status
from publishing.exceptions import ReviewError
from publishing.models import Revision
from publishing.registry import subject_of

HISTORY = 20  # revisions on the page


class WorkspaceView(LoginRequiredMixin, TemplateView):
    """The member's organisations, and what they wait for."""

    template_name = "organisations/workspace.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Memberships, invitations to this address and own requests."""
        user: Any = self.request.user
        rows = Membership.objects.filter(user=user).select_related("organisation", "organisation__region")
        memberships = list(rows.order_by("organisation__sort_key_de"))
        invitations = Invitation.objects.filter(email__iexact=user.email, accepted_at=None)
        return super().get_context_data(
            memberships=memberships,
            panels=panels_for(user, [row.organisation for row in memberships]),
            may_organise=any(_organises(row.organisation) for row in memberships),
            invitations=[item for item in invitations.select_related("organisation") if not item.has_expired],
            requests=JoinRequest.objects.filter(user=user)
            .exclude(state=RequestState.ACCEPTED)
            .select_related("organisation")
            .order_by("-created_at")[:10],
            **kwargs,
        )


def _organises(organisation: Organisation) -> bool:
    """Whether events can be planned in its name."""
    return organisation.is_published and organisation.kind == Kind.INSTITUTION


class OwnOrganisationMixin(LoginRequiredMixin):
    """The organisation in the address, for those who may edit it; strangers get 404."""

    request: HttpRequest
    kwargs: dict[str, Any]

    def organisations(self) -> QuerySet[Organisation]:
        """Those the member may work on."""
        return Organisation.objects.editable_by(self.request.user).select_related("region")

    def organisation(self) -> Organisation:
        """The one in the address."""
        return get_object_or_404(self.organisations(), pk=self.kwargs["pk"])


class StatusView(OwnOrganisationMixin, TemplateView):
    """Where a profile stands on its way to the readers, why, and what comes next."""

    template_name = "organisations/status.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """State, reason, completeness and history."""
        organisation = self.organisation()
        entry = subject_of(organisation.kind).get(organisation.pk)
        revisions = list(Revision.objects.of(entry.kind, entry.pk).defer("snapshot").select_related("actor")[:HISTORY])
        return super().get_context_data(
            organisation=entry,
            missing=missing_facts(entry) if entry.status in publishing.MAY_SUBMIT else [],
            may_submit=entry.status in publishing.MAY_SUBMIT,
            revisions=revisions,
            reason=newest_reason(revisions),
            edit_view=f"{entry.kind}_edit",
            public_view=f"{entry.kind}_detail",
            is_owner=Organisation.objects.owned_by(self.request.user).filter(pk=entry.pk).exists(),
            **kwargs,
        )


def newest_reason(revisions: list[Revision]) -> Revision | None:
    """The chamber's last words, as long as they still concern the entry as it is."""
    for revision in revisions:
        if revision.action in {Action.SENT_BACK, Action.REVERTED, Action.ARCHIVED} and revision.note:
            return revision
        if revision.action in {Action.SUBMITTED, Action.APPROVED}:
            break
    return None


class StepView(OwnOrganisationMixin, View):
    """A button of a page; who comes back from signing in sees that page again."""

    page = "organisation_status"

    def get(self, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """The page with the button."""
        return redirect(self.page, self.organisation().pk)


class SubmitView(StepView):
    """Hand a profile over to the chamber."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Submit when nothing is missing."""
        organisation = self.organisation()
        entry = subject_of(organisation.kind).get(pk)
        if missing := missing_facts(entry):
            messages.error(request, _("Before the review please add: %(facts)s.") % {"facts": ", ".join(missing)})
            return redirect(f"{entry.kind}_edit", pk)
        try:
            publishing.submit(kind=entry.kind, pk=pk, actor=request.user)
        except ReviewError:
            messages.info(request, _("The profile is already with the chamber or published."))
        else:
            messages.success(request, _("Thank you. Your chamber now reviews the profile and you will get an e-mail."))
        return redirect("organisation_status", pk)


class WithdrawView(StepView):
    """Take a profile back from the review, or a published one off the public pages: the button says which."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Withdraw what waits, archive what is published; what has changed its state meanwhile stays as it is."""
        organisation = self.organisation()
        archives = request.POST.get("step") == "archive"
        if organisation.status != (Status.PUBLISHED if archives else Status.SUBMITTED):
            messages.info(request, _("The chamber has decided in the meantime."))
            return redirect("organisation_status", pk)
        step = publishing.archive if archives else publishing.withdraw
        try:
            step(kind=organisation.kind, pk=pk, actor=request.user)
        except ReviewError:
            messages.info(request, _("The chamber has decided in the meantime."))
        else:
            done = _("The profile is no longer public. You can submit it again at any time.")
            messages.success(request, done if archives else _("The profile is a draft again."))
        return redirect("organisation_status", pk)
