"""Papers of an exchange: tagged PDF in both languages, everybody on them once, nothing runs over, and in seconds."""

from datetime import timedelta
from io import BytesIO
from itertools import product
from time import process_time
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from events.choices import StaffRole
from events.models import Registration
from events.papers import printing
from events.papers.wording import PaperLanguage
from exchange.choices import Outcome, PlanState
from exchange.codes import code_of, request_of
from exchange.models import Exchange, Plan
from exchange.papers.catalogue import OWN, Paper, Wish, own_timetable, people_of, printed, written
from tests.events.factories import make_event, make_registration, make_staff
from tests.exchange.factories import make_exchange, make_interpreter, make_participant, make_request, make_told_plan
from tests.factories import make_user
from tests.pages import Page, url
from tests.pdf import text_of_pdf

pytestmark = pytest.mark.django_db
EVIL = '#panic("x") *fett* $x$ @ref <l> [ ] {"a"}'
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
LONG = "Vodohospodářskásdružovatelskáspolečnostkrušnohorskéhopříhraničí"


def _person(exchange: Exchange, **facts: Any) -> Registration:
    return make_registration(exchange.event, **facts)


def _plan(**facts: Any) -> Plan:
    """Two meetings, one with an interpreter, at the table of a host; a long name, evil texts, one free person."""
    exchange = make_exchange(make_event("Kooperationstage", title_cs="Dny spolupráce"))
    slots, tables = list(exchange.slots.all()), list(exchange.tables.all())
    jana = make_participant(
        exchange,
        registration=_person(
            exchange, title_before="Ing.", first_name="Jana", last_name="Říhová-" + LONG, title_after="Ph.D., MBA",
            organisation_name=LONG + " s.r.o.",
        ),
        languages=["cs"],
        offers=EVIL * 9,
    )  # fmt: skip
    otto = make_participant(exchange, registration=_person(exchange, first_name="Otto", last_name="Äpfel"))
    make_participant(exchange, registration=_person(exchange, first_name="Eva", last_name="Frei"))
    ada = make_participant(exchange, registration=_person(exchange, first_name="Ada", last_name="Chrt"))
    tables[0].host = otto
    tables[0].save()
    interpreter = make_interpreter(exchange, "Mgr. Věra Tlumočná")
    first = make_request(jana, otto, reason="Gemeinsame Fertigung", language="de")
    second = make_request(otto, ada)
    return make_told_plan(exchange, [(first, slots[0], tables[0], interpreter), (second, slots[2], tables[0])], **facts)


@pytest.mark.parametrize("language", PaperLanguage.values)
@pytest.mark.parametrize("paper", list(Paper))
def test_each_paper_is_a_tagged_pdf(paper: Paper, language: str) -> None:
    pdf = printed(paper, _plan(), Wish(language=language))
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid" in pdf
    assert f"({'cs' if language == 'cs' else 'de'})".encode() in pdf


@pytest.mark.parametrize("paper", list(Paper))
def test_times_name_the_day_at_an_event_of_several_days(paper: Paper) -> None:
    """Also where all slots lie on one of them: a time alone would not say which."""
    plan = _plan()
    event = plan.exchange.event
    day = f"{WEEKDAYS[event.first_day.weekday()]}, {event.first_day.day}. "
    before = str(written(paper, plan, Wish(language="de"))[1])
    event.last_day = event.first_day + timedelta(days=1)
    event.save()
    after = str(written(paper, Plan.objects.get(pk=plan.pk), Wish(language="de"))[1])
    assert after.count(day) > before.count(day)


@pytest.mark.parametrize("paper", list(Paper))
def test_an_empty_plan_can_be_printed(paper: Paper) -> None:
    exchange = make_exchange(slots=0, tables=0)
    assert printed(paper, make_told_plan(exchange), Wish()).startswith(b"%PDF-")


