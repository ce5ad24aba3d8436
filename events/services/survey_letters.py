"""The mails with the links to a survey: who gets one is fixed at once, a job writes them in batches, nobody twice."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from accounts.jobs import defer_once
from accounts.services import send_mail
from bilingual.links import path_in
from bilingual.text import text_of
from events.models import Registration, Survey, SurveyInvitation
from events.services.certificates import certificate_token, who_came
from events.services.surveys import NotOpen, people_to_ask, survey_token, takes_answers

BATCH = 50  # mails in one transaction
TEMPLATE = "survey_invitation"


@dataclass(frozen=True, slots=True)
class Progress:
    """How many links were to be sent, and how many are in the outbox."""

    total: int
    sent: int

    @property
    def waiting(self) -> int:
        """How many the job has still to write."""
        return self.total - self.sent


@transaction.atomic
def invite_to_survey(*, event_id: int) -> int:
    """Send the own link to everybody who has not got it yet; how many. Raises NotOpen.

    Later it reaches those alone who were added since, as with a list of the door that was typed in afterwards.
    """
    survey = Survey.objects.select_for_update(of=("self",)).select_related("event").get(pk=event_id)
    if not takes_answers(survey):
        raise NotOpen
    rows = [SurveyInvitation(survey=survey, registration=person) for person in people_left(survey)]
    SurveyInvitation.objects.bulk_create(rows)
    survey.invited_at = survey.invited_at or timezone.now()
    survey.save(update_fields=["invited_at"])
    if rows:
        defer_invitations(event_id=event_id)
    return len(rows)


def people_left(survey: Survey) -> QuerySet[Registration]:
    """Those who are to be asked, can be reached, and have no link yet."""
    people = people_to_ask(survey.event).filter(survey_invitation=None)
    return people.exclude(email="", booking__email="").order_by("number")


def progress_of(survey: Survey) -> Progress:
    """How far the sending is."""
    rows = SurveyInvitation.objects.filter(survey=survey)
    return Progress(**rows.aggregate(total=Count("pk"), sent=Count("pk", filter=Q(sent_at__isnull=False))))


def defer_invitations(*, event_id: int) -> None:
    """Queue the job that writes; one that waits already is enough."""
    from events.tasks import invite_people  # noqa: PLC0415 - tasks call services

    lock = f"survey-{event_id}"
    defer_once(invite_people, lock=lock, queueing_lock=lock, event_id=event_id)


def requeue_unfinished() -> int:
    """Queue again each survey whose job was lost with its worker; how many."""
    events = SurveyInvitation.objects.filter(sent_at=None).values_list("survey_id", flat=True).distinct().order_by()
    for pk in list(events):
        defer_invitations(event_id=pk)
    return len(events)


def send_batch(*, event_id: int) -> bool:
    """Put the next mails into the outbox; False when nobody is left.

    Mail and mark are written together, so whoever is killed in between has sent nothing, and nobody gets two.
    """
    with transaction.atomic():
        left = SurveyInvitation.objects.filter(survey=event_id, sent_at=None).order_by("pk")
        rows = list(
            left.select_for_update(of=("self",), skip_locked=True).select_related(
                "survey__event", "registration__booking"
            )[:BATCH]
        )
        came = who_came(event_id)
        for row in rows:
            _write(row.survey, row.registration, row.registration_id in came)
        SurveyInvitation.objects.filter(pk__in=[row.pk for row in rows]).update(sent_at=timezone.now())
    return bool(rows)


def _write(survey: Survey, person: Registration, has_certificate: bool) -> None:
    language = person.mail_language
    certificate = path_in(language, "event_certificate", certificate_token(person)) if has_certificate else ""
    context = {
        "event_title": text_of(survey.event, "title", language).value,
        "name": person.full_name,
        "is_anonymous": survey.is_anonymous,
        "closes_on": survey.closes_on,
        "path": path_in(language, "event_survey", survey_token(person)),
        "certificate_path": certificate,
        "is_for_another": not person.email,
    }
    send_mail(
        to=person.mail_address, language=language, template=TEMPLATE, context=context, purpose=TEMPLATE,
        key=f"survey-{person.pk}",
    )  # fmt: skip
