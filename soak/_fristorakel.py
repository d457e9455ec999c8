"""T13: a second computation of all deadlines, written from the norms alone; it shares no line with `kreislauf.recht`.

Months by `dateutil`, holidays by `holidays`; both are kept by others.
"""

from datetime import date, timedelta
from functools import cache

import holidays
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped]

NATIONAL = "public"
LAENDER = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
ORTE = {land: (land, (NATIONAL,)) for land in LAENDER} | {
    "BY+": ("BY", (NATIONAL, "catholic")),
    "SN+": ("SN", (NATIONAL, "catholic")),
    "TH+": ("TH", (NATIONAL, "catholic")),
}


def plus(tag: date, **wieviel: int) -> date:
    spaeter: date = tag + relativedelta(**wieviel)
    return spaeter


@cache
def freie_tage(ort: str) -> frozenset[date]:
    land, arten = ORTE[ort]
    return frozenset(holidays.country_holidays("DE", subdiv=land, categories=arten, years=range(1999, 2106)))


def ist_frei(tag: date, ort: str) -> bool:
    return tag.isoweekday() > 5 or tag in freie_tage(ort)


def naechster_offener(tag: date, ort: str) -> date:
    while ist_frei(tag, ort):
        tag = plus(tag, days=1)
    return tag


def bekannt(abgesandt: date) -> date:
    """Fourth day from 2025; letters of the last three days of 2024 take the later day."""
    return abgesandt + timedelta(days=4 if abgesandt >= date(2024, 12, 29) else 3)


def ende(art: str, tag: date, ort: str) -> date:
    """Last day (or first, for waiting periods and arrears) when `tag` is the day of posting or of the event."""
    b = bekannt(tag)
    ergebnisse = {
        "widerspruch": lambda: naechster_offener(plus(b, months=1), ort),
        "klage": lambda: naechster_offener(plus(b, months=1), ort),
        "ohne_belehrung": lambda: naechster_offener(plus(b, years=1), ort),
        "ausland": lambda: naechster_offener(plus(tag, months=3), ort),
        "mitwirkung_14_tage": lambda: naechster_offener(plus(b, days=14), ort),
        "mitwirkung_1_monat": lambda: naechster_offener(plus(b, months=1), ort),
        "untaetigkeit_antrag": lambda: plus(tag, months=6) + timedelta(1),
        "untaetigkeit_widerspruch": lambda: plus(tag, months=3) + timedelta(1),
        "ueberpruefung_rueckwirkung": lambda: plus(tag, years=-1, month=1, day=1),
        "rueckforderung_verjaehrung": lambda: plus(tag, years=4, month=12, day=31),
        "bkgg_verjaehrung": lambda: plus(tag, months=12, day=31),
        "ruecknahme_45": lambda: plus(tag, years=1),
    }
    return ergebnisse[art]()
