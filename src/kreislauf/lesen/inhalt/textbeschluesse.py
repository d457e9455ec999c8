"""Decisions told in running text."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.aufbau.saetze import Satz
from kreislauf.lesen.aufbau.tage import Tag
from kreislauf.lesen.ausdruck.abstimmungen import Abstimmung, finde_abstimmung, finde_ergebnis
from kreislauf.lesen.inhalt.beratungsfolge import waehle_gremium
from kreislauf.lesen.inhalt.beschlussbau import Fundort, beschluss
from kreislauf.lesen.inhalt.ergebnisse import LABEL
from kreislauf.lesen.inhalt.gremien import gremien_im_satz
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.lesung import Beschluss
from kreislauf.lesen.muster import Muster

_VERB = (
    r"(?:beschlossen|beschloss|zugestimmt|abgelehnt|vertagt|zurückgestellt|zurückgezogen|verwiesen|überwiesen|angenommen|genehmigt|gewählt|bekräftigt|"
    r"empfohlen|getroffen|abgesetzt|verabschiedet|gebilligt|befürwortet|Kenntnis)"
)
_GEFASST = Muster(
    rf"\b{_VERB}\b|\bstimmten?\s[^.;]{{2,120}}\szu\b|\b(?:folgten?|billigten?)\b[^.;]{{0,60}}\b(?:einstimmig|mehrheitlich)\b"
)
_VERGANGEN = Muster(
    r"\b(?:hat|haben|hatte|hatten|habe|wurden?|worden|war|waren|beschloss|ist|sind|sei|seien|nahm|nimmt|wird|werden|stimmten?|lehnten?|folgten?|billigten?)\b"
)
_KUENFTIG = Muster(
    r"\b(?:soll|sollen|solle|möge|kann|könne|könnten?|müsse|muss|werde|vorgesehen|geplant|beabsichtigt|zur Beschlussfassung)\b"
)
_BESCHLUSS_VOM = Muster(
    r"(?:Beschluss|Beschlusses|Beschlüsse|Beschlüssen|Grundsatzbeschluss(?:es)?|Ratsbeschluss(?:es)?|Kreistagsbeschluss(?:es)?)\s"
    r"(?:Nr\.\s\S{1,20}\s|\S{0,20}\d\S{0,20}\s)?(?:(?:des|der)\s(?:[^.;,]{3,90}?\s))?(?:vom|am)\s\Z"
)
_GEWAEHLT = Muster(r"\bgewählt\b")
_MIT_AENDERUNG = Muster(
    r"\bmit\s(?:(?:einigen|kleineren|geringfügigen|redaktionellen|den|folgenden|\w{2,6})\s)?Änderung(?:en)?\b|\bgeändert|in geänderter (?:Fassung|Form)"
)
_EMPFIEHLT = Muster(r"\b(?:empfiehlt|empfahl|beschließt|stimmt|lehnt)\b")

_MIT_STIMMEN = Muster(r"Stimmen?\b|nthaltung|instimmig")
_NAECHSTER_PUNKT = Muster(
    r"[,;]\s(?:und\s)?(?=(?:Punkte?|Ziffern?|Nr\.|Nummer|Petitumspunkte?|Beschlusspunkte?|der\sÄnderungsantrag)\s)"
)
_ZIEHT_ZURUECK = Muster(r"\bz(?:ieht|og|iehen|ogen)\b[^.;]{0,90}\b(?:Antrag|Anfrage|Vorlage)\b[^.;]{0,30}\bzurück\b")
_VERWEIST_AUF = Muster(r"\b[Aa]uf\b[^.;]{0,200}\b(?:verwiesen|Bezug genommen)\b")
_GEGENWART = Muster(r"\b(?:wird|werden|wurden?|nimmt|beschließt|lehnt|stimmt)\b")
_NUR_STIMMEN = 140
_REINE_STIMMEN = Muster(
    r"(?i:einstimmig|mehrheitlich|mit\s\d{1,3}\s|bei\s\d{1,3}\s|\d{1,3}\s(?:ja|stimmen))[^:]{0,130}(?:genehmigt|beschlossen|angenommen|zugestimmt|abgelehnt|Enthaltung(?:en)?|dagegen|Nein(?:-Stimmen)?)\.?\Z"
)
_TAGTE = Muster(r"\bstattgefunden\b|\bfand\b|\btagte\b|\bgetagt\b")
_PROTOKOLL_VOM = Muster(r"(?:Protokoll|Niederschrift)\b.{0,80}\b(?:vom|am)\s\Z")
_OHNE = {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN}


@dataclass(slots=True)
class _Lage:
    """The body and the day of the sitting that the sentences before have told of."""

    gremium: str | None
    tag: date | None


def aus_text(kontext: Kontext) -> Iterator[Beschluss]:
    """Decisions with a day of their own, and those of the sitting on which the paper reports."""
    lage = _Lage(kontext.gremium, kontext.sitzungstag)
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art in _OHNE or LABEL.match(absatz.text):
            continue
        for satz in absatz.saetze():
            tage = kontext.tage(absatz, satz)
            yield from _mit_tagen(kontext, absatz, satz, tage, lage)
            tag = lage.tag or (absatz.abschnitt.datum if absatz.abschnitt.art is Art.BESCHLUSS else None)
            vorschlag = (
                absatz.marke
                and absatz.abschnitt.art is Art.BESCHLUSS
                or (absatz.abschnitt.art is Art.VORSCHLAG and (absatz.marke or not _MIT_STIMMEN.search(satz.text)))
            )
            if not tage and tag is not None and not vorschlag and _ohne_tag(satz.text):
                yield _beschluss(kontext, absatz, satz, lage.gremium, tag, 0.6)


def ohne_kopf(kontext: Kontext) -> Iterator[Beschluss]:
    """An extract without any head: the last sentence that tells a result."""
    absaetze = [a for a in kontext.dokument.absaetze if a.abschnitt.art not in _OHNE and not a.marke]
    for absatz in reversed(absaetze[-6:]):
        for satz in reversed(absatz.saetze()):
            if _ohne_tag(satz.text) and _GEGENWART.search(satz.text):
                yield _beschluss(kontext, absatz, satz, None, None, 0.5)
                return


def _mit_tagen(kontext: Kontext, absatz: Absatz, satz: Satz, tage: Sequence[Tag], lage: _Lage) -> Iterator[Beschluss]:
    gremien = gremien_im_satz(absatz.text[: satz.anfang], satz.text, kontext.kuerzel) if tage else []
    erster = True
    for anfang, ende, tag in tage:
        davor = satz.text[max(anfang - 160, 0) : anfang]
        if _BESCHLUSS_VOM.search(davor):
            wessen = next((g.name for g in gremien if abs(g.ende - anfang) < 60 or abs(g.anfang - ende) < 40), None)
            start = max(satz.text.rfind("eschl", 0, anfang) - 1, 0)
            fundort = _fundort(kontext, absatz, satz.anfang + start, satz.anfang + ende, 0.75)
            yield beschluss(fundort, wessen, tag, "beschlossen", None)
            continue
        gewaehlt = waehle_gremium(satz, gremien, anfang, ende, kontext.gremium)
        if gewaehlt is None or not erster:
            continue
        erster = False
        if kontext.sitzungstag is None and _TAGTE.search(satz.text):
            lage.gremium, lage.tag = gewaehlt.name, tag
        if _gefasst(satz.text):
            heute = kontext.sitzungstag
            genehmigt = heute is not None and (tag > heute or _PROTOKOLL_VOM.search(davor) is not None)
            for stueck in _stuecke(satz):
                yield _beschluss(
                    kontext, absatz, stueck, gewaehlt.name, kontext.sitzungstag if genehmigt else tag, 0.75
                )


def _stuecke(satz: Satz) -> list[Satz]:
    """The parts of a sentence that tells the results of several points ("…, Punkt 2 wurde abgelehnt")."""
    grenzen = [0, *(t.end() for t in _NAECHSTER_PUNKT.finditer(satz.text)), len(satz.text)]
    stuecke = [Satz(satz.anfang + von, satz.text[von:bis]) for von, bis in itertools.pairwise(grenzen)]
    return stuecke if len(stuecke) > 1 and all(_GEFASST.search(s.text) for s in stuecke) else [satz]


def _beschluss(
    kontext: Kontext, absatz: Absatz, satz: Satz, gremium: str | None, tag: date | None, sicherheit: float
) -> Beschluss:
    ergebnis, stimmen = _ergebnis(satz.text)
    fundort = _fundort(kontext, absatz, satz.anfang, satz.anfang + len(satz.text), sicherheit)
    return beschluss(fundort, gremium, tag, ergebnis, stimmen)


def _fundort(kontext: Kontext, absatz: Absatz, von: int, bis: int, sicherheit: float) -> Fundort:
    zeile, zitat = kontext.dokument.fundstelle(absatz, von, bis)
    return Fundort(zeile, zitat, sicherheit)


def _gefasst(satz: str) -> bool:
    return bool(_GEFASST.search(satz) and _VERGANGEN.search(satz)) and not re.search(
        r"\b(?:nicht|noch kein)\s(?:be|zu)", satz
    )


def _ohne_tag(satz: str) -> bool:
    """A decision told without a day, in a paper that reports on one sitting."""
    if len(satz) > 500 or _KUENFTIG.search(satz) or _VERWEIST_AUF.search(satz) or "gewählt werden" in satz:
        return False
    if _ZIEHT_ZURUECK.search(satz) or len(satz) < _NUR_STIMMEN and _REINE_STIMMEN.match(satz):
        return True
    stimmen = finde_abstimmung(satz) if _GEFASST.search(satz) or _EMPFIEHLT.search(satz) else None
    if stimmen is not None and _EMPFIEHLT.search(satz) and stimmen.einstimmig is not None:
        return True
    if not _gefasst(satz):
        return False
    if stimmen is not None and (stimmen.einstimmig is not None or stimmen.ja is not None or stimmen.nein is not None):
        return True
    if (
        stimmen is not None
        and finde_ergebnis(satz) is not None
        and not re.search(r"\bauf\b[^.;]{0,200}\bverwiesen\b", satz)
    ):
        return True
    return bool(
        re.search(
            r"\b(?:wurden?|wird)\b.{0,300}\b(?:gewählt|beschlossen|genehmigt)\b|^(?:Als|Zu[mr])\b.{0,300}\bgewählt\b",
            satz,
        )
    )


def _ergebnis(satz: str) -> tuple[str, Abstimmung | None]:
    stimmen = finde_abstimmung(satz)
    if (
        stimmen is not None
        and stimmen.ja is None
        and stimmen.nein is None
        and stimmen.enthaltung is None
        and stimmen.einstimmig is None
    ):
        stimmen = None
    if _GEWAEHLT.search(satz):
        return "gewaehlt", stimmen
    ergebnis = finde_ergebnis(satz) or "beschlossen"
    if ergebnis == "beschlossen" and _MIT_AENDERUNG.search(satz):
        ergebnis = "geaendert_beschlossen"
    return ergebnis, stimmen
