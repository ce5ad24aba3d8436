"""Reference data as pages use it: small, seldom changed, so each process keeps it."""

from collections.abc import Mapping
from functools import lru_cache

from bilingual.text import page_language
from organisations.models import Capability, Region, Sector, Town
from search import place_names
from search.analysis import fold

LARGER_TOWN = 8_000
"""People; small towns are called as many things are, such as Schleife or Zahrádky."""
SHORTEST_TOWN = 5


@lru_cache(maxsize=1)
def _kept_regions() -> tuple[Region, ...]:
    return tuple(Region.objects.order_by("position"))


@lru_cache(maxsize=1)
def _kept_divisions() -> tuple[Sector, ...]:
    return tuple(Sector.objects.filter(level__lte=2).order_by("code"))


@lru_cache(maxsize=2)
def _kept_capabilities(column: str) -> dict[str, str]:
    return dict(Capability.objects.values_list("code", column))


@lru_cache(maxsize=2)
def _kept_names(model: type[Sector] | type[Capability]) -> tuple[tuple[str, str, str], ...]:
    rows = model._default_manager.order_by("code").values_list("code", "name_de", "name_cs")
    return tuple((code, fold(name_de), fold(name_cs)) for code, name_de, name_cs in rows)


@lru_cache(maxsize=1)
def _kept_towns() -> frozenset[place_names.Name]:
    names = Town.objects.filter(population__gte=LARGER_TOWN).values_list("name", flat=True)
    # short names are words, too: Most is a bridge
    return frozenset(own for name in names if len(name) >= SHORTEST_TOWN for own in place_names.names_of(name))


def forget() -> None:
    """Read the reference data anew, after it was loaded."""
    for kept in (_kept_regions, _kept_divisions, _kept_capabilities, _kept_names, _kept_towns):
        kept.cache_clear()


def is_kept() -> bool:
    """Whether this process has read the names of the categories already."""
    return _kept_capabilities.cache_info().currsize > 0


def regions() -> tuple[Region, ...]:
    """The twelve regions in the order of the map."""
    kept = _kept_regions()
    if not kept:
        forget()
    return kept


def region_names() -> Mapping[str, str]:
    """Short names by code in the page's language."""
    language = page_language()
    return {region.code: getattr(region, f"short_{language}") for region in regions()}


def sections_and_divisions() -> tuple[Sector, ...]:
    """The upper two levels of NACE, which the sector facet shows."""
    kept = _kept_divisions()
    if not kept:
        forget()
    return kept


def sector_names() -> Mapping[str, str]:
    """Names of sections and divisions by code in the page's language."""
    language = page_language()
    return {sector.code: getattr(sector, f"name_{language}") for sector in sections_and_divisions()}


def capability_names() -> Mapping[str, str]:
    """Names of all codes of the CPV in the page's language."""
    names = _kept_capabilities(f"name_{page_language()}")
    if not names:
        forget()
    return names


def folded_names(model: type[Sector] | type[Capability]) -> tuple[tuple[str, str, str], ...]:
    """Code, German and Czech name of all sectors or capabilities, the names in small letters without accents."""
    names = _kept_names(model)
    if not names:
        forget()
    return names


def town_names() -> frozenset[place_names.Name]:
    """The names of the larger towns, as questions are compared with them."""
    names = _kept_towns()
    if not names:
        forget()
    return names


place_names.register(town_names)
