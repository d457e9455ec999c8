"""Amounts in tables whose unit stands only in the head of their column ("Ansatz 2024 in T€")."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.ausdruck.mengen import wert_von
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.lesung import Zahl
from kreislauf.lesen.muster import Muster

_EINHEIT = Muster(
    r"(?P<geld>(?P<f>Mio\.?|Tsd\.?|T)?\s?(?:€|EUR\b|Euro\b))|(?P<prozent>%|\bProzent\b)"
    r"|\A(?:An)?[Zz]ahl\s(?:der\s)?(?P<n>[A-ZÄÖÜ][\wäöüß-]{2,40})\Z|\A(?P<n2>Plätze|Kinder|Personen|Fälle|Anträge|Stellen|VZÄ|Stunden|Gruppen|Einrichtungen|Teilnehmende|Haushalte)\b.{0,12}\Z"
)
_FAKTOR = {"mio": 10**6, "tsd": 1000, "t": 1000}
_ZELLE = re.compile(r"\S+(?: {1,2}\S+)*")
_WERT = re.compile(
    r"(?P<vz>[-−–]\s?)?(?P<z>\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(?P<k>\d{1,2}))?(?:\s?(?:,--?|€|EUR|Euro|%))?\Z"
)
_JAHR = re.compile(r"\b((?:19|20)\d\d)\b(?![/-]\d)")
_LANG = 240
_HOECHSTENS = 60  # characters of a cell that heads a column
_LEERZEILEN = 1


class _Stueck(NamedTuple):
    """A cell with its place: the number of the cell between tabs, else the column of the line in which it begins and ends."""

    von: int
    bis: int
    text: str


class _Spalte(NamedTuple):
    von: int
    bis: int
    einheit: str
    faktor: int
    jahr: str | None


def lies_spalten(kontext: Kontext) -> Iterator[Zahl]:
    """The bare figures below such heads; cells with a unit of their own are read like any other text."""
    spalten: list[_Spalte] = []
    mit_tab, leer = False, 0
    for zeile in kontext.dokument.zeilen:
        if not zeile.text:
            leer += 1
            continue
        stuecke = _stuecke(zeile) if len(zeile.text) <= _LANG else []
        if neu := _kopf(stuecke):
            spalten, mit_tab, leer = neu, "\t" in zeile.text, 0
        elif spalten and (leer > _LEERZEILEN or len(stuecke) < 2 or mit_tab != ("\t" in zeile.text)):
            spalten = []
        elif spalten:
            leer = 0
            yield from _aus_zeile(zeile, stuecke, spalten)


def _stuecke(zeile: Zeile) -> list[_Stueck]:
    if "\t" in zeile.text:
        return [_Stueck(ort, ort + 1, text.strip()) for ort, text in enumerate(zeile.text.split("\t"))]
    if "   " not in zeile.text:
        return []
    einzug = zeile.einzug
    return [_Stueck(einzug + t.start(), einzug + t.end(), t.group()) for t in _ZELLE.finditer(zeile.text)]


def _kopf(stuecke: Sequence[_Stueck]) -> list[_Spalte]:
    """The columns with a unit; nothing where a cell is a figure, for that is a row."""
    if len(stuecke) < 2 or any(_WERT.match(s.text) and not _JAHR.fullmatch(s.text) for s in stuecke):
        return []
    spalten = []
    for stueck in stuecke[1:]:
        einheit = (
            _EINHEIT.search(stueck.text) if len(stueck.text) <= _HOECHSTENS and not _mit_zahl(stueck.text) else None
        )
        if einheit is None:
            continue
        jahr = _JAHR.search(stueck.text)
        faktor = _FAKTOR.get((einheit["f"] or "").rstrip(".").lower(), 1)
        name = "EUR" if einheit["geld"] else "%" if einheit["prozent"] else einheit["n"] or einheit["n2"]
        spalten.append(_Spalte(stueck.von, stueck.bis, name, faktor, jahr.group(1) if jahr else None))
    return spalten


def _mit_zahl(text: str) -> bool:
    """An amount, not the head of a column: other figures than a year stand in it."""
    return re.search(r"(?<![A-Za-zÄÖÜäöü])\d", _JAHR.sub("", text)) is not None


def _aus_zeile(zeile: Zeile, stuecke: Sequence[_Stueck], spalten: Sequence[_Spalte]) -> Iterator[Zahl]:
    for stueck in stuecke[1:]:
        wert = _WERT.match(stueck.text)
        spalte = next((s for s in spalten if stueck.von < s.bis and s.von < stueck.bis), None)
        if wert is None or spalte is None:
            continue
        yield Zahl(
            zeile=zeile.nummer,
            zitat=zeile.text,
            sicherheit=0.7,
            wert=wert_von(wert["z"], wert["k"], wert["vz"]) * Decimal(spalte.faktor),
            einheit=spalte.einheit,
            worauf=stuecke[0].text or None,
            zeitraum=spalte.jahr,
        )
