"""The number of statements of a page does not depend on how much it shows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organisations.choices import Role
from organisations.models import Capability, Certificate, Organisation, Region
from organisations.services import members
from search.facets import CACHE
from tests.events.factories import make_event, make_item, make_registration
from tests.factories import edit, list_publicly, make_company, make_institution, make_listing, make_member, make_user
from tests.pages import url

pytestmark = pytest.mark.django_db
Fill = Callable[[int, Any], str]


def companies(number: int, _user: Any) -> str:
    list_publicly(*[full(make_company(f"Firma {number}"), 1) for _ in range(number)])
    return f"{url('de', 'company_list')}?region=DED2D&sort=name"


def institutions(number: int, _user: Any) -> str:
    list_publicly(*[make_institution() for _ in range(number)])
    return url("cs", "institution_list")


def found(number: int, user: Any) -> str:
    companies(number, user)
    institutions(number, user)
    return f"{url('de', 'search')}?q=Drehteile"


def home(number: int, user: Any) -> str:
    companies(number, user)
    listings(number, user)
    events(number, user)
    return url("de", "home")


def listings(number: int, _user: Any) -> str:
    for direction in ("offer", "demand"):
        list_publicly(*[make_listing(direction=direction, quantity=number, unit="kg") for _ in range(number)])
    return f"{url('cs', 'listing_list')}?type=product&sort=newest"


def events(number: int, _user: Any) -> str:
    list_publicly(*[make_event(formats=["talk"]) for _ in range(number)])
    return f"{url('cs', 'event_list')}?format=talk&region=DED2D"


def event(number: int, _user: Any) -> str:
    entry = make_event()
    for hour in range(number):
        make_item(entry, hour=9 + hour)
        make_registration(entry)
    return url("de", "event_detail", entry.slug)


def calendar(number: int, user: Any) -> str:
    events(number, user)
    return url("de", "event_calendar")


def listing(number: int, _user: Any) -> str:
    entry = make_listing(capabilities=Capability.objects.all()[:number])
    entry.delivery_regions.set(Region.objects.all()[:number])
    list_publicly(entry)
    return url("de", "listing_detail", entry.slug)


def full(entry: Any, number: int) -> Any:
    """The entry with so many of everything."""
    entry.capabilities.set(Capability.objects.all()[:number])
    entry.sectors.set(["C25", "C23", "C22"][:number])
    entry.delivery_regions.set(["DED2D", "CZ051", "DED21"][:number])
    entry.languages = ["de", "cs", "en"][:number]
    entry.save()
    for index in range(number):
        Certificate.objects.create(organisation_id=entry.pk, standard="ISO 9001", number=str(index))
    return entry


def company(number: int, _user: Any) -> str:
    entry = full(make_company(), number)
    list_publicly(entry, *[make_listing(organisation=entry) for _ in range(number)])
    return url("de", "company_detail", entry.slug)


def institution(number: int, _user: Any) -> str:
    entry = full(make_institution(), number)
    entry.regions_served.set(["DED2D", "CZ051", "DED21"][:number])
    list_publicly(entry, *[make_listing(organisation=entry) for _ in range(number)])
    return url("cs", "institution_detail", entry.slug)


def workspace(number: int, user: Any) -> str:
    for _ in range(number):
        make_company(owner=user)
        other = make_company()
        owner = make_member(other)
        members.invite(organisation_id=other.pk, email=user.email, role=Role.EDITOR, language="de", actor=owner)
        members.ask_to_join(organisation_id=make_company().pk, actor=user, message="?")
    return url("de", "workspace")


def member_page(number: int, user: Any) -> str:
    entry = make_company(owner=user)
    for index in range(number):
        make_member(entry, role=Role.EDITOR)
        members.ask_to_join(organisation_id=entry.pk, actor=make_user(), message="?")
        members.invite(
            organisation_id=entry.pk, email=f"x{index}@example.org", role=Role.EDITOR, language="de", actor=user
        )
    return url("de", "organisation_members", entry.pk)


def status(number: int, user: Any) -> str:
    entry = make_company(owner=user)
    for index in range(number):
        edit(entry, user, summary_de=f"Satz {index}.")
    return url("de", "organisation_status", entry.pk)


def profile(number: int, user: Any) -> str:
    return url("de", "company_edit", full(make_company(owner=user), number).pk)


def finder(number: int, _user: Any) -> str:
    list_publicly(*[make_company("Glaswerk Zittau") for _ in range(number)])
    return f"{url('de', 'organisation_find')}?name=Glaswerk"


# for a signed-in reader: two of them are for the session and the user
PAGES: list[tuple[Fill, int]] = [
    (companies, 5),
    (institutions, 5),
    (found, 7),
    (home, 11),
    (events, 7),
    (event, 12),
    (calendar, 3),
    (listings, 6),
    (listing, 10),
    (company, 14),
    (institution, 15),
    (workspace, 10),
    (member_page, 6),
    (status, 8),
    (profile, 12),
    (finder, 3),
]


@pytest.mark.parametrize(("fill", "expected"), PAGES, ids=lambda value: getattr(value, "__name__", ""))
def test_statements(fill: Fill, expected: int) -> None:
    used = []
    for number in (1, 3):
        user, client = make_user(), Client()
        client.force_login(user)
        address = fill(number, user)
        assert client.get(address).status_code == 200  # what a process keeps is read once
        CACHE.clear()
        with CaptureQueriesContext(connection) as captured:
            page = client.get(address).content.decode()
        assert page
        used.append(len(captured))
        Organisation.objects.update(status="draft")
    assert used == [expected, expected]
