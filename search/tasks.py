"""Jobs of the search."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

# waits of 2, 4, 8 … seconds, nine hours in all
PATIENT = RetryStrategy(max_attempts=14, exponential_wait=2)


@app.task(name="search.index_documents", retry=PATIENT)
def index_documents(*, kind: str, ids: list[int]) -> None:
    """Index these things as they are now; harmless to repeat."""
    from search.services import index_now  # noqa: PLC0415 - the services defer this job

    index_now(kind=kind, ids=ids)
