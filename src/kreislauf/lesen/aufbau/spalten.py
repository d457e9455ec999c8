"""Tables with a topic on the left and its state on the right, told apart by where the cells begin."""

import re
from dataclasses import dataclass, replace

from kreislauf.lesen.aufbau.trennung import ist_bruch
from kreislauf.lesen.aufbau.zeilen import Zeile, teil

_KOPF = re.compile(
    r"(?:Thema|Themen|Maßnahmen?|Beschlusspunkt|Handlungsfeld|Projekt|Aufgabe|Baustein|Gegenstand|Auftrag)(?P<luecke>\s+|\t)"
    r"(?:(?:Bearbeitungs|Umsetzungs|Sach)?[Ss]tand|Status|Stand\sder\s(?:Umsetzung|Bearbeitung))(?:\s.{0,30})?\Z"
)
_PUNKT = ("▪", "•", "●", "■", "◦", "○", "➢", "- ", "– ", "\uf0b7", "·")


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
    if tabelle.spalte is None:
        if zeile.text.startswith(_PUNKT):
            tabelle.offen = False
            return None, zeile
        if not vorher or leerzeile or vorher.endswith((".", "!", "?")) or _ist_thema(zeile.text, naechste):
            return zeile, None
        return None, zeile
    schnitt = tabelle.spalte - zeile.einzug
    if schnitt <= 0:
        return None, zeile
    luecke = re.search(r" {2,}", zeile.text[max(schnitt - 3, 0) : schnitt + 4])
    if len(zeile.text) > schnitt and luecke is None and zeile.text[schnitt - 1 : schnitt] != " ":
        return zeile, None
    return teil(zeile, 0, schnitt), replace(teil(zeile, schnitt, len(zeile.text)), einzug=tabelle.spalte)


def _ist_thema(text: str, naechste: Zeile | None) -> bool:
    """A short line right above a bullet."""
    return text[:1].isupper() and len(text) <= 60 and naechste is not None and naechste.text.startswith(_PUNKT)
