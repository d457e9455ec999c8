"""German names of months, weekdays and numbers, and the calendar's ends."""

import calendar
import re
from datetime import date, timedelta

from kreislauf.lesen.muster import Muster

MONATE = {
    "januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feber": 2, "feb": 2, "märz": 3, "maerz": 3, "mrz": 3, "april": 4,
    "apr": 4, "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
WOCHENTAGE = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5, "sonntag": 6,
    "mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6,
}  # fmt: skip
ZAHLWOERTER = {
    "ein": 1, "eine": 1, "einen": 1, "einem": 1, "einer": 1, "eines": 1, "zwei": 2, "zweier": 2, "drei": 3, "dreier": 3,
    "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
    "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90, "hundert": 100,
}  # fmt: skip
ORDNUNG = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4}
ROEMISCH = {"i": 1, "ii": 2, "iii": 3, "iv": 4}

_EINER = {w: z for w, z in ZAHLWOERTER.items() if 1 <= z <= 9 and not w.endswith(("er", "en", "em", "es", "eine"))}
_ZEHNER = {w: z for w, z in ZAHLWOERTER.items() if z in range(20, 100)}
for _ew, _ez in _EINER.items():
    for _zw, _zz in _ZEHNER.items():
        ZAHLWOERTER[f"{_ew}und{_zw}"] = _ez + _zz
for _ew, _ez in list(_EINER.items()):
    ZAHLWOERTER[f"{_ew}hundert"] = _ez * 100


def wahl(woerter: object) -> str:
    """Alternatives of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, woerter), key=lambda wort: (-len(wort), wort)))  # type: ignore[call-overload]


# A month may be torn apart by the end of a line: "Septem- ber".
MONAT = (
    "(?:"
    + "|".join(
        r"(?:-[ \n]{0,2})?".join(name) if len(name) > 4 else name for name in sorted(MONATE, key=len, reverse=True)
    )
    + r")\b\.?"
)
TRENNUNG = Muster(r"-[ \n]{0,2}|\.")


def monat(wort: str) -> int:
    """Number of a month by its name, also abbreviated or torn."""
    return MONATE[TRENNUNG.sub("", wort.lower()).strip()]


def monatsende(jahr: int, monat_: int) -> date:
    return date(jahr, monat_, calendar.monthrange(jahr, monat_)[1])


def tag(jahr: int, monat_: int, tag_: int) -> date | None:
    """The day, or None where there is none like it."""
    try:
        return date(jahr, monat_, tag_)
    except ValueError:
        return None


def jahreszahl(text: str) -> int:
    """Two digits belong to this century up to 49, else to the last."""
    zahl = int(text)
    if len(text) > 2:
        return zahl
    return 2000 + zahl if zahl < 50 else 1900 + zahl


def zahl(wort: str) -> int | None:
    """A number in digits or as a German word."""
    wort = wort.lower().strip()
    return int(wort) if wort.isdigit() else ZAHLWOERTER.get(wort)


def plus_monate(tag_: date, monate: int) -> date:
    jahr, m = divmod(tag_.year * 12 + tag_.month - 1 + monate, 12)
    return date(jahr, m + 1, min(tag_.day, calendar.monthrange(jahr, m + 1)[1]))


def montag_der_woche(jahr: int, woche: int) -> date | None:
    try:
        return date.fromisocalendar(jahr, woche, 1)
    except ValueError:
        return None


def ostern(jahr: int) -> date:
    """Easter Sunday by Gauss's rule (Gregorian)."""
    a, b, c = jahr % 19, jahr // 100, jahr % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    monat_, tag_ = divmod(h + m - 7 * n + 114, 31)
    return date(jahr, monat_, tag_ + 1)


def feiertag(tag_: date) -> str | None:
    """Name of a public holiday that holds in all Länder."""
    fest = {(1, 1): "Neujahr", (5, 1): "Tag der Arbeit", (10, 3): "Tag der Deutschen Einheit"}
    fest |= {(12, 25): "erster Weihnachtstag", (12, 26): "zweiter Weihnachtstag"}
    o = ostern(tag_.year)
    beweglich = {o + timedelta(days=n): name for n, name in
                 ((-2, "Karfreitag"), (1, "Ostermontag"), (39, "Christi Himmelfahrt"), (50, "Pfingstmontag"))}  # fmt: skip
    return fest.get((tag_.month, tag_.day)) or beweglich.get(tag_)
