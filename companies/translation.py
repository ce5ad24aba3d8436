"""A company adds no texts of its own to those of an organisation."""

from modeltranslation.translator import TranslationOptions, register

import organisations.translation  # noqa: F401 - a parent registers before its children
from companies.models import Company


@register(Company)
class CompanyTranslation(TranslationOptions):
    """Inherits the fields of the parent."""
