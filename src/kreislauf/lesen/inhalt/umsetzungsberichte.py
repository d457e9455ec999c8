"""Reports on implementation: per report its day, per point its state."""

from collections.abc import Iterator, Sequence
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz, ist_reihe
from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.ausdruck.zeitangaben import finde_zeitangaben
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.berichtsteile import (
    FELD,
    NAMENSFELDER,
    STANDFELDER,
    ZU,
    Teil,
    aus_reihen,
    ist_feld,
    nach_feldern,
    nach_namen,
    nach_nummern,
    nach_thema,
)
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.staende import stand_aus_kreuz, stand_aus_kreuzen, stand_aus_text
from kreislauf.lesen.lesung import Umsetzungsbericht, Umsetzungspunkt
from kreislauf.lesen.muster import Muster

_BERICHTSTAG = Muster(
    r"(?:\b(?:Stand|Berichtsstand|Sachstand|Berichtsdatum|Stichtag|Auswertung|Bericht)\b|\ADatum)[^:.\d]{0,30}:?\s(?=\d)"
)
_BERICHTSMONAT = Muster(r"\b(?:Berichtsmonat|Berichtsstand|Stand)\s?:\s*(?=[A-Z])")
_GANZER_BERICHT = Muster(r"[Uu]msetzung|[Ss]achstand|Beschlusskontrolle|Stand der|Zwischenbericht|Beschlussverfolgung")
_ZU_BESCHLUSS = Muster(r"Bericht zum? (?:dem )?Beschluss")
_KONTROLLE = Muster(
    r"Beschlusskontrolle|Beschlussaufgabe|Beschlussverfolgung|Umsetzungskontrolle|Beschluss (?:umgesetzt|nicht umgesetzt)|(?:Stand|Status) der (?:Beschluss)?[Uu]msetzung|"
    r"Umsetzungsst|Bearbeitungsst|Sachstandsliste|Offene Beschlüsse|offene Beschlüsse"
)


_UEBER_DER_TABELLE = 5  # lines
_OHNE_BERICHT = {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN}


def lies_umsetzungsberichte(kontext: Kontext) -> list[Umsetzungsbericht]:
    berichte: list[Umsetzungsbericht] = []
    aus_listen = [*kontext.dokument.datensaetze, *kontext.dokument.tabellen]
    punkte = list(kontrolliste.umsetzungspunkte(aus_listen))
    if punkte and (len(punkte) > 1 or kontext.dokument.datensaetze):
        kopf = next((a for a in kontext.dokument.abschnitte if a.art is Art.BERICHT), kontext.dokument.abschnitte[0])
        return [_bericht(kontext, kopf, punkte)]
    for abschnitt, absaetze in _gruppen(kontext):
        punkte = _punkte(kontext, abschnitt, absaetze)
        if punkte:
            berichte.append(_bericht(kontext, abschnitt, punkte))
    return berichte


def _gruppen(kontext: Kontext) -> Iterator[tuple[Abschnitt, list[Absatz]]]:
    """Paragraphs of each report; tables and labelled records without a heading of their own are one too."""
    gruppe: list[Absatz] = []
    kopf: Abschnitt | None = None
    tabelle: list[Absatz] = []
    lose: list[Absatz] = []
    for absatz in kontext.dokument.absaetze:
        abschnitt = absatz.abschnitt
        if (abschnitt.urheber or "").startswith("Bericht"):
            if kopf is not None and abschnitt.teil != kopf.teil:
                yield kopf, gruppe
                gruppe = []
            if not gruppe:
                kopf = next(a for a in kontext.dokument.abschnitte if a.teil == abschnitt.teil)
            gruppe.append(absatz)
        elif absatz.thema:
            tabelle.append(absatz)
        elif abschnitt.art not in _OHNE_BERICHT and (ist_feld(absatz.text) or lose or (absatz.marke or "").isdigit()):
            lose.append(absatz)
    if gruppe and kopf is not None:
        yield kopf, gruppe
    elif tabelle:
        yield tabelle[0].abschnitt, tabelle
    elif len(aus_reihen(reihen := [a for a in kontext.dokument.absaetze if ist_reihe(a.text)])) > 1:
        yield reihen[0].abschnitt, reihen
    elif _GANZER_BERICHT.search(kontext.betreff or "") or _ZU_BESCHLUSS.search(kontext.dokument.quelle[:400]):
        texte = [a for a in kontext.dokument.absaetze if a.abschnitt.art in {Art.TEXT, Art.KOPF}]
        if sum(1 for a in texte if ZU.match(a.text)) > 1:
            yield texte[0].abschnitt, texte
    if any(FELD.match(a.text) for a in lose) and _KONTROLLE.roh.search(kontext.dokument.quelle[:3000]):
        yield next((a for a in kontext.dokument.abschnitte if a.art is Art.BERICHT), lose[0].abschnitt), lose


