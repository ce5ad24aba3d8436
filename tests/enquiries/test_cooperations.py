"""What came of it: the log, the questions by mail, the figures."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

from enquiries.choices import Stage, ValueBand
from enquiries.models import Cooperation, StageReport
from enquiries.services.cooperating import record, start
from enquiries.services.questions import ask
from enquiries.tasks import watch_cooperations
from tests.enquiries.conftest import signed_in
from tests.enquiries.factories import answer, mails_to, make_conversation, make_firm, owner_of
from tests.enquiries.test_links import link_in
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db
QUERIES = 6


def make_cooperation(**fields: Any) -> Cooperation:
    """Of a Saxon and a Czech company, begun by an answer."""
    conversation = make_conversation(make_firm()[0], make_firm(language="cs", region="CZ041")[0])
    answer(conversation)
    Cooperation.objects.filter(conversation=conversation).update(**fields)
    return Cooperation.objects.get(conversation=conversation)


def age(cooperation: Cooperation, days: int) -> Cooperation:
    Cooperation.objects.filter(pk=cooperation.pk).update(created_at=timezone.now() - timedelta(days=days))
    cooperation.refresh_from_db()
    return cooperation


def test_an_answer_begins_the_log() -> None:
    cooperation = make_cooperation()
    assert (cooperation.stage, cooperation.countries) == (Stage.ENQUIRY, "CZ-DE")
    assert cooperation.conversation is not None
    answer(cooperation.conversation, "Nachtrag")
    assert Cooperation.objects.count() == 1


def test_the_newest_word_counts_and_contradictions_stay() -> None:
    cooperation = make_cooperation()
    values: dict[str, Any] = {"cooperation_id": cooperation.pk, "actor": None}
    record(organisation_id=cooperation.first_id, stage=Stage.CONTRACT, value_band=ValueBand.TO_50, **values)
    record(organisation_id=cooperation.second_id, stage=Stage.TALK, **values)
    record(organisation_id=cooperation.second_id, stage=Stage.TALK, **values)
    cooperation.refresh_from_db()
    assert (cooperation.stage, cooperation.value_band, StageReport.objects.count()) == ("talk", "to_50", 2)
    page = signed_in(owner_of(cooperation.first)).get(url("de", "cooperations")).content.decode()
    assert 'class="notice"' in page


def test_both_are_asked_after_four_weeks_and_after_half_a_year() -> None:
    cooperation = age(make_cooperation(), 20)
    people = [owner_of(cooperation.first), owner_of(cooperation.second)]
    before = [len(mails_to(person)) for person in people]
    assert not ask(cooperation_id=cooperation.pk)
    age(cooperation, 29)
    watch_cooperations(timestamp=0)
    assert ProcrastinateJob.objects.filter(task_name="enquiries.ask").count() == 1
    assert ask(cooperation_id=cooperation.pk)
    assert not ask(cooperation_id=cooperation.pk)
    age(cooperation, 190)
    assert ask(cooperation_id=cooperation.pk)
    assert not ask(cooperation_id=cooperation.pk)
    assert [len(mails_to(person)) for person in people] == [number + 2 for number in before]
    assert mails_to(people[1])[-1].language == "cs"


def test_nobody_is_asked_about_what_is_over_or_twice_in_a_row() -> None:
    assert not ask(cooperation_id=age(make_cooperation(stage=Stage.NONE), 29).pk)
    old = age(make_cooperation(), 200)
    assert ask(cooperation_id=old.pk)
    old.refresh_from_db()
    assert old.asked_early_at is None
    assert not ask(cooperation_id=old.pk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_click_without_signing_in(language: str) -> None:
    cooperation = age(make_cooperation(), 29)
    ask(cooperation_id=cooperation.pk)
    person = owner_of(cooperation.first if language == "de" else cooperation.second)
    address = link_in(mails_to(person)[-1].text)
    page = Page(Client().get(address))
    assert (page.status, page.language, len(page.headings)) == (200, language, 1)
    assert not StageReport.objects.exists()
    assert Client().post(address, {"stage": "unsinn"}).status_code == 302
    assert Client().post(address, {"stage": "offer", "value_band": "to_5"}).status_code == 302
    cooperation.refresh_from_db()
    assert (cooperation.stage, StageReport.objects.get().by) == (Stage.OFFER, person)
    person.memberships.all().delete()
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"stage": "contract"}).status_code == 404
    assert StageReport.objects.count() == 1


def test_the_list_of_the_member() -> None:
    cooperation = make_cooperation()
    client = signed_in(owner_of(cooperation.second))
    client.post(url("cs", "cooperation_stage", cooperation.pk), {"stage": "contract"})
    assert StageReport.objects.get().organisation_id == cooperation.second_id
    assert cooperation.first.name in client.get(url("cs", "cooperations")).content.decode()
    stranger = signed_in(make_firm()[1])
    assert cooperation.first.name not in stranger.get(url("cs", "cooperations")).content.decode()
    assert stranger.post(url("cs", "cooperation_stage", cooperation.pk), {"stage": "none"}).status_code == 404


def test_a_cooperation_that_began_elsewhere() -> None:
    own, owner = make_firm()
    partner = make_firm("Papierfabrik Penig GmbH")[0]
    client, address = signed_in(owner), url("de", "cooperation_new")
    data = Page(client.get(address)).form("partner")
    assert client.post(address, {**data, "partner": "Gibt es nicht", "stage": "talk"}).status_code == 422
    for _twice in range(2):
        assert client.post(address, {**data, "partner": "papierfabrik penig", "stage": "talk"}).status_code == 302
    cooperation = Cooperation.objects.get()
    assert (cooperation.first_id, cooperation.second_id, cooperation.stage) == (own.pk, partner.pk, Stage.TALK)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_three_as_for_one(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    own, owner = make_firm()
    for _number in range(count):
        partner = make_firm()[0]
        cooperation = start(first=own, second=partner, actor=owner, stage=Stage.TALK)
        record(cooperation_id=cooperation.pk, organisation_id=partner.pk, actor=None, stage=Stage.OFFER)
    client = signed_in(owner)
    client.get(url("de", "cooperations"))
    with django_assert_num_queries(QUERIES):
        client.get(url("de", "cooperations"))


def test_figures_for_reports() -> None:
    make_cooperation(stage=Stage.CONTRACT)
    make_cooperation()
    one, two = make_firm()[0], make_firm()[0]
    start(first=one, second=two, actor=None, stage=Stage.OFFER)
    rows = Cooperation.objects.all()
    assert rows.by_country_pair() == {"CZ-DE": 2, "DE-DE": 1}
    assert rows.by_stage() == {"contract": 1, "enquiry": 1, "offer": 1}
    assert rows.across_the_border().count() == 2
    months = [(row["countries"], row["number"], row["contracts"]) for row in rows.by_month()]
    assert months == [("CZ-DE", 2, 1), ("DE-DE", 1, 0)]
