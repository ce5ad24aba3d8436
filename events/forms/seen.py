"""Two editors of the same row: who saves second is told instead of overwriting."""

import hashlib
from typing import Any

from django import forms
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy as _


class SeenForm(forms.ModelForm[Any]):
    """A form that knows in which state its row was when the page was opened."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = fingerprint(self.instance)
        self.initial["seen"] = self.state

    def clean(self) -> dict[str, Any]:
        """Stop at a row that is another one by now; sending the page once more replaces it."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        seen = values.get("seen")
        if self.instance.pk and seen and seen != self.state:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("seen")] = self.state
            self.data = data
            self.add_error(
                None,
                _("Somebody else has saved this in the meantime. The page holds what you typed: if you save it once "
                  "more, it replaces theirs."),
            )  # fmt: skip
        return values


def fingerprint(row: Any) -> str:
    """A short word for the state of a row; empty for a new one."""
    if not row.pk:
        return ""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.editable}
    return hashlib.blake2s(DjangoJSONEncoder().encode(values).encode(), digest_size=8).hexdigest()
