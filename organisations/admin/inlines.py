"""What belongs to an organisation and is edited or shown with it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from organisations.forms.certificates import CertificateForm
from organisations.models import Certificate, Membership
from publishing.admin.access import is_clerk


class CertificateInline(admin.TabularInline):
    """Certificates, a row each."""

    model = Certificate
    form = CertificateForm
    extra = 0
    max_num = 20

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the organisation."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the organisation."""
        return is_clerk(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the organisation."""
        return is_clerk(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the organisation."""
        return is_clerk(request.user)


class MembershipInline(admin.TabularInline):
    """Who acts for the organisation: its owners manage that themselves."""

    model = Membership
    extra = 0
    fields = ("user", "email", "role", "joined_at")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """With the people."""
        return super().get_queryset(request).select_related("user")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the organisation."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Members are invited, or ask."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The owners decide."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The owners decide."""
        return False

    @admin.display(description=_("e-mail address"))
    def email(self, membership: Membership) -> str:
        """How the chamber reaches the person."""
        return membership.user.email
