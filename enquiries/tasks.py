"""Jobs of enquiries; all harmless to repeat. Their arguments hold numbers only: arguments end up in logs."""

from datetime import timedelta

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.periodic(cron="37 6-20 * * *")
@app.task(queueing_lock="watch_enquiries")
def watch_enquiries(timestamp: int) -> None:
    """Hourly by day: a job for each enquiry that somebody is to be reminded of, and for each that is overdue."""
    from enquiries.models import Conversation  # noqa: PLC0415

    today = timezone.localdate()
    due = Conversation.objects.to_remind(today) | Conversation.objects.to_remind_again(today, today + timedelta(days=1))
    for pk in due.order_by("pk").values_list("pk", flat=True):
        remind_of_enquiry.defer(pk=pk)
    for pk in Conversation.objects.to_escalate(today).order_by("pk").values_list("pk", flat=True):
        escalate_enquiry.defer(pk=pk)


@app.task(name="enquiries.remind", retry=PATIENT)
def remind_of_enquiry(*, pk: int) -> None:
    """Remind those who were asked, if they still have not answered."""
    from enquiries.services.reminding import remind  # noqa: PLC0415

    remind(conversation_id=pk)


@app.task(name="enquiries.escalate", retry=PATIENT)
def escalate_enquiry(*, pk: int) -> None:
    """Tell the chamber, if there still is no answer."""
    from enquiries.services.reminding import escalate  # noqa: PLC0415

    escalate(conversation_id=pk)


@app.periodic(cron="11 9 * * *")
@app.task(queueing_lock="watch_cooperations")
def watch_cooperations(timestamp: int) -> None:
    """Daily: a job for each cooperation whose sides are to be asked what came of it."""
    from enquiries.models import Cooperation  # noqa: PLC0415

    now = timezone.now()
    for rows in (Cooperation.objects.to_ask_early(now), Cooperation.objects.to_ask_late(now)):
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            ask_about_cooperation.defer(pk=pk)


@app.task(name="enquiries.ask", retry=PATIENT)
def ask_about_cooperation(*, pk: int) -> None:
    """Ask both sides of one cooperation, if nobody has."""
    from enquiries.services.questions import ask  # noqa: PLC0415

    ask(cooperation_id=pk)


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="empty_old_enquiries")
def empty_old_enquiries(timestamp: int) -> None:
    """Nightly: texts and files of conversations in which nobody has written for two years, and lost files."""
    from enquiries.services.attachments import sweep_up  # noqa: PLC0415
    from enquiries.services.retention import due_conversations, empty  # noqa: PLC0415

    for pk in due_conversations():
        empty(conversation_id=pk)
    sweep_up()