def test_timetables_stand_in_alphabetical_order_one_on_a_page_each_in_its_language() -> None:
    plan = _plan()
    jana = Registration.objects.get(first_name="Jana")
    jana.booking.language = "cs"
    jana.booking.save()
    names = [person.registration.last_name[:4] for person in people_of(plan, Wish(language="cs").wording())]
    assert names == ["Äpfe", "Frei", "Chrt", "Řího"]
    template, data = written(Paper.TIMETABLES, plan, Wish(language=OWN))
    assert [(page["lang"], page["name"].split()[0]) for page in data["people"]] == [
        ("de", "Otto"), ("de", "Ada"), ("de", "Eva"), ("cs", "Ing."),
    ]  # fmt: skip
    assert len(printing.pictures(template, data, ppi=20)) == 4
    rows = data["people"][0]["days"][0]["rows"]
    assert [row["partner"] and row["partner"]["name"].split()[0] for row in rows] == ["Ing.", None, "Ada"]
    assert [row["time"] for row in rows] == ["09:00–09:20", "09:25–09:45", "09:50–10:10"]


def test_what_people_write_stays_text_and_is_cut() -> None:
    plan = _plan()
    text = text_of_pdf(own_timetable(plan, people_of(plan, Wish(language="de").wording())[0], "de"))
    for word in ("Gemeinsame Fertigung", "Tlumočná", '#panic("x")', "Ph.D., MBA", "Kooperationstage"):
        assert word in text
    assert "…" in text


def test_the_table_card_has_every_slot_and_the_rating_sheet_the_code_of_each_meeting() -> None:
    plan = _plan()
    codes = [code_of(meeting.request_id) for meeting in plan.meetings.all()]
    card = text_of_pdf(printed(Paper.CARDS, plan, Wish(language="de")))
    assert card.count("09:25–09:45") == 3
    sheets = written(Paper.RATINGS, plan, Wish(language="de"))[1]
    assert len(sheets["outcomes"]) == len(Outcome)
    text = text_of_pdf(printed(Paper.RATINGS, plan, Wish(language="de")))
    assert all(code in text for code in codes)
    template, data = written(Paper.CARDS, plan, Wish(with_ratings=True))
    assert len(printing.pictures(template, data, ppi=20)) == 6
    # the host sits on the left, whoever has asked
    assert [row["sides"][0]["name"] for row in data["tables"][0]["days"][0]["rows"] if row["sides"]] == [
        "Otto Äpfel"
    ] * 2


def test_nothing_runs_over_the_card_of_a_full_table() -> None:
    exchange = make_exchange(slots=24, tables=1)
    long = {"first_name": "Anna-Magdalena Karolína", "last_name": LONG, "organisation_name": LONG * 2}
    one, other = (make_participant(exchange, registration=_person(exchange, **long)) for _ in range(2))
    table = exchange.tables.get()
    plan = make_told_plan(exchange, [(make_request(one, other), exchange.slots.first(), table)])
    template, data = written(Paper.CARDS, plan, Wish(with_ratings=True))
    full = next(row for row in data["tables"][0]["days"][0]["rows"] if row["sides"])
    data["tables"][0]["days"][0]["rows"] = [full | {"interpreter": "Mgr. Věra Tlumočná"}] * 24
    pages = printing.pictures(template, data, ppi=50)
    assert len(pages) == 2
    for page in pages:
        picture: Any = Image.open(BytesIO(page)).convert("L")
        foot = picture.crop((0, int(picture.height * 0.985), picture.width, picture.height))
        assert foot.getextrema()[0] > 200


def test_the_overview_shows_the_tables_of_everybody() -> None:
    data = written(Paper.OVERVIEW, _plan(), Wish(language="de"))[1]
    assert [(row["name"].split(",")[0][:4], row["cells"]) for row in data["grids"][0]["rows"]] == [
        ("Äpfe", ["1", "", "1", ""]), ("Chrt", ["", "", "1", ""]), ("Frei", [""] * 4), ("Řího", ["1", "", "", ""]),
    ]  # fmt: skip
    assert [len(slot["rows"]) for slot in data["slots"]] == [1, 0, 1, 0]


