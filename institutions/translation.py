"""Which texts of an institution stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

import organisations.translation  # noqa: F401 - a parent registers before its children
from institutions.models import Institution


@register(Institution)
class InstitutionTranslation(TranslationOptions):
    """What an institution adds to the texts of an organisation."""

    fields = ("services", "target_groups")
