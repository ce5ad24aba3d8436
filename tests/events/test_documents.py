"""Events in the search, and their files as downloads for those whom they are meant for."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings

from events.choices import Audience, Format, PartnerRole, StaffRole, State
from events.models import Document, Event, EventPartner, Speaker
from events.services.programme import sweep_up_documents
from events.tasks import sweep_up_event_documents
from events.tokens import booking_token, registration_token
from publishing.choices import Status
from search.models import Document as SearchDocument
from search.services import index_now
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import edit, make_company, make_institution, make_user, publish
from tests.pages import LANGUAGES, Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_media(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def attach(event: Event, audience: Audience = Audience.PUBLIC, **fields: Any) -> Document:
    document = Document(
        event=event, title_de="Folien", title_cs="Prezentace", audience=audience, file_name="Folien.pdf",
        content_type="application/pdf", size=5, **fields,
    )  # fmt: skip
    document.file.save("Folien.pdf", ContentFile(b"%PDF-"))
    return document


def indexed(event: Event) -> SearchDocument:
    index_now(kind="event", ids=[event.pk])
    return SearchDocument.objects.get(kind="event", object_id=event.pk)


def test_the_search_knows_the_event() -> None:
    event = make_event("Börse", title_cs="Burza", formats=[Format.EXCHANGE, Format.VISIT], languages=["de", "cs"],
                       summary_de="Ein Tag voller Gespräche.")  # fmt: skip
    document = indexed(event)
    assert (document.title_de, document.title_cs, document.place, document.region) == (
        *("Börse", "Burza", "Zittau", "DED2D"),
    )
    assert document.summary_de == "Ein Tag voller Gespräche."
    assert document.highlights_cs == ["Kooperační burza", "Návštěvy příkladů dobré praxe"]
    month = f"month:{event.first_day:%Y-%m}"
    codes = {"kind:event", "event:workshop", "format:exchange", "format:visit", "language:cs", "country:DE", month}
    assert codes <= set(document.facets)
    assert document.x_km is not None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Glasschleifen", "de"), ("Říhová", "cs"), ("Ukázkový klastr", "cs"), ("kooperační burza", "cs"),
        ("Kooperationsbörse", "de"), ("Stadthalle", "de"),
    ],
)  # fmt: skip
def test_it_is_found_by_what_happens_there(words: str, language: str) -> None:
    event = make_event("Zwei Tage", formats=[Format.EXCHANGE], venue="Stadthalle")
    make_item(event, "Glasschleifen für Fortgeschrittene")
    Speaker.objects.create(event=event, first_name="Jana", last_name="Říhová")
    EventPartner.objects.create(event=event, name="Ukázkový klastr", role=PartnerRole.SUPPORTER)
    indexed(event)
    answer = Client().get(f"{url(language, 'search')}?q={words}")
    assert url(language, "event_detail", event.slug) in answer.content.decode()


def test_the_search_has_a_tab_for_events() -> None:
    indexed(make_event("Treffen"))
    answer = Client().get(f"{url('de', 'search')}?kind=event")
    assert [(tab.label, tab.count) for tab in answer.context["tabs"] if tab.kind == "event"] == [("Veranstaltungen", 1)]
    assert answer.context["total"] == 1


def test_what_is_not_published_is_not_found() -> None:
    event = make_event(status=Status.DRAFT)
    index_now(kind="event", ids=[event.pk])
    assert not SearchDocument.objects.filter(kind="event").exists()


def test_the_card_follows_the_name_of_the_organiser() -> None:
    organiser = publish(make_institution("Alter Name"))
    event = make_event(organisation=organiser)
    indexed(event)
    edit(organiser, name="Neuer Name")
    assert "Neuer Name" in Client().get(url("de", "event_list")).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_home_page_names_the_next_events(language: str) -> None:
    for title, days in (("Bald", 3), ("Danach", 9), ("Vorbei", -3)):
        indexed(make_event(title, days=days))
    source = Client().get(url(language, "home")).content.decode()
    assert source.index(">Bald<") < source.index(">Danach<")
    assert ">Vorbei<" not in source
    assert url(language, "event_list") in source


@pytest.mark.parametrize("make", [make_company, make_institution])
def test_the_page_of_an_organiser_names_what_comes(make: Any) -> None:
    owner = publish(make())
    for title, days in (("Bald", 3), ("Vorbei", -3)):
        indexed(make_event(title, days=days, organisation=owner))
    indexed(make_event("Von anderen"))
    source = Client().get(url("de", f"{owner.kind}_detail", owner.slug)).content.decode()
    assert ">Bald<" in source
    assert ">Vorbei<" not in source
    assert ">Von anderen<" not in source


def fetch(document: Document, user: Any = None, query: str = "") -> Any:
    client = Client()
    if user:
        client.force_login(user)
    return client.get(url("de", "event_document", document.event.slug, document.pk) + query)


def test_a_file_is_a_download_that_can_do_nothing() -> None:
    answer = fetch(attach(make_event()))
    assert b"".join(answer.streaming_content) == b"%PDF-"
    assert answer["Content-Disposition"] == 'attachment; filename="Folien.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=300"


def participant(event: Event) -> Any:
    user = make_user()
    person = make_registration(event, email=user.email)
    person.booking.user = user
    person.booking.save()
    return user


def waiting(event: Event) -> Any:
    user = make_user()
    make_registration(event, email=user.email, state=State.WAITING)
    return user


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (lambda _event: None, {Audience.PUBLIC}),
        (lambda _event: make_user(), {Audience.PUBLIC}),
        (waiting, {Audience.PUBLIC}),
        (participant, {Audience.PUBLIC, Audience.PARTICIPANTS}),
        (lambda event: make_staff(event, StaffRole.CHECK_IN), set(Audience)),
        (make_staff, set(Audience)),
    ],
)
def test_everybody_gets_what_is_meant_for_them(who: Callable[[Event], Any], seen: set[Audience]) -> None:
    event = make_event()
    documents = {audience: attach(event, audience) for audience in Audience}
    user = who(event)
    found = {audience for audience, document in documents.items() if fetch(document, user).status_code == 200}
    assert found == seen
    client = Client()
    if user:
        client.force_login(user)
    page = Page(client.get(url("de", "event_detail", event.slug)))
    links = {link["href"] for link in page.links}
    named = {key for key, row in documents.items() if url("de", "event_document", event.slug, row.pk) in links}
    assert named == seen


def test_participants_without_an_account_use_their_link() -> None:
    event, other = make_event(), make_event()
    document = attach(event, Audience.PARTICIPANTS)
    confirmed, waits = make_registration(event), make_registration(event, state=State.WAITING)
    stranger = make_registration(other)
    keys = {
        registration_token(confirmed): 200,
        booking_token(confirmed.booking): 200,
        registration_token(waits): 404,
        booking_token(waits.booking): 404,
        registration_token(stranger): 404,
        "r1:wrong": 404,
    }
    for key, status in keys.items():
        assert fetch(document, query=f"?key={key}").status_code == status
    page = Page(Client().get(f"{url('de', 'event_detail', event.slug)}?key={registration_token(confirmed)}"))
    assert any("key=" in link["href"] and str(document.pk) in link["href"] for link in page.links)


def test_files_of_drafts_are_nobodys_business() -> None:
    document = attach(make_event(status=Status.DRAFT))
    assert fetch(document).status_code == 404
    assert fetch(document, make_staff(document.event)).status_code == 200


def test_a_lost_file_is_not_found() -> None:
    document = attach(make_event())
    document.file.storage.delete(str(document.file.name))
    assert fetch(document).status_code == 404


def test_a_file_stands_with_its_own_event_only() -> None:
    document, other = attach(make_event()), make_event()
    assert Client().get(url("de", "event_document", other.slug, document.pk)).status_code == 404


def test_files_of_events_that_are_gone_are_swept_up() -> None:
    assert sweep_up_documents() == 0
    kept, lost, fresh = (attach(make_event()) for _ in range(3))
    Event.objects.filter(pk__in=[lost.event_id, fresh.event_id]).delete()
    long_ago = time.time() - 3 * 24 * 3600
    for row in (kept, lost):
        os.utime(row.file.path, (long_ago, long_ago))
    sweep_up_event_documents(timestamp=0)
    assert [Path(row.file.path).exists() for row in (kept, lost, fresh)] == [True, False, True]
