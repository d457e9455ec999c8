"""Reports on implementation: per report its day, per point its state."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz, ist_reihe
from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.ausdruck.zeitangaben import finde_zeitangaben
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.staende import stand_aus_kreuz, stand_aus_kreuzen, stand_aus_label, stand_aus_text
from kreislauf.lesen.lesung import Umsetzungsbericht, Umsetzungspunkt
from kreislauf.lesen.muster import Muster

_ZU = Muster(
    r"(?:Zu|zu|ZU)\s?(?:den\s|dem\s)?(?:(?:Ziffern?|Ziff\.|Nrn?\.|Nummern?|Punkt(?:en)?|Pkt\.|Beschlusspunkt(?:en)?|BP|TOP)\s?)?(?P<nr>\d{1,2}(?:\.\d{1,2})?\s?[a-z]?|[a-h](?=\)))\b[.):–-]{0,3}\s*(?P<rest>.?)"
    r"|(?:Ziffer|Beschlusspunkt|Punkt|BP)\s(?P<nr2>\d{1,2}\s?[a-z]?)\b(?=[.):\s]|\Z)\s?[.):–-]{0,3}\s*(?P<rest2>.?)"
)
_FELD = Muster(
    r"(?P<feld>Aufgabe|Beschlussaufgabe|Maßnahme|Auftrag|Beschlusspunkt|Gegenstand|Thema|Betreff|Titel|Projekt|Vorhaben|Handlungsfeld|Umsetzung|Erledigt|Ergebnis|Realisierung|"
    r"Bemerkungen?|Erläuterung|Anmerkung|Begründung|Status(?:\sder\sUmsetzung)?|Stand(?:\sder\s(?:Beschluss)?[Uu]msetzung|\sder\sBearbeitung)?|Sachstand|Bearbeitungsstand|"
    r"Umsetzungsstand|Bearbeitungsstatus|Umsetzungsstatus)(?:\s(?P<nr>\d{1,2}))?\s?:\s*(?P<wert>.*)\Z",
    re.DOTALL,
)
_MEHRERE = Muster(
    r"[Zz]u\s(?:den\s)?(?:(?:Ziffern|Nrn\.|Punkten|Beschlusspunkten)\s)?\d{1,2}\.?(?:(?:\s?,\s?|\sund\s|\s?/\s?|\s\+\s)\d{1,2}\.?)+[.):]{0,2}"
)
_ZIFFER = Muster(r"(?:Ziffer|Ziff\.|Nr\.|Punkt|Beschlusspunkt|Pkt\.)\s?(\d{1,2}\s?[a-z]?)\b")
_NAMENSFELDER = (
    "Aufgabe",
    "Beschlussaufgabe",
    "Maßnahme",
    "Auftrag",
    "Beschlusspunkt",
    "Gegenstand",
    "Thema",
    "Betreff",
    "Titel",
    "Projekt",
    "Vorhaben",
    "Handlungsfeld",
)
_STANDFELDER = ("Ergebnis", "Status", "Stand", "Sachstand", "Bearbeitungs", "Umsetzungsst")
_VORNE = Muster(r"(\d{1,2})[.):]\s")
_BERICHTSTAG = Muster(
    r"(?:\b(?:Stand|Berichtsstand|Sachstand|Berichtsdatum|Stichtag|Auswertung|Bericht)\b|\ADatum)[^:.\d]{0,30}:?\s(?=\d)"
)
_ZELLE = Muster(r"\t+| {3,}|\s\|\s")
_GANZER_BERICHT = Muster(r"[Uu]msetzung|[Ss]achstand|Beschlusskontrolle|Stand der|Zwischenbericht|Beschlussverfolgung")
_ZU_BESCHLUSS = Muster(r"Bericht zum? (?:dem )?Beschluss")
_KONTROLLE = Muster(
    r"Beschlusskontrolle|Beschlussaufgabe|Beschlussverfolgung|Umsetzungskontrolle|Beschluss (?:umgesetzt|nicht umgesetzt)|(?:Stand|Status) der (?:Beschluss)?[Uu]msetzung|"
    r"Umsetzungsst|Bearbeitungsst|Sachstandsliste|Offene Beschlüsse|offene Beschlüsse"
)


_SITZUNGSSTATUS = Muster(
    r"öffentlich|Sitzung|freigegeben|\b(?:beschlossen|zugestimmt|angenommen|einstimmig|mehrheitlich|Votum|Zustimmung)\b"
)
_ZU_VORN = Muster(r"\A[Zz]u\s(?=\d)")
_ZU_ANDEREM = Muster(r"Zu\s(?:den|der|dem)\s[A-ZÄÖÜ][^:.\d]{3,80}:")
_OHNE_BERICHT = {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN}


@dataclass(slots=True)
class _Teil:
    """A point while it is gathered."""

    nummer: str | None
    absatz: Absatz
    texte: list[str] = field(default_factory=list)
    stand: str | None = None


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
        elif abschnitt.art not in _OHNE_BERICHT and (_ist_feld(absatz.text) or lose or (absatz.marke or "").isdigit()):
            lose.append(absatz)
    if gruppe and kopf is not None:
        yield kopf, gruppe
    elif tabelle:
        yield tabelle[0].abschnitt, tabelle
    elif len(_aus_reihen(reihen := [a for a in kontext.dokument.absaetze if ist_reihe(a.text)])) > 1:
        yield reihen[0].abschnitt, reihen
    elif _GANZER_BERICHT.search(kontext.betreff or "") or _ZU_BESCHLUSS.search(kontext.dokument.quelle[:400]):
        texte = [a for a in kontext.dokument.absaetze if a.abschnitt.art in {Art.TEXT, Art.KOPF}]
        if sum(1 for a in texte if _ZU.match(a.text)) > 1:
            yield texte[0].abschnitt, texte
    if any(_FELD.match(a.text) for a in lose) and _KONTROLLE.roh.search(kontext.dokument.quelle[:3000]):
        yield next((a for a in kontext.dokument.abschnitte if a.art is Art.BERICHT), lose[0].abschnitt), lose


def _punkte(kontext: Kontext, abschnitt: Abschnitt, absaetze: Sequence[Absatz]) -> list[Umsetzungspunkt]:
    kreuz = _kreuz(kontext, abschnitt, absaetze)
    reihen = _aus_reihen(absaetze)
    if any(a.thema for a in absaetze):
        teile = _nach_thema(absaetze)
    elif len(reihen) > 1:
        teile = reihen
    elif any(_FELD.match(a.text) and a.text.startswith((*_STANDFELDER, *_NAMENSFELDER, "Umsetzung")) for a in absaetze):
        teile = _nach_feldern(absaetze)
    else:
        teile = _nach_nummern(absaetze)
    if not teile and kreuz and absaetze:
        teile = [_Teil(None, absaetze[0], [a.text for a in absaetze])]
    letzter = absaetze[-1]
    ende = kontext.dokument.zeile_von(letzter.stelle(max(len(letzter.text) - 1, 0)))
    return _gewertet(kontext, teile, ende, kreuz)


def _gewertet(kontext: Kontext, teile: Sequence[_Teil], ende: int, kreuz: str | None) -> list[Umsetzungspunkt]:
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


def _ist_feld(text: str) -> bool:
    """A label with a value that may tell of implementation, not the state of a sitting."""
    feld = _FELD.match(text)
    return feld is not None and bool(feld.group("wert")) and not _SITZUNGSSTATUS.search(feld.group("wert")[:60])


def _berichtstag(kontext: Kontext, abschnitt: Abschnitt) -> date | None:
    """The day behind "Stand" near the top of the report, or in the head."""
    for zeile in kontext.dokument.zeilen:
        nah = abschnitt.zeile <= zeile.nummer <= abschnitt.zeile + 8 or zeile.nummer <= 15
        treffer = _BERICHTSTAG.search(zeile.text) if nah and len(zeile.text) < 120 else None
        if treffer and (tag := erster_tag(zeile.text[treffer.end() : treffer.end() + 24])):
            return tag
    return None


def _aus_reihen(absaetze: Sequence[Absatz]) -> list[_Teil]:
    """Rows of a table in which one cell is a state and another a number or a topic."""
    teile: list[_Teil] = []
    for absatz in absaetze:
        zellen = [z.strip() for z in _ZELLE.split(absatz.text)]
        stand = next((s for z in zellen[1:] if len(z) < 60 and ":" not in z and (s := stand_aus_label(z))), None)
        if len(zellen) >= 2 and stand is not None:
            name = absatz.marke if absatz.marke and absatz.marke.isdigit() else _ZU_VORN.sub("", zellen[0]).strip(" .)")
            teile.append(_Teil(name, absatz, [" ".join(zellen)], stand))
    return teile


def _kreuz(kontext: Kontext, abschnitt: Abschnitt, absaetze: Sequence[Absatz]) -> str | None:
    ende = next((a.zeile for a in absaetze if _ZU.match(a.text)), absaetze[-1].zeile + 1)
    zeilen = [z.text for z in kontext.dokument.zeilen if abschnitt.zeile < z.nummer < ende]
    return stand_aus_kreuzen(zeilen) or next((s for z in zeilen[:12] if (s := stand_aus_kreuz(z))), None)


def _nach_thema(absaetze: Sequence[Absatz]) -> list[_Teil]:
    teile: list[_Teil] = []
    for absatz in absaetze:
        if not absatz.thema:
            continue
        if not teile or not absatz.thema.startswith(teile[-1].nummer or absatz.thema):
            teile.append(_Teil(absatz.thema, absatz))
        teile[-1].nummer = absatz.thema
        teile[-1].texte.append(absatz.text)
    return teile


def _nach_feldern(absaetze: Sequence[Absatz]) -> list[_Teil]:
    """Records of labelled lines; a number ("Zu 1.") or a label that comes again opens the next record."""
    teile: list[_Teil] = []
    gesehen: set[str] = set()
    for absatz in absaetze:
        treffer = _FELD.match(absatz.text)
        if treffer is not None and treffer.group("feld") == "Stand" and erster_tag(treffer.group("wert")):
            continue
        nummer = _zu_nummer(absatz) if treffer is None else (absatz.marke if (absatz.marke or "").isdigit() else None)
        if nummer is not None:
            teile.append(_Teil(nummer, absatz))
            gesehen = set()
        if treffer is None:
            if teile and nummer is None:
                teile[-1].texte.append(absatz.text)
            continue
        name = treffer.group("feld")
        if not teile or name in gesehen:
            teile.append(_Teil(None, absatz))
            gesehen = set()
        gesehen.add(name)
        _nimm_feld(teile[-1], name, treffer)
    return teile


def _zu_nummer(absatz: Absatz) -> str | None:
    """ "Zu 1." alone in its paragraph."""
    treffer = _ZU.match(absatz.text)
    if treffer is None or treffer.group("rest") or treffer.group("rest2"):
        return None
    return (treffer.group("nr") or treffer.group("nr2")).replace(" ", "")


def _nimm_feld(teil: _Teil, name: str, treffer: re.Match[str]) -> None:
    wert = treffer.group("wert")
    if name in _NAMENSFELDER:
        ziffer = _ZIFFER.search(wert) or _VORNE.match(wert)
        teil.nummer = treffer.group("nr") or (ziffer.group(1) if ziffer else wert or teil.nummer)
    elif name.startswith(_STANDFELDER) and not (name == "Ergebnis" and _SITZUNGSSTATUS.search(wert)):
        teil.stand = stand_aus_label(wert) or teil.stand
    teil.texte.append(wert if name not in {*_NAMENSFELDER, "Umsetzung", "Erledigt"} else "")


def _nach_nummern(absaetze: Sequence[Absatz]) -> list[_Teil]:
    """ "Zu 1." and the paragraphs below; without such headings the numbered items themselves."""
    teile: list[_Teil] = []
    mit_zu = any(_ZU.match(a.text) for a in absaetze)
    for absatz in absaetze:
        treffer = _ZU.match(absatz.text) if mit_zu else None
        if treffer is not None and len(absatz.text) - len(treffer.group()) >= 0:
            texte: list[str] = []
            mehrere = _MEHRERE.match(absatz.text)
            nummern = (
                re.findall(r"\d{1,2}[a-z]?", mehrere.group())
                if mehrere
                else [treffer.group("nr") or treffer.group("nr2")]
            )
            teile += [_Teil(nummer.replace(" ", ""), absatz, texte) for nummer in nummern]
            ort = mehrere.end() if mehrere else treffer.start("rest" if treffer.group("nr") else "rest2")
            texte.append(absatz.text[ort:])
        elif not mit_zu and absatz.marke and absatz.marke.isdigit():
            teile.append(_Teil(absatz.marke, absatz, [absatz.text]))
        elif mit_zu and _ZU_ANDEREM.match(absatz.text):
            break
        elif teile:
            feld = _FELD.match(absatz.text)
            if feld is not None:
                teile[-1].stand = stand_aus_label(feld.group("wert")) or teile[-1].stand
            teile[-1].texte.append(absatz.text)
    return teile


def _punkt(kontext: Kontext, teil: _Teil, stand: str, text: str) -> Umsetzungspunkt:
    zeile, zitat = kontext.dokument.fundstelle(teil.absatz, 0, min(len(teil.absatz.text), 300))
    return Umsetzungspunkt(
        zeile=zeile,
        zitat=zitat,
        sicherheit=0.9 if teil.stand else 0.7,
        nummer=teil.nummer,
        status=stand,
        sachstand=" ".join(text.split())[:600],
    )


def _bericht(kontext: Kontext, abschnitt: Abschnitt, punkte: Sequence[Umsetzungspunkt]) -> Umsetzungsbericht:
    datum, stand = abschnitt.datum or _berichtstag(kontext, abschnitt), None
    if datum is None and abschnitt.art is Art.BERICHT:
        spannen = ((z.beginn, z.frist) for z in finde_zeitangaben(abschnitt.titel))
        stand = next((f"{bis:%Y-%m}" for von, bis in spannen if von and bis and von.month == bis.month), None)
    if datum is None and stand is None and kontext.sitzungstag is None:
        datum = kontext.datum
    return Umsetzungsbericht(
        zeile=abschnitt.zeile, zitat=abschnitt.titel, sicherheit=0.9, datum=datum, stand=stand, punkte=tuple(punkte)
    )
