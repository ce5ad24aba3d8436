"""Jobs of saved searches; all harmless to repeat, none has arguments that say something about people."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

PATIENT = RetryStrategy(max_attempts=10, exponential_wait=3)
MONDAY = 0


@app.periodic(cron="*/5 * * * *")
@app.task(name="alerts.sweep", queueing_lock="alerts_sweep", lock="alerts", retry=PATIENT)
def sweep(timestamp: int) -> None:
    """Every five minutes, if something was indexed since: what is new for those who want to know at once."""
    from alerts.services.running import sweep as run  # noqa: PLC0415

    run()


# 6 o'clock in winter and 7 in summer
@app.periodic(cron="1 5 * * *")
@app.task(name="alerts.tell_in_the_morning", queueing_lock="alerts_morning", lock="alerts", retry=PATIENT)
def tell_in_the_morning(timestamp: int) -> None:
    """Every morning: daily mails, on Mondays together with the weekly ones."""
    from alerts.services.running import run_morning  # noqa: PLC0415

    run_morning(is_monday=timezone.localdate().weekday() == MONDAY)


@app.periodic(cron="47 3 * * *")
@app.task(name="alerts.forget_old_findings", queueing_lock="forget_old_findings")
def forget_old_findings(timestamp: int) -> None:
    """Nightly: findings lose their rows when they can no longer be found anew."""
    from alerts.services.finding import forget_old_findings as forget  # noqa: PLC0415

    forget()
