"""Jobs of meeting exchanges; all harmless to repeat, their arguments hold numbers only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="watch_meeting_requests")
def watch_meeting_requests(timestamp: int) -> None:
    """Every ten minutes: a job for each exchange in which the time to answer a request is over."""
    from exchange.services.expiring import exchanges_with_expired  # noqa: PLC0415

    for pk in exchanges_with_expired():
        expire_meeting_requests.defer(exchange_id=pk)


@app.task(name="exchange.expire_meeting_requests", retry=PATIENT)
def expire_meeting_requests(*, exchange_id: int) -> None:
    """End what nobody has answered in one exchange, and tell who asked."""
    from exchange.services.expiring import expire  # noqa: PLC0415

    expire(exchange_id=exchange_id)


@app.periodic(cron="20 * * * *")
@app.task(queueing_lock="watch_unanswered_requests")
def watch_unanswered_requests(timestamp: int) -> None:
    """Hourly: a job for each participant whose time to answer ends within two days."""
    from exchange.services.expiring import people_to_remind  # noqa: PLC0415

    for pk in people_to_remind():
        remind_of_requests.defer(participant_id=pk)


@app.task(name="exchange.remind_of_requests", retry=PATIENT)
def remind_of_requests(*, participant_id: int) -> None:
    """One mail about all that waits for this person's answer; not again for the same last day."""
    from exchange.services.expiring import remind  # noqa: PLC0415

    remind(participant_id=participant_id)
