"""Papers: who stands on them, in which order and language, and that texts of users stay texts."""

import os
import shutil
import subprocess
from datetime import time
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from bilingual.choices import Language
from events.choices import ItemType, PartnerRole, Purpose, StaffRole, State
from events.models import (
    Consent,
    ConsentText,
    Event,
    EventPartner,
    ItemBooking,
    PickUpPoint,
    ProgrammeItem,
    Registration,
    Speaker,
)
from events.papers import printing
from events.papers.catalogue import Paper, Wish, printed, written
from events.papers.people import badges, qr
from events.papers.sheets import SHEETS, BadgeLayout
from events.papers.wording import PaperLanguage, Wording
from events.services.checking_in import tick_in
from tests.events.factories import make_event, make_item, make_registration, make_staff
from tests.factories import make_user
from tests.pages import Page, url

pytestmark = pytest.mark.django_db
EVIL = '#panic("x") *fett* _k_ $x$ @ref <l> \\ [ ] {"a"} "'
LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenanspruchsberechtigter"


def _text(pdf: bytes) -> str:
    """The words of a PDF, as a reader's program takes them."""
    if shutil.which("pdftotext") is None:
        missing = pytest.fail if os.environ.get("CI", "").lower() in {"1", "true"} else pytest.skip
        missing("pdftotext (Debian: poppler-utils) is missing.")
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def _agree(person: Registration, purpose: Purpose, *, is_given: bool = True) -> None:
    text = ConsentText.objects.get_or_create(
        event=person.event, purpose=purpose, defaults={"text_de": "Ja", "text_cs": "Ano"}
    )[0]
    Consent.objects.create(registration=person, text=text, is_given=is_given)


def _visit(event: Event) -> ProgrammeItem:
    return make_item(event, "Werksbesuch", type=ItemType.VISIT, needs_booking=True, needs_identity_card=True)


def _everything(event: Any) -> Wish:
    """An event with something for each paper."""
    event.project, event.title_cs = "Glokalisierung", "Akce s hosty"
    event.save()
    EventPartner.objects.create(event=event, name="AHK Services s.r.o.", role=PartnerRole.CO_ORGANISER)
    speaker = Speaker.objects.create(event=event, title_before="Dr.", first_name="Jan", last_name="Řehoř")
    make_item(event, EVIL, title_cs="Přednáška").speakers.add(speaker)
    visit = _visit(event)
    person = make_registration(event, last_name=f"{LONG}", organisation_name=EVIL * 4, languages=["de", "cs"])
    ItemBooking.objects.create(registration=person, item=visit, state=State.CONFIRMED, number=1)
    tick_in(registration=person, actor=None)
    return Wish(item=visit)


@pytest.mark.parametrize("language", PaperLanguage.values)
@pytest.mark.parametrize("paper", list(Paper))
def test_each_paper_is_a_tagged_pdf(paper: Paper, language: str) -> None:
    event = make_event("Tag der Lieferketten")
    wish = _everything(event)
    pdf = printed(paper, event, Wish(language=language, item=wish.item if paper == Paper.VISIT else None))
    assert pdf.startswith(b"%PDF-")
    assert b"/MarkInfo" in pdf
    assert b"pdfuaid" in pdf
    assert f"({'cs' if language == 'cs' else 'de'})".encode() in pdf


@pytest.mark.parametrize("paper", list(Paper))
def test_an_empty_event_can_be_printed(paper: Paper) -> None:
    event = make_event()
    assert printed(paper, event, Wish(item=_visit(event))).startswith(b"%PDF-")


def test_texts_of_users_stay_texts() -> None:
    event = make_event()
    wish = _everything(event)
    assert '#panic("x") *fett* _k_ $x$ @ref <l>' in _text(printed(Paper.PROGRAMME, event, wish))


