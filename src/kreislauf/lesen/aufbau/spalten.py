"""Tables with a topic on the left and its state on the right, told apart by where the cells begin."""

import re
from dataclasses import dataclass

from kreislauf.lesen.aufbau.trennung import ist_bruch
from kreislauf.lesen.aufbau.zeilen import Zeile, teil
from kreislauf.lesen.muster import Muster

_NAME = (
    r"(?:(?:Nr\.?|Lfd\.\s?Nr\.?)\s+)?(?:Thema|Themen|Themenfeld|Maßnahmen?|Beschlusspunkt|Handlungsfeld|Handlungsempfehlung|Projekt|Aufgabe|Baustein|Gegenstand|Auftrag|Vorhaben|"
    r"Ziel|Punkt|Beschluss|Empfehlung|Angebot)(?:\s?/\s?\w{3,20})?"
)
_KOPF = Muster(
    rf"{_NAME}(?P<luecke>\s+|\t)(?:(?:Aktueller\s)?(?:Bearbeitungs|Umsetzungs|Sach)?[Ss]tand|Status|Stand\sder\s(?:Umsetzung|Bearbeitung)|Umsetzung)(?:\s(?!\s).{{0,30}})?\Z"
)
_PUNKT = ("▪", "•", "●", "■", "◦", "○", "➢", "- ", "– ", "\uf0b7", "·")
_PUNKT_NACH_LUECKE = Muster(r"(?<=\S)\s{2,}(?=[▪•●■◦○➢\uf0b7·]\s)")
_LUECKE = Muster(r"\s{2,}")
_SPIEL = 6


@dataclass(slots=True)
class Tabelle:
    """`spalte` is where the right cell begins; None: the text layer gives no columns."""

    spalte: int | None
    thema: str = ""
    offen: bool = False


def finde_tabelle(zeile: Zeile) -> Tabelle | None:
    """The header of such a table."""
    kopf = _KOPF.match(zeile.text) if len(zeile.text) < 120 else None
    if kopf is None:
        return None
    weit = len(kopf.group("luecke")) > 1
    return Tabelle(zeile.einzug + kopf.end("luecke") if weit else None)


def lies_tabellenzeile(
    tabelle: Tabelle, zeile: Zeile, vorher: str, naechste: Zeile | None, *, leerzeile: bool
) -> Zeile | None:
    """The right cell of this line, if there is one; the topic is kept in the table."""
    if leerzeile:
        tabelle.offen = False
    links, rechts = _zellen(tabelle, zeile, vorher, naechste, leerzeile=leerzeile)
    if links is not None and links.text:
        if tabelle.offen and _beginnt_reihe(tabelle.thema, links.text, rechts):
            tabelle.offen = False
        if tabelle.offen and (tabelle.spalte is not None or not vorher):
            bruch = ist_bruch(tabelle.thema, links.text)
            tabelle.thema = tabelle.thema[:-1] + links.text if bruch else f"{tabelle.thema} {links.text}"
        else:
            tabelle.thema = links.text
        tabelle.offen = True
    return rechts if rechts is not None and rechts.text else None


def _beginnt_reihe(thema: str, links: str, rechts: Zeile | None) -> bool:
    """A new topic beside a new bullet, unless the one above was left unfinished."""
    if rechts is None or not rechts.text.startswith(_PUNKT) or not links[:1].isupper():
        return False
    return not thema.endswith("-") and not re.search(r"(?:\b[a-zäöüß]{1,12}|[,&/])\Z", thema)


def _zellen(
    tabelle: Tabelle, zeile: Zeile, vorher: str, naechste: Zeile | None, *, leerzeile: bool
) -> tuple[Zeile | None, Zeile | None]:
    if "\t" in zeile.text:
        schnitt = zeile.text.index("\t")
        return teil(zeile, 0, schnitt), teil(zeile, schnitt, len(zeile.text))
    if tabelle.spalte is None:
        if zeile.text.startswith(_PUNKT):
            tabelle.offen = False
            return None, zeile
        if not vorher or leerzeile or vorher.endswith((".", "!", "?")) or _ist_thema(zeile.text, naechste):
            return zeile, None
        return None, zeile
    return _geschnitten(zeile, tabelle.spalte)


def _geschnitten(zeile: Zeile, spalte: int) -> tuple[Zeile | None, Zeile | None]:
    """Left and right cell: cut at the bullet, else at the gap nearest to where the head of the column stands."""
    punkt = _PUNKT_NACH_LUECKE.search(zeile.text)
    if punkt:
        return teil(zeile, 0, punkt.start()), teil(zeile, punkt.end(), len(zeile.text))
    if zeile.einzug >= spalte - _SPIEL:
        return None, zeile
    luecken = [m.end() for m in _LUECKE.finditer(zeile.text) if abs(m.end() + zeile.einzug - spalte) <= _SPIEL + 4]
    if not luecken:
        return zeile, None
    schnitt = min(luecken, key=lambda ort: abs(ort + zeile.einzug - spalte))
    return teil(zeile, 0, schnitt), teil(zeile, schnitt, len(zeile.text))


def _ist_thema(text: str, naechste: Zeile | None) -> bool:
    """A short line right above a bullet."""
    return text[:1].isupper() and len(text) <= 60 and naechste is not None and naechste.text.startswith(_PUNKT)
