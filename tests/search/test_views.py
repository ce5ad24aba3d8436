"""List pages: paging, hints, fragments, and a fixed number of statements."""

from typing import Any

import pytest
from django.template import engines
from django.template.response import TemplateResponse
from django.test import RequestFactory

from search.facets import CACHE
from search.place_names import without_places
from search.terms import expansions
from search.views import DocumentListView
from tests.search.test_filters import ThingFilterSet
from tests.search.things import KIND, Things

CARDS = "{% for document in documents %}[{{ document.title }}]{% endfor %}"
PAGE = f"{{% partialdef results inline %}}{CARDS}{{% endpartialdef %}}"


class ThingListView(DocumentListView):
    kind = KIND
    filterset_class = ThingFilterSet
    template_name = "things.html"


def answer(query: str = "", **headers: str) -> TemplateResponse:
    request = RequestFactory().get(f"/things/?{query}", headers=headers)
    response = ThingListView.as_view()(request)
    assert isinstance(response, TemplateResponse)
    return response


def numbers(response: TemplateResponse) -> list[int]:
    return [document.object_id for document in response.context_data["documents"]]


@pytest.fixture
def forty_five(things: Things) -> Things:
    things.put_all(*[{"title": f"Thing {pk:02d}", "facets": ["region:DED2D"]} for pk in range(1, 46)])
    return things


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "first", "length", "hint"),
    [
        ("", 1, 20, []),
        ("page=2", 21, 20, []),
        ("page=3", 41, 5, []),
        ("page=4", 41, 5, [("page", "4")]),
        ("page=999999999999999999999999", 41, 5, [("page", "999999999999999999999999")]),
        ("page=0", 1, 20, [("page", "0")]),
        ("page=-7", 1, 20, [("page", "-7")]),
        ("page=last", 1, 20, [("page", "last")]),
        ("page=", 1, 20, [("page", "")]),
        ("page=%00", 1, 20, [("page", "")]),
        (f"page={'9' * 5000}", 1, 20, [("page", f"{'9' * 40}…")]),
    ],
)
def test_any_page_number_leads_to_a_page(
    forty_five: Things, asked: str, first: int, length: int, hint: list[Any]
) -> None:
    response = answer(f"sort=name&{asked}")
    assert (numbers(response)[0], len(numbers(response))) == (first, length)
    assert response.context_data["ignored"] == hint
    assert response.context_data["total"] == 45


@pytest.mark.django_db
def test_page_links_keep_the_filters(forty_five: Things) -> None:
    links = answer("region=DED2D&sort=name&page=2").context_data["page_links"]
    assert [(link.number, link.current) for link in links] == [(1, False), (2, True), (3, False)]
    assert links[0].url == "?region=DED2D&sort=name"
    assert links[2].url == "?region=DED2D&sort=name&page=3"


@pytest.mark.django_db
def test_empty_list(things: Things) -> None:
    context = answer("page=2").context_data
    assert (context["total"], context["documents"], context["page_links"]) == (0, [], [])
    assert context["ignored"] == [("page", "2")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "template"),
    [
        ({}, "things.html"),
        ({"HX-Request": "true"}, "things.html#results"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, "things.html"),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, "things.html"),
    ],
)
def test_htmx_gets_the_fragment(things: Things, headers: dict[str, str], template: str) -> None:
    response = answer(**headers)
    assert response.template_name == [template]
    assert "HX-Request" in response.headers["Vary"]


QUERIES = [
    "",
    "q=Thing",
    "q=Thign",
    "region=DED2D",
    "region=DED2D&sector=C23&q=Thing&near=02763&sort=distance",
    "page=9",
]


@pytest.mark.django_db
@pytest.mark.parametrize("query", QUERIES)
def test_statements_do_not_depend_on_the_rows(things: Things, django_assert_max_num_queries: Any, query: str) -> None:
    used = []
    # an earlier test may have had other terms, or read no town
    expansions("", -1)
    without_places("")
    for number in (1, 3):
        facets = ["region:DED2D", "sector:C23"]
        things.put_all(*[{"title": f"Thing {pk}", "facets": facets} for pk in range(1, number + 1)])
        CACHE.clear()
        with django_assert_max_num_queries(8) as captured:
            response = answer(query)
            page = engines["django"].from_string(PAGE).render(response.context_data)
        assert page.replace("<mark>", "").count("[Thing") == number
        used.append(len(captured))
    assert used[0] == used[1]


@pytest.mark.django_db
def test_counts_are_remembered(things: Things, django_assert_num_queries: Any) -> None:
    things.put_all({"facets": ["region:DED2D"]})
    with django_assert_num_queries(3):
        answer("region=DED2D")
    with django_assert_num_queries(2):
        answer("region=DED2D")
