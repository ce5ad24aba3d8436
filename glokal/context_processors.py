"""What every page knows about the site."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url

from bilingual.choices import Language


@dataclass
class Site:
    """The site as the base template needs it; addresses are worked out only when they are asked for."""

    path: str
    url: str = settings.SITE_URL
    demo: bool = settings.DEMO
    index: bool = settings.ROBOTS_INDEX

    @property
    def canonical(self) -> str:
        """The one address of the page, without query."""
        return f"{self.url}{self.path}"

    @cached_property
    def alternates(self) -> list[dict[str, str]]:
        """The page in each language, for `hreflang`."""
        return [
            {"code": language.value, "url": f"{self.url}{translate_url(self.path, language.value)}"}
            for language in Language
        ]


def site(request: HttpRequest) -> dict[str, object]:
    """`glokal`: address of the site and of the page, and whether it is a demo; allauth has a `site` of its own."""
    return {"glokal": Site(request.path)}
