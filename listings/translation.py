"""Which texts of a listing stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from listings.models import Listing


@register(Listing)
class ListingTranslation(TranslationOptions):
    """The same fields as `Listing.text_fields`."""

    fields = Listing.text_fields
