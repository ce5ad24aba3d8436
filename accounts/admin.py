"""Users and the outbox in the administration."""

from typing import ClassVar

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import OutgoingMail, User
from accounts.services import defer_delivery


class UserCreationForm(AdminUserCreationForm):
    """A new user: an e-mail address in place of a user name."""

    class Meta:
        model = User
        fields = ("email", "preferred_language")
        field_classes: ClassVar[dict[str, type]] = {}


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    """People with an account."""

    add_form = UserCreationForm
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "preferred_language", "usable_password", "password1", "password2"),
            },
        ),
    )
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Person"), {"fields": ("title_before", "first_name", "last_name", "title_after", "preferred_language")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("date_joined", "last_login", "terms_accepted_at")}),
    )
    readonly_fields = ("date_joined", "last_login", "terms_accepted_at")
    list_display = ("email", "last_name", "first_name", "preferred_language", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active", "preferred_language")
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    show_full_result_count = False


@admin.register(OutgoingMail)
class OutgoingMailAdmin(admin.ModelAdmin):
    """What was sent to whom, never what it said: a mail may carry a key to an account."""

    list_display = ("created_at", "recipient", "subject", "purpose", "language", "sent_at", "attempts")
    list_filter = (("sent_at", admin.EmptyFieldListFilter), "language", "purpose", "created_at")
    search_fields = ("recipient", "subject")
    fields = (
        *("recipient", "user", "language", "purpose", "subject"),
        *("created_at", "sent_at", "attempts", "last_error"),
    )
    readonly_fields = fields
    list_select_related = ("user",)
    show_full_result_count = False
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Mails are written by the platform."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutgoingMail | None = None) -> bool:
        """Nobody rewrites the log."""
        return False

    @admin.action(description=_("Queue unsent mails again"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutgoingMail]) -> None:
        """Queue the chosen mails that have not left yet."""
        count = sum(defer_delivery(mail_id=pk) for pk in queryset.filter(sent_at=None).values_list("pk", flat=True))
        text = ngettext("%(count)d mail has been queued.", "%(count)d mails have been queued.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)
