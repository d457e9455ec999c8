"""What the inside's worker does for the portal: remove drafts whose time is over."""

from django.db import connection
from procrastinate.contrib.django import app


@app.periodic(cron="17 * * * *")
@app.task(name="kreislauf.portal_zwischenstand", queueing_lock="portal_zwischenstand")
def aufraeumen(timestamp: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_zwischenstand_aufraeumen()")
