"""The queue: what a clerk sees first, in which order, and what the list costs."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from organisations.models import JoinRequest
from publishing import services
from publishing.models import ReviewItem
from tests.factories import edit, make_clerk, make_company, make_institution, make_superuser, make_user, publish, submit

pytestmark = pytest.mark.django_db
QUEUE = "publishing_reviewitem_changelist"
QUERIES_OF_QUEUE = 7
QUERIES_OF_INDEX = 8  # with the number of terms that wait


def waiting(*names: str, region: str = "DED2D", days: int = 0) -> list[ReviewItem]:
    """Companies that wait for their first publication."""
    items = [submit(make_company(name, owner=make_user(), region=region)) for name in names]
    since = timezone.now() - timedelta(days=days)
    ReviewItem.objects.filter(pk__in=[item.pk for item in items]).update(waiting_since=since)
    return items


def names(response: Any) -> list[str]:
    """The titles in the order of the page."""
    return [item.title for item in response.context["cl"].result_list]


def test_own_regions_first_then_those_as_a_deputy_the_oldest_on_top(as_user: Any, address: Any) -> None:
    waiting("Deputy old", region="DED2C", days=9)
    waiting("Own new", days=1)
    waiting("Own old", days=5)
    waiting("Foreign", region="CZ051", days=20)
    clerk = make_clerk("DED2D", deputy_for=("DED2C",))
    page = as_user(clerk).get(address(QUEUE))
    assert names(page) == ["Own old", "Own new", "Deputy old"]


def test_superusers_see_all_regions_the_oldest_on_top(as_user: Any, address: Any) -> None:
    waiting("Zittau", days=1)
    waiting("Liberec", region="CZ051", days=2)
    assert names(as_user(make_superuser()).get(address(QUEUE))) == ["Liberec", "Zittau"]


def test_filters_and_search(as_user: Any, address: Any) -> None:
    waiting("Maß GmbH")
    waiting("Bautzener Werk", region="DED2C")
    submit(make_institution("Kammer Löbau"))
    edit(publish(make_company("Mess GmbH")), summary_de="Neu.")
    done = waiting("Fertig GmbH")[0]
    clerk = make_clerk("DED2D", "DED2C")
    services.approve(item_id=done.pk, actor=clerk)
    client = as_user(clerk)

    def found(**query: str) -> set[str]:
        return set(names(client.get(address(QUEUE), query)))

    assert found(region="DED2C") == {"Bautzener Werk"}
    assert found(kind="institution") == {"Kammer Löbau"}
    assert found(reason__exact="change") == {"Mess GmbH"}
    assert found(state="decided") == {"Fertig GmbH"}
    assert found(q="lobau") == {"Kammer Löbau"}
    assert client.get(address(QUEUE), {"region": "CZ051"}).status_code == 200
    assert client.get(address(QUEUE), {"state": "nonsense", "p": "99"}).status_code in {200, 302}


@pytest.mark.parametrize("name", [QUEUE, "index"])
def test_the_cost_does_not_depend_on_the_rows(name: str, as_user: Any, address: Any) -> None:
    expected = QUERIES_OF_QUEUE if name == QUEUE else QUERIES_OF_INDEX
    client = as_user(make_clerk("DED2D", deputy_for=("DED2C",)))
    waiting("One")
    client.get(address(name))
    for rows in (1, 3):
        if rows == 3:
            waiting("Two", "Three", region="DED2C")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name)).status_code == 200
        assert len(queries) == expected, [query["sql"] for query in queries]


def test_the_first_page_shows_the_queue_and_the_claims_of_the_region(as_user: Any, address: Any) -> None:
    waiting("Wartet GmbH")
    waiting("Fremd s.r.o.", region="CZ051")
    near, far = make_company("Herrenlos GmbH"), make_company("Daleko s.r.o.", region="CZ051")
    for organisation in (near, far):
        JoinRequest.objects.create(organisation_id=organisation.pk, user=make_user(), message="Geschäftsführer")
    page = as_user(make_clerk("DED2D")).get(address("index")).text
    assert "Wartet GmbH" in page
    assert "Herrenlos GmbH" in page
    assert "Fremd s.r.o." not in page
    assert "Daleko s.r.o." not in page


@pytest.mark.parametrize("name", [QUEUE, "index"])
def test_staff_without_a_region_read_why_nothing_stands_there(name: str, as_user: Any, address: Any) -> None:
    waiting("Wartet GmbH")
    page = as_user(make_user(is_staff=True)).get(address(name))
    assert page.status_code == 200
    assert "Wartet GmbH" not in page.text
    assert "publishing/no_regions.html" in [template.name for template in page.templates]


def test_members_do_not_get_in(as_user: Any, address: Any) -> None:
    assert as_user(make_user()).get(address("index")).status_code == 302


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_page_is_in_the_language_of_the_clerk(language: str, as_user: Any, address: Any) -> None:
    page = as_user(make_clerk("DED2D", language=language)).get(address("index"))
    assert page.headers["Content-Language"] == language
