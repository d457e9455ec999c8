"""Hand one mail after the other to the county's server, beside the requests: a slow server holds up no page.

Nothing waits on disk: a mail holds the only key of a draft. What could not be handed over in time is given up, and the
page has told the family to try again if nothing arrives.
"""

import logging
import queue
import smtplib
import threading
import time

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

log = logging.getLogger(__name__)

WARTEND_HOECHSTENS = 50
PAUSEN_SEKUNDEN = (5, 30)  # between three attempts
_STOERUNG_SEKUNDEN = 60


class VersandGestoert(Exception):
    """No mail can be sent now: no server is set up, it did not answer lately, or too many are waiting."""


class _Versand:
    def __init__(self) -> None:
        self._wartend: queue.Queue[EmailMessage] = queue.Queue(WARTEND_HOECHSTENS)
        self._faden: threading.Thread | None = None
        self._riegel = threading.Lock()
        self._gestoert_bis = 0.0

    def pruefen(self) -> None:
        """Raises VersandGestoert before anything is stored."""
        if not settings.MAIL_EINGERICHTET or time.monotonic() < self._gestoert_bis or self._wartend.full():
            raise VersandGestoert

    def einreihen(self, nachricht: EmailMessage) -> None:
        """Raises VersandGestoert."""
        with self._riegel:
            if self._faden is None or not self._faden.is_alive():  # also after an error that nobody foresaw
                self._faden = threading.Thread(target=self._arbeiten, name="portal-versand", daemon=True)
                self._faden.start()
        try:
            self._wartend.put_nowait(nachricht)
        except queue.Full:
            raise VersandGestoert from None

    def abwarten(self) -> None:
        """Until everything that waits was handed over or given up."""
        self._wartend.join()

    def _arbeiten(self) -> None:
        while True:
            nachricht = self._wartend.get()
            try:
                self._senden(nachricht)
            finally:
                self._wartend.task_done()

    def _senden(self, nachricht: EmailMessage) -> None:
        for pause in (*PAUSEN_SEKUNDEN, 0):
            try:
                get_connection().send_messages([nachricht])
                self._gestoert_bis = 0.0
            except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError) as fehler:  # of this address only
                log.warning("Eine Mail des Portals wurde abgewiesen (%s).", type(fehler).__name__)
            except (OSError, smtplib.SMTPException) as fehler:
                log.warning("Eine Mail des Portals konnte nicht übergeben werden (%s).", type(fehler).__name__)
                self._gestoert_bis = time.monotonic() + _STOERUNG_SEKUNDEN
                time.sleep(pause)
                continue
            return


versand = _Versand()
