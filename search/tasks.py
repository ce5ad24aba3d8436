"""Jobs of the search."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# waits of 2, 4, 8 … seconds, nine hours in all
PATIENT = RetryStrategy(max_attempts=14, exponential_wait=2)
AFTER_OTHERS = -10
"""Priority of reading, which takes long: mails and whatever somebody looks at and waits for come first."""


@app.task(name="search.index_documents", retry=PATIENT)
def index_documents(*, kind: str, ids: list[int]) -> None:
    """Index these things as they are now; harmless to repeat."""
    from search.services import index_now  # noqa: PLC0415 - the services defer this job

    index_now(kind=kind, ids=ids)


@app.task(name="search.embed_documents", retry=PATIENT, priority=AFTER_OTHERS)
def embed_documents(*, kind: str, ids: list[int]) -> None:
    """Read the texts of these things for their meaning; harmless to repeat."""
    from search.services import embed_now  # noqa: PLC0415 - the services defer this job

    embed_now(kind=kind, ids=ids)


@app.periodic(cron="17 * * * *")
@app.task(name="search.read_unread", queueing_lock="read_unread")
def look_for_unread(timestamp: int) -> None:
    """Hourly: what waits to be read for its meaning although no job is left for it."""
    from search.services import read_unread  # noqa: PLC0415 - the services defer this job

    read_unread()
