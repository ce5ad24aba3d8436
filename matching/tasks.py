"""Jobs of matches; all harmless to repeat."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=8, exponential_wait=3)
AFTER_OTHERS = -5
"""Priority of following changed texts: after what somebody waits for, before more is read."""


@app.task(name="matching.refresh_entries", retry=PATIENT, priority=AFTER_OTHERS)
def refresh_entries(*, kind: str, ids: list[int]) -> None:
    """The matches of these things, as what is looked for and as what is found."""
    from matching.services.refreshing import refresh_entries as refresh  # noqa: PLC0415 - services defer jobs

    refresh(kind=kind, ids=ids)


@app.task(name="matching.refresh_organisation", retry=PATIENT)
def refresh_organisation(*, owner_id: int) -> None:
    """The matches of all entries of an organisation, for example after its answers have taught the ranking."""
    from matching.services.refreshing import refresh_organisation as refresh  # noqa: PLC0415

    refresh(owner_id=owner_id)


@app.periodic(cron="23 3 * * *")
@app.task(name="matching.refresh_nightly", queueing_lock="refresh_matches")
def refresh_nightly(timestamp: int) -> None:
    """Nightly: what has changed by time alone, validity and freshness, and what a lost job has left."""
    from matching.services.refreshing import refresh_all  # noqa: PLC0415

    for _left in refresh_all():
        pass
