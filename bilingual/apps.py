"""The ground of the house: two languages."""

from django.apps import AppConfig


class BilingualConfig(AppConfig):
    """Text states, fallback with `lang`, alphabetical order and language links."""

    name = "bilingual"
