"""Who acts for an organisation, and who asks to."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.choices import RequestState, Role
from organisations.exceptions import AlreadyAsked
from organisations.models import Invitation, JoinRequest, Membership, Organisation
from organisations.services.members import decide_request
from publishing.admin.access import NoDeadEnds, ReadOnly, is_clerk


def claims_for(user: Any) -> QuerySet[JoinRequest]:
    """Requests that the chamber decides, because the organisation has no owner, and those that `user` has decided."""
    owners = Membership.objects.filter(organisation=OuterRef("organisation"), role=Role.OWNER)
    is_claim = Q(state=RequestState.OPEN) & ~Exists(owners)
    claims = JoinRequest.objects.filter(is_claim | Q(decided_by=user))
    return claims.filter(organisation__in=Organisation.objects.curated_by(user))


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    """Members are managed by the owners; the operator reads."""

    list_display = ("organisation", "user", "role", "joined_at")
    list_filter = ("role",)
    list_select_related = ("organisation", "user")
    search_fields = ("organisation__name__unaccent", "user__email", "user__last_name__unaccent")


@admin.register(Invitation)
class InvitationAdmin(ReadOnly):
    """Open and accepted invitations, for the operator."""

    list_display = ("organisation", "email", "role", "language", "created_at", "accepted_at")
    list_filter = ("role", ("accepted_at", admin.EmptyFieldListFilter))
    list_select_related = ("organisation",)
    search_fields = ("organisation__name__unaccent", "email")


@admin.register(JoinRequest)
class JoinRequestAdmin(NoDeadEnds):
    """Claims of organisations that have no owner: the chamber of the region decides."""

    change_form_template = "admin/organisations/joinrequest/decide.html"
    list_display = ("organisation", "user", "created_at", "state", "region")
    list_filter = ("state",)
    list_select_related = ("organisation__region", "user")
    search_fields = ("organisation__name__unaccent", "user__email")
    fields = ("organisation", "user", "email", "message", "created_at", "state", "decided_at", "decided_by")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[JoinRequest]:
        """Claims of the clerk's regions."""
        return claims_for(request.user).order_by("created_at", "id")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Shown to clerks."""
        return is_clerk(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Read by clerks."""
        return is_clerk(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decided by clerks."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People ask for themselves."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A request is declined, not deleted."""
        return False

    def save_model(self, request: HttpRequest, obj: JoinRequest, form: Any, change: bool) -> None:
        """Decide by the button that was pressed: nothing of a request can be edited."""
        if not {"_accept", "_decline"} & set(request.POST):
            return
        accept = "_accept" in request.POST
        try:
            decide_request(request_id=obj.pk, actor=request.user, accept=accept, role=Role.OWNER)
        except AlreadyAsked:
            messages.warning(request, _("Somebody was quicker: this request has been decided."))
            return
        said = _("%(person)s is an owner of %(name)s now.") if accept else _("The request for %(name)s was declined.")
        messages.success(request, said % {"person": obj.user, "name": obj.organisation})

    def response_change(self, request: HttpRequest, obj: JoinRequest) -> HttpResponse:
        """Back to the list; the message about the decision is enough."""
        return self.response_post_save_change(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The request itself says who decided when."""

    @admin.display(description=gettext_lazy("e-mail address"))
    def email(self, request: JoinRequest) -> str:
        """Where the person can be asked back."""
        return request.user.email

    @admin.display(description=gettext_lazy("region"), empty_value="–")
    def region(self, request: JoinRequest) -> Any:
        """Where the organisation lies."""
        return request.organisation.region
