"""Jobs of accounts. Their arguments hold ids only: arguments end up in logs."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts import services
from accounts.choices import Frequency
from accounts.services import digests, notifications

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


@app.task(name="accounts.mail_notifications", queue="mail", retry=RETRY)
def mail_notifications(user_id: int) -> None:
    """Tell one person at once what has come into the inbox."""
    digests.tell(user_id=user_id, frequencies=[Frequency.AT_ONCE])


# 6 o'clock in winter and 7 in summer
@app.periodic(cron="11 5 * * *")
@app.task(queue="mail", queueing_lock="send_digests", retry=RETRY)
def send_digests(timestamp: int) -> None:
    """Every morning: one mail to each person for whom something waits."""
    digests.send_digests()


@app.periodic(cron="41 3 * * *")
@app.task(queue="mail", queueing_lock="forget_old_notifications")
def forget_old_notifications(timestamp: int) -> None:
    """Nightly: the inbox loses what was read long ago."""
    notifications.forget_old_notifications()
