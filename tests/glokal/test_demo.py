"""The demo data: enough, spread, honest about their languages, and the same after a second load."""

import tomllib
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker, Settings

from accounts.demo import PASSWORD, demo_accounts
from accounts.models import User
from companies import example_data
from companies.models import Company
from events.models import Registration
from exchange.budget import budget_of
from exchange.choices import RequestState
from exchange.models import Exchange, MeetingRequest, Participant
from glokal.models import Page as SitePage
from institutions.institution_data import FILE
from institutions.models import Institution
from organisations.models import Capability, Membership, Organisation, Postcode, Sector
from organisations.services.reference import load_reference
from publishing.models import Responsibility, ReviewItem, Revision
from search.models import Document
from search.services import rebuild
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
COUNTED = (
    Organisation, Membership, Responsibility, ReviewItem, Revision, User, SitePage, Registration, MeetingRequest,
)  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Loaded once for this module, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_reference()
        with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
            call_command("load_demo", stdout=StringIO())
        rebuild()
        yield
        transaction.set_rollback(True)


def test_enough_companies_everywhere() -> None:
    examples = Company.objects.filter(is_example=True, status="published")
    assert examples.count() >= 80
    regions = set(examples.values_list("region", flat=True))
    assert len(regions) == 12
    assert None not in regions
    divisions = {sector.ancestors[1] for sector in Sector.objects.filter(organisations__in=examples, level__gte=2)}
    assert len(divisions) >= 15
    assert Document.objects.filter(kind="company").count() == examples.count()


def test_states_are_what_the_texts_are() -> None:
    seen = set()
    for entry in (*Company.objects.all(), *Institution.objects.all()):
        for language in LANGUAGES:
            written = any(entry.texts(language).values())
            state = entry.state(language)
            assert (state == "missing") is not written, (entry.name, language)
            assert (state == "original") is (written and language == entry.original_language), entry.name
            seen.add(state)
        assert entry.summary_de or entry.summary_cs
    assert seen == {"original", "checked", "draft", "outdated", "missing"}
    examples = Company.objects.filter(is_example=True, status="published")
    checked = sum("checked" in {company.state_de, company.state_cs} for company in examples)
    assert 0.4 <= checked / examples.count() <= 0.75


def test_places_are_true() -> None:
    for entry in Organisation.objects.exclude(postcode=""):
        places = Postcode.objects.filter(code=entry.postcode, country=entry.country)
        if places.exists():
            assert entry.region_id in set(places.values_list("region", flat=True)), entry.name
            assert entry.lat is not None
    assert Organisation.objects.companies().filter(lat=None).count() <= 3


def test_examples_are_marked_and_name_nobody_real() -> None:
    for row in example_data.rows():
        for address in (row.get("website", ""), row.get("contact", {}).get("email", "")):
            assert not address or "example" in address, row["name"]
    assert not Company.objects.filter(is_example=False).exists()
    assert not Institution.objects.filter(is_example=True).exists()
    assert not Institution.objects.exclude(contact_name="").exists()


def test_all_institutions_are_there_in_both_languages() -> None:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["institution"]
    assert Institution.objects.filter(status="published").count() == len(rows)
    for institution in Institution.objects.all():
        assert institution.description_de or institution.summary_de, institution.name
        assert institution.description_cs or institution.summary_cs, institution.name
    assert Institution.objects.filter(project_role="lead").count() == 1


def test_codes_are_real() -> None:
    for row in example_data.rows():
        assert Capability.objects.filter(code__in=row["cpv"]).count() == len(set(row["cpv"])), row["name"]
        assert Sector.objects.filter(code__in=row["sectors"]).count() == len(set(row["sectors"])), row["name"]


def test_the_cooperation_days_have_a_meeting_exchange() -> None:
    exchange = Exchange.objects.get()
    assert (exchange.slots.count(), exchange.tables.count(), exchange.interpreters.count()) == (12, 8, 2)
    assert exchange.tables.exclude(host=None).count() == 2
    people = Participant.objects.taking_part()
    assert (people.count(), exchange.requests.count()) == (26, 61)
    assert set(exchange.requests.values_list("state", flat=True)) == set(RequestState.values)
    for person in people:
        budget = budget_of(exchange, person)
        assert (budget.used <= budget.most, budget.used_high <= budget.most_high) == (True, True), person
    assert {row.language for row in exchange.requests.all()} == {"de", "cs"}


def test_loading_again_changes_nothing() -> None:
    before = [model.objects.count() for model in COUNTED]
    changed = Company.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
    page = SitePage.objects.get(slug="imprint")
    SitePage.objects.update(body_de="edited")
    out = StringIO()
    call_command("load_demo", stdout=out)
    assert "institutions: 0 new" in out.getvalue()
    assert "companies: 0 new" in out.getvalue()
    assert [model.objects.count() for model in COUNTED] == before
    assert Company.objects.order_by("-changed_at").values_list("changed_at", flat=True).first() == changed
    page.refresh_from_db()
    assert page.body_de == "edited"


def test_only_in_the_demo(settings: Settings) -> None:
    settings.DEMO = False
    assert demo_accounts() == ()
    with pytest.raises(CommandError):
        call_command("load_demo")


def test_every_account_can_sign_in_and_sees_what_it_is_for() -> None:
    cache.clear()
    for account in demo_accounts():
        client = Client()
        answer = client.post(url("de", "account_login"), {"login": account.email, "password": PASSWORD})
        assert answer.status_code == 302, account.email
        user = User.objects.get(email=account.email)
        assert client.get(url(user.preferred_language, "workspace")).status_code == 200
        if account.email.startswith(("firma", "institution")):
            assert user.memberships.count() == 1
        if user.is_staff:
            assert client.get("/admin/").status_code == 200


def test_something_waits_for_the_clerks() -> None:
    waiting = ReviewItem.objects.open()
    assert {item.reason for item in waiting} == {"first", "change"}
    assert {"DED2D", "CZ041"} <= {item.region_code for item in waiting}


def test_every_entry_opens() -> None:
    client = Client()
    for organisation in Organisation.objects.published():
        language = LANGUAGES[organisation.pk % 2]
        page = Page(client.get(url(language, f"{organisation.kind}_detail", organisation.slug)))
        assert page.status == 200, organisation.name
        assert page.headings == [organisation.name]


def test_a_glass_maker_near_liberec_is_found() -> None:
    for language, word in (("de", "Glas"), ("cs", "sklo")):
        answer = Client().get(f"{url(language, 'company_list')}?q={word}&near=460+01")
        documents = answer.context["documents"]
        assert documents
        assert documents[0].region == "CZ051"
