"""What an address asks for is shown, what nobody understands is said."""

from typing import Any, ClassVar

import pytest
from django.http import QueryDict
from django.utils import translation

from search.choices import Match, Sort
from search.facets import CACHE
from search.filters import DocumentFilterSet, Facet
from search.models import Document
from tests.search.things import KIND, POISON, Things

REGIONS = {"DED2D": "Görlitz", "CZ051": "Liberecký kraj", "DED21": "Dresden"}
SECTORS = {"C23": "Glas", "C25": "Metall"}
ZITTAU = (1056.0, 5628.0)


class ThingFilterSet(DocumentFilterSet):
    """Filters as an app declares them."""

    facets: ClassVar = [
        Facet(name="region", label="Region", choices=lambda: REGIONS),
        Facet(name="sector", label="Sector", choices=lambda: SECTORS),
    ]

    def resolve_postcode(self, postcode: str) -> tuple[float, float] | None:
        return ZITTAU if postcode == "02763" else None


def asked(query: str) -> ThingFilterSet:
    """The filters of an address."""
    return ThingFilterSet(QueryDict(query), Document.objects.of_kind(KIND))


def titles(filterset: ThingFilterSet) -> list[str]:
    return [document.title for document in filterset.qs]


def labels(filterset: ThingFilterSet, name: str) -> dict[str, int]:
    groups = {group.name: group for group in filterset.facet_groups}
    return {option.label: option.count for option in groups[name].options}


@pytest.fixture
def glass(things: Things) -> Things:
    """Five things in three regions and two sectors."""
    things.put_all(
        {"title": "Glas A", "facets": ["region:DED2D", "sector:C23"]},
        {"title": "Glas B", "facets": ["region:CZ051", "sector:C23"]},
        {"title": "Metall C", "facets": ["region:CZ051", "sector:C25"]},
        {"title": "Metall D", "facets": ["region:DED2D", "sector:C25", "sector:C23"]},
        {"title": "Metall E", "facets": ["sector:C25"]},
    )
    return things


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Glas A", "Glas B", "Metall C", "Metall D", "Metall E"]),
        ("region=DED2D", ["Glas A", "Metall D"]),
        ("region=DED2D&region=CZ051", ["Glas A", "Glas B", "Metall C", "Metall D"]),
        ("region=DED2D&sector=C23", ["Glas A", "Metall D"]),
        ("region=CZ051&sector=C23&q=glas", ["Glas B"]),
        ("region=CZ051&q=metallen", ["Metall C"]),
        ("region=DED21", []),
        ("region=nowhere", ["Glas A", "Glas B", "Metall C", "Metall D", "Metall E"]),
    ],
)
def test_facets_add_within_and_restrict_between(glass: Things, query: str, expected: list[str]) -> None:
    assert titles(asked(f"{query}&sort=name")) == expected


@pytest.mark.django_db
def test_counts_and_labels_of_the_facets(glass: Things) -> None:
    filterset = asked("region=CZ051")
    assert labels(filterset, "region") == {"Görlitz": 2, "Liberecký kraj": 2}
    assert labels(filterset, "sector") == {"Glas": 1, "Metall": 1}
    assert filterset.total == 2
    assert labels(asked("q=Glas&region=DED21"), "region") == {"Görlitz": 1, "Liberecký kraj": 1, "Dresden": 0}


@pytest.mark.django_db
def test_counts_known_from_the_list_without_choices_are_the_same(glass: Things) -> None:
    CACHE.clear()
    fresh = asked("region=CZ051").counted
    CACHE.clear()
    assert asked("").total == 5
    assert asked("region=CZ051").counted == fresh


@pytest.mark.django_db
def test_counts_follow_every_change(glass: Things) -> None:
    assert asked("").total == 5
    glass.put_all({"facets": ["region:DED21"]})
    assert labels(asked(""), "region")["Dresden"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("region=XX&region=DED2D&sector=nothing", [("region", "XX"), ("sector", "nothing")]),
        ("sort=upwards", [("sort", "upwards")]),
        ("sort=distance", [("sort", "distance")]),
        ("near=99999", [("near", "99999")]),
        ("sort=distance&near=99999", [("near", "99999"), ("sort", "distance")]),
        ("region=%00&q=a%00b", [("region", "")]),
        (f"region={'x' * 5000}", [("region", f"{'x' * 40}…")]),
        ("utm_source=letter", []),
    ],
)
def test_unknown_values_are_ignored_with_a_hint(glass: Things, query: str, ignored: list[Any]) -> None:
    filterset = asked(query)
    list(filterset.qs)
    assert filterset.ignored == ignored


@pytest.mark.django_db
@pytest.mark.parametrize("text", POISON.values(), ids=POISON.keys())
@pytest.mark.parametrize("parameter", ["q", "near", "sort", "region"])
def test_poisoned_values_do_not_break_a_page(glass: Things, parameter: str, text: str) -> None:
    data = QueryDict(mutable=True)
    data[parameter] = text
    filterset = ThingFilterSet(data, Document.objects.of_kind(KIND))
    assert len(filterset.qs) == filterset.total
    assert filterset.facet_groups is not None
    assert filterset.query_string().startswith("?")


