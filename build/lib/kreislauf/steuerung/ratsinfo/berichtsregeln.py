"""Rules of an implementation report (fact base Steuerung, section 10: C1, C3, C6, C7 and the seven states' fields).

Pure functions of the points; the page, the sign-off and the printed report ask the same ones.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kreislauf.steuerung.ratsinfo.models import Berichtspunkt
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus as S

# What each state demands. Every entry: field, and what the reader of the message must write there.
PFLICHTFELDER: dict[str, tuple[tuple[str, str], ...]] = {
    S.NOCH_NICHT_BEGONNEN: (
        ("grund", "warum noch nicht begonnen wurde"),
        ("geplanter_beginn", "wann begonnen werden soll"),
        ("wiedervorlage", "den erneuten Termin"),
    ),
    S.IN_ARBEIT: (
        ("erledigte_schritte", "welche Schritte getan sind"),
        ("offene_schritte", "welche Schritte noch offen sind"),
        ("prognose", "wann der Punkt voraussichtlich fertig ist"),
        ("wiedervorlage", "den erneuten Termin"),
    ),
    S.GEAENDERT: (
        ("aenderung", "was geändert wurde"),
        ("grund", "warum geändert wurde"),
        ("entschieden_von", "wer das entschieden hat"),
        ("wiedervorlage", "den erneuten Termin"),
    ),
    S.UMGESETZT: (("nachweis", "womit die Umsetzung nachgewiesen ist"), ("umgesetzt_am", "wann umgesetzt wurde")),
    S.LAUFEND_FORTGESCHRIEBEN: (("turnus", "in welchem Turnus"), ("wiedervorlage", "den nächsten Termin")),
    S.NICHT_REALISIERBAR: (
        ("grund", "warum nicht umgesetzt werden kann"),
        ("aufhebung_pruefung", "ob der Beschluss aufgehoben werden muss"),
    ),
    S.ABGELEHNT: (
        ("grund", "warum abgelehnt wurde"),
        ("rechtsgrundlage", "die Rechtsgrundlage"),
        ("entschieden_von", "wer abgelehnt hat"),
    ),
}

# C1, from worst to best: the whole report is as good as its worst point.
_RANGFOLGE = (
    S.ABGELEHNT,
    S.NICHT_REALISIERBAR,
    S.NOCH_NICHT_BEGONNEN,
    S.IN_ARBEIT,
    S.GEAENDERT,
    S.LAUFEND_FORTGESCHRIEBEN,
    S.UMGESETZT,
)


@dataclass(frozen=True, slots=True)
class Mangel:
    """What is missing in a report: in which point, in which field, and what to write."""

    nummer: str
    feld: str
    text: str


def maengel(punkte: Iterable[Berichtspunkt], erwartet: Iterable[str] = ()) -> list[Mangel]:
    """C7, C3: all that keeps a report from being complete; `erwartet` are the numbers of the resolution's points."""
    gefunden: list[Mangel] = []
    vorhanden = list(punkte)
    nummern = {p.nummer for p in vorhanden}
    for nummer in erwartet:
        if nummer not in nummern:
            gefunden.append(Mangel(nummer, "status", f"Punkt {nummer} fehlt im Bericht."))
    for punkt in vorhanden:
        if not punkt.status:
            gefunden.append(
                Mangel(punkt.nummer, "status", f"Punkt {punkt.nummer}: Bitte den Stand der Umsetzung wählen.")
            )
        if not punkt.sachstand.strip():
            gefunden.append(
                Mangel(punkt.nummer, "sachstand", f"Punkt {punkt.nummer}: Bitte den Sachstand beschreiben.")
            )
        for feld, was in PFLICHTFELDER.get(punkt.status, ()):
            if not getattr(punkt, feld):
                gefunden.append(Mangel(punkt.nummer, feld, f"Punkt {punkt.nummer}: Bitte angeben, {was}."))
    return [_angepasst(m) for m in gefunden]


def _angepasst(mangel: Mangel) -> Mangel:
    """ "Bitte angeben, den Termin" reads wrongly where no clause follows."""
    text = re.sub(r"Bitte angeben, (den|die) ", r"Bitte \1 ", mangel.text)
    return Mangel(
        mangel.nummer,
        mangel.feld,
        re.sub(r"(Bitte (?:den|die) .*)\.$", r"\1 angeben.", text) if text != mangel.text else text,
    )


def gesamtstatus(status: Sequence[str]) -> S | None:
    """C1: the state of the worst point; "umgesetzt" only where all points are umgesetzt or laufend fortgeschrieben."""
    vorhanden = {S(s) for s in status if s}
    if not vorhanden or [s for s in status if not s]:
        return None
    if vorhanden <= {S.UMGESETZT, S.LAUFEND_FORTGESCHRIEBEN}:
        return S.UMGESETZT
    return next(s for s in _RANGFOLGE if s in vorhanden)


def saetze(text: str) -> list[str]:
    """Sentences and list lines of a text, as they are compared with the last report."""
    return [s.strip() for s in re.split(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ„(0-9])|\n+", text) if s.strip()]


def _eben(satz: str) -> str:
    return re.sub(r"\W+", " ", satz).strip().lower()


def abgleich(text: str, vorher: str) -> list[tuple[str, bool]]:
    """C6: each sentence and whether it stood in the last report word for word."""
    alt = {_eben(s) for s in saetze(vorher)}
    return [(satz, _eben(satz) in alt) for satz in saetze(text)]
