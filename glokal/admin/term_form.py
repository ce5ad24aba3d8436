"""The form in which a clerk writes a term."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.reference import capability_names
from search.choices import TermState
from search.models import LONGEST_NAME, Term
from search.terms.keys import cleaned


class NamesField(forms.CharField):
    """One name on each line."""

    widget = forms.Textarea(attrs={"rows": 4, "cols": 60})

    def prepare_value(self, value: Any) -> Any:
        """The stored names, or what was typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The names without blanks, empty lines and repetitions."""
        return cleaned(str(value or "").splitlines())

    def validate(self, value: Any) -> None:
        """No name may be longer than the database takes."""
        if any(len(name) > LONGEST_NAME for name in value):
            raise ValidationError(_("A name may have at most %(number)s characters.") % {"number": LONGEST_NAME})

    def run_validators(self, value: Any) -> None:
        """`validate` has seen to the single names."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether there are other names now, not only other blanks."""
        return self.to_python(data) != list(initial or [])


class TermForm(forms.ModelForm):
    """A term; whoever saves one that a colleague has changed meanwhile is told, and loses nothing."""

    de = NamesField(label=gettext_lazy("in German"), required=False, help_text=gettext_lazy("One name on each line."))
    cs = NamesField(label=gettext_lazy("in Czech"), required=False, help_text=gettext_lazy("One name on each line."))
    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Term
        fields: ClassVar[list[str]] = ["de", "cs", "cpv", "note", "state"]
        help_texts: ClassVar[dict[str, Any]] = {"cpv": gettext_lazy("Eight digits, or empty.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["opened_at"] = self.instance.changed_at.isoformat()

    def clean_cpv(self) -> str:
        """A code that exists."""
        code = str(self.cleaned_data["cpv"]).strip()
        if code and code not in capability_names():
            raise ValidationError(_("The CPV has no code %(code)s.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """Names in both languages for a term that is accepted, and nobody else's change in between."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        german, czech = data.get("de"), data.get("cs")
        if not german and not czech:
            self.add_error("de", _("Please enter the term in at least one language."))
        elif data.get("state") == TermState.ACCEPTED:
            for field in ("de", "cs"):
                if field in data and not data[field]:
                    self.add_error(field, _("An accepted term needs a name in both languages."))
        if self.instance.pk:
            self._ask_for_changes(data)
        return data

    def _ask_for_changes(self, data: dict[str, Any]) -> None:
        """The row stays locked up to the end of the page's transaction, so that what is true now stays true."""
        saved = Term.objects.select_for_update().get(pk=self.instance.pk)
        if data.get("opened_at") == saved.changed_at.isoformat():
            return
        typed: Any = self.data.copy()  # type: ignore[attr-defined]
        typed["opened_at"] = saved.changed_at.isoformat()
        self.data = typed
        said = {"names": saved, "state": saved.get_state_display()}
        text = _("A colleague has saved this term meanwhile: %(names)s (%(state)s).")
        self.add_error(None, f"{text % said} {_('What you typed stands below; saving again replaces it.')}")
