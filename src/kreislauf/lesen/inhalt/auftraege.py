"""Duties: what somebody is to do, with or without a date, and coming events that bind somebody."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.saetze import Satz
from kreislauf.lesen.aufbau.tage import ist_tag
from kreislauf.lesen.ausdruck.zeitangaben import Zeitangabe
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.fristgewicht import HOECHSTENS, JAHRESZAHL, blosses_jahr, gewicht
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.teilsaetze import Teilsaetze
from kreislauf.lesen.inhalt.verantwortlich import finde_verantwortlich
from kreislauf.lesen.inhalt.wendungen import (
    hat_verb,
    ist_absprache,
    ist_auftrag,
    ist_vergangen,
    zweite_stelle,
)
from kreislauf.lesen.lesung import Auftrag
from kreislauf.lesen.muster import Muster

_OHNE_AUFTRAG = {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN}
_TERMINETIKETT = Muster(
    r"\A(?:Erneuter\sTermin|Umsetzung:\s?Termin|Termin|Frist|Zieldatum|Fällig(?:keit)?(?:\sam)?|Wiedervorlage|Nächste[rs]?\s(?:Bericht|Termin|Treffen|Sitzung)|Erledigung\sbis|Umsetzung\sbis|Zu\serledigen\sbis|"
    r"Berichtstermin|Umsetzungstermin|T)\b[^:]{0,60}:"
)
_ERLEDIGT = Muster(r"(?:Erledigt|Umgesetzt|Abgeschlossen|Beschlossen|Stand)(?:\sam)?\s?:")
_TERMINLISTE = Muster(r"\b(?:Termine?|[Ss]itzungstermine|[Ss]itzungen|Treffen|Tagungen)\b")
_ERSTMALS = Muster(r"\b(?:erstmals|erstmalig|danach|anschließend|sodann|beginnend)\b")
_DARAUS = Muster(r"\A(?:Die|Deren)\s(?:daraus|hieraus|dabei)\s\w+")
_MIT_JAHR = Muster(r"(?:19|20)\d\d|\.\d\d\b")
_KUENDBAR = Muster(r"\bkündbar|Kündigungsfrist|mit einer Frist von")
_LANG = 260
_FORMULAR = Muster(r"[☐☒☑]")


@dataclass(slots=True)
class _Lage:
    """What the sentences before have said."""

    termin: date | None = None
    liste: int = -99
    liste_jahr: int | None = None
    absprache: bool = False
    wer: str | None = None


def lies_auftraege(kontext: Kontext) -> list[Auftrag]:
    auftraege: list[tuple[Auftrag, bool]] = []
    lage = _Lage()
    tabelle = kontrolliste.tabellenzeilen(kontrolliste.ohne_saetze(kontext.dokument.tabellen))
    auftraege += [(auftrag, False) for auftrag in kontrolliste.auftraege(kontext.dokument.tabellen)]
    for nummer, absatz in enumerate(kontext.dokument.absaetze):
        if absatz.abschnitt.art in _OHNE_AUFTRAG or absatz.zeile in tabelle or _ist_kopfzeile(absatz):
            continue
        gefasst = absatz.abschnitt.art is Art.BESCHLUSS
        if (absatz.text.endswith(":") or absatz.ist_zwischentitel) and _TERMINLISTE.search(absatz.text):
            jahr = JAHRESZAHL.search(absatz.text)
            lage.liste, lage.liste_jahr = nummer, int(jahr.group(1)) if jahr else None
        if absatz.text.endswith((",", ":")) and (wer := finde_verantwortlich(absatz.text)) is not None:
            lage.wer = wer
        elif absatz.marke is None:
            lage.wer = None
        for satz in absatz.saetze():
            auftraege += [(_von(a, lage.wer), gefasst) for a in _aus_satz(kontext, absatz, satz, lage, nummer)]
    return _ohne_doppelte(auftraege)


def _von(auftrag: Auftrag, wer: str | None) -> Auftrag:
    """Points below "Der Oberbürgermeister wird beauftragt," are his."""
    return replace(auftrag, verantwortlich=wer) if wer and auftrag.verantwortlich is None else auftrag


def _ist_kopfzeile(absatz: Absatz) -> bool:
    if _ERLEDIGT.match(absatz.text) or _FORMULAR.search(absatz.text) and len(absatz.text) < _LANG:
        return True
    if _TERMINETIKETT.match(absatz.text):
        return absatz.abschnitt.art is Art.KOPF and absatz.text.startswith("Termin")
    if absatz.abschnitt.art is Art.KOPF and (absatz.ist_zwischentitel or absatz.ist_tabellenzeile):
        return True
    etikett = finde_etikett(absatz.text) if absatz.marke is None else None
    return etikett is not None and not _TERMINETIKETT.match(absatz.text)


def _aus_satz(kontext: Kontext, absatz: Absatz, satz: Satz, lage: _Lage, nummer: int) -> Iterator[Auftrag]:
    text = satz.text
    zeiten = kontext.zeiten(absatz, satz, _jahr(lage, nummer))[:HOECHSTENS]
    if _ist_terminzeile(absatz, zeiten, lage, nummer):
        yield _auftrag(kontext, absatz, satz, 0, len(text), zeiten[0], 0.8)
        return
    teile = Teilsaetze(text)
    gefunden = [(z, s) for z in zeiten if (s := gewicht(kontext, absatz, text, z, teile)) is not None]
    if not gefunden and (jahr_zeit := blosses_jahr(kontext, absatz, text, teile)) is not None:
        gefunden = [jahr_zeit]
    for zeit, sicherheit in _verbundene(text, gefunden):
        von, bis = teile.um(zeit.anfang) if len(text) > _LANG else (0, len(text))
        if ist_tag(zeit) and zeit.frist:
            lage.termin = zeit.frist
        yield _auftrag(kontext, absatz, satz, von, max(bis, zeit.ende), zeit, sicherheit)
    if not gefunden:
        yield from _ohne_zeit(kontext, absatz, satz, zeiten, lage)


def _jahr(lage: _Lage, nummer: int) -> int | None:
    """The year that the heading of a list of dates gives to its lines."""
    return lage.liste_jahr if nummer - lage.liste < 12 else None


def _ist_terminzeile(absatz: Absatz, zeiten: Sequence[Zeitangabe], lage: _Lage, nummer: int) -> bool:
    """A line that is nothing but a label and a day: in a list of dates, or under a label for deadlines."""
    if not zeiten:
        return False
    if _TERMINETIKETT.match(absatz.text):
        return len(absatz.text) < 120 and zeiten[0].frist is not None
    kurz = len(absatz.text) < 80 and not hat_verb(absatz.text)
    return kurz and nummer - lage.liste < 12 and ist_tag(zeiten[0]) and zeiten[0].frist is not None


def _verbundene(text: str, gefunden: Sequence[tuple[Zeitangabe, float]]) -> list[tuple[Zeitangabe, float]]:
    """A first date and a recurrence of the same duty are one item ("bis … und danach jährlich")."""
    wiederkehrende = [z for z, _ in gefunden if z.wiederkehr]
    if wiederkehrende and not _ERSTMALS.search(text):  # "alljährlich zum 30. April": the day has no year of its own
        gefunden = [
            (z, s) for z, s in gefunden if z.wiederkehr or _MIT_JAHR.search(z.wortlaut) or _fern(z, wiederkehrende)
        ]
    if len(gefunden) == 2:
        (a, s1), (b, s2) = gefunden
        wieder, einmal = (a, b) if a.wiederkehr and not b.wiederkehr else (b, a)
        if wieder.wiederkehr and not einmal.wiederkehr and _ERSTMALS.search(text):
            frist = einmal.frist if einmal.rolle in {"frist", "termin", "zeitraum"} else None
            return [(a._replace(frist=frist, beginn=einmal.beginn, wiederkehr=wieder.wiederkehr), min(s1, s2))]
    return list(gefunden)


def _fern(zeit: Zeitangabe, wiederkehrende: Sequence[Zeitangabe]) -> bool:
    return all(min(abs(w.anfang - zeit.ende), abs(zeit.anfang - w.ende)) > 30 for w in wiederkehrende)


def _auftrag(
    kontext: Kontext, absatz: Absatz, satz: Satz, von: int, bis: int, zeit: Zeitangabe | None, sicherheit: float
) -> Auftrag:
    zeile, zitat = kontext.dokument.fundstelle(absatz, satz.anfang + von, satz.anfang + bis)
    teil = satz.text[von:bis]
    wer = finde_verantwortlich(teil)
    if wer is None and len(teil) < len(satz.text):
        wer = finde_verantwortlich(satz.text)
    return Auftrag(
        zeile=zeile,
        zitat=zitat,
        sicherheit=sicherheit,
        text=teil.strip(" ,;–-"),
        verantwortlich=wer,
        frist=zeit.frist if zeit else None,
        beginn=zeit.beginn if zeit else None,
        wiederkehr=zeit.wiederkehr if zeit else None,
    )


def _ohne_zeit(
    kontext: Kontext, absatz: Absatz, satz: Satz, zeiten: Sequence[Zeitangabe], lage: _Lage
) -> Iterator[Auftrag]:
    text = satz.text
    punkt = absatz.abschnitt.art in {Art.VORSCHLAG, Art.BESCHLUSS} and absatz.marke is not None
    if punkt or absatz.abschnitt.art is Art.KOPF or len(text.split()) < 4 or text.endswith(("?", ",", ":")):
        return
    sicherheit = ist_auftrag(text)
    if (
        sicherheit is None
        and any(z.rolle == "offen" for z in zeiten)
        and not ist_vergangen(text)
        and re.search(r"\b(?:erfolgt|erfolgen|wird|werden|werde)\b", text)
    ):
        sicherheit = 0.6
    if sicherheit is None:
        return
    schnitt = zweite_stelle(text)
    grenzen = [(0, len(text))] if schnitt is None else [(0, schnitt - 1), (schnitt, len(text))]
    for von, bis in grenzen:
        auftrag = _auftrag(kontext, absatz, satz, von, bis, None, sicherheit)
        if _DARAUS.match(text) and lage.termin is not None:
            auftrag = replace(auftrag, beginn=lage.termin)
        yield auftrag
    if ";" in text and ist_absprache(text):
        rest = text.index(";") + 1
        if not ist_vergangen(text[rest:]) and hat_verb(text[rest:]):
            yield _auftrag(kontext, absatz, satz, rest, len(text), None, 0.6)


def _ohne_doppelte(auftraege: Sequence[tuple[Auftrag, bool]]) -> list[Auftrag]:
    """What proposal and resolution, or two reports, say in the same words is one duty; the resolution's counts."""
    behalten: list[tuple[Auftrag, bool, set[str]]] = []
    for auftrag, gefasst in auftraege:
        worte = {w[:7] for w in re.findall(r"[a-zäöüß0-9]{3,}", auftrag.text.lower())}
        stelle = next((i for i, (a, _, w) in enumerate(behalten) if _dasselbe(a, w, auftrag, worte)), None)
        if stelle is None:
            behalten.append((auftrag, gefasst, worte))
        elif gefasst and not behalten[stelle][1]:
            behalten[stelle] = (auftrag, gefasst, worte)
    return sorted((a for a, _, _ in behalten), key=lambda a: a.zeile or 0)


def _dasselbe(a: Auftrag, worte_a: set[str], b: Auftrag, worte_b: set[str]) -> bool:
    if (a.frist, a.beginn, a.wiederkehr) != (b.frist, b.beginn, b.wiederkehr) or not worte_a or not worte_b:
        return False
    return len(worte_a & worte_b) / max(len(worte_a), len(worte_b)) >= 0.7
