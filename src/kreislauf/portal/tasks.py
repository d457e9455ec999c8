"""What the inside's worker does for the portal: remove drafts whose time is over, fetch from FIT-Connect."""

import os

from django.conf import settings
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from kreislauf.portal.fitconnect.abholen import fetch_submissions
from kreislauf.portal.fitconnect.einrichtung import eingerichtet, lies_einrichtung


@app.periodic(cron="17 * * * *")
@app.task(name="kreislauf.portal_zwischenstand", queueing_lock="portal_zwischenstand")
def aufraeumen(timestamp: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_zwischenstand_aufraeumen()")


@app.periodic(cron="*/5 * * * *")
@app.task(name="kreislauf.fitconnect", queueing_lock="fitconnect")
def abholen(timestamp: int) -> None:
    if eingerichtet():
        fetch_submissions(einrichtung=lies_einrichtung(os.environ, settings.DATEN), at=timezone.now())
