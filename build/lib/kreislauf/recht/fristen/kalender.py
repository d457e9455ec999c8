"""Calendar of deadlines: Easter, statutory holidays at a place, month ends, next working days."""

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kreislauf.recht.quelle import lies_yaml

LAENDER = ("BW", "BY", "BE", "BB", "HB", "HH", "HE", "MV", "NI", "NW", "RP", "SL", "SN", "ST", "SH", "TH")
WOCHENTAGE = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_ORDNER = Path(__file__).parent


@dataclass(frozen=True)
class Dienstsitz:
    """Seat of the deciding agency; `oertlich` names holidays that only its municipality has."""

    land: str
    oertlich: frozenset[str] = frozenset()


def ostersonntag(jahr: int) -> date:
    """Easter Sunday of the Gregorian calendar."""
    a, b, c = jahr % 19, jahr // 100, jahr % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    versatz = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * versatz) // 451
    monat, tag = divmod(h + versatz - 7 * m + 114, 31)
    return date(jahr, monat, tag + 1)


def _buss_und_bettag(jahr: int) -> date:
    """The Wednesday before 23 November."""
    tag = date(jahr, 11, 22)
    return tag - timedelta(days=(tag.weekday() - 2) % 7)


@cache
def _verzeichnis() -> Mapping[str, Any]:
    return lies_yaml(_ORDNER / "feiertage.yaml", _ORDNER / "feiertage.schema.json")


def _tag(eintrag: Mapping[str, Any], jahr: int) -> date | None:
    if "ostern" in eintrag:
        return ostersonntag(jahr) + timedelta(days=eintrag["ostern"])
    if "einmalig" in eintrag:
        einmalig: date = eintrag["einmalig"]
        return einmalig if einmalig.year == jahr else None
    if "buss_und_bettag" in eintrag:
        return _buss_und_bettag(jahr)
    return date.fromisoformat(f"{jahr}-{eintrag['tag']}")


def _im_land(jahr: int, land: str, *, oertlich: bool) -> Iterator[tuple[str, date]]:
    for schluessel, eintrag in _verzeichnis().items():
        gilt = any(
            land in zeile["laender"] and zeile["ab"] <= jahr and zeile.get("oertlich", False) == oertlich
            for zeile in eintrag["gilt"]
        )
        tag = _tag(eintrag, jahr) if gilt else None
        if tag is not None:
            yield schluessel, tag


@lru_cache(maxsize=4096)
def feiertage(jahr: int, sitz: Dienstsitz) -> Mapping[date, str]:
    """Statutory holidays of a year at a place, by day."""
    schluessel = [*_im_land(jahr, sitz.land, oertlich=False)]
    schluessel += [(name, tag) for name, tag in _im_land(jahr, sitz.land, oertlich=True) if name in sitz.oertlich]
    return {tag: _verzeichnis()[name]["name"] for name, tag in schluessel}


@lru_cache(maxsize=4096)
def nur_oertlich(jahr: int, land: str) -> Mapping[date, str]:
    """Holidays that some municipalities of a Land have and others do not, by day."""
    return {tag: _verzeichnis()[name]["name"] for name, tag in _im_land(jahr, land, oertlich=True)}


def hindernis(tag: date, sitz: Dienstsitz) -> str | None:
    """Why a period cannot end on this day (§ 26 Abs. 3 SGB X, § 64 Abs. 3 SGG); None on a working day."""
    name = feiertage(tag.year, sitz).get(tag)
    if name is not None:
        return name
    return {5: "Samstag", 6: "Sonntag"}.get(tag.weekday())


def naechster_werktag(tag: date, sitz: Dienstsitz) -> date:
    """The day itself or the first later day that is no Saturday, Sunday or holiday."""
    while hindernis(tag, sitz) is not None:
        tag += timedelta(days=1)
    return tag


def plus_monate(tag: date, monate: int) -> date:
    """End of a period of months: the day of the same number, or the last of the month (§ 188 Abs. 2, 3 BGB)."""
    jahr, monat = divmod(tag.year * 12 + tag.month - 1 + monate, 12)
    letzter = calendar.monthrange(jahr, monat + 1)[1]
    return date(jahr, monat + 1, min(tag.day, letzter))


def schreibe(tag: date) -> str:
    """A day as it stands in the calculation."""
    return f"{WOCHENTAGE[tag.weekday()]} {tag:%d.%m.%Y}"