@pytest.mark.django_db
def test_addresses_keep_all_other_choices(glass: Things) -> None:
    filterset = asked("q=Glas&region=DED2D&region=CZ051&sort=name&page=3&other=1")
    assert filterset.query_string() == "?q=Glas&region=DED2D&region=CZ051&sort=name"
    assert filterset.query_string(page=2, sort=None) == "?q=Glas&region=DED2D&region=CZ051&page=2"
    urls = {option.code: option.url for group in filterset.facet_groups for option in group.options}
    assert urls["DED2D"] == "?q=Glas&region=CZ051&sort=name"
    assert urls["C23"] == "?q=Glas&region=DED2D&region=CZ051&sort=name&sector=C23"
    chips = {str(chip.label): chip.url for chip in filterset.active}
    assert chips["Glas"] == "?region=DED2D&region=CZ051&sort=name"
    assert chips["Görlitz"] == "?q=Glas&region=CZ051&sort=name"
    assert filterset.facet_parameters == [("region", "DED2D"), ("region", "CZ051")]


@pytest.mark.django_db
def test_orders(things: Things) -> None:
    from datetime import UTC, datetime

    things.put_all(
        {"title": "Chrastava", "x_km": 1056.0, "y_km": 5638.0, "published_at": datetime(2026, 3, 1, tzinfo=UTC)},
        {"title": "Cvikov", "x_km": 1056.0, "y_km": 5629.0, "published_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"title": "Hrádek", "published_at": datetime(2026, 2, 1, tzinfo=UTC)},
        {
            "title": "Ústí",
            "x_km": 1052.0,
            "y_km": 5625.0,
            "published_at": datetime(2026, 2, 1, tzinfo=UTC),
            "confirmed_at": datetime(2026, 4, 1, tzinfo=UTC),
        },
    )
    assert titles(asked("sort=newest")) == ["Chrastava", "Ústí", "Hrádek", "Cvikov"]
    assert titles(asked("sort=name")) == ["Chrastava", "Cvikov", "Hrádek", "Ústí"]
    with translation.override("cs"):
        assert titles(asked("sort=name")) == ["Cvikov", "Hrádek", "Chrastava", "Ústí"]
    assert titles(asked("")) == ["Ústí", "Hrádek", "Cvikov", "Chrastava"], "confirmed ones first, then the youngest row"
    near = asked("near=02763&sort=distance")
    assert titles(near) == ["Cvikov", "Ústí", "Chrastava", "Hrádek"]
    assert [document.distance_km for document in near.qs] == [1.0, 5.0, 10.0, None]
    assert titles(asked("near=02763")) == titles(near), "who gives a postcode wants the nearest"
    assert [option.value for option in near.sort_options if option.selected] == [Sort.DISTANCE]
    assert Sort.DISTANCE not in [option.value for option in asked("").sort_options]


@pytest.mark.django_db
def test_better_and_fresher_entries_come_first(things: Things) -> None:
    from datetime import timedelta

    from django.utils import timezone

    now = timezone.now()
    things.put_all(
        {"title": "Metall", "texts": [("auch Glas", "D")]},
        {"title": "Glas alt", "confirmed_at": now - timedelta(days=700)},
        {"title": "Glas neu", "confirmed_at": now},
    )
    assert titles(asked("q=glas")) == ["Glas neu", "Glas alt", "Metall"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found", "match"),
    [
        ("Spritzguss", "Spritzgussteile Meier", Match.EXACT),
        ("Spritzgus", "Spritzgussteile Meier", Match.SIMILAR),
        ("Meire", "Spritzgussteile Meier", Match.SIMILAR),
        ("Spritzg", "Spritzgussteile Meier", Match.ANY),
        ("Metallspritzguss", "Spritzgussteile Meier", Match.ANY),
        ("Sklarna Jizerann", "Sklárna Jizera", Match.SIMILAR),
        ("sklárna holz", "Sklárna Jizera", Match.ANY),
    ],
)
def test_typing_errors_still_find(things: Things, typed: str, found: str, match: Match) -> None:
    things.put_all({"title": "Spritzgussteile Meier"}, {"title": "Sklárna Jizera"}, {"title": "Bäckerei Lehmann"})
    filterset = asked(f"q={typed}")
    assert titles(filterset)[0] == found
    assert filterset.match is match
    assert "Bäckerei Lehmann" not in titles(filterset)


@pytest.mark.django_db
def test_a_region_without_a_hit_does_not_show_what_is_spelt_alike(glass: Things) -> None:
    assert titles(asked("q=Glas&region=DED21")) == []


@pytest.mark.django_db
def test_nothing_that_can_be_found_finds_nothing(glass: Things) -> None:
    assert asked("q=😀").total == 0
    assert titles(asked("q=😀")) == []
    assert asked("q=%20").total == 5
