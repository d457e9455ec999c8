"""The daily reminder. Asked every hour of the morning and day, so that a mail server that was down is tried again."""

from django.utils import timezone
from procrastinate.contrib.django import app

from kreislauf.foundation.erinnerungen.services import send_reminders


@app.periodic(cron="30 4-15 * * *")
@app.task(name="kreislauf.erinnerungen", queueing_lock="erinnerungen")
def erinnern(timestamp: int) -> None:
    send_reminders(at=timezone.now())
