"""Which texts of the site stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from glokal.models import Page


@register(Page)
class PageTranslation(TranslationOptions):
    """Legal pages must be complete in both."""

    fields = ("title", "body")
    required_languages = ("de", "cs")
