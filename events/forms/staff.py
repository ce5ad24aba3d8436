"""Who works for an event, and what organisers note about a participant."""

import re
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.choices import Language
from events.choices import StaffRole
from events.models import Registration
from events.services.substituting import Substitute

LONGEST_SEGMENT = 40  # as the column
MOST_SEGMENTS = 10


class StaffForm(forms.Form):
    """Somebody with an account, and a role."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The person needs an account here."))
    role = forms.ChoiceField(
        label=_("Role"), choices=StaffRole.choices, initial=StaffRole.SUPPORT, widget=forms.RadioSelect
    )


class StaffRoleForm(forms.Form):
    """Another role."""

    role = forms.ChoiceField(label=_("Role"), choices=StaffRole.choices)


def split_segments(text: str) -> list[str]:
    """Names of segments as typed, divided by commas: each once, in their order."""
    names = (" ".join(part.split())[:LONGEST_SEGMENT] for part in re.split(r"[,;\n]", text))
    return list({name.casefold(): name for name in names if name}.values())[:MOST_SEGMENTS]


class SubstituteForm(forms.ModelForm[Registration]):
    """Somebody who comes instead of a participant."""

    prefix = "instead"

    language = forms.ChoiceField(label=_("Language of the mails"), choices=Language.choices)

    class Meta:
        model = Registration
        fields = ("title_before", "first_name", "last_name", "title_after", "email", "function")

    def person(self) -> Substitute:
        """The person for the service."""
        return Substitute(**self.cleaned_data)


class NoteForm(forms.ModelForm[Registration]):
    """What the organisers note, and the segments somebody belongs to."""

    names = forms.CharField(
        label=_("Segments"),
        max_length=500,
        required=False,
        help_text=_("Words of your own, divided by commas: press, speakers, bus 1. You can filter by them."),
    )

    class Meta:
        model = Registration
        fields = ("note",)
        widgets: ClassVar[dict[str, Any]] = {"note": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["names"] = ", ".join(self.instance.segments)

    def clean_names(self) -> list[str]:
        """The list of segments."""
        return split_segments(self.cleaned_data["names"])

    def _post_clean(self) -> None:
        if "names" in self.cleaned_data:
            self.instance.segments = self.cleaned_data["names"]
        super()._post_clean()  # type: ignore[misc]
