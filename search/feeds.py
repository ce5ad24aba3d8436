"""Lists as Atom feeds: what feeds of all kinds share."""

import hashlib
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.xmlutils import SimplerXMLGenerator

from bilingual.choices import Language
from search.version import index_version

KEPT = 15 * 60  # seconds for which readers and caches need not ask again


class LanguageFeed(Atom1Feed):
    """Says of each text that is not in the language of the feed which one it is in."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """As all feeds, and the summary as plain text with its language."""
        summary, item["description"] = item["summary"], None
        super().add_item_elements(handler, item)
        handler.addQuickElement("summary", summary.value, {"type": "text", **marked(summary)})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """The language of title and links."""
        return marked(item["written"])


def etag_of(request: HttpRequest) -> str:
    """Another one after every change of a document, for each address; one statement."""
    asked = f"{index_version()} {request.get_full_path()}"
    return f'"{hashlib.sha256(asked.encode()).hexdigest()[:32]}"'


def unchanged(request: HttpRequest, etag: str) -> HttpResponseBase | None:
    """The answer to somebody who has it already; None for everybody else."""
    response = get_conditional_response(request, etag=etag)
    return cacheable(response, etag) if response else None


def answer(request: HttpRequest, response: HttpResponse, *, etag: str, changed: datetime | None) -> HttpResponseBase:
    """The response, or only that it has not changed since the asker was here."""
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    seconds = int(changed.timestamp()) if changed else None
    conditional = get_conditional_response(request, etag=etag, last_modified=seconds, response=response)
    return cacheable(conditional or response, etag)


def cacheable(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    """With its name, to be kept for a while by everybody."""
    response["ETag"] = etag
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


def marked(text: Any) -> dict[str, str]:
    """The attribute that names the language of a text that is not in that of the feed."""
    return {"xml:lang": Language(text.language).value} if text.foreign else {}
