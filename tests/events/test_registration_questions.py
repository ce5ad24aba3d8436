"""Questions, consents, programme items and bus stops in the form."""

import pytest
from django.core.cache import cache
from django.test import Client

from events import floods
from events.choices import QuestionType
from events.models import Consent, ConsentText, Desk, Event, PickUpPoint, Question, Registration
from events.tokens import registration_token
from tests.events.factories import make_item
from tests.events.form_pages import send, typed
from tests.events.signing_up import event_with
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _new_brake(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(floods, "forms", floods.Brake())


def test_questions_of_every_type_and_consents() -> None:
    event, client = event_with(5), Client()
    options = [{"de": "Rot", "cs": "Červená"}, {"de": "Blau", "cs": "Modrá"}]
    questions = {
        kind: Question.objects.create(
            event=event,
            type=kind,
            label_de=f"Frage {kind}",
            label_cs=f"Otázka {kind}",
            options=options,
            is_required=True,
        )
        for kind in QuestionType.values
    }
    needed = ConsentText.objects.create(
        event=event, purpose="participation", text_de="Verarbeitung", text_cs="Zpracování", is_required=True
    )
    photos = ConsentText.objects.create(event=event, purpose="photos", text_de="Fotos", text_cs="Fotky")
    page = Page(client.get(url("cs", "event_register", event.slug)))
    assert "Otázka rating" in page.source
    assert "Červená" in page.source
    refused = Page(send(client, event, typed(client, event)))
    assert refused.status == 422
    for kind, question in questions.items():
        if kind not in {"choice", "choices", "yes_no", "rating"}:
            assert refused.error(f"p0-question_{question.pk}")
    assert refused.error(f"p0-consent_{needed.pk}")
    assert not refused.error(f"p0-consent_{photos.pk}")
    values = {"text": "kurz", "long_text": "lang", "choice": "1", "choices": ["0", "1"], "yes_no": "no",
        "number": "12,5", "date": "2027-03-12", "rating": "4"}  # fmt: skip
    data = typed(client, event) | {f"p0-question_{questions[kind].pk}": value for kind, value in values.items()}
    assert send(client, event, data | {f"p0-consent_{needed.pk}": "on"}).status_code == 302
    row = Registration.objects.get()
    assert {answer.question.type: answer.value for answer in row.answers.select_related("question")} == {
        "text": "kurz", "long_text": "lang", "choice": [1], "choices": [0, 1], "yes_no": False,
        "number": 12.5, "date": "2027-03-12", "rating": 4,
    }  # fmt: skip
    assert dict(row.consents.values_list("text_id", "is_given")) == {needed.pk: True, photos.pk: False}
    # the form of a change shows what is stored, and each withdrawal is a row of its own
    change = url("de", "registration_change", registration_token(row), row.pk)
    stored = Page(client.get(change)).form("last_name")
    assert stored[f"question_{questions['choices'].pk}"] == ["0", "1"]
    assert stored[f"question_{questions['number'].pk}"] == ["12,5"]
    assert f"consent_{photos.pk}" not in stored
    changed = stored | {"last_name": "Malá", f"consent_{photos.pk}": "on", f"question_{questions['text'].pk}": "neu"}
    assert client.post(change, changed).status_code == 302
    row.refresh_from_db()
    assert (row.last_name, row.answers.get(question=questions["text"]).value) == ("Malá", "neu")
    assert client.post(change, stored | {"last_name": "Malá"}).status_code == 302
    given = Consent.objects.filter(registration=row, text=photos).order_by("id").values_list("is_given", flat=True)
    assert list(given) == [False, True, False]
    without = {name: value for name, value in stored.items() if name != f"consent_{needed.pk}"}
    assert client.post(change, without).status_code == 422


def test_items_and_bus_stops() -> None:
    event, client = event_with(5), Client()
    workshop, talk = make_item(event, capacity=1), make_item(event, needs_booking=True)
    visit = make_item(event, capacity=9, hour=14)
    stop = PickUpPoint.objects.create(item=visit, place_de="Zittau", place_cs="Žitava", time="13:30", seats=3)
    data = typed(client, event) | {
        f"p0-item_{workshop.pk}": "on",
        f"p0-item_{talk.pk}": "on",
        f"p0-item_{visit.pk}": "on",
    }
    page = Page(send(client, event, data))
    assert page.status == 422
    assert page.error(f"p0-item_{talk.pk}")
    assert page.error(f"p0-stop_{visit.pk}")
    del data[f"p0-item_{talk.pk}"]
    data[f"p0-stop_{visit.pk}"] = str(stop.pk)
    assert send(client, event, data).status_code == 302
    row = Registration.objects.get()
    assert set(row.item_bookings.values_list("item_id", "state", "pick_up_point_id")) == {
        (workshop.pk, "confirmed", None), (visit.pk, "confirmed", stop.pk),
    }  # fmt: skip
    manage = url("de", "registration_manage", registration_token(row))
    step = {"action": "leave-item", "person": row.pk, "item": workshop.pk}
    assert client.post(manage, step).status_code == 302
    assert row.item_bookings.get(item=workshop).state == "cancelled"
    change = url("de", "registration_change", registration_token(row), row.pk)
    assert client.post(change, {"book": f"{workshop.pk}"}).status_code == 302
    assert row.item_bookings.get(item=workshop).state == "confirmed"
    assert client.post(change, {"book": "999999"}).status_code == 422
    assert client.post(change, {"book": ""}).status_code == 422


def test_a_changed_form_is_noticed_at_once() -> None:
    event, client = event_with(5), Client()
    data = typed(client, event)
    question = Question.objects.create(event=event, type="text", label_de="a", label_cs="b", is_required=True)
    assert Page(send(client, event, data)).error(f"p0-question_{question.pk}")
    Question.objects.update(is_required=False)
    Event.objects.update(title_de="Ganz anders")
    shown = send(client, event, data | {"email": "x"})
    assert "Ganz anders" in shown.content.decode()
    Desk.objects.update(is_open=False)
    assert "form_key" not in send(client, event, data).content.decode()
    Desk.objects.update(is_open=True)
    Question.objects.all().delete()
    assert send(client, event, data).status_code == 302
