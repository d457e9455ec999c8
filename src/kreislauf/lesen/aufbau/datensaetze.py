"""Lists of records: blocks of labelled lines in which the same label opens each block."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.muster import Muster

_NAMEN = {
    "nummer": r"(?:\w*[Vv]orlagen?|Drucksachen?|Drs\.?|DS|Beschluss|Antrags?|Sitzungsvorlage)\s?-?\s?(?:Nr\.?|[Nn]ummer)|Vorlage|Drucksache|Nr\.|Nummer",
    "titel": r"Betreff|Titel|Gegenstand|Thema|Bezeichnung|Maßnahme|Vorhaben|Projekt",
    "gremium": r"Gremium|Beschlussgremium|Ausschuss|Beschließendes\sGremium",
    "sitzung": r"Sitzung(?:\s(?:am|vom))?|Sitzungstag|Sitzungsdatum|Beschlussdatum|Beschluss\s(?:am|vom)|Beschlossen\sam|Datum",
    "beschluss": r"Beschluss(?:text)?|Auftrag|Wortlaut",
    "ergebnis": r"Ergebnis|Beschlussergebnis|Abstimmung(?:sergebnis)?",
    "frist": r"Umsetzung|Termin|Frist|Zieldatum|Fällig(?:keit|\sam)?|Umsetzung\sbis|Wiedervorlage",
    "erledigt": r"Erledigt(?:\sam)?|Abgeschlossen(?:\sam)?|Umgesetzt(?:\sam)?",
    "stand": r"Status(?:\sder\sUmsetzung)?|Stand(?:\sder\s(?:Beschluss)?[Uu]msetzung|\sder\sBearbeitung)?|Umsetzungsst(?:and|atus)|Bearbeitungsst(?:and|atus)",
    "text": r"Realisierung|Sachstand|Bemerkung(?:en)?|Erläuterung(?:en)?|Anmerkung(?:en)?|Sachbericht|Bericht",
    "stelle": r"Zuständig(?:keit)?|Federführend|Federführung|Verantwortlich|Amt|Dienststelle|Fachbereich|Aufgabe",
}
_LABEL = Muster(
    "(?:" + "|".join(f"(?P<{name}>{muster})" for name, muster in _NAMEN.items()) + r")\s?:(?:\s+(?P<wert>\S.*))?\Z"
)
_ERSTE = ("nummer", "titel")
_STAND = frozenset({"frist", "erledigt", "stand", "text"})
_ARTEN = 4  # kinds of labels that a record has at least
_WENIGSTENS = 2


@dataclass(slots=True)
class Feld:
    zeile: Zeile
    art: str
    wert: str


@dataclass(slots=True)
class Datensatz:
    """One block; `bis` is its last line."""

    felder: list[Feld] = field(default_factory=list)
    bis: int = 0

    def werte(self, art: str) -> list[Feld]:
        return [feld for feld in self.felder if feld.art == art and feld.wert]

    def wert(self, art: str) -> str:
        return next((feld.wert for feld in self.werte(art)), "")


def lies_datensaetze(zeilen: Sequence[Zeile]) -> list[Datensatz]:
    """The records of a list, or nothing where the labels are those of one paper."""
    felder = [(zeile, treffer) for zeile in zeilen if ":" in zeile.text[:40] and (treffer := _LABEL.match(zeile.text))]
    erste = next((art for _, treffer in felder if (art := _art(treffer)) in _ERSTE), None)
    if erste is None or sum(_art(treffer) == erste for _, treffer in felder) < _WENIGSTENS:
        return []
    saetze: list[Datensatz] = []
    for zeile in zeilen:
        treffer = _LABEL.match(zeile.text) if ":" in zeile.text[:40] else None
        if treffer is not None and _art(treffer) == erste:
            saetze.append(Datensatz())
        if saetze and zeile.text:
            _nimm(saetze[-1], zeile, treffer)
    gut = [s for s in saetze if len({f.art for f in s.felder}) >= _ARTEN and _STAND & {f.art for f in s.felder}]
    return gut if len(gut) >= _WENIGSTENS else []


def _art(treffer: re.Match[str]) -> str:
    return next(name for name in _NAMEN if treffer.group(name) is not None)


def _nimm(satz: Datensatz, zeile: Zeile, treffer: re.Match[str] | None) -> None:
    satz.bis = zeile.nummer
    if treffer is not None:
        satz.felder.append(Feld(zeile, _art(treffer), treffer.group("wert") or ""))
    elif satz.felder and zeile.einzug:
        letztes = satz.felder[-1]
        letztes.wert = f"{letztes.wert} {zeile.text}".strip()
