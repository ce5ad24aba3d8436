"""What the admins of companies and institutions have in common."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy

from organisations.admin.entry import EntryAdmin
from organisations.admin.filters import OrganisationRegionFilter, SectionFilter
from organisations.admin.inlines import CertificateInline, MembershipInline
from organisations.services.profiles import correct_profile

TEXTS: Any = (gettext_lazy("Texts"), {"fields": ("original_language", "summary", "description", "translation_checked")})
COMMON_FIELDSETS: Any = (
    (
        gettext_lazy("Place and contact"),
        {
            "fields": (
                "country",
                "street",
                "house_number",
                "postcode",
                "town",
                "region",
                "website",
                "email",
                "phone",
                "logo",
            )
        },
    ),
    (
        gettext_lazy("What it can do"),
        {"fields": ("sectors", "capabilities", "suggested", "delivery_regions", "delivers_everywhere", "languages")},
    ),
    (
        gettext_lazy("Contact person"),
        {
            "fields": (
                *("contact_name", "contact_role_de", "contact_role_cs"),
                *("contact_email", "contact_phone", "contact_consent"),
            )
        },
    ),
)
NAME_FIELDS = ("state", "name", "other_names")


class ProfileAdmin(EntryAdmin):
    """Profiles of the clerk's regions; saving counts as a correction."""

    list_display: Any = ("name", "town", "region", "status", "german", "czech", "changed_at", "is_example")
    list_filter: ClassVar[Any] = (
        "status",
        OrganisationRegionFilter,
        SectionFilter,
        "state_de",
        "state_cs",
        "is_example",
    )
    list_select_related = ("region",)
    autocomplete_fields = ("sectors", "capabilities")
    readonly_fields = ("state",)
    inlines = (CertificateInline, MembershipInline)
    own_search_fields: ClassVar[tuple[str, ...]] = ()

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Names and towns without regard to accents, numbers from their beginning."""
        return ("name__unaccent", "other_names__unaccent", "town__unaccent", *self.own_search_fields)

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The alphabet of the clerk's language."""
        return (f"sort_key_{get_language()}",)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write profile and certificates as a clerk's correction."""
        editable = [formset for formset in formsets if formset.model is CertificateInline.model]
        correct_profile(
            form=form,
            formsets=editable,
            actor=request.user,
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["translation_checked"],
        )
