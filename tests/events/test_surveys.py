"""Feedback: asked, answered once, anonymous when it says so, evaluated, exported; certificates by link."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import OutgoingMail
from events.choices import QuestionType, QuestionUse, State
from events.evaluation import evaluation_of
from events.models import Event, Question, Registration, Survey, SurveyAnswer, SurveyResponse, SurveyTicket
from events.services.certificates import certificate_token
from events.services.checking_in import tick_in
from events.services.survey_letters import invite_to_survey, progress_of, requeue_unfinished, send_batch
from events.services.surveys import (
    AlreadyAnswered,
    NotOpen,
    answer_survey,
    configure_survey,
    prepare_survey,
    questions_of,
    survey_token,
)
from events.spreadsheets import as_csv, as_xlsx, harmless
from events.survey_export import table
from tests.events.factories import make_event, make_registration, make_staff
from tests.pages import Page, url

pytestmark = pytest.mark.django_db


def _survey(event: Event, **fields: Any) -> Survey:
    prepare_survey(event_id=event.pk)
    Survey.objects.filter(pk=event.pk).update(**{"is_open": True, **fields})
    return Survey.objects.get(pk=event.pk)


def _answer(person: Registration, **values: Any) -> SurveyResponse:
    by_type = {question.type: question.pk for question in questions_of(person.event_id)}
    answers = {by_type[QuestionType(name)]: value for name, value in values.items()}
    return answer_survey(registration_id=person.pk, answers=answers, language="cs")


def _question(event: Event, type_: QuestionType, **fields: Any) -> Question:
    return Question.objects.create(
        event=event, use=QuestionUse.SURVEY, type=type_, label_de="Frage?", label_cs="Otázka?", position=99, **fields
    )


def test_a_survey_starts_with_questions_in_both_languages() -> None:
    event = make_event()
    prepare_survey(event_id=event.pk)
    prepare_survey(event_id=event.pk)
    questions = list(questions_of(event.pk))
    assert len(questions) == 6
    assert all(question.label_de and question.label_cs for question in questions)


@pytest.mark.parametrize("language", ["de", "cs"])
def test_the_link_opens_the_form_and_takes_one_answer(client: Client, language: str) -> None:
    event = make_event()
    _survey(event)
    person = make_registration(event)
    address = url(language, "event_survey", survey_token(person))
    page = Page(client.get(address))
    assert page.status == 200
    overall = f"question_{questions_of(event.pk)[0].pk}"
    wrong = Page(client.post(address, {}))
    assert wrong.status == 422
    assert wrong.error(overall)
    for _attempt in range(2):
        assert client.post(address, {overall: "4"}).status_code == 302
    response = SurveyResponse.objects.get()
    assert response.language == language
    assert [answer.value for answer in response.answers.all()] == [4]


def test_an_anonymous_answer_has_no_link_to_the_person() -> None:
    event = make_event()
    _survey(event)
    person = make_registration(event)
    response = _answer(person, long_text="Es war gut.")
    assert response.registration is None
    assert SurveyTicket.objects.get().registration == person
    # only the day of an answer is kept, and not even that of who has answered
    assert [field.name for field in SurveyTicket._meta.fields] == ["registration"]
    fields = SurveyResponse._meta.fields + SurveyAnswer._meta.fields
    assert not [field for field in fields if field.get_internal_type() == "DateTimeField"]


def test_an_open_answer_has_the_name() -> None:
    event = make_event()
    _survey(event, is_anonymous=False)
    person = make_registration(event)
    assert _answer(person, number=3).registration == person


def test_nobody_answers_twice() -> None:
    event = make_event()
    _survey(event)
    person = make_registration(event)
    _answer(person, number=3)
    with pytest.raises(AlreadyAnswered):
        _answer(person, number=4)
    assert SurveyResponse.objects.count() == 1


@pytest.mark.parametrize("fields", [{"is_open": False}, {"closes_on": timezone.localdate() - timedelta(days=1)}])
def test_a_closed_survey_takes_nothing(client: Client, fields: dict[str, Any]) -> None:
    event = make_event()
    _survey(event, **fields)
    person = make_registration(event)
    with pytest.raises(NotOpen):
        _answer(person, number=3)
    page = Page(client.get(url("de", "event_survey", survey_token(person))))
    assert not any("question" in name for form in page.forms for name in form.data)


def test_a_wrong_link_says_so(client: Client) -> None:
    for view in ("event_survey", "event_certificate"):
        assert client.get(url("de", view, "17:abc")).status_code == 404


def test_it_stays_anonymous_after_the_first_answer() -> None:
    event = make_event()
    _survey(event)
    _answer(make_registration(event), number=1)
    survey = configure_survey(event_id=event.pk, is_open=True, is_anonymous=False, closes_on=None)
    assert survey.is_anonymous


def test_those_who_came_get_a_link_once() -> None:
    event = make_event()
    _survey(event)
    came = make_registration(event, email="came@example.org")
    make_registration(event, email="away@example.org")
    tick_in(registration=came, actor=None)
    assert invite_to_survey(event_id=event.pk) == 1
    assert invite_to_survey(event_id=event.pk) == 0
    while send_batch(event_id=event.pk):
        pass
    mail = OutgoingMail.objects.get(purpose="survey_invitation")
    assert mail.recipient == "came@example.org"
    assert survey_token(came) in mail.text
    assert certificate_token(came) in mail.text


def test_without_ticks_everybody_with_a_place_gets_a_link() -> None:
    event = make_event()
    _survey(event)
    make_registration(event)
    make_registration(event, state=State.CANCELLED)
    assert invite_to_survey(event_id=event.pk) == 1


def test_links_are_sent_in_batches_and_nobody_gets_two(monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    survey = _survey(event)
    monkeypatch.setattr("events.services.survey_letters.BATCH", 2)
    for _number in range(3):
        make_registration(event)
    assert invite_to_survey(event_id=event.pk) == 3
    assert (progress_of(survey).total, progress_of(survey).sent) == (3, 0)
    assert send_batch(event_id=event.pk)
    assert progress_of(survey).waiting == 1
    # a worker was killed here: another job takes the rest
    ProcrastinateJob.objects.all().delete()
    assert requeue_unfinished() == 1
    assert ProcrastinateJob.objects.filter(task_name="events.invite_people").count() == 1
    assert send_batch(event_id=event.pk)
    assert not send_batch(event_id=event.pk)
    mails = OutgoingMail.objects.filter(purpose="survey_invitation")
    assert mails.count() == len({mail.recipient for mail in mails}) == 3
    assert requeue_unfinished() == 0


def test_who_is_added_later_gets_the_link_later(client: Client) -> None:
    event = make_event()
    _survey(event)
    make_registration(event)
    client.force_login(make_staff(event))
    address = url("de", "event_feedback", event.pk)
    client.post(address, {"invite": "1"})
    assert not any("invite" in form.data for form in Page(client.get(address)).forms)
    make_registration(event)
    client.post(address, {"invite": "1"})
    assert progress_of(Survey.objects.get()).total == 2


def test_a_colleague_without_address_is_named_in_the_mail() -> None:
    event = make_event()
    _survey(event)
    person = make_registration(event, last_name="Ohneadresse")
    Registration.objects.filter(pk=person.pk).update(email="")
    invite_to_survey(event_id=event.pk)
    send_batch(event_id=event.pk)
    assert "Ohneadresse" in OutgoingMail.objects.get(purpose="survey_invitation").text


def test_the_numbers_are_right() -> None:
    event = make_event()
    _survey(event)
    people = [make_registration(event) for _number in range(4)]
    people[0].booking.country = "CZ"
    people[0].booking.save()
    make_registration(event, state=State.CANCELLED)
    tick_in(registration=people[0], actor=None)
    tick_in(registration=people[1], actor=None)
    choice = _question(event, QuestionType.CHOICES, options=[{"de": "A", "cs": "Á"}, {"de": "B", "cs": "B"}])
    for person, stars, contacts in zip(people, (5, 4, 4, 2), (0, 3, 3, 10), strict=True):
        rating = questions_of(event.pk)[0].pk
        number = questions_of(event.pk).get(type=QuestionType.NUMBER).pk
        answers = {rating: stars, number: contacts, choice.pk: [0, 1] if stars == 5 else [1]}
        answer_survey(registration_id=person.pk, answers=answers, language="de")
    found = evaluation_of(event)
    assert (found.in_all.registered, found.in_all.came, found.in_all.stayed_away) == (4, 2, 2)
    assert [(row.registered, row.came) for row in found.attendance] == [(1, 1), (3, 1)]
    results = {result.question.type: result for result in found.results if result.answered}
    rated = results[QuestionType.RATING]
    assert [bar.count for bar in rated.bars] == [0, 1, 0, 2, 1]
    assert rated.mean == 3.75
    assert (results[QuestionType.NUMBER].total, results[QuestionType.NUMBER].median) == (16, 3)
    assert [(bar.label, bar.count) for bar in results[QuestionType.CHOICES].bars] == [("A", 1), ("B", 4)]


def test_the_page_has_a_table_beside_each_chart(client: Client) -> None:
    event = make_event()
    client.force_login(make_staff(event))
    address = url("de", "event_feedback", event.pk)
    client.post(address, {"prepare": "1"})
    data = Page(client.get(address)).form("is_anonymous")
    client.post(address, data | {"is_open": "on"})
    assert Survey.objects.get().is_open
    _answer(make_registration(event), rating=4, long_text="<b>fett</b>")
    page = Page(client.get(address))
    assert page.source.count('class="chart__axis"') == 1
    assert page.source.count("<caption") == 1
    assert "&lt;b&gt;fett&lt;/b&gt;" in page.source
    client.post(address, {"invite": "1"})
    # the request itself writes no mail
    assert not OutgoingMail.objects.filter(purpose="survey_invitation").exists()
    send_batch(event_id=event.pk)
    assert OutgoingMail.objects.filter(purpose="survey_invitation").count() == 1


@pytest.mark.parametrize("text", ["=1+1", "+49 351", "-1", "@x", "\t=1"])
def test_no_answer_becomes_a_formula(text: str) -> None:
    event = make_event()
    survey = _survey(event)
    _answer(make_registration(event), long_text=text)
    header, lines = table(event, survey)
    assert harmless(text) == f"'{text}"
    assert f"'{text}" in as_csv(header, lines).decode("utf-8-sig")
    sheet = load_workbook(BytesIO(as_xlsx("x", header, lines))).active
    assert sheet is not None
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_an_export_names_nobody_where_it_is_anonymous(client: Client) -> None:
    event = make_event()
    survey = _survey(event)
    person = make_registration(event, last_name="Geheim")
    _answer(person, number=2)
    assert not any("Geheim" in str(line) for line in table(event, survey)[1])
    client.force_login(make_staff(event))
    for view in ("feedback_xlsx", "feedback_csv"):
        response = client.get(url("de", view, event.pk))
        assert response.status_code == 200
        assert "attachment" in response["Content-Disposition"]


def test_a_certificate_for_who_came(client: Client) -> None:
    event = make_event()
    came, away = make_registration(event), make_registration(event)
    tick_in(registration=came, actor=None)
    response = client.get(url("cs", "event_certificate", certificate_token(came)))
    assert response["Content-Type"] == "application/pdf"
    assert client.get(url("cs", "event_certificate", certificate_token(away))).status_code == 404


def test_the_evaluation_takes_as_many_statements_for_three_as_for_one(
    client: Client, django_assert_num_queries: Any
) -> None:
    event = make_event()
    _survey(event, is_anonymous=False)
    client.force_login(make_staff(event))
    for more in (1, 2):
        for _number in range(more):
            person = make_registration(event)
            tick_in(registration=person, actor=None)
            _answer(person, number=2, rating=3)
        with django_assert_num_queries(10):
            client.get(url("de", "event_feedback", event.pk))
        with django_assert_num_queries(7):
            client.get(url("de", "feedback_csv", event.pk))
