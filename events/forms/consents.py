"""A box to tick for each consent text."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from bilingual.text import text_of
from events.models import ConsentText


def consent_name(text: ConsentText) -> str:
    """The name of a text's field."""
    return f"consent_{text.pk}"


def consent_field(text: ConsentText) -> forms.BooleanField:
    """The box; its label is the whole text, so that nobody agrees to what is written elsewhere."""
    return forms.BooleanField(
        label=text_of(text, "text").value,
        required=text.is_required,
        help_text=_("Needed for taking part.") if text.is_required else "",
        error_messages={"required": _("Without this consent the registration is not possible.")},
    )


def decisions(form: forms.BaseForm, texts: Iterable[ConsentText]) -> dict[int, bool]:
    """What was decided about each text, by its number; not ticked is a decision, too."""
    return {text.pk: bool(form.cleaned_data.get(consent_name(text))) for text in texts}
