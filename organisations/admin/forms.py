"""The profile form as clerks use it: the checks of the members' form, the search boxes of the administration."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.forms.profile import MOST_CAPABILITIES, MOST_SECTORS
from organisations.services.profiles import differing_fields


class CurationForm(forms.BaseForm):
    """Stands before a profile form among the bases of an admin's form."""

    # not the pickers of the public form: the administration searches codes by itself
    sectors: Any = None
    capabilities: Any = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "original_language": gettext_lazy("Original language"),
            "translation_checked": gettext_lazy("The translation has been compared with the original."),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        self.fields["original_language"].help_text = ""
        self.fields["capabilities"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """The members' rules, and nobody else may have saved since the page was opened."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name, most in (("sectors", MOST_SECTORS), ("capabilities", MOST_CAPABILITIES)):
            if len(values.get(name) or ()) > most:
                self.add_error(name, _("Please choose at most %(most)d.") % {"most": most})
        saved: Any = self.instance  # type: ignore[attr-defined]
        if values.get("version") not in (None, saved.version):
            self._tell_conflict(saved)
        return values

    def _tell_conflict(self, saved: Any) -> None:
        """Show what was saved meanwhile beside what was typed; saving once more then decides."""
        form: Any = self
        for name in differing_fields(form, saved):
            stored = readable(form.stored_value(saved, name))
            self.add_error(name, _("Saved meanwhile: %(value)s") % {"value": stored or "–"})
        self.add_error(
            None,
            _(
                "Somebody else has saved this entry since you opened it. Your text is kept below, and beside each "
                "field that differs you see what is saved now. Please compare; saving again replaces it."
            ),
        )
        form.data = form.data.copy()
        form.data["version"] = str(saved.version)


def readable(value: Any) -> str:
    """A stored value in an error text."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, models.QuerySet | list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
