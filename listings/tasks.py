"""Jobs of offers and demands; all harmless to repeat."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="watch_validity")
def watch_validity(timestamp: int) -> None:
    """Hourly: a job for each listing whose last day has passed, and for each that soon ends."""
    from listings.models import Listing  # noqa: PLC0415

    today = timezone.localdate()
    for pk in Listing.objects.overdue(today).order_by("valid_until").values_list("pk", flat=True):
        expire_listing.defer(pk=pk)
    for pk in Listing.objects.to_remind(today).order_by("valid_until").values_list("pk", flat=True):
        remind_of_end.defer(pk=pk)


@app.task(name="listings.expire_listing", retry=PATIENT)
def expire_listing(*, pk: int) -> None:
    """Take one listing off the pages, if its time is still over."""
    from listings.services.validity import expire  # noqa: PLC0415

    expire(pk=pk)


@app.task(name="listings.remind_of_end", retry=PATIENT)
def remind_of_end(*, pk: int) -> None:
    """Tell the owners of one listing that it soon ends, if nobody has told them yet."""
    from listings.services.validity import remind  # noqa: PLC0415

    remind(pk=pk)


@app.periodic(cron="51 2 * * *")
@app.task(queueing_lock="sweep_up_attachments")
def sweep_up_attachments(timestamp: int) -> None:
    """Nightly: files that nothing points to are deleted."""
    from listings.services.attachments import sweep_up  # noqa: PLC0415

    sweep_up()
