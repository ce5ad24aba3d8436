"""Which texts of an organisation stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from organisations.models import Organisation


@register(Organisation)
class OrganisationTranslation(TranslationOptions):
    """The same fields as `Organisation.text_fields`."""

    fields = Organisation.text_fields
