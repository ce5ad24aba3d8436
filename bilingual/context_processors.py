"""What every page knows about its languages."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bilingual.links import is_localised, language_links


def languages(request: HttpRequest) -> dict[str, object]:
    """`language_links`: this page in both languages; `is_localised`: whether it has a twin."""
    return {
        "language_links": SimpleLazyObject(lambda: language_links(request)),
        "is_localised": is_localised(request),
    }
