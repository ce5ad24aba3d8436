"""Only what is new, only what fits, and each thing once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.choices import Frequency
from alerts import evaluation
from alerts.models import Finding, SavedSearch
from alerts.services import finding as service
from alerts.services.finding import KEEP_FINDINGS, find_new, forget_old_findings
from alerts.services.running import run_morning, sweep
from alerts.services.saving import change_search
from listings.models import Listing
from publishing.services import archive
from search.models import Document
from search.services import embed_now, index_now
from tests.alerts.factories import alert_mails, publish_listing, save
from tests.factories import list_publicly, make_company, make_institution, make_listing, make_user, publish

pytestmark = pytest.mark.django_db
ALL = list(Frequency)


def told(search: SavedSearch) -> list[int]:
    """The numbers of what was found as new."""
    return list(search.findings.filter(is_new=True).order_by("object_id").values_list("object_id", flat=True))


def test_what_was_there_before_is_not_new() -> None:
    publish_listing()
    search = save()
    assert find_new(frequencies=ALL) == 0
    new = publish_listing()
    assert find_new(frequencies=ALL) == 1
    assert told(search) == [new.pk]


def test_what_was_published_before_but_reached_the_list_later_is_new() -> None:
    listing = publish(make_listing())  # its job waits
    search = save()
    index_now(kind="listing", ids=[listing.pk])
    find_new(frequencies=ALL)
    assert told(search) == [listing.pk]


def test_filters_hold() -> None:
    search = save(query="kind=offer&region=DED2D")
    publish_listing()
    offer = publish_listing(direction="offer")
    publish_listing(direction="offer", organisation=publish(make_company(region="CZ041")))
    find_new(frequencies=ALL)
    assert told(search) == [offer.pk]


def test_words_decide() -> None:
    search = save(query="q=Zahnräder")
    publish_listing("Kartoffeln gesucht", description_de="Festkochend, zehn Tonnen.", capabilities=["03212100"])
    fits = publish_listing("Zahnräder gesucht")
    find_new(frequencies=ALL)
    assert fits.pk in told(search)
    assert len(told(search)) == 1


def test_the_other_language_is_found() -> None:
    search = save(query="q=Zahnräder")
    words = {"title_cs": "Poptáváme ozubená kola", "description_cs": "Ozubená kola z oceli."}
    czech = publish_listing(title_de="", description_de="", original_language="cs", **words)
    embed_now(kind="listing", ids=[czech.pk])
    find_new(frequencies=ALL)
    assert told(search) == [czech.pk]


def test_edited_and_put_back_is_not_new_again() -> None:
    search = save()
    listing = publish_listing()
    assert sweep() == 1
    Listing.objects.filter(pk=listing.pk).update(title_de="Anders")
    index_now(kind="listing", ids=[listing.pk])
    archive(kind="listing", pk=listing.pk, actor=None)
    index_now(kind="listing", ids=[listing.pk])
    assert not Document.objects.filter(kind="listing").exists()
    list_publicly(listing)
    assert Document.objects.filter(kind="listing").exists()
    assert sweep() == 0
    assert told(search) == [listing.pk]
    assert len(alert_mails()) == 1


def test_an_edit_that_lets_it_fit_makes_it_new() -> None:
    search = save(query="q=Zahnräder")
    listing = publish_listing("Wellen gesucht")
    assert find_new(frequencies=ALL) == 0
    Listing.objects.filter(pk=listing.pk).update(title_de="Zahnräder gesucht")
    index_now(kind="listing", ids=[listing.pk])
    find_new(frequencies=ALL)
    assert told(search) == [listing.pk]


def test_the_same_question_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for query in (
        "region=DED2D&region=CZ041",
        "region=CZ041&region=DED2D&sort=name",
        "sort=newest&region=CZ041&region=DED2D",
    ):
        save(query=query)
    publish_listing()
    asked: list[Any] = []
    original = evaluation.new_documents

    def counting(*arguments: Any, **values: Any) -> list[evaluation.Found]:
        asked.append(arguments)
        return original(*arguments, **values)

    monkeypatch.setattr(service, "new_documents", counting)
    assert find_new(frequencies=ALL) == 3
    assert len(asked) == 1


def test_each_frequency_has_its_time() -> None:
    for frequency in Frequency:
        save(frequency=frequency)
    publish_listing()
    assert sweep() == 1
    assert run_morning(is_monday=False) == 1
    assert run_morning(is_monday=True) == 1
    assert len(alert_mails()) == 3
    assert Finding.objects.filter(is_new=True).count() == 4  # the quiet one shows it on its page


def test_a_sweep_without_change_looks_at_nothing(django_assert_num_queries: Any) -> None:
    save()
    publish_listing()
    assert sweep() == 1
    with django_assert_num_queries(3):
        assert sweep() == 0


def test_what_came_in_a_pause_is_not_told() -> None:
    search = save()
    change_search(search=search, name="x", frequency=Frequency.AT_ONCE, is_paused=True)
    publish_listing()
    assert sweep() == 0
    change_search(search=search, name="x", frequency=Frequency.AT_ONCE, is_paused=False)
    new = publish_listing()
    assert sweep() == 1
    assert told(search)[-1] == new.pk
    assert alert_mails()[0].text.count("http") < 12


def test_a_locked_account_is_not_looked_for() -> None:
    search = save()
    search.user.is_active = False
    search.user.save()
    publish_listing()
    assert find_new(frequencies=ALL) == 0


def test_the_own_entries_are_no_news() -> None:
    user = make_user()
    company = publish(make_company(owner=user))
    save(user)
    publish_listing(organisation=company)
    assert sweep() == 0
    assert not alert_mails()


def test_old_findings_are_forgotten() -> None:
    save()
    publish_listing()
    find_new(frequencies=ALL)
    Finding.objects.update(found_at=timezone.now() - KEEP_FINDINGS - timedelta(days=1))
    assert forget_old_findings() == 1


def test_statements_do_not_grow_with_those_who_ask_the_same() -> None:
    from django.db import connection

    save()
    publish_listing()
    with CaptureQueriesContext(connection) as one:
        find_new(frequencies=ALL)
    for _number in range(3):
        save()
    publish_listing()
    with CaptureQueriesContext(connection) as four:
        find_new(frequencies=ALL)
    assert len(four) == len(one)


@pytest.mark.parametrize(
    ("code", "query"), [("company", "region=DED2D"), ("institution", ""), ("search", "q=Drehteile&kind=company")]
)
def test_other_lists(code: str, query: str) -> None:
    search = save(code=code, query=query)
    entry: Any
    if code == "institution":
        entry = make_institution()
    else:
        entry = make_company("Zerspanung Zittau", summary_de="Drehteile in kleinen Losen.")
    list_publicly(entry)
    find_new(frequencies=ALL)
    assert told(search) == [entry.pk]