def test_a_signature_list_has_the_fields_of_the_programme() -> None:
    event = make_event("Lieferketten im Grenzraum")
    _everything(event)
    make_registration(event, first_name="Eva", last_name="Çelik", organisation_name="IHK Zittau")
    text = _text(printed(Paper.SIGNATURES, event, Wish(day=event.first_day)))
    for word in ("Glokalisierung", event.organisation.name, "AHK Services s.r.o.", "Lieferketten im Grenzraum"):
        assert word in text
    for word in ("Akce s hosty", "Çelik", "Eva", "IHK Zittau", "Kofinanziert von der Europäischen Union"):
        assert word in text


def test_people_stand_in_the_order_of_the_language() -> None:
    event = make_event()
    for name in ("Čáp", "Chrt", "Cibulka", "Hora", "Äpfel"):
        make_registration(event, last_name=name)
    orders = {}
    for language in ("de", "cs"):
        people = badges(event, Wording(language))["people"]
        orders[language] = [person["name"].split()[-1] for person in people]
    assert orders["de"] == ["Äpfel", "Čáp", "Chrt", "Cibulka", "Hora"]
    assert orders["cs"] == ["Äpfel", "Cibulka", "Čáp", "Hora", "Chrt"]


def test_only_who_agreed_stands_on_the_list_for_participants() -> None:
    event = make_event()
    agreed, silent, withdrawn = (make_registration(event, last_name=name) for name in ("Ano", "Ticho", "Ne"))
    _agree(agreed, Purpose.LIST)
    _agree(withdrawn, Purpose.LIST)
    _agree(withdrawn, Purpose.LIST, is_given=False)
    text = _text(printed(Paper.PARTICIPANTS, event, Wish()))
    assert agreed.last_name in text
    assert silent.last_name not in text
    assert "Ne," not in text
    everybody = _text(printed(Paper.ORGANISERS, event, Wish()))
    assert all(name in everybody for name in ("Ano", "Ticho", "Ne,"))


def test_a_badge_says_who_must_not_be_photographed() -> None:
    event = make_event()
    agreed, silent = make_registration(event, last_name="A"), make_registration(event, last_name="B")
    assert [person["no_photo"] for person in badges(event, Wording("de"))["people"]] == [False, False]
    _agree(agreed, Purpose.PHOTOS)
    assert [person["no_photo"] for person in badges(event, Wording("de"))["people"]] == [False, True]
    _agree(agreed, Purpose.PHOTOS, is_given=False)
    assert all(person["no_photo"] for person in badges(event, Wording("de"))["people"])
    assert silent.formatted_code in _text(printed(Paper.BADGES, event, Wish(language="de")))


