"""The feedback survey: set up, opened, answered once by each person."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from events.choices import QuestionUse
from events.models import Event, Question, Registration, Survey, SurveyAnswer, SurveyResponse, SurveyTicket
from events.services.certificates import has_come, who_came
from events.survey_questions import standard_questions

SALT = "events.survey"


class SurveyError(Exception):
    """A step that is not possible now."""


class AlreadyAnswered(SurveyError):
    """The person has sent the form before."""


class NotOpen(SurveyError):
    """Answers are not taken yet, or no longer."""


class SurveyLinkUnusable(SurveyError):
    """The link is wrong."""


@transaction.atomic
def prepare_survey(*, event_id: int) -> Survey:
    """The survey of an event, with the standard questions where there are none yet."""
    Event.objects.select_for_update().get(pk=event_id)
    survey, _created = Survey.objects.get_or_create(event_id=event_id)
    if _created and not questions_of(event_id).exists():
        Question.objects.bulk_create(standard_questions(event_id))
    return survey


@transaction.atomic
def configure_survey(
    *, event_id: int, is_open: bool, is_anonymous: bool, closes_on: date | None, **texts: str
) -> Survey:
    """Open or close it. Whether it is anonymous stays as it is after the first answer: people have relied on it."""
    survey = Survey.objects.select_for_update().get(pk=event_id)
    survey.is_open, survey.closes_on = is_open, closes_on
    if not survey.responses.exists():
        survey.is_anonymous = is_anonymous
    survey.intro_de, survey.intro_cs = texts.get("intro_de", ""), texts.get("intro_cs", "")
    survey.save()
    return survey


def questions_of(event_id: int) -> QuerySet[Question]:
    """What the survey asks."""
    return Question.objects.filter(event=event_id, use=QuestionUse.SURVEY)


def takes_answers(survey: Survey | None) -> bool:
    """Whether answers are taken today."""
    if survey is None or not survey.is_open:
        return False
    return survey.closes_on is None or timezone.localdate() <= survey.closes_on


def people_to_ask(event: Event) -> QuerySet[Registration]:
    """Those who came; where nobody was ticked, all who were confirmed."""
    people: Any = Registration.objects.filter(event=event)
    came = who_came(event.pk)
    found: QuerySet[Registration] = people.filter(pk__in=came) if came else people.confirmed()
    return found


def survey_token(person: Registration) -> str:
    """The signed part of a person's link to the survey."""
    return signing.Signer(salt=SALT).sign(str(person.pk))


def read_survey_token(token: str) -> Registration:
    """Whose link it is; raises SurveyLinkUnusable."""
    try:
        pk = int(signing.Signer(salt=SALT).unsign(token))
        return Registration.objects.select_related("event__organisation", "booking").get(pk=pk)
    except (signing.BadSignature, ValueError, Registration.DoesNotExist) as error:
        raise SurveyLinkUnusable from error


def has_answered(person: Registration) -> bool:
    """Whether the person has sent the form."""
    return SurveyTicket.objects.filter(pk=person.pk).exists()


@transaction.atomic
def answer_survey(*, registration_id: int, answers: Mapping[int, Any], language: str) -> SurveyResponse:
    """Keep the answers; of an anonymous survey without any link to the person. `answers` by question, checked.

    Raises NotOpen, and AlreadyAnswered for the second of two forms.
    """
    person = Registration.objects.get(pk=registration_id)
    survey = Survey.objects.select_for_update().filter(pk=person.event_id).first()
    if survey is None or not takes_answers(survey):
        raise NotOpen
    try:
        with transaction.atomic():
            SurveyTicket.objects.create(registration=person)
    except IntegrityError as error:
        raise AlreadyAnswered from error
    owner = None if survey.is_anonymous else person
    response = SurveyResponse.objects.create(survey=survey, registration=owner, language=language)
    asked = set(questions_of(person.event_id).values_list("pk", flat=True))
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(response=response, question_id=question, value=value)
        for question, value in answers.items()
        if question in asked and value not in (None, "", [])
    )
    return response


def may_have_certificate(person: Registration) -> bool:
    """Whether the thanks can offer a certificate."""
    return has_come(person.pk)
