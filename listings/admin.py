"""Offers and demands in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from listings.forms.listing import ListingForm
from listings.models import Attachment, Listing
from listings.services.entries import correct_listing
from organisations.admin.entry import EntryAdmin
from organisations.admin.filters import OrganisationRegionFilter
from organisations.admin.forms import CurationForm
from publishing.admin.access import is_clerk


class ListingCurationForm(CurationForm, ListingForm):
    """An offer or a demand, corrected by a clerk; files are shown, the organisation looks after them."""

    new_files: Any = None


class ListingRegionFilter(OrganisationRegionFilter):
    """The region of the organisation, whose chamber decides."""

    field = "organisation__region"


class AttachmentInline(admin.TabularInline):
    """The files, to look at."""

    model = Attachment
    extra = 0
    fields = ("link", "title", "content_type", "size")
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the listing."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The organisation adds its files."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The organisation names its files."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The organisation deletes its files."""
        return False

    @admin.display(description=_("file"))
    def link(self, attachment: Attachment) -> SafeString:
        """The download."""
        address = reverse("listing_attachment", args=[attachment.listing.slug, attachment.key])
        return format_html('<a href="{}">{}</a>', address, attachment.file_name)


@admin.register(Listing)
class ListingAdmin(EntryAdmin):
    """Offers and demands of organisations of the clerk's regions; saving counts as a correction."""

    form = ListingCurationForm
    list_display: Any = (
        *("__str__", "direction", "type", "organisation", "town", "status"),
        *("is_cipher", "valid_until", "german", "czech", "changed_at", "is_example"),
    )
    list_filter: ClassVar[Any] = (
        *("status", "direction", "type", "is_cipher", ListingRegionFilter, "state_de", "state_cs", "is_example"),
    )
    list_select_related = ("organisation",)
    autocomplete_fields = ("capabilities",)
    readonly_fields = ("state", "organisation", "is_cipher", "cipher_place", "expired_at")
    inlines = (AttachmentInline,)
    search_help_text = _("Title, organisation or town")
    fieldsets = (
        (
            None,
            {"fields": ("state", "organisation", "direction", "type", "is_cipher", "cipher_place", "version")},
        ),
        (_("Texts"), {"fields": ("original_language", "title", "description", "translation_checked")}),
        (_("Categories"), {"fields": ("capabilities", "suggested")}),
        (
            _("Quantity and time"),
            {"fields": ("quantity", "unit", "needed_from", "needed_until", "valid_until", "expired_at")},
        ),
        (_("Place"), {"fields": ("country", "postcode", "town", "region")}),
        (_("Delivery area and certificates"), {"fields": ("delivery_regions", "delivers_everywhere", "certificates")}),
    )

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Titles, names and towns without regard to accents."""
        return ("title_de__unaccent", "title_cs__unaccent", "organisation__name__unaccent", "town__unaccent")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The newest change first."""
        return ("-changed_at", "-id")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the listing as a clerk's correction."""
        correct_listing(
            form=form,
            actor=request.user,
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["translation_checked"],
        )
