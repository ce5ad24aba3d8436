"""The same page in the other language."""

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language_info, override

from bilingual.choices import Language
from bilingual.text import page_language


def language_links(request: HttpRequest) -> list[dict[str, object]]:
    """For each language: code, its own name, the address of this page in it, and whether it is the current one."""
    here = request.get_full_path()
    current = page_language()
    return [
        {
            "code": language.value,
            "name": get_language_info(language.value)["name_local"].capitalize(),
            "url": _twin(here, language, current),
            "current": language is current,
        }
        for language in Language
    ]


def is_localised(request: HttpRequest) -> bool:
    """Whether the page stands under a language prefix, so that it has a twin in the other language."""
    return request.path.split("/")[1] in Language.values


def _twin(address: str, language: Language, current: Language) -> str:
    """The same page in `language`; where there is no such page, the first one."""
    twin = translate_url(address, language.value)
    return path_in(language, "home") if twin == address and language is not current else twin


def path_in(language: Language | str, view: str, *args: object) -> str:
    """The path of `view` in `language`, for mails and redirects of another reader."""
    from django.urls import reverse  # noqa: PLC0415 - the URL map is not ready when this module is imported

    with override(str(language)):
        return reverse(view, args=args)
