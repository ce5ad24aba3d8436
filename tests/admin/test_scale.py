"""20,000 companies, all of them waiting: the pages of a clerk stay quick and use the indexes."""

import re
import time
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.urls import reverse

from companies.models import Company
from publishing.models import ReviewItem
from tests.factories import make_clerk, make_company, make_superuser

pytestmark = pytest.mark.django_db
ROWS = 20_000
SECONDS = 2.0
COPY = ("name", "slug", "sort_key_de", "sort_key_cs", "town", "region_id", "status", "vat_id")


@pytest.fixture
def many(db: None) -> None:
    """Copies of one company in all twelve regions, each with a place in the queue."""
    first = make_company("Zerspanung 0 GmbH")
    with connection.cursor() as cursor:
        for model, changed in ((Company.__base__, _parent()), (Company, {"organisation_ptr_id": _pk(first)})):
            _copy(cursor, model, first.pk, changed)
        cursor.execute(
            "insert into publishing_reviewitem"
            " (kind, object_id, title, region_code, reason, waiting_since, decision, note, closed_at)"
            " select 'company', id, name, coalesce(region_id, ''), 'first',"
            " now() - (id % 1000) * interval '1 hour', '', '', null from organisations_organisation"
        )
        for table in ("organisations_organisation", "companies_company", "publishing_reviewitem"):
            cursor.execute(f"analyze {table}")


def _pk(first: Company) -> str:
    return f"{first.pk} + n"


def _parent() -> dict[str, str]:
    number = "to_char(n * 7919 % 20011, 'FM00000')"
    return {
        "id": "organisations_organisation.id + n",
        "name": f"'Werk ' || {number} || ' GmbH'",
        "slug": "'werk-' || n",
        "sort_key_de": number,
        "sort_key_cs": number,
        "region_id": "(select code from organisations_region order by code offset n % 12 limit 1)",
        "status": "'published'",
    }


def _copy(cursor: Any, model: Any, pk: int, changed: dict[str, str]) -> None:
    table, key = model._meta.db_table, model._meta.pk.column
    columns = [field.column for field in model._meta.local_concrete_fields]
    values = ", ".join(changed.get(column, f"{table}.{column}") for column in columns)
    cursor.execute(
        f"insert into {table} ({', '.join(columns)}) select {values} from {table}, generate_series(1, {ROWS}) n"
        f" where {table}.{key} = {pk}"
    )


def plan(queryset: Any) -> str:
    """How PostgreSQL finds the first page."""
    return str(queryset[:50].explain(analyze=True))


def test_the_queue_of_superusers_comes_out_of_an_index(many: None) -> None:
    found = plan(ReviewItem.objects.open().visible_to(make_superuser()).own_first(make_superuser()))
    assert "review_waiting" in found
    assert "Seq Scan" not in found


def test_the_queue_of_a_clerk_comes_out_of_an_index(many: None) -> None:
    clerk = make_clerk("DED2D")
    found = plan(ReviewItem.objects.open().visible_to(clerk).own_first(clerk))
    assert re.search("review_(queue|waiting)", found)
    assert "Seq Scan" not in found


def test_the_list_of_companies_comes_out_of_an_index(many: None, rf: RequestFactory) -> None:
    from django.contrib import admin

    request = rf.get("/")
    request.user = make_superuser()
    model_admin = admin.site.get_model_admin(Company)
    queryset = model_admin.get_changelist_instance(request).get_queryset(request)
    assert "sort_key_de" in plan(queryset)


PAGES = [
    ("index", {}),
    ("publishing_reviewitem_changelist", {}),
    ("publishing_reviewitem_changelist", {"q": "werk 00123"}),
    ("publishing_reviewitem_changelist", {"p": "200"}),
    ("companies_company_changelist", {}),
    ("companies_company_changelist", {"p": "300"}),
    ("companies_company_changelist", {"q": "werk 00123"}),
    ("companies_company_changelist", {"section": "C", "status__exact": "published"}),
]


@pytest.mark.parametrize("who", ["clerk", "superuser"])
def test_pages_are_quick(who: str, many: None, as_user: Any) -> None:
    client = as_user(make_clerk("DED2D", deputy_for=("DED2C",)) if who == "clerk" else make_superuser())
    client.get(reverse("admin:index"))
    for name, query in PAGES:
        started = time.perf_counter()
        response = client.get(reverse(f"admin:{name}"), query)
        seconds = time.perf_counter() - started
        assert response.status_code in {200, 302}
        print(who, name, query, f"{seconds * 1000:.0f} ms")  # noqa: T201 - read with -s
        assert seconds < SECONDS, (name, query, seconds)
