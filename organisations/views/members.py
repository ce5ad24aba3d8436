"""Who acts for an organisation."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from accounts.held_input import HeldInputMixin
from bilingual.text import page_language
from organisations.choices import RequestState, Role
from organisations.exceptions import AlreadyAsked, AlreadyMember, InvitationUnusable, LastOwner
from organisations.forms.start import InvitationForm, RoleForm
from organisations.models import Membership, Organisation
from organisations.services import members
from organisations.views.workspace import OwnOrganisationMixin, StepView


class MembersView(HeldInputMixin, OwnOrganisationMixin, View):
    """All members for each member; owners also invite."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Members, open invitations and requests."""
        return self._page(InvitationForm(self.held, initial={"role": Role.EDITOR, "language": page_language()}))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Invite by mail."""
        if not Organisation.objects.owned_by(request.user).filter(pk=pk).exists():
            raise Http404
        form = InvitationForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=422)
        try:
            members.invite(organisation_id=pk, actor=request.user, **form.cleaned_data)
        except AlreadyMember:
            form.add_error("email", _("This person is a member already."))
        except AlreadyAsked:
            form.add_error("email", _("This person has been invited already. The link in the e-mail is still valid."))
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("organisation_members", pk)
        return self._page(form, status=422)

    def _page(self, form: InvitationForm, status: int = 200) -> HttpResponse:
        organisation = self.organisation()
        people = organisation.memberships.select_related("user")
        context: dict[str, Any] = {
            "organisation": organisation,
            "memberships": people,
            "is_owner": any(item.user == self.request.user and item.role == Role.OWNER for item in people),
            "invitations": organisation.invitations.filter(accepted_at=None),
            "requests": organisation.join_requests.filter(state=RequestState.OPEN).select_related("user"),
            "form": form,
            "roles": Role.choices,
        }
        return render(self.request, "organisations/members.html", context, status=status)


def last_owner() -> str:
    """Why the step was not taken."""
    return _("An organisation needs at least one owner. Make somebody else an owner first.")


class OwnerStepView(StepView):
    """A button that only owners have; everybody else gets 404."""

    page = "organisation_members"

    def organisations(self) -> QuerySet[Organisation]:
        """Those whose members the user may manage."""
        return Organisation.objects.owned_by(self.request.user)


class RoleView(OwnerStepView):
    """Give a member another role."""

    def post(self, request: HttpRequest, pk: int, membership_id: int) -> HttpResponse:
        """Change it unless the last owner would be gone."""
        membership = get_object_or_404(self.organisation().memberships, pk=membership_id)
        form = RoleForm(request.POST)
        if form.is_valid():
            role = Role(form.cleaned_data["role"])
            try:
                members.change_role(organisation_id=pk, membership_id=membership.pk, role=role)
                messages.success(request, _("The role has been changed."))
            except LastOwner:
                messages.error(request, last_owner())
            except Membership.DoesNotExist as error:
                raise Http404 from error
        return redirect("organisation_members", pk)


class EndMembershipView(StepView):
    """Leave; or, as an owner, remove a member."""

    page = "organisation_members"

    def post(self, request: HttpRequest, pk: int, membership_id: int) -> HttpResponse:
        """End it unless the last owner would be gone."""
        organisation = self.organisation()
        membership = get_object_or_404(organisation.memberships, pk=membership_id)
        is_own = membership.user_id == request.user.pk
        if not is_own and not Organisation.objects.owned_by(request.user).filter(pk=pk).exists():
            raise Http404
        try:
            members.end_membership(organisation_id=pk, membership_id=membership.pk)
        except LastOwner:
            messages.error(request, last_owner())
            return redirect("organisation_members", pk)
        except Membership.DoesNotExist as error:
            raise Http404 from error
        messages.success(request, _("The membership has ended."))
        return redirect("workspace") if is_own else redirect("organisation_members", pk)


class RevokeView(OwnerStepView):
    """Make an invitation useless."""

    def post(self, request: HttpRequest, pk: int, invitation_id: int) -> HttpResponse:
        """Revoke it."""
        members.revoke_invitation(organisation_id=self.organisation().pk, invitation_id=invitation_id)
        messages.success(request, _("The invitation has been withdrawn."))
        return redirect("organisation_members", pk)


class DecideView(OwnerStepView):
    """Let somebody in who asked, or not."""

    def post(self, request: HttpRequest, pk: int, request_id: int) -> HttpResponse:
        """Decide; who was quicker decides."""
        asked = get_object_or_404(self.organisation().join_requests, pk=request_id)
        decision = request.POST.get("decision")
        if decision not in {"accept", "decline"}:
            return redirect("organisation_members", pk)
        try:
            members.decide_request(request_id=asked.pk, actor=request.user, accept=decision == "accept")
            messages.success(request, _("The person has been told by e-mail."))
        except AlreadyAsked:
            messages.info(request, _("This request has been decided already."))
        return redirect("organisation_members", pk)


class InvitationView(LoginRequiredMixin, View):
    """The link of an invitation mail: who invites to what, and one button."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        """Show the invitation."""
        try:
            invitation = members.find_invitation(token)
        except InvitationUnusable:
            return render(request, "organisations/invitation.html", {"invitation": None}, status=410)
        is_mine = invitation.email.lower() == request.user.email.lower()  # type: ignore[union-attr]
        context = {"invitation": invitation, "is_mine": is_mine, "token": token}
        return render(request, "organisations/invitation.html", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Accept it."""
        try:
            membership = members.accept_invitation(token=token, actor=request.user)
        except InvitationUnusable:
            return render(request, "organisations/invitation.html", {"invitation": None}, status=410)
        messages.success(request, _("Welcome. You now act for %(name)s.") % {"name": membership.organisation.name})
        return redirect("organisation_status", membership.organisation_id)
