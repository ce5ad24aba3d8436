"""Jobs of events; all harmless to repeat, their arguments hold numbers only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.task(name="events.write_booking", retry=PATIENT)
def write_booking(*, booking_id: int) -> None:
    """The mails about one form: the request to confirm the address, or the tickets."""
    from events.services.writing import write_booking as write  # noqa: PLC0415

    write(booking_id=booking_id)


@app.task(name="events.write_letter", retry=PATIENT)
def write_letter(*, registration_id: int, letter: str, occasion: int, item_id: int | None = None) -> None:
    """One mail to one person, unless its news are old."""
    from events.services.letters import Letter  # noqa: PLC0415
    from events.services.writing import write_letter as write  # noqa: PLC0415

    write(registration_id=registration_id, letter=Letter(letter), occasion=occasion, item_id=item_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="watch_places")
def watch_places(timestamp: int) -> None:
    """Every minute: a job for each event where an offer or a guest's time is over, or where places are free."""
    from events.services.sweeping import events_to_go_on  # noqa: PLC0415

    for pk in events_to_go_on():
        go_on_with_event.defer(event_id=pk)


@app.task(name="events.go_on_with_event", retry=PATIENT)
def go_on_with_event(*, event_id: int) -> None:
    """Whatever time has brought about at one event: ended offers, unconfirmed guests, free places."""
    from events.services.sweeping import sweep  # noqa: PLC0415

    sweep(event_id=event_id)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="watch_moves")
def watch_moves(timestamp: int) -> None:
    """Every minute: tell people about programme items that were moved a while ago."""
    from events.services.moves import due_moves, tell_move  # noqa: PLC0415

    for event_id, item_id in due_moves():
        tell_move(event_id=event_id, item_id=item_id)


@app.periodic(cron="*/15 * * * *")
@app.task(queueing_lock="watch_event_days")
def watch_event_days(timestamp: int) -> None:
    """Every quarter of an hour: a job for each event whose people are to be asked or reminded."""
    from events.services.reconfirming import events_to_ask, events_to_remind  # noqa: PLC0415

    for pk in events_to_ask():
        ask_whether_they_come.defer(event_id=pk)
    for pk in events_to_remind():
        remind_participants.defer(event_id=pk)


@app.task(name="events.ask_whether_they_come", retry=PATIENT)
def ask_whether_they_come(*, event_id: int) -> None:
    """Three days before: ask everybody once."""
    from events.services.reconfirming import ask  # noqa: PLC0415

    ask(event_id=event_id)


@app.task(name="events.remind_participants", retry=PATIENT)
def remind_participants(*, event_id: int) -> None:
    """The day before: remind everybody once."""
    from events.services.reconfirming import remind  # noqa: PLC0415

    remind(event_id=event_id)


@app.task(name="events.send_mailing", retry=PATIENT)
def send_mailing(*, mailing_id: int) -> None:
    """Put the mails of an organiser into the outbox, batch by batch; goes on where a killed worker has stopped."""
    from events.services.mailings import send_batch  # noqa: PLC0415

    while send_batch(mailing_id=mailing_id):
        pass


@app.task(name="events.invite_people", retry=PATIENT)
def invite_people(*, event_id: int) -> None:
    """Put the links to a survey into the outbox, batch by batch; goes on where a killed worker has stopped."""
    from events.services.survey_letters import send_batch  # noqa: PLC0415

    while send_batch(event_id=event_id):
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="watch_mailings")
def watch_mailings(timestamp: int) -> None:
    """Every ten minutes: no mailing and no survey stays half sent."""
    from events.services import mailings, survey_letters  # noqa: PLC0415

    mailings.requeue_unfinished()
    survey_letters.requeue_unfinished()


@app.periodic(cron="56 2 * * *")
@app.task(queueing_lock="sweep_up_event_documents")
def sweep_up_event_documents(timestamp: int) -> None:
    """Nightly: files of documents that nothing points to are deleted."""
    from events.services.programme import sweep_up_documents  # noqa: PLC0415

    sweep_up_documents()
