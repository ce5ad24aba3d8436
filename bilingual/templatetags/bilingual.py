"""Texts in two languages in templates."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bilingual.choices import Language, TextState
from bilingual.text import Text, page_language, text_of

register = template.Library()


@register.filter
def bilingual(source: object, field: str) -> Text:
    """`{{ entry|bilingual:"summary" }}`: the text for this reader, with its language."""
    return text_of(source, field)


@register.filter
def lang_attribute(text: Text) -> SafeString:
    """`<p {{ text|lang_attribute }}>`: marks a text that is not in the page's language (WCAG 3.1.2)."""
    return format_html('lang="{}"', text.language.value) if text.foreign else SafeString("")


@register.filter
def text_state(source: object) -> TextState:
    """The state of an entry's texts in the page's language."""
    return TextState(getattr(source, f"state_{page_language().value}"))


@register.filter
def state_in(source: object, language: str) -> TextState:
    """The state of an entry's texts in `language`."""
    return TextState(getattr(source, f"state_{language}"))


@register.filter
def localised(source: object, field: str) -> str:
    """A label that exists in both languages, such as a region's name."""
    return text_of(source, field).value


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the page's language."""
    return str(Language(code).label)
