"""Which texts of an event stand in both languages."""

from modeltranslation.translator import TranslationOptions, register

from events.models import Event


@register(Event)
class EventTranslation(TranslationOptions):
    """The same fields as `Event.text_fields`."""

    fields = Event.text_fields
