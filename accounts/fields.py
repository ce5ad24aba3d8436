"""Fields of accounts."""

from typing import Any

from django.db import models


class LowercaseEmailField(models.EmailField):
    """An e-mail address, kept and compared in lower case however it is typed."""

    def to_python(self, value: Any) -> Any:
        """The cleaned value, for forms and full_clean()."""
        return _lower(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        """The value for the database, for saves and lookups."""
        return _lower(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """Bring the instance in line with what is stored."""
        value = _lower(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value
