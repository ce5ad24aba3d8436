"""Who acts for an organisation: invite, accept, ask, decide, change roles, leave."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone

from accounts.services import send_mail
from bilingual.links import path_in
from organisations.choices import RequestState, Role
from organisations.exceptions import AlreadyAsked, AlreadyMember, InvitationUnusable, LastOwner
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.models.membership import INVITATION_SALT, INVITATION_VALID
from publishing.models import Responsibility


def _locked(organisation_id: int) -> Organisation:
    """Everything about members is done under the lock of the organisation's row, one after the other."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation_id)


@transaction.atomic
def invite(*, organisation_id: int, email: str, role: Role, language: str, actor: Any) -> Invitation:
    """Ask a person by mail to act for the organisation; raises AlreadyMember or AlreadyAsked."""
    organisation = _locked(organisation_id)
    email = email.strip().lower()
    if organisation.memberships.filter(user__email=email).exists():
        raise AlreadyMember
    invitations = organisation.invitations.filter(email__iexact=email, accepted_at=None)
    if any(not invitation.has_expired for invitation in invitations):
        raise AlreadyAsked
    invitations.delete()
    invitation = Invitation.objects.create(
        organisation=organisation, email=email, role=role, language=language, invited_by=actor
    )
    context = {
        "organisation": organisation.name,
        "inviter": str(actor),
        "path": path_in(language, "invitation", invitation.token),
        "days": INVITATION_VALID.days,
    }
    send_mail(to=email, language=language, template="invitation", context=context, purpose="invitation")
    return invitation


def find_invitation(token: str) -> Invitation:
    """The invitation behind the link of a mail; raises InvitationUnusable."""
    try:
        pk = signing.loads(token, salt=INVITATION_SALT, max_age=INVITATION_VALID)
        invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=pk, accepted_at=None)
    except (signing.BadSignature, Invitation.DoesNotExist) as error:
        raise InvitationUnusable from error
    if invitation.has_expired:
        raise InvitationUnusable
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, actor: Any) -> Membership:
    """Make the reader of the mail a member; raises InvitationUnusable, also when it was meant for another address."""
    organisation = _locked(find_invitation(token).organisation_id)
    # once more: it may have been used or withdrawn while this one waited
    invitation = find_invitation(token)
    if invitation.email.lower() != actor.email.lower():
        raise InvitationUnusable
    membership, is_new = Membership.objects.get_or_create(
        organisation=organisation, user=actor, defaults={"role": invitation.role}
    )
    if not is_new and invitation.role == Role.OWNER:
        membership.role = Role.OWNER
        membership.save(update_fields=["role"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    JoinRequest.objects.filter(organisation=organisation, user=actor, state=RequestState.OPEN).update(
        state=RequestState.ACCEPTED, decided_at=timezone.now(), decided_by=invitation.invited_by
    )
    return membership


@transaction.atomic
def revoke_invitation(*, organisation_id: int, invitation_id: int) -> None:
    """Make the link of an open invitation useless."""
    _locked(organisation_id)
    Invitation.objects.filter(pk=invitation_id, organisation_id=organisation_id, accepted_at=None).delete()


@transaction.atomic
def change_role(*, organisation_id: int, membership_id: int, role: Role) -> Membership:
    """Give a member another role; raises LastOwner, or Membership.DoesNotExist for one who has left."""
    organisation = _locked(organisation_id)
    membership = organisation.memberships.get(pk=membership_id)
    if membership.role == Role.OWNER and role != Role.OWNER:
        _keep_an_owner(organisation, membership)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


@transaction.atomic
def end_membership(*, organisation_id: int, membership_id: int) -> None:
    """A member leaves or is removed; raises LastOwner, or Membership.DoesNotExist for one who has left."""
    organisation = _locked(organisation_id)
    membership = organisation.memberships.get(pk=membership_id)
    if membership.role == Role.OWNER:
        _keep_an_owner(organisation, membership)
    membership.delete()


def _keep_an_owner(organisation: Organisation, leaving: Membership) -> None:
    if not organisation.memberships.filter(role=Role.OWNER).exclude(pk=leaving.pk).exists():
        raise LastOwner


@transaction.atomic
def ask_to_join(*, organisation_id: int, actor: Any, message: str) -> JoinRequest:
    """Ask the owners, or the chamber where there is none; raises AlreadyMember or AlreadyAsked."""
    organisation = _locked(organisation_id)
    if organisation.memberships.filter(user=actor).exists():
        raise AlreadyMember
    if organisation.join_requests.filter(user=actor, state=RequestState.OPEN).exists():
        raise AlreadyAsked
    request = JoinRequest.objects.create(organisation=organisation, user=actor, message=message)
    owners = list(organisation.memberships.filter(role=Role.OWNER).select_related("user"))
    for membership in owners:
        _mail(membership.user, "join_request", organisation, "organisation_members", organisation.pk, asker=str(actor))
    if not owners and organisation.region_id:
        for clerk in Responsibility.objects.current().filter(region_code=organisation.region_id).select_related("user"):
            path = ("admin:organisations_joinrequest_change", request.pk)
            _mail(clerk.user, "join_claim", organisation, *path, asker=str(actor))
    return request


@transaction.atomic
def decide_request(*, request_id: int, actor: Any, accept: bool, role: Role = Role.EDITOR) -> JoinRequest:
    """Let a person in, or not, and tell them; raises AlreadyAsked when it was decided before.

    The first member is always an owner.
    """
    organisation = _locked(JoinRequest.objects.values_list("organisation_id", flat=True).get(pk=request_id))
    request = JoinRequest.objects.select_related("user").get(pk=request_id)
    if request.state != RequestState.OPEN:
        raise AlreadyAsked
    request.state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    request.decided_at, request.decided_by = timezone.now(), actor
    request.save(update_fields=["state", "decided_at", "decided_by"])
    if accept:
        first = not organisation.memberships.exists()
        Membership.objects.get_or_create(
            organisation=organisation, user=request.user, defaults={"role": Role.OWNER if first else role}
        )
    template = "join_accepted" if accept else "join_declined"
    _mail(request.user, template, organisation, "workspace")
    return request


def _mail(user: Any, template: str, organisation: Organisation, view: str, *arguments: Any, **context: Any) -> None:
    language = user.preferred_language
    values = {"organisation": organisation.name, "path": path_in(language, view, *arguments), **context}
    send_mail(to=user.email, user=user, language=language, template=template, context=values, purpose="membership")