def _punkte(kontext: Kontext, abschnitt: Abschnitt, absaetze: Sequence[Absatz]) -> list[Umsetzungspunkt]:
    kreuz = _kreuz(kontext, abschnitt, absaetze)
    reihen = aus_reihen(absaetze)
    if any(a.thema for a in absaetze):
        teile = nach_thema(absaetze)
    elif len(reihen) > 1:
        teile = reihen
    elif any(FELD.match(a.text) and a.text.startswith((*STANDFELDER, *NAMENSFELDER, "Umsetzung")) for a in absaetze):
        teile = nach_feldern(absaetze)
    else:
        teile = nach_namen(absaetze) or nach_nummern(absaetze)
    if not teile and kreuz and absaetze:
        teile = [Teil(None, absaetze[0], [a.text for a in absaetze])]
    letzter = absaetze[-1]
    ende = kontext.dokument.zeile_von(letzter.stelle(max(len(letzter.text) - 1, 0)))
    return _gewertet(kontext, teile, ende, kreuz)


def _gewertet(kontext: Kontext, teile: Sequence[Teil], ende: int, kreuz: str | None) -> list[Umsetzungspunkt]:
    """The points whose state is known: ticked below their number, labelled, told in words, ticked for all."""
    punkte = []
    for teil, naechster in zip(teile, [*teile[1:], None], strict=False):
        text = " ".join(teil.texte)
        bis = max(naechster.absatz.zeile if naechster else ende + 1, teil.absatz.zeile + 1)
        eigenes = stand_aus_kreuzen([z.text for z in kontext.dokument.zeilen[teil.absatz.zeile : bis - 1]])
        stand = teil.stand or eigenes or stand_aus_kreuz(text) or stand_aus_text(text) or kreuz
        if stand is not None:
            punkte.append(_punkt(kontext, teil, stand, text))
    return punkte


def _berichtstag(kontext: Kontext, abschnitt: Abschnitt, erster: int) -> date | None:
    """The day behind "Stand" near the top of the report, above its first point, or in the head."""
    bereiche = ((erster - _UEBER_DER_TABELLE, erster - 1), (abschnitt.zeile, abschnitt.zeile + 8), (1, 15))
    for von, bis in bereiche:
        for zeile in kontext.dokument.zeilen:
            treffer = _BERICHTSTAG.search(zeile.text) if von <= zeile.nummer <= bis and len(zeile.text) < 120 else None
            if treffer and (tag := erster_tag(zeile.text[treffer.end() : treffer.end() + 24])):
                return tag
    return None


def _kreuz(kontext: Kontext, abschnitt: Abschnitt, absaetze: Sequence[Absatz]) -> str | None:
    ende = next((a.zeile for a in absaetze if ZU.match(a.text)), absaetze[-1].zeile + 1)
    zeilen = [z.text for z in kontext.dokument.zeilen if abschnitt.zeile < z.nummer < ende]
    return stand_aus_kreuzen(zeilen) or next((s for z in zeilen[:12] if (s := stand_aus_kreuz(z))), None)


def _punkt(kontext: Kontext, teil: Teil, stand: str, text: str) -> Umsetzungspunkt:
    zeile, zitat = kontext.dokument.fundstelle(teil.absatz, 0, min(len(teil.absatz.text), 300))
    return Umsetzungspunkt(
        zeile=zeile,
        zitat=zitat,
        sicherheit=0.9 if teil.stand else 0.7,
        nummer=teil.nummer,
        status=stand,
        sachstand=" ".join(text.split())[:600],
    )


def _berichtsmonat(kontext: Kontext) -> str | None:
    """ "Berichtsmonat: April 2022" in the head of a list."""
    for zeile in kontext.dokument.zeilen[:15]:
        treffer = _BERICHTSMONAT.search(zeile.text)
        for zeit in finde_zeitangaben(zeile.text[treffer.end() :][:40]) if treffer else ():
            if zeit.beginn and zeit.frist and zeit.beginn.month == zeit.frist.month:
                return f"{zeit.frist:%Y-%m}"
    return None


def _bericht(kontext: Kontext, abschnitt: Abschnitt, punkte: Sequence[Umsetzungspunkt]) -> Umsetzungsbericht:
    datum, stand = abschnitt.datum or _berichtstag(kontext, abschnitt, punkte[0].zeile or 0), None
    if datum is None and abschnitt.art is Art.BERICHT:
        spannen = ((z.beginn, z.frist) for z in finde_zeitangaben(abschnitt.titel))
        stand = next((f"{bis:%Y-%m}" for von, bis in spannen if von and bis and von.month == bis.month), None)
    if datum is None and stand is None:
        stand = _berichtsmonat(kontext)
    if datum is None and stand is None and kontext.sitzungstag is None:
        datum = kontext.datum
    return Umsetzungsbericht(
        zeile=abschnitt.zeile, zitat=abschnitt.titel, sicherheit=0.9, datum=datum, stand=stand, punkte=tuple(punkte)
    )
