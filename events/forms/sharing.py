"""Forms whose fields are the same for everybody: made once, not copied for each form.

Django copies all fields for each form, in case one of them is changed; of a registration that was a sixth of its time.
"""

from typing import Any

from django import forms


class _Fields(dict[str, forms.Field]):
    """Fields by name; a copy holds the same fields."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


def share_fields[Form: type[forms.Form]](form: Form) -> Form:
    """A class of forms that never change a field: they add, leave out or `copy` one and change the copy."""
    form.base_fields = _Fields(form.base_fields)
    return form