@pytest.mark.parametrize("layout", list(BadgeLayout))
def test_badges_stay_on_their_sheet(layout: BadgeLayout) -> None:
    event = make_event(LONG + " " + LONG)
    name: dict[str, Any] = {
        "first_name": "Anna-Magdalena " * 4,
        "last_name": LONG,
        "title_before": "Prof. Dr.-Ing. habil.",
    }
    for _number in range(3):
        make_registration(event, **name, organisation_name=LONG * 2, function=EVIL, languages=["de", "cs", "en"])
    pages = printing.pictures(*written(Paper.BADGES, event, Wish(layout=layout)), ppi=50)
    sheet = SHEETS[layout]
    assert len(pages) == -(-3 // (sheet.columns * sheet.rows))
    picture = Image.open(BytesIO(pages[0])).convert("L")
    assert _is_white_between_badges(picture, sheet)


def _is_white_between_badges(picture: Any, sheet: Any) -> bool:
    """A strip inside each badge's edge is white: nothing runs over it (cut marks lie at the edge of the page)."""
    scale = picture.width / sheet.page_width
    left, top = (sheet.left + sheet.width - 2.5) * scale, (sheet.top + 8) * scale
    strip = picture.crop((int(left), int(top), int(left + 1.5 * scale), int(top + (sheet.height - 16) * scale)))
    return strip.getextrema()[0] > 200


def test_five_hundred_badges_take_seconds() -> None:
    event = make_event("Informations- und Kooperationsveranstaltung")
    people = [make_registration(event, organisation_name="Kranichglas Zittau GmbH") for _number in range(20)]
    data = written(Paper.BADGES, event, Wish())[1]
    begin = perf_counter()
    data["people"] = [
        data["people"][n % 20] | {"qr": qr(f"2F7KMQ9{n:03d}"), "name": f"Ing. Jana Nováková-{n}"} for n in range(500)
    ]
    pdf = printing.pdf("badges", data)
    seconds = perf_counter() - begin
    assert len(people) == 20
    assert b"/Count 63" in pdf
    # measured: 2 seconds; other tests may run beside this one
    assert seconds < 12


def test_a_certificate_is_for_those_who_came() -> None:
    event = make_event()
    came, away = make_registration(event, last_name="Tady"), make_registration(event, last_name="Pryč")
    tick_in(registration=came, actor=None)
    text = _text(printed(Paper.CERTIFICATES, event, Wish(language="cs")))
    assert came.full_name in text
    assert away.full_name not in text


def test_the_visit_list_tells_the_host_what_to_know() -> None:
    event = make_event()
    visit = _visit(event)
    stop = PickUpPoint.objects.create(item=visit, place_de="Bahnhof", place_cs="Nádraží", time=time(8, 15))
    for name, point in (("Busová", stop), ("Pěší", None)):
        person = make_registration(event, last_name=name, needs=f"{name} braucht Hilfe")
        ItemBooking.objects.create(
            registration=person, item=visit, state=State.CONFIRMED, number=1, pick_up_point=point
        )
    text = _text(printed(Paper.VISIT, event, Wish(item=visit)))
    for word in ("Bahnhof / Nádraží / 08:15", "Busová", "Pěší", "Busová braucht Hilfe"):
        assert word in text


@pytest.mark.parametrize("language", Language.values)
def test_the_page_of_papers_has_a_form_for_each(client: Client, language: str) -> None:
    event = make_event()
    client.force_login(make_staff(event, StaffRole.SUPPORT))
    page = Page(client.get(url(language, "event_papers", event.pk)))
    assert page.status == 200
    assert len(page.headings) == 1
    assert {form.action for form in page.forms} >= {
        url(language, "event_paper", event.pk, paper) for paper in Paper if paper != Paper.VISIT
    }


def test_a_paper_comes_as_pdf_and_is_not_kept_on_the_way(client: Client) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    response = client.get(url("de", "event_paper", event.pk, "badges"), {"language": "both", "layout": "a6"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("query", [{}, {"language": "fr"}, {"language": "de", "layout": "x"}])
def test_wrong_wishes_are_asked_again(client: Client, query: dict[str, str]) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    assert client.get(url("de", "event_paper", event.pk, "badges"), query).status_code == 400
    assert client.get(url("de", "event_paper", event.pk, "nothing"), query).status_code == 404


@pytest.mark.parametrize("view", ["event_papers", "event_visits", "event_stands", "event_feedback"])
def test_only_planners_see_papers_and_needs(client: Client, view: str) -> None:
    event = make_event()
    address = url("de", view, event.pk)
    assert client.get(address).status_code == 302
    for user in (make_user(), make_staff(event, StaffRole.CHECK_IN)):
        client.force_login(user)
        assert client.get(address).status_code == 404
        assert client.get(url("de", "event_paper", event.pk, "organisers"), {"language": "de"}).status_code == 404
    client.force_login(make_staff(event, StaffRole.SUPPORT))
    assert client.get(address).status_code == 200


def test_papers_take_as_many_statements_for_three_people_as_for_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    address = url("de", "event_paper", event.pk, "badges")
    for _number in range(2):
        for _person in range(2):
            make_registration(event)
        with django_assert_num_queries(5):
            client.get(address, {"language": "de", "layout": "ten"})
