"""Jobs of the house itself."""

from datetime import UTC, datetime

from asgiref.sync import sync_to_async
from django.core.management import call_command
from procrastinate import JobContext
from procrastinate.contrib.django import app


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="retry_stalled_jobs", pass_context=True)
async def retry_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Give jobs whose worker has died to another one; every job of ours may run twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs():
        await manager.retry_job(job, retry_at=datetime.now(UTC))


@app.periodic(cron="41 2 * * *")
@app.task(queueing_lock="forget_old_rows")
async def forget_old_rows(timestamp: int) -> None:
    """Nightly: ended sessions leave the database."""
    await sync_to_async(call_command)("clearsessions")
