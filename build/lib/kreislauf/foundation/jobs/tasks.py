"""What the worker does: runs, and taking up runs whose worker died."""

from uuid import UUID

from procrastinate.contrib.django import app

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.jobs.services import AUFGABE, run_lauf

_TOT_NACH_SEKUNDEN = 60


@app.task(name=AUFGABE)
def ausfuehren(lauf_id: str, starter_id: str) -> None:
    run_lauf(UUID(lauf_id), User.objects.get(pk=starter_id))


@app.periodic(cron="* * * * *")
@app.task(name="kreislauf.wiederaufnahme", queueing_lock="wiederaufnahme", pass_context=True)
async def wiederaufnahme(context: object, timestamp: int) -> None:
    """Runs whose worker gave no sign of life for a minute go back into the queue."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=_TOT_NACH_SEKUNDEN):
        await app.job_manager.retry_job(job)