def test_an_interpreter_sees_both_people_their_languages_and_what_is_free() -> None:
    plan = _plan()
    one = plan.exchange.interpreters.get()
    one.away = [list(plan.exchange.slots.all())[-1].pk]
    one.save()
    rows = written(Paper.INTERPRETERS, plan, Wish(language="de"))[1]["people"][0]["days"][0]["rows"]
    assert [(row["table"], len(row["sides"]), row["away"]) for row in rows] == [
        ("1", 2, False), ("", 0, False), ("", 0, False), ("", 0, True),
    ]  # fmt: skip


def test_a_draft_says_so_on_each_paper() -> None:
    plan = _plan(state=PlanState.DRAFT)
    data = written(Paper.TIMETABLES, plan, Wish(language="de"))[1]
    assert data["mark"]
    plan.state = PlanState.FINAL
    assert not written(Paper.TIMETABLES, plan, Wish(language="de"))[1]["mark"]


def test_the_number_of_statements_does_not_depend_on_the_people(django_assert_num_queries: Any) -> None:
    plan = _plan()
    people = [make_participant(plan.exchange) for _ in range(3)]
    plan.refresh_from_db()
    plan.exchange.event.organisation  # noqa: B018 - as the views have it
    with django_assert_num_queries(5):
        written(Paper.TIMETABLES, plan, Wish())
    assert len(people) == 3


def test_a_hundred_and_fifty_people_take_seconds() -> None:
    plan = _plan()
    data = {paper: written(paper, plan, Wish()) for paper in Paper}
    page = data[Paper.TIMETABLES][1]["people"][0]
    page["days"][0]["rows"] = page["days"][0]["rows"][:1] * 10
    data[Paper.TIMETABLES][1]["people"] = [page] * 150
    begin = process_time()
    assert b"/Count 150" in printing.pdf(*data[Paper.TIMETABLES])
    assert process_time() - begin < 10


def test_codes_find_slips() -> None:
    code = code_of(1284)
    assert request_of(code) == 1284
    assert request_of(f" {code.replace('-', '')} ") == 1284
    wrong = [code[:place] + digit + code[place + 1 :] for place, digit in product((0, 1, 2, 3, 5), "0123456789")]
    assert all(request_of(other) is None for other in wrong if other != code)
    assert [request_of(text) for text in ("2184-" + code[-1], "", "-", "abc", "²-1", "1" * 40)] == [None] * 6


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_page_has_a_form_for_each_paper_and_gives_pdf(client: Client, language: str) -> None:
    plan = _plan()
    event = plan.exchange.event
    client.force_login(make_staff(event))
    page = Page(client.get(url(language, "exchange_papers", event.pk)))
    assert (page.status, len(page.headings)) == (200, 1)
    addresses = {url(language, "exchange_paper", event.pk, paper.value) for paper in Paper}
    assert {form.action for form in page.forms} >= addresses
    paper = url(language, "exchange_paper", event.pk, "interpreters")
    response = client.get(paper, {"language": "both"})
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]
    assert client.get(paper, {"language": "own"}).status_code == 400
    assert client.get(url(language, "exchange_paper", event.pk, "nothing"), {"language": "de"}).status_code == 404


def test_without_a_plan_the_page_says_so_and_strangers_find_nothing(client: Client) -> None:
    event = make_exchange().event
    page, paper = url("de", "exchange_papers", event.pk), url("de", "exchange_paper", event.pk, "cards")
    assert client.get(page).status_code == 302
    for user in (make_user(), make_staff(event, StaffRole.CHECK_IN)):
        client.force_login(user)
        assert client.get(page).status_code == client.get(paper, {"language": "de"}).status_code == 404
    client.force_login(make_staff(event))
    assert client.get(page).status_code == 200
    assert client.get(paper, {"language": "de"}).status_code == 404
