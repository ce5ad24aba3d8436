"""Words for a choice that was not made yet, in place of Django's English ones."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _


def name_blanks(form: forms.BaseForm) -> None:
    """Selects say "not stated" or "please choose"; radio buttons need no button for nothing."""
    for field in form.fields.values():
        if not isinstance(field, forms.TypedChoiceField):
            continue
        offered: list[Any] = list(cast("Any", field.choices))
        choices = [(value, label) for value, label in offered if value != ""]
        if len(choices) < len(offered) and not isinstance(field.widget, forms.RadioSelect):
            choices.insert(0, ("", _("please choose") if field.required else _("not stated")))
        field.choices = choices
