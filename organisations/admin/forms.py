"""The profile form as clerks use it: the checks of the members' form, the search boxes of the administration."""

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bilingual.choices import Language
from organisations.forms.profile import MOST_CAPABILITIES, MOST_SECTORS
from organisations.models import Capability
from organisations.reference import capability_names
from organisations.services.profiles import differing_fields
from organisations.suggestions import describe, suggest_categories, text_in


class CurationForm(forms.Form):
    """Stands before a profile form among the bases of an admin's form."""

    # not the pickers of the public form: the administration searches codes by itself
    sectors: Any = None
    capabilities: Any = None
    suggested = forms.MultipleChoiceField(
        label=gettext_lazy("Categories that fit the text"), widget=forms.CheckboxSelectMultiple, required=False
    )

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
        self._suggest()

    def _suggest(self) -> None:
        """Offer what fits the text as it stands in the form; what is ticked is added to the categories."""
        entry: Any = self.instance  # type: ignore[attr-defined]
        has = [str(code) for code in entry.capabilities.values_list("pk", flat=True)] if entry.pk else []
        if self.is_bound:
            text, language = text_in(self.data)
        else:
            language = Language(entry.original_language)
            text = "\n".join(entry.texts(language).values())
        rows = suggest_categories(text, language=language, without=has)
        # a changed text may suggest others than those that were shown and ticked
        ticked = self.data.getlist("suggested") if isinstance(self.data, QueryDict) else []
        rows += [describe(code) for code in ticked if code in capability_names() and code not in {r.code for r in rows}]
        field: Any = self.fields["suggested"]
        field.choices = [(row.code, f"{row.name} ({' › '.join(filter(None, [row.path, row.code]))})") for row in rows]
        if not field.choices:
            field.help_text = _("There is nothing to suggest for this text.")

    def clean(self) -> dict[str, Any]:
        """The members' rules, and nobody else may have saved since the page was opened."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("suggested") and "capabilities" in values:
            codes = {*values["suggested"], *(row.pk for row in values["capabilities"])}
            values["capabilities"] = Capability.objects.filter(pk__in=codes)
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
