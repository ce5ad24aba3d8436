"""What a mail says: rendering in the reader's language."""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.urls import translate_url
from django.utils.translation import get_language, override

from bilingual.choices import Language

if TYPE_CHECKING:
    from django.template.backends.django import Template as DjangoTemplate


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """Subject and both bodies of a mail, and the language they are in."""

    language: Language
    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that goes with a mail."""

    name: str
    content_type: str
    content: bytes

    def as_json(self) -> dict[str, str]:
        """As it is kept in the outbox."""
        return {"name": self.name, "type": self.content_type, "content": b64encode(self.content).decode()}


def render_mail(
    *, subject: str, text: str, html: str, language: Language | str, context: Mapping[str, Any]
) -> RenderedMail:
    """A mail from its three templates, in `language`, with absolute links from SITE_URL."""
    language = Language(language)
    values = {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME, "language": language.value, **context}
    with override(language.value):
        values["subject"] = " ".join(_plain(subject, values).split())  # one line
        return RenderedMail(
            language=language,
            subject=values["subject"],
            text=re.sub(r"\n{3,}", "\n\n", _plain(text, values)).strip() + "\n",
            html=render_to_string(html, values).strip() + "\n",
        )


def _plain(template: str, values: dict[str, Any]) -> str:
    """A text that is not HTML: nothing in it is escaped, so that no template has to think of it."""
    backend = cast("DjangoTemplate", get_template(template))
    return str(backend.template.render(Context(values, autoescape=False)))


def absolute_url(address: str, language: Language | str) -> str:
    """`address` on SITE_URL and in the path of `language`, whichever host and page asked for it."""
    parts = urlsplit(address)
    path = parts._replace(scheme="", netloc="").geturl()
    return f"{settings.SITE_URL}{translate_url(path, Language(language).value)}"


def current_language() -> Language:
    """The language of the page that is being made."""
    code = (get_language() or settings.LANGUAGE_CODE)[:2]
    return Language(code) if code in Language.values else Language(settings.LANGUAGE_CODE)
