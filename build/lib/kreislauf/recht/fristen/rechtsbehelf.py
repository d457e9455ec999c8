"""Periods for remedies and for cooperation, counted from the day of Bekanntgabe."""

from dataclasses import dataclass
from datetime import date, timedelta

from kreislauf.recht.fristen.bekanntgabe import Bekanntgabe
from kreislauf.recht.fristen.frist import Frist, Schritt, verschiebe
from kreislauf.recht.fristen.kalender import Dienstsitz, plus_monate, schreibe
from kreislauf.recht.rechtsstand import wert

NORMEN = {"widerspruch": "§ 84 Abs. 1", "klage": "§ 87 Abs. 1"}


@dataclass(frozen=True)
class Dauer:
    """A period set by the agency, in days or months."""

    tage: int = 0
    monate: int = 0

    def __str__(self) -> str:
        zahl, einheit = (self.monate, "Monat(e)") if self.monate else (self.tage, "Tag(e)")
        return f"{zahl} {einheit}"


def _zahl(key: str, tag: date) -> int:
    return int(str(wert(key, tag)))


def rechtsbehelf(art: str, bekannt: Bekanntgabe, *, belehrt: bool, sitz: Dienstsitz) -> Frist:
    """Last day for Widerspruch (`art` widerspruch) or Klage (klage)."""
    if not belehrt:
        monate = 12 * _zahl("sgg.fristen.ohne_belehrung", bekannt.tag)
        norm, dauer = "§ 66 Abs. 2 SGG", "ein Jahr, weil die Rechtsbehelfsbelehrung fehlt oder unrichtig ist"
    elif bekannt.ausland:
        monate = _zahl("sgg.fristen.rechtsbehelf_ausland", bekannt.tag)
        norm, dauer = f"{NORMEN[art]} Satz 2 SGG", f"{monate} Monate bei Bekanntgabe im Ausland"
    else:
        monate = _zahl("sgg.fristen.rechtsbehelf", bekannt.tag)
        norm, dauer = f"{NORMEN[art]} Satz 1 SGG", "einen Monat"
    ende = plus_monate(bekannt.tag, monate)
    schritt = Schritt(f"Die Frist dauert {dauer} ab Bekanntgabe: bis {schreibe(ende)}.", f"{norm}, § 64 Abs. 2 SGG")
    return _abschluss(bekannt, schritt, ende, sitz, "§ 64 Abs. 3 SGG")


def mitwirkung(dauer: Dauer, bekannt: Bekanntgabe, *, sitz: Dienstsitz) -> Frist:
    """Last day of a period set by the agency; it begins the day after Bekanntgabe (§ 26 Abs. 2 SGB X)."""
    ende = plus_monate(bekannt.tag, dauer.monate) if dauer.monate else bekannt.tag + timedelta(days=dauer.tage)
    text = f"Die gesetzte Frist von {dauer} beginnt am Tag nach der Bekanntgabe und dauert bis {schreibe(ende)}."
    schritt = Schritt(text, "§ 26 Abs. 1, 2 SGB X, § 188 BGB")
    return _abschluss(bekannt, schritt, ende, sitz, "§ 26 Abs. 3 Satz 1 SGB X")


def _abschluss(bekannt: Bekanntgabe, schritt: Schritt, ende: date, sitz: Dienstsitz, norm: str) -> Frist:
    tag, verschoben, oertlich = verschiebe(ende, sitz, norm)
    return Frist(bekannt.tag, tag, (bekannt.schritt, schritt, *verschoben), (*bekannt.offen, *oertlich))


def mitwirkung_bis(tag: date) -> Frist:
    """A fixed day communicated with reference to § 26 Abs. 3 Satz 2 SGB X never shifts."""
    text = f"Mitgeteilt ist ein bestimmter Tag, der auch an einem freien Tag gilt: {schreibe(tag)}."
    return Frist(None, tag, (Schritt(text, "§ 26 Abs. 3 Satz 2 SGB X"),))
