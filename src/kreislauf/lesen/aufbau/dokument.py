"""One paper, taken apart: lines without noise, paragraphs with their sections."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import (
    Abschnitt,
)
from kreislauf.lesen.aufbau.bau import Bau
from kreislauf.lesen.aufbau.datensaetze import Datensatz, lies_datensaetze
from kreislauf.lesen.aufbau.langzeilen import teile_lange
from kreislauf.lesen.aufbau.rauschen import ohne_rauschen
from kreislauf.lesen.aufbau.tabellen import lies_tabellen
from kreislauf.lesen.aufbau.zeilen import Zeile, lies_zeilen


@dataclass(frozen=True, slots=True)
class Dokument:
    quelle: str
    zeilen: tuple[Zeile, ...]
    absaetze: tuple[Absatz, ...]
    abschnitte: tuple[Abschnitt, ...]
    zeilenanfaenge: tuple[int, ...]
    datensaetze: tuple[Datensatz, ...] = ()
    tabellen: tuple[Datensatz, ...] = ()

    def zeile_von(self, stelle: int) -> int:
        return bisect_right(self.zeilenanfaenge, stelle)

    def fundstelle(self, absatz: Absatz, von: int, bis: int) -> tuple[int, str]:
        """(line, passage as printed). A passage torn apart by other text is quoted up to the tear."""
        anfang = absatz.stelle(von)
        ende = absatz.stelle(max(bis - 1, von)) + 1
        if not anfang < ende <= anfang + 2 * (bis - von) + 80:
            naechste = next((ort for ort, _ in absatz.segmente if von < ort < bis), bis)
            ende = absatz.stelle(naechste - 1) + 1
        return self.zeile_von(anfang), self.quelle[anfang:ende].strip()


def baue_dokument(quelle: str) -> Dokument:
    zeilen = [stueck for zeile in ohne_rauschen(lies_zeilen(quelle)) for stueck in teile_lange(zeile)]
    bau = Bau()
    for zeile, naechste in zip(zeilen, _naechste(zeilen), strict=True):
        bau.nimm(zeile, naechste)
    bau.schliesse()
    anfaenge = [0]
    for zeichen, _ in _zeilenenden(quelle):
        anfaenge.append(zeichen + 1)
    saetze = tuple(lies_datensaetze(zeilen))
    reihen = () if saetze else tuple(lies_tabellen(zeilen))
    return Dokument(quelle, tuple(zeilen), tuple(bau.absaetze), tuple(bau.abschnitte), tuple(anfaenge), saetze, reihen)


def _naechste(zeilen: list[Zeile]) -> list[Zeile | None]:
    """For each line the next one that is not empty."""
    naechste: list[Zeile | None] = []
    folgt: Zeile | None = None
    for zeile in reversed(zeilen):
        naechste.append(folgt)
        folgt = zeile if zeile.text else folgt
    return naechste[::-1]


def _zeilenenden(quelle: str) -> Iterator[tuple[int, str]]:
    ort = quelle.find("\n")
    while ort >= 0:
        yield ort, "\n"
        ort = quelle.find("\n", ort + 1)
