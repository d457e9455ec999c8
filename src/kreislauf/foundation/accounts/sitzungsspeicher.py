"""Sessions in the database, renewed once in a while instead of with each request: each renewal is a write to disk."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as Datenbankspeicher
from django.utils import timezone

TEIL = 15  # a session is renewed when this part of its pause is over: of 15 minutes, after the first


class SessionStore(Datenbankspeicher):
    """Ends at the latest after the pause, at the earliest a fifteenth before."""

    def _get_session_from_db(self) -> Any:
        zeile = super()._get_session_from_db()  # type: ignore[misc]  # the stubs leave it out
        pause = timedelta(seconds=settings.SESSION_COOKIE_AGE)
        if zeile is not None and zeile.expire_date - timezone.now() < pause - pause / TEIL:
            self.modified = True
        return zeile
