"""Tables whose head names their columns: rows become records, cells that run on over lines are put together."""

import re
from collections.abc import Iterator, Sequence

from kreislauf.lesen.aufbau.datensaetze import Datensatz, Feld
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.muster import Muster

_SPALTEN: tuple[tuple[str, Muster], ...] = (
    ("beschlussnummer", Muster(r"Beschluss-?\s?(?:Nr\.?|nummer)\b", re.IGNORECASE)),
    ("nummer", Muster(r"(?:lfd\.?\s?)?Nr\.?\Z|lfd\.?\Z|TOP\Z|(?:\w*[Vv]orlagen?|Drucksachen?|Beschluss)-?\s?(?:Nr\.?|[Nn]ummer)?\Z", re.IGNORECASE)),
    ("titel", Muster(r"(?:Betreff|Gegenstand|Inhalt|Thema|Titel|Maßnahme|Auftrag|Vorhaben|Projekt|Beschlussinhalt|Aufgabe|Beschlusstext)\b", re.IGNORECASE)),
    ("stelle", Muster(r"(?:zuständig|verant|federf|Amt\b|Dezernat|Fachbereich|wer\b|durch wen)", re.IGNORECASE)),
    ("frist", Muster(r"(?:Termin|Zieldatum|Frist|Fällig|bis wann|Umsetzung bis|Erledigung bis)", re.IGNORECASE)),
    ("stand", Muster(r"(?:Status|Stand|Bearbeitungsst|Umsetzungsst|Sachstand|Erledigung)\b", re.IGNORECASE)),
    ("ja", Muster(r"(?:Ja|dafür)(?:-?Stimmen)?\Z", re.IGNORECASE)),
    ("nein", Muster(r"(?:Nein|dagegen)(?:-?Stimmen)?\Z", re.IGNORECASE)),
    ("enthaltung", Muster(r"Enth(?:altung(?:en)?|\.)?\Z", re.IGNORECASE)),
    ("ergebnis", Muster(r"(?:Ergebnis|Beschlussergebnis|Abstimmung)\b", re.IGNORECASE)),
    ("text", Muster(r"(?:Erläuterung|Bemerkung|Anmerkung|Begründung|Hinweis)", re.IGNORECASE)),
)  # fmt: skip
_ZELLE = re.compile(r"\S+(?: \S+)*")
_SPIEL = 3
_WENIGSTENS = 3  # named columns
_ERSTE = frozenset({"nummer", "titel"})
_SCHLUSS = frozenset({"stand", "ergebnis", "frist", "ja"})  # one of these columns stands in the first line of a row
_NUMMERNFORM = Muster(r"(?:[A-ZÄÖÜ]{1,4}[ /-]?)?\d[\w./-]*\.?\Z")
_TAG = Muster(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?\Z")
_GEZAEHLT = Muster(r"\d{1,2}[.)]\s\S")
_STRICH = re.compile(r"[-=_ ]{5,}\Z")
_LEERZEILEN = 2

Spalten = list[tuple[int, str]]  # where each begins (blanks) or which it is (tabs), and its kind
Zellen = list[tuple[str, str]]


def lies_tabellen(zeilen: Sequence[Zeile]) -> list[Datensatz]:
    """The rows of all tables that have a number or topic and a state, result, day or count of votes."""
    saetze: list[Datensatz] = []
    spalten: Spalten = []
    mit_tab, leer, mit_nummer, nach_kopf = False, 0, False, False
    for zeile in zeilen:
        if (neu := _kopf(zeile)) is not None:
            if [art for _, art in neu] != [art for _, art in spalten]:
                mit_nummer = False
            spalten, mit_tab, leer, nach_kopf = neu, "\t" in zeile.text, 0, True
        elif spalten and (not zeile.text or _STRICH.match(zeile.text)):
            leer, nach_kopf = leer + (not zeile.text), False
        elif spalten:
            zellen = list(_zellen(zeile, spalten, tab=mit_tab))
            beginnt = _beginnt(zellen, spalten, mit_nummer=mit_nummer)
            if not beginnt and nach_kopf:
                continue  # the head has a second line
            nach_kopf = False
            if not beginnt and (leer > _LEERZEILEN or _ist_text(zeile) or mit_tab):
                spalten = []
                continue
            if beginnt:
                saetze.append(Datensatz())
                mit_nummer = mit_nummer or zellen[0][1][0].isdigit() or _NUMMERNFORM.match(zellen[0][1]) is not None
            if saetze and spalten:
                _ergaenze(saetze[-1], zeile, zellen)
            leer = 0
    return saetze


def _kopf(zeile: Zeile) -> Spalten | None:
    """The columns, if the line is the head of such a table."""
    if len(zeile.text) > 200 or not ("\t" in zeile.text or "   " in zeile.text):
        return None
    spalten: Spalten = []
    for ort, wort in _stuecke(zeile, tab="\t" in zeile.text):
        art = next((name for name, muster in _SPALTEN if muster.match(wort)), "")
        if not spalten and art not in _ERSTE:
            return None
        spalten.append((ort, art))
    arten = {art for _, art in spalten if art}
    return spalten if len(arten) >= _WENIGSTENS and arten & _SCHLUSS else None


def _stuecke(zeile: Zeile, *, tab: bool) -> Iterator[tuple[int, str]]:
    if tab:
        yield from enumerate(stueck.strip() for stueck in zeile.text.split("\t"))
    else:
        yield from ((zeile.einzug + t.start(), t.group()) for t in _ZELLE.finditer(zeile.text))


def _zellen(zeile: Zeile, spalten: Spalten, *, tab: bool) -> Iterator[tuple[str, str]]:
    for ort, wort in _stuecke(zeile, tab=tab):
        art = spalten[ort][1] if tab and ort < len(spalten) else _spalte(ort, spalten) if not tab else ""
        if wort:
            yield art, wort


def _spalte(ort: int, spalten: Spalten) -> str:
    passend = [art for anfang, art in spalten if anfang <= ort + _SPIEL]
    return passend[-1] if passend else spalten[0][1]


def _beginnt(zellen: Zellen, spalten: Spalten, *, mit_nummer: bool) -> bool:
    if len(zellen) < 2 or zellen[0][0] != spalten[0][1]:
        return False
    form = _NUMMERNFORM.match(zellen[0][1]) is not None and _TAG.match(zellen[0][1]) is None
    form = form or zellen[0][0] == "titel" and _GEZAEHLT.match(zellen[0][1]) is not None
    return (form or not mit_nummer) and any(art in _SCHLUSS for art, _ in zellen[1:])


def _ist_text(zeile: Zeile) -> bool:
    """A paragraph below the table: it begins at the edge and has no wide gaps."""
    return zeile.einzug < _SPIEL and "   " not in zeile.text and len(zeile.text) > 30


def _ergaenze(satz: Datensatz, zeile: Zeile, zellen: Zellen) -> None:
    satz.bis = zeile.nummer
    for art, wert in zellen:
        vorher = next((feld for feld in reversed(satz.felder) if feld.art == art), None)
        if vorher is None or art == "nummer" and vorher.zeile is zeile:
            satz.felder.append(Feld(zeile, art, wert))
        else:
            gebrochen = vorher.wert.endswith("-") and wert[:1].islower()
            vorher.wert = vorher.wert[:-1] + wert if gebrochen else f"{vorher.wert} {wert}"
