"""Choosing up to five organisations, with and without JavaScript."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from enquiries.choices import MOST_RECIPIENTS
from organisations.models import Organisation
from organisations.views.start import similar_organisations

LONGEST_SEARCH = 200


class RecipientPicker(forms.SelectMultiple):
    """Ticked organisations, a box to search for more, and what the search has found."""

    template_name = "enquiries/recipient_picker.html"
    typed = ""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        """The slugs of the ticked ones; remembers what was typed into the search box."""
        self.typed = data.get(f"{name}_search", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
        slugs = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [slug for slug in slugs if "\x00" not in slug]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Ticked ones first, then those found."""
        slugs = [str(getattr(slug, "slug", slug)) for slug in value or []]
        rows = Organisation.objects.published().filter(slug__in=slugs).select_related("region") if slugs else []
        found = [row for row in similar_organisations(self.typed) if row.slug not in slugs]
        return {
            "widget": {"name": name, "attrs": self.build_attrs(self.attrs, attrs)},
            "picked": list(rows),
            "found": found,
            "typed": self.typed,
            "most": MOST_RECIPIENTS,
        }


class RecipientsField(forms.ModelMultipleChoiceField):
    """One to five published organisations, by their slugs."""

    def __init__(self) -> None:
        super().__init__(
            Organisation.objects.published(),
            to_field_name="slug",
            label=_("To whom"),
            widget=RecipientPicker(),
            help_text=_("Up to five. Each gets a conversation of its own and does not learn of the others."),
            error_messages={
                "required": _("Please choose at least one organisation."),
                "invalid_choice": _("One of the organisations is no longer listed. Please look at your choice."),
            },
        )

    def clean(self, value: Any) -> Any:
        """The chosen rows in the order chosen."""
        rows = list(super().clean(value))
        if len(rows) > MOST_RECIPIENTS:
            raise forms.ValidationError(_("Please choose at most %(most)d.") % {"most": MOST_RECIPIENTS})
        return rows
