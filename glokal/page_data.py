"""The first texts of the operator's pages, from glokal/data/pages/."""

from pathlib import Path

from bilingual.choices import Language
from glokal.models import Page

FILES = Path(__file__).resolve().parent / "data" / "pages"


def load_pages() -> None:
    """Create the pages that are not there yet; what the operator has edited stays."""
    for slug in Page.Slug.values:
        values: dict[str, str] = {}
        for language in Language.values:
            title, _newline, body = (FILES / f"{slug}.{language}.md").read_text(encoding="utf-8").partition("\n")
            values |= {f"title_{language}": title.removeprefix("# ").strip(), f"body_{language}": body.strip()}
        Page.objects.get_or_create(slug=slug, defaults=values)
