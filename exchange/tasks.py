"""Jobs of meeting exchanges; all harmless to repeat, their arguments hold numbers only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accounts.jobs import defer_once

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)
AT_ONCE = 10
"""Priority of what an organiser looks at while it is done."""


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


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="watch_exchange_days")
def watch_exchange_days(timestamp: int) -> None:
    """Every minute: a job for each exchange that has meetings today."""
    from exchange.services.repairing import exchanges_of_today  # noqa: PLC0415

    for pk in exchanges_of_today():
        defer_once(watch_exchange_day, queueing_lock=f"exchange-day-{pk}", exchange_id=pk)


@app.task(name="exchange.watch_day")
def watch_exchange_day(*, exchange_id: int) -> None:
    """Mark who has not come in time at one exchange, and change its plan where the organisers let it."""
    from exchange.services.repairing import watch_day  # noqa: PLC0415

    watch_day(exchange_id=exchange_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="watch_ended_exchanges")
def watch_ended_exchanges(timestamp: int) -> None:
    """Every ten minutes: a job for each exchange whose participants are to be asked how their meetings went."""
    from exchange.services.asking import exchanges_to_ask  # noqa: PLC0415

    for pk in exchanges_to_ask():
        ask_for_ratings.defer(exchange_id=pk)


@app.task(name="exchange.ask_for_ratings", retry=PATIENT)
def ask_for_ratings(*, exchange_id: int) -> None:
    """Ask everybody who had a meeting, once."""
    from exchange.services.asking import ask_for_ratings as ask  # noqa: PLC0415

    ask(exchange_id=exchange_id)


@app.task(name="exchange.compute_plan", priority=AT_ONCE)
def compute_plan(*, run_id: int) -> None:
    """Do one computation, unless it was stopped or is done; not tried again, as that is for the organiser to decide."""
    from exchange.services.running import perform  # noqa: PLC0415

    perform(run_id=run_id)


@app.task(name="exchange.write_plan_letters", retry=PATIENT)
def write_plan_letters(*, plan_id: int) -> None:
    """Put the mails about a plan into the outbox, batch by batch; goes on where a killed worker has stopped."""
    from exchange.services.telling import send_batch  # noqa: PLC0415

    while send_batch(plan_id=plan_id):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="watch_plan_letters")
def watch_plan_letters(timestamp: int) -> None:
    """Every ten minutes: no plan stays half told."""
    from exchange.services.telling import requeue_unfinished  # noqa: PLC0415

    requeue_unfinished()
