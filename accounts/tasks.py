"""Jobs of accounts. Their arguments hold ids only: arguments end up in logs."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts import services

# 3, 9, 27 … seconds, in all about a day; after that requeue_stranded_mails begins anew
RETRY = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(queue="mail", retry=RETRY)
def deliver_mail(mail_id: int) -> None:
    """Send one mail from the outbox."""
    services.deliver(mail_id=mail_id)


@app.periodic(cron="7 * * * *")
@app.task(queue="mail", queueing_lock="requeue_stranded_mails")
def requeue_stranded_mails(timestamp: int) -> None:
    """Hourly: nothing in the outbox is forgotten."""
    services.requeue_stranded_mails()


@app.periodic(cron="23 3 * * *")
@app.task(queue="mail", queueing_lock="empty_sent_mails")
def empty_sent_mails(timestamp: int) -> None:
    """Nightly: sent mails lose their texts after their time."""
    services.empty_sent_mails()
