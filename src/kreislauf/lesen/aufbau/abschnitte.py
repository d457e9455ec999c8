"""Sections: what a heading says about the lines below it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.ausdruck.abstimmungen import finde_abstimmung, finde_ergebnis
from kreislauf.lesen.muster import Muster, merkmale


class Art(StrEnum):
    KOPF = "kopf"
    BERATUNGSFOLGE = "beratungsfolge"
    VORSCHLAG = "vorschlag"
    BESCHLUSS = "beschluss"
    TEXT = "text"
    PROTOKOLL = "protokoll"
    ABSTIMMUNG = "abstimmung"
    BERICHT = "bericht"
    BEZUEGE = "bezuege"
    ANLAGEN = "anlagen"


@dataclass(frozen=True, slots=True)
class Abschnitt:
    """`satz` names whose points stand here; `datum` is the day from which the section speaks.

    `urheber` and `teil` (its line) tell the part of the paper that the section belongs to: motion, resolution, report.
    """

    art: Art
    titel: str
    zeile: int
    satz: str | None = None
    datum: date | None = None
    urheber: str | None = None
    teil: int = 0


@dataclass(frozen=True, slots=True)
class Ueberschrift:
    """`rest` is the position of text that follows the heading in the same line, or -1."""

    art: Art
    satz: str | None
    teil: bool
    rest: int


_NUMMER = r"(?:(?:[IVX]{1,4}|\d{1,2}(?:\.\d{1,2})?|[A-H])[.)]\s+)?"
_GREMIUM = r"(?:(?:Der|Die|Das)\s.{2,90}\s)"
# Each entry: section, whose points ("" = none), opens a part of its own with its own date, pattern.
_MUSTER: tuple[tuple[Art, str, bool, str], ...] = (
    (Art.BERICHT, "Bericht", True, r"(?:Bericht|Zwischenbericht)\s(?:zum|über\sden)\s(?:Vollzug|Stand\sdes\sVollzugs)\b.{0,110}"),
    (Art.BERICHT, "Bericht", True, r"(?:Erneuter\s)?(?:Bericht|Zwischenbericht|Sachstandsbericht|Sachstand)\s(?:zum\s|zur\s|über\s)"
     r"(?:den\s)?(?:Stand\sder\s)?(?:Beschluss)?[Uu]msetzung\b.{0,80}"),
    (Art.BERICHT, "Bericht", True, r"(?:Umsetzungsbericht|Umsetzungsstand|Beschlusskontrolle|Beschlussverfolgung|Umsetzungskontrolle|Sachstandsbericht|"
     r"Zwischenbericht|Fortschrittsbericht|Statusbericht|Vollzugsbericht|Stand\sder\s(?:Beschluss)?[Uu]msetzung|Sachstand|Bearbeitungsstand)\b"
     r"(?:[^.]|\.(?=\d|\s?[A-Z][a-zä]+\s\d{4}|\s\d)){0,110}\d{4}\)?"),
    (Art.BERICHT, "Bericht", True, r"(?:Beschlusskontrolle|Beschlussverfolgung|Umsetzungskontrolle|Stand\sder\s(?:Beschluss)?[Uu]msetzung|Umsetzungsstand|Umsetzungsbericht):?"),
    (Art.BERICHT, "Bericht", True, r"(?:Der\s)?[Aa]ktueller?\s(?:Umsetzungs|Bearbeitungs)?[Ss]tand\s?(?:\(.{4,40}\)|(?:vom|zum|per)\s.{4,30}):?"),
    (Art.BERICHT, "Bericht", True, r"(?:Mitteilung|Zwischenmitteilung|Sachstandsmitteilung|Rückmeldung|Zwischennachricht|Vollzugsmeldung)\s(?:der|des)\s.{3,60}\svom\s\d.{5,24}:?"),
    (Art.BERICHT, "Bericht", True, r"Hierzu\swird\s.{0,60}(?:mitgeteilt|berichtet)\b.{0,40}"),
    (Art.TEXT, "", False, r"Tagesordnung:?"),
    (Art.VORSCHLAG, "Änderungsantrag", True, r"Änderungsantrag(?:\s(?:der|des|von|vom)\s.{0,100})?:?"),
    (Art.TEXT, "Antrag", True, r"(?:Gemeinsamer\s)?(?:Antrag|Ratsantrag|Prüfantrag)(?:\sde[rs]\s.{3,60})?\svom\s.{6,40}"),
    (Art.TEXT, "Antrag", True, r"(?:Gemeinsamer\s)?Antrag\sder\s(?:.{0,60}[Ff]raktion(?:en)?|Abgeordneten|Mitglieder|CDU|SPD)\b.{0,80}"),
    (Art.TEXT, "Verwaltungsstandpunkt", True,
     r"(?:Verwaltungsstandpunkt|Standpunkt\sder\sVerwaltung|Stellungnahme\sder\sVerwaltung|Stellungnahme\sdes\s.{3,40})"
     r"(?:\svom\s.{6,40})?:?"),
    (Art.VORSCHLAG, "Verwaltungsstandpunkt", False, r"Zustimmung\smit\sErgänzung(?:en)?:?"),
    (Art.VORSCHLAG, "Verwaltungsstandpunkt", False, r".{0,60}\bAlternativvorschlag(?:\sder\sVerwaltung)?:?"),
    (Art.VORSCHLAG, "Beschlussvorschlag", False,
     r"(?:Geänderter\s|Neuer\s)?(?P<bv>Beschluss(?:vorschlag|entwurf|antrag|formulierung|empfehlung)|Empfehlung|Petitum"
     r"(?:/Beschluss(?:vorschlag)?)?|Entscheidungsvorschlag)(?:\s(?:der|des|für|an)\s.{3,80}|\s\(.{3,40}\)|\s(?:Verwaltung|Ausschuss))?:?"),
    (Art.VORSCHLAG, "Antrag", False, r"(?P<an>Antrag(?:stext)?,?|Antrag\s(?:de[rs]\sReferent(?:in|en)|an\sde[nr]\s.{3,80}|an\sdas\s.{3,80})):?"),
    (Art.VORSCHLAG, "Antrag", False,
     rf"{_GREMIUM}?(?:möge|mögen|wolle)\s(?:.{{0,40}}\s)?(?:beschließen|fassen|empfehlen)\s?:?"),
    (Art.BESCHLUSS, "Beschluss", True, r"(?:Beschluss|BESCHLUSS)\s(?:der|des|vom|aus\sder|in\sder|im|Nr\.)\s.{3,140}"),
    (Art.BESCHLUSS, "Beschluss", False, r"(?:Beschlossene\sFassung|Beschlossener\s(?:Text|Wortlaut)|(?:Gefasster\s|Geänderter\s|Endgültiger\s)?Beschluss(?:text)?|BESCHLUSS|(?:Der\s)?Beschluss\sim\sWortlaut|Wortlaut\sdes\sBeschlusses)\s?:?"),
    (Art.ABSTIMMUNG, "", False, r"(?:Abstimmungsergebnis|Abstimmung|Beratungsergebnis|Form\sder\sAbstimmung)(?:\s.{2,90})?:?"),
    (Art.BERATUNGSFOLGE, "", False, r"(?:Geplante\s)?Beratungs(?:reihen)?folge.{0,70}|Gremi(?:en|um)\s+(?:Termin|Sitzung|Datum)\b.{0,80}"
     r"|Beratungsergebnisse(?:\szur?\s.{3,60})?|Verlauf|Historie|Chronologie|Behandlung\sin\sden\sGremien|Beratungsgang|Beratungen|Beratung\sund\sBeschlussfassung|Beratungsverlauf|Sitzungsfolge"),
    (Art.BEZUEGE, "", False, r"(?:[Bb]ereits\sgefasste|[Aa]ufzuhebende|[Bb]isherige|[Vv]orhergehende)\sBeschlüsse|Bezug|Bezüge"
     r"|Bisherige\sBefassung"),
    (Art.ANLAGEN, "", False, r"Anlagen?(?:verzeichnis|n?übersicht)?(?:\s\(.{0,40}\))?:?|Verteiler|Unterschriften?|Mitzeichnung(?:en)?"),
    (Art.PROTOKOLL, "", False, r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt|Punkt)\s?(?:[ÖN]\s?)?\d{1,2}(?:\.\d{1,2})?\b(?!\sder\sTagesordnung)(?:[^.]|\.(?=\S)|(?<=\d)\.){0,140}"),
    (Art.TEXT, "Anfrage", True, r"Anfrage(?:\sder\s.{3,60}|\sdes\s.{3,60})?\svom\s.{6,40}"),
    (Art.TEXT, "", False, r"(?:Festlegung(?:en)?|(?:Arbeits|Prüf)?[Aa]ufträge?|Verabredung(?:en)?|Absprachen?):?"),
    (Art.TEXT, "", False, r"(?:Antwort|Beantwortung|Stellungnahme)(?:\sder\sVerwaltung|\sdes\s.{3,40})?:?"),
    (Art.PROTOKOLL, "", False, r"Protokoll|Wortprotokoll|Diskussions?verlauf|Diskussion|Aussprache|Beratungsverlauf|Niederschrift"),
    (Art.TEXT, "", False, r"""(?:Sachverhalt|Sachdarstellung|Sachbericht|Sachstand|Sachlage|Begründung|Zusammenfassung|Kurzfassung|Erläuterung(?:en)?
     |Problem(?:stellung|beschreibung)?(?:\s?/.{0,30})?|Lösung|Alternativen?|Ausgangslage|Anlass|Hintergrund|Bericht|Ausblick|Fazit|Resümee
     |Finanzielle\sAuswirkungen|Finanzierung|Kosten|Rechtliche\s(?:Würdigung|Grundlagen?|Beurteilung)|Rechtsgrundlagen?
     |Auswirkungen(?:\s.{0,80})?|Vortrag\sde[sr]\sReferent(?:in|en)|Stellungnahme|Bewertung|Zuständigkeit\sfür\sdie\sEntscheidung
     |Inhalt|Vorbemerkung(?:en)?|Einleitung|Klimarelevanz|Grunddaten|Nachhaltigkeit|Gender.{0,40}
     |Realisierungs.{0,40}|Zeithorizont|Prüfung.{0,60}|Folgen\sbei\sAblehnung|Beteiligung.{0,60}|Demografische.{0,40}
     |Erforderliche.{0,40}|Weiteres\sVorgehen|Termine|Verfahren.{0,60}|Ziele?(?:\sund\s.{0,40})?|Maßnahmen?)"""),
)  # fmt: skip
_GEPACKT = tuple(
    (art, satz, teil, Muster(rf"{_NUMMER}(?:{muster})\s?:?\s*\Z", re.VERBOSE if "\n" in muster else 0))
    for art, satz, teil, muster in _MUSTER
)
_MIT_REST = Muster(
    rf"""{_NUMMER}(?:
      (?P<vorschlag>Beschluss(?:vorschlag|entwurf|antrag|empfehlung)|Petitum|Empfehlung)
    | (?P<gefasst>Beschluss\s(?:der|des|vom|aus\sder|in\sder)\s[^:]{{3,120}})
    | (?P<beschluss>Beschluss(?:text)?)
    | (?P<aenderung>Änderungsantrag(?:\s[^:]{{0,60}})?)
    | (?P<abstimmung>Abstimmungsergebnis(?:\s[^:]{{2,90}})?|Abstimmung|Beratungsergebnis|Form\sder\sAbstimmung)
    | (?P<anlagen>Anlagen?(?:verzeichnis)?)
    | (?P<bezuege>[Bb]ereits\sgefasste\sBeschlüsse|[Aa]ufzuhebende\sBeschlüsse|Bezug)
    | (?P<text>Sachverhalt|Sachdarstellung|Begründung|Zusammenfassung|Kurzfassung|Erläuterung(?:en)?|Problem|Lösung|Stellungnahme
        |Festlegung(?:en)?|Arbeitsauftrag|Prüfauftrag|Protokoll|Finanzielle\sAuswirkungen|Stellungnahme\sder\sVerwaltung|Gesamtkosten)
    )\s?:\s*(?P<rest>\S)""",
    re.VERBOSE,
)
_ART_MIT_REST = {
    "vorschlag": (Art.VORSCHLAG, "Beschlussvorschlag", False),
    "gefasst": (Art.BESCHLUSS, "Beschluss", True),
    "beschluss": (Art.BESCHLUSS, "Beschluss", False),
    "aenderung": (Art.VORSCHLAG, "Änderungsantrag", False),
    "abstimmung": (Art.ABSTIMMUNG, None, False),
    "anlagen": (Art.ANLAGEN, None, False),
    "bezuege": (Art.BEZUEGE, None, False),
    "text": (Art.TEXT, None, False),
}
_ANKREUZFELD = Muster(r"(?:Finanzielle\sAuswirkungen|CO2-Relevanz|IQ-relevant|Klima.{0,30})\s.{0,60}[☐☒✓]")
_KOPFZELLE = Muster(
    r"(?:Status|Datum|Gremi(?:um|en)|Beschluss|NA|Zuständigkeit|Voraussichtlicher|Sitzungstermin|Termin|TOP|Plandatum|Sitzung|Ergebnis|"
    r"Ö ?/ ?N|Beratungstyp|Öffentlichkeit|Sitzungsdatum|ö / nö|Rolle|Beratungsart|Voraussichtlicher Sitzungstermin)\Z"
)
_ROLLENZELLE = Muster(r"(?:Bericht|Empfehlung|Beschlussempfehlung|Beschluss|Stellungnahme|Information|Beratung)\Z")
_GREMIENZELLE = Muster(r"(?i:ausschuss|rat|tag|versammlung|vertretung|beirat|kommission|konferenz)\b.{0,60}\Z")
_HOECHSTENS = 180
_KLEIN_BEGINNEND = ("bereits", "aufzuhebende", "bisherige", "zu TOP", "zu Punkt", "zu Tagesordnungspunkt")
_LANGES_ERGEBNIS = 140
_SATZANFANG = Muster(
    r"(?:\d{1,2}|[a-z]|[IVX]{1,4})[.)]\s|[•▪●–-]\s|(?:Der|Die|Das|Dem|Den|Des|Es|Aus|Für|Im|In|Von|Zur|Zum|Zu|Nach|Auf|Gemäß|Sofern|Herrn?|Frau)\s"
)
_SPRECHER = ("Antrag", "Verwaltungsstandpunkt")
_DESSEN = {"Beschlussvorschlag", "Antrag", "Verwaltungsstandpunkt"}


def ist_kopfzelle(text: str) -> bool:
    """The head of a column in the table of a Beratungsfolge."""
    return _KOPFZELLE.match(text) is not None


def finde_ueberschrift(text: str) -> Ueberschrift | None:
    """What the line opens, if it is a heading."""
    if not text or text[0].islower() and not text.startswith(_KLEIN_BEGINNEND):
        return None
    if len(text) <= _HOECHSTENS:
        if _ANKREUZFELD.match(text):
            return Ueberschrift(Art.TEXT, None, False, -1)
        bits = merkmale[text]
        for art, satz, teil, muster in _GEPACKT:
            treffer = muster.roh.match(text) if bits & muster.bedarf == muster.bedarf else None
            if treffer:
                ueberschrift = _ueberschrift(art, satz, text, treffer, teil=teil)
                if ueberschrift is not None or ":" not in text[:-1]:
                    return ueberschrift
                break
    treffer = _MIT_REST.match(text)
    if treffer is None:
        return None
    name = next(n for n in _ART_MIT_REST if treffer.group(n))
    art, fester_satz, teil = _ART_MIT_REST[name]
    ort = treffer.start("rest")
    if name in {"beschluss", "aenderung", "vorschlag"} and ist_ergebnis(text[ort:]):
        return Ueberschrift(Art.ABSTIMMUNG, None, False, ort)
    return Ueberschrift(art, fester_satz, teil, ort)


def _ueberschrift(art: Art, satz: str, text: str, treffer: re.Match[str], *, teil: bool) -> Ueberschrift | None:
    if text.endswith(".") and art is not Art.BERATUNGSFOLGE and not (art is Art.PROTOKOLL and text[:-1][-1:].isdigit()):
        return None
    gruppen = treffer.groupdict()
    return Ueberschrift(art, gruppen.get("bv") or gruppen.get("an") or satz or None, teil, -1)


def ist_rollenzelle(text: str, vorige: str) -> bool:
    """A role ("Bericht", "Empfehlung") in the row of a body or a day, not a heading."""
    return _ROLLENZELLE.match(text) is not None and (
        erster_tag(vorige) is not None or _GREMIENZELLE.search(vorige) is not None
    )


def ist_ergebnis(text: str) -> bool:
    """A few words with a result ("zur Kenntnis genommen"), not the sentence of a resolution."""
    if len(text) > _LANGES_ERGEBNIS or _SATZANFANG.match(text):
        return False
    return finde_ergebnis(text) is not None or finde_abstimmung(text) is not None


def oeffne(ueberschrift: Ueberschrift, text: str, zeile: int, bisher: Abschnitt | None) -> Abschnitt:
    """The section below a heading. A part without a date of its own speaks from the day of the part above."""
    datum = bisher.datum if bisher else None
    urheber = bisher.urheber if bisher else None
    teil = bisher.teil if bisher else 0
    if ueberschrift.teil:
        stand = text.rfind("Stand")
        teil, datum = zeile, (erster_tag(text[stand:]) if stand > 0 else None) or erster_tag(text)
        urheber = _mit_tag(ueberschrift.satz, datum) if ueberschrift.satz else None
    satz = ueberschrift.satz
    if ueberschrift.art is Art.VORSCHLAG and urheber and urheber.startswith(_SPRECHER) and satz in _DESSEN:
        satz = urheber
    elif satz and ueberschrift.art is Art.BESCHLUSS:
        satz = _mit_tag(satz, datum)
    return Abschnitt(ueberschrift.art, text, zeile, satz, datum, urheber, teil)


def fliesstext(bisher: Abschnitt, zeile: int) -> Abschnitt:
    """Running text of the same part, without a heading."""
    return Abschnitt(Art.TEXT, "", zeile, None, bisher.datum, bisher.urheber, bisher.teil)


def _mit_tag(satz: str, datum: date | None) -> str:
    return f"{satz} {datum.isoformat()}" if datum else satz
