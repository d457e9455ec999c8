"""One line for each event that concerns safety: what, when, on which page, from which sender; nothing anybody typed."""

import logging
import re

from django.http import HttpRequest

from kreislauf.portal.zugang import kennzeichen, sender

log = logging.getLogger(__name__)
_LINK = re.compile(r"(/weiter/)[^/\s]+")
_GUT = frozenset({"anmeldung.gelungen", "anmeldung.beendet"})


class OhneLinks(logging.Filter):
    """Cuts out of every line the part of an address that opens a draft."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        if "/weiter/" in text:
            record.msg, record.args = _LINK.sub(r"\1…", text), ()
        return True


def vermerken(ereignis: str, request: HttpRequest, *, nummer: str = "") -> None:
    """Senders and numbers stand as keyed hashes, which only this installation can tie to somebody.

    A success is of level INFO, everything else a warning.
    """
    seite = request.resolver_match.view_name if request.resolver_match else "-"
    konto = kennzeichen(nummer) if nummer else "-"
    stufe = logging.INFO if ereignis in _GUT else logging.WARNING
    log.log(stufe, "%s seite=%s absender=%s konto=%s", ereignis, seite, sender(request).hex()[:16], konto)
