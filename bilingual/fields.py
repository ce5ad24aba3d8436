"""Names of translated fields."""

from collections.abc import Iterable

from bilingual.choices import Language


def per_language(names: Iterable[str]) -> list[str]:
    """`["summary"]` gives `["summary_de", "summary_cs"]`: the columns that modeltranslation makes."""
    return [f"{name}_{language}" for name in names for language in Language.values]
