"""Web pages of council information systems → visible text, line by line."""

import re
from collections.abc import Iterator
from typing import Literal

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kreislauf.lesen.eingang.fluss import Fluss
from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, Quelltext, pruefe_zeichen, ziffern
from kreislauf.lesen.eingang.webelemente import STUMM, Schreiber, ist_gestrichen, ist_verborgen
from kreislauf.lesen.eingang.zeichen import dekodiere

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_OHNE_ENDE = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "col", "wbr", "li", "p", "td", "tr", "option"}
)
_VIELE_TAGS = 10_000
_TIEFE = 2_000
_STELLE = 200


def lies_html(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """Visible text; navigation, scripts and hidden parts are left out, longer hidden parts are told."""
    quelle, warnungen = dekodiere(inhalt, html=True)
    pruefe_zeichen(len(quelle) // 20, grenzen)
    _pruefe_tiefe(quelle)
    baum = LexborHTMLParser(quelle)
    wurzel = baum.body or baum.root
    if wurzel is None:
        raise NichtLesbar("ohne_text", "Die Seite enthält keinen Text.")
    schreiber = Schreiber(Fluss())
    gestrichen = verborgen = 0
    for schritt, knoten in _rundgang(wurzel):
        if schritt == "anfang":
            schreiber.anfang(knoten)
        elif schritt == "ende":
            schreiber.ende(knoten)
        elif ist_gestrichen(knoten):
            gestrichen += 1
        elif knoten.tag not in STUMM and len(knoten.text(strip=True)) >= _STELLE:
            verborgen += 1
    text = schreiber.text()
    pruefe_zeichen(len(text), grenzen)
    if not text.strip():
        raise NichtLesbar("ohne_text", "Die Seite enthält keinen sichtbaren Text. Bitte speichern Sie sie als PDF.")
    return Quelltext(text, "html", (*warnungen, *_hinweise(gestrichen, verborgen)))


def _hinweise(gestrichen: int, verborgen: int) -> Iterator[str]:
    if gestrichen:
        yield f"Durchgestrichener Text wurde weggelassen (Stellen: {ziffern(gestrichen)})."
    if verborgen:
        yield f"Längere Texte, die auf der Seite verborgen sind, wurden weggelassen (Stellen: {ziffern(verborgen)})."


def _pruefe_tiefe(quelle: str) -> None:
    """Parsing takes time with the square of the depth; no real page is deeper than some hundred levels."""
    if quelle.count("<") < _VIELE_TAGS:
        return
    tiefe = 0
    for treffer in _TAG.finditer(quelle):
        if treffer[2].lower() not in _OHNE_ENDE:
            tiefe += -1 if treffer[1] else 1
            if tiefe > _TIEFE:
                raise NichtLesbar(
                    "verschachtelt", "Die Seite ist zu tief verschachtelt. Bitte speichern Sie sie als PDF."
                )


def _rundgang(wurzel: LexborNode) -> Iterator[tuple[Literal["anfang", "ende", "weg"], LexborNode]]:
    """Every node in reading order without recursion; what is left out comes once as "weg"."""
    stapel: list[tuple[LexborNode, bool]] = [(wurzel, False)]
    while stapel:
        knoten, fertig = stapel.pop()
        if fertig:
            yield "ende", knoten
            continue
        if knoten is not wurzel:
            naechster = knoten.next
            if naechster is not None:
                stapel.append((naechster, False))
        if knoten.is_element_node and knoten is not wurzel and ist_verborgen(knoten):
            yield "weg", knoten
            continue
        if knoten.is_comment_node:
            continue
        yield "anfang", knoten
        if knoten.is_element_node:
            stapel.append((knoten, True))
            kind = knoten.first_child
            if kind is not None:
                stapel.append((kind, False))
