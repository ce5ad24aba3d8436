"""Events in the administration."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from events.dates import when_text
from events.forms.curation import EventCurationForm
from events.models import Document, Event, EventPartner, ProgrammeItem
from events.places import location_text
from events.services.curation import correct_event
from organisations.admin.entry import EntryAdmin
from organisations.admin.filters import OrganisationRegionFilter
from publishing.admin.access import is_clerk


class OrganiserRegionFilter(OrganisationRegionFilter):
    """The region of the organiser, whose chamber decides."""

    field = "organisation__region"


class ReadOnlyInline(admin.TabularInline):
    """Rows to look at: the organisers look after them."""

    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """As the event."""
        return is_clerk(request.user)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The organisers add theirs."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The organisers change theirs."""
        return False


class PartnerInline(ReadOnlyInline):
    """Who else takes part in the making."""

    model = EventPartner
    fields = ("__str__", "country", "role")
    readonly_fields = fields


class ProgrammeInline(ReadOnlyInline):
    """The programme in its order."""

    model = ProgrammeItem
    fields = ("starts_at", "ends_at", "type", "title_de", "title_cs")
    readonly_fields = fields


class DocumentInline(ReadOnlyInline):
    """The files, to look at."""

    model = Document
    fields = ("link", "title_de", "title_cs", "audience", "size")
    readonly_fields = fields

    @admin.display(description=_("file"))
    def link(self, document: Document) -> str | SafeString:
        """The download; those for participants alone are named and not opened."""
        if document.audience != "public":
            return document.file_name
        address = reverse("event_document", args=[document.event.slug, document.pk])
        return format_html('<a href="{}">{}</a>', address, document.file_name)


@admin.register(Event)
class EventAdmin(EntryAdmin):
    """Events of organisers of the clerk's regions; saving counts as a correction."""

    form = EventCurationForm
    list_display: Any = (
        *("__str__", "type", "organisation", "when", "town", "status", "german", "czech", "changed_at", "is_example"),
    )
    list_filter: ClassVar[Any] = (
        *("status", "type", "country", OrganiserRegionFilter, "state_de", "state_cs", "is_template", "is_example"),
    )
    list_select_related = ("organisation",)
    readonly_fields = ("state", "organisation", "when", "where", "called_off_at")
    inlines = (PartnerInline, ProgrammeInline, DocumentInline)
    search_help_text = _("Title, organiser or town")
    fieldsets = (
        (None, {"fields": ("state", "organisation", "when", "where", "called_off_at", "type", "formats", "version")}),
        (_("Texts"), {
            "fields": ("original_language", "title", "summary", "description", "translation_checked"),
        }),
        (_("Languages and contact"), {
            "fields": ("languages", "interpretation", "contact_name", "contact_email", "contact_phone"),
        }),
        (_("More"), {"fields": ("project", "fee_de", "fee_cs", "directions_de", "directions_cs")}),
    )  # fmt: skip

    def get_search_fields(self, request: HttpRequest) -> tuple[str, ...]:
        """Titles, names and towns without regard to accents."""
        return ("title_de__unaccent", "title_cs__unaccent", "organisation__name__unaccent", "town__unaccent")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The newest change first."""
        return ("-changed_at", "-id")

    @admin.display(description=_("date"), ordering="first_day")
    def when(self, event: Event) -> str:
        """The date, which the organisers decide about."""
        return when_text(event)

    @admin.display(description=_("place"))
    def where(self, event: Event) -> str:
        """The place, which the organisers decide about."""
        return location_text(event)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Write the event as a clerk's correction."""
        correct_event(
            form=form,
            actor=request.user,
            version=form.cleaned_data["version"],
            checked=form.cleaned_data["translation_checked"],
        )
