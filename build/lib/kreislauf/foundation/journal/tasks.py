"""The daily anchor."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from kreislauf.foundation.journal.anker import ankern


@app.periodic(cron="5 0 * * *")
@app.task(name="kreislauf.anker", queueing_lock="anker")
def anker_setzen(timestamp: int) -> None:
    ankern(Path(settings.DATEN) / "anker", at=timezone.now())
