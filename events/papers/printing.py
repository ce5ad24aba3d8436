"""Turns data into a PDF. Texts of users reach the template as JSON, never as source."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(settings.STATICFILES_DIRS[0]) / "vendor" / "fira-sans"


@cache
def _source(name: str) -> bytes:
    return (TEMPLATES / name).read_bytes()


def _compile(template: str, data: dict[str, Any], **options: Any) -> Any:
    files = {
        "main.typ": _source(f"{template}.typ"),
        "house.typ": _source("house.typ"),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
    }
    return typst.compile(files, font_paths=[str(FONTS)], ignore_system_fonts=True, **options)


def pdf(template: str, data: dict[str, Any]) -> bytes:
    """The paper as tagged PDF/UA-1."""
    return bytes(_compile(template, data, format="pdf", pdf_standards=["ua-1"]))


def pictures(template: str, data: dict[str, Any], *, ppi: float = 72.0) -> list[bytes]:
    """Each page as PNG, to look at."""
    pages = _compile(template, data, format="png", ppi=ppi)
    return [bytes(page) for page in pages] if isinstance(pages, list) else [bytes(pages)]
