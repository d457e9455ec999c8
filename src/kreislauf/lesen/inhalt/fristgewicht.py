"""How surely an expression of time dates a duty or a coming event, and what only tells of amounts or of the past."""

import itertools
import re
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.ausdruck.zeitangaben import Zeitangabe
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.teilsaetze import Teilsaetze
from kreislauf.lesen.inhalt.wendungen import (
    blickt_zurueck,
    hat_pflicht,
    hat_verb,
    hat_zu,
    ist_absprache,
    ist_vergangen,
)
from kreislauf.lesen.muster import Muster

_DAVOR_NICHT = Muster(
    r"(?:\b(?:[Ss]eit(?:\sdem)?|[Ss]tand|[Ss]tichtag|[Vv]om|[Ff]ür(?:\sdas|\sdie|\sden)?|gegenüber(?:\sdem)?|als|[Ii]n\sder\sSitzung\svom|Beschluss\sam|des|Haushalt(?:splan|sjahr|s)?|"
    r"Stellenplan(?:s|es)?|Doppelhaushalt(?:s)?|Produktplan|Programm|Kalenderjahr|aus\sdem|aus\sdem\sJahre?|Fassung|wie|Vorjahr)\s)\Z"
)
_BETRAG_NAH = Muster(r"(?:€|Euro|EUR|TEUR|Mio\.?|Mrd\.?|Prozent|%)\s*(?:\(|pro|je|im|zuzüglich)?\s*\Z")
_BETRAG_DANACH = Muster(
    r"\A(?:e[rsn]?|en)?(?:/r)?\s(?:(?:\w+\s){0,2}(?:[\d.,]+\s?(?:€|Euro|T€|Mio)|Budget\w*|Folgekosten|Kosten|Aufwand|Aufwendungen|Mehrkosten|Zuschuss|Bedarf|Betrag|Steigerung|Anstieg|Mittel|Ausgaben|Einnahmen|Haushalt\w*))"
)
_UNREGELMAESSIG_ERNST = Muster(
    r"\b(?:berichte[tn]|Bericht\w*|informier\w+|unterrichte\w*|Unterrichtung|tagt|tagen|triff\w*|treffen|Treffen|überprüf\w+|fortgeschrieben|fortschreiben|ausgewertet|evaluiert|statt|vorgelegt|"
    r"vorzulegen|aktualisier\w+|abgestimmt|ausgetauscht|Austausch\w*|Organisation|gemeldet|dokumentiert|kontrolliert|begleitet|angeboten|durchgeführt)\b"
)
_ZUSTAND = Muster(
    r"\b(?:besuch(?:en|t)|leb(?:en|t)|wohn(?:en|t)|beträgt|betragen|umfass(?:en|t)|zähl(?:en|t)|besteh(?:en|t)|gibt es|verfüg(?:en|t)|fehl(?:en|t)|ist|sind|hat|haben|"
    r"lieg(?:en|t)|zeig(?:en|t)|entspricht|entsprechen|weist|weisen|bietet|bieten|nimmt|nehmen)\b"
)
JAHRESZAHL = Muster(r"(20\d\d)(?![\d/.–-]|\s?(?:€|Euro|%|Prozent)|/)(?<![\d./–-].{4})")
HOECHSTENS = 40  # expressions of time that are weighed in one sentence; with more it is none
_NACH_ETWAS = Muster(r"\bNach\s(?:[A-ZÄÖÜ]\S+\s)(?:\S+\s){0,4}\Z")
_VERNEINT_ZU = Muster(r"\bnicht\s(?:mehr\s)?(?:\S+\s)?(?:zu\s[a-zäöüß]{3,}|[a-zäöüß]{2,}zu[a-zäöüß]{3,})")
_GEPLANT = Muster(r"\b(?:vorgesehen|geplant|beabsichtigt)\b")
_NAECHSTE = Muster(r"\bnächste[rns]?\s(?:Sitzung|Treffen|Termin|Bericht|Beratung)\b")
_EXAKT = Muster(r"\d{1,2}\.\s?(?:\d{1,2}\.\s?\d{2,4}|[A-Z][a-zä]+\s\d{4})")
_VORGESEHEN = Muster(r"\b(?:geplant|vorgesehen|voraussichtlich|terminiert)\b")
_STICHWORT = 200
_BLEIBT = Muster(r"(?i:bis|ab|längstens|befristet|spätestens|zum)\b")
_VOM_BIS = Muster(r"(?:vom\s)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z])")
_KUENDBAR = Muster(r"\s(?:jederzeit\s)?(?:kündbar|gekündigt\swerden\skann)")
_IN_SITZUNG = Muster(r"\b(?:in|auf)\s(?:seiner|ihrer|der)\s(?:\S+\s)?(?:Sitzung|Versammlung|Beratung)\s\Z")
_HAT = Muster(r"\b(?:hat|haben|habe|hätten?)\b")
_GEZAEHLT = Muster(r"\b\d[\d.]*\s[A-ZÄÖÜ]")
_LAUFENDER_BETRIEB = Muster(r"\b(?:unterrichtet|betreut|besucht|beschäftigt|gezählt|versorgt|begleitet)\b")
_EINGEFUEHRT = Muster(r"\b(?:beschlossen|vereinbart|festgelegt|eingeführt)\b")
_DATIERT = {"frist", "beginn", "zeitraum", "termin", "wiederkehr", "erwartet", "wirksam", "stichtag"}


def gewicht(kontext: Kontext, absatz: Absatz, text: str, zeit: Zeitangabe, teile: Teilsaetze) -> float | None:
    """How surely this expression of time dates a duty or a coming event."""
    if zeit.rolle not in _DATIERT or not (zeit.frist or zeit.beginn or zeit.wiederkehr):
        return None
    davor = text[max(zeit.anfang - 40, 0) : zeit.anfang]
    geplant_fuer = davor.endswith(("für ", "für das Jahr ", "für das ", "für den ", "für die ")) and re.search(
        r"\b(?:vorgesehen|geplant|terminiert|angesetzt|avisiert|anberaumt|angekündigt)\b", text[zeit.ende :]
    )
    if (
        _DAVOR_NICHT.search(davor)
        and not geplant_fuer
        and not (zeit.beginn and zeit.frist and _VOM_BIS.match(zeit.wortlaut))
        and zeit.wiederkehr is None
        and not zeit.wortlaut.lower().startswith(("bis", "ab "))
    ):
        return None
    if zeit.wortlaut.lower().startswith(("seit", "stand ")) or blickt_zurueck(davor[-14:]):
        return None
    if _NACH_ETWAS.search(davor) or zeit.rolle == "termin" and _ist_herkunft(text, zeit, davor):
        return None
    von, bis = teile.um(zeit.anfang)
    teilsatz = text[von:bis]
    if _VERNEINT_ZU.search(teilsatz) or _KUENDBAR.roh.match(text, zeit.ende):
        return None
    rahmen = teilsatz if hat_verb(teilsatz) or hat_zu(teilsatz) or teilsatz.startswith("dass ") else text
    if zeit.wortlaut.startswith("rückwirkend") or davor.endswith("rückwirkend "):
        return 0.8
    absprache = ist_absprache(text)
    if (
        ist_vergangen(rahmen)
        and not (_bleibt(zeit, rahmen) and _liegt_vorn(kontext, absatz, zeit))
        and not (zeit.wiederkehr and _EINGEFUEHRT.search(rahmen))
        and not (absprache and (hat_zu(text) or "soll" in text) and rahmen is not text)
        and not (absprache and rahmen is text and hat_zu(text))
    ):
        return None
    if zeit.wiederkehr is not None:
        return _gewicht_wiederkehr(text, zeit, rahmen)
    if zeit.wortlaut.startswith(("innerhalb", "binnen")):
        return None  # runs from an event whose day nobody gave
    return _gewicht_tag(kontext, absatz, text, zeit, rahmen)


def _ist_herkunft(text: str, zeit: Zeitangabe, davor: str) -> bool:
    """The day of a paper ("vom 22.05.2019") or of a sitting that has been ("hat … in der Sitzung am …")."""
    if zeit.wortlaut.startswith("vom ") and not zeit.beginn and "bis" not in zeit.wortlaut:
        return True
    return _IN_SITZUNG.search(davor) is not None and _HAT.search(text[: zeit.anfang]) is not None


def _ist_geplant(absatz: Absatz, rahmen: str) -> bool:
    """ "Es ist vorgesehen, dass …": the plan stands before the clause."""
    ort = absatz.text.find(rahmen)
    return ort > 0 and _GEPLANT.search(absatz.text[max(ort - 60, 0) : ort]) is not None


def _bleibt(zeit: Zeitangabe, rahmen: str) -> bool:
    """Ends and beginnings that are told in the past or in indirect speech still hold."""
    indirekt = rahmen.lstrip().startswith("dass ") and "worden" not in rahmen
    return _BLEIBT.match(zeit.wortlaut) is not None or indirekt


def _liegt_vorn(kontext: Kontext, absatz: Absatz, zeit: Zeitangabe) -> bool:
    """A day after the paper's is not over, whatever the tense ("wurde bis zum 31.07.2028 verlängert")."""
    bezug, tag = kontext.bezug(absatz) or kontext.beratungstag, zeit.frist or zeit.beginn
    if tag is None:
        return False
    if bezug is None:
        jahr = kontext.jahr_von(absatz)
        return jahr is not None and tag.year > jahr
    return tag > bezug


def _gewicht_wiederkehr(text: str, zeit: Zeitangabe, rahmen: str) -> float | None:
    if _BETRAG_NAH.search(text[: zeit.anfang]) or _BETRAG_DANACH.match(text[zeit.ende :]):
        return None
    if zeit.anfang == 0 and _GEZAEHLT.search(rahmen) and not hat_pflicht(rahmen):
        return None  # "Täglich queren rund 340 Kinder …" tells a number
    if zeit.wiederkehr == "unregelmaessig" and not _UNREGELMAESSIG_ERNST.search(rahmen):
        return None
    return 0.75 if zeit.wiederkehr != "unregelmaessig" else 0.6


def _gewicht_tag(kontext: Kontext, absatz: Absatz, text: str, zeit: Zeitangabe, rahmen: str) -> float | None:
    bezug = kontext.bezug(absatz)
    spaetester = zeit.frist or zeit.beginn
    geplant = rahmen.startswith("dass ") and _ist_geplant(absatz, rahmen)
    pflicht = hat_pflicht(rahmen) or geplant or zeit.rolle in {"erwartet", "wirksam"}
    vorbei = bezug is not None and spaetester is not None and spaetester < bezug
    muss = re.search(r"\b(?:soll|sollen|sollte|sollten|solle|muss|müssen|tritt|treten)\b", rahmen) or hat_zu(rahmen)
    if vorbei and not (muss and zeit.rolle in {"frist", "erwartet", "zeitraum", "wirksam", "termin", "beginn"}):
        return None
    if absatz.abschnitt.art is Art.KOPF:
        return None
    if zeit.rolle == "zeitraum" and _LAUFENDER_BETRIEB.search(rahmen) and _GEZAEHLT.search(rahmen):
        return None
    if (
        _NAECHSTE.search(rahmen)
        or zeit.wortlaut[:3].lower() == "ab "
        and _EXAKT.search(zeit.wortlaut)
        and hat_verb(rahmen)
    ):
        return 0.7
    if (
        rahmen.startswith("dass ")
        and "worden" not in rahmen
        and _EXAKT.search(zeit.wortlaut)
        and _liegt_vorn(kontext, absatz, zeit)
    ):
        return 0.6
    if zeit.beginn and zeit.frist and _VOM_BIS.match(zeit.wortlaut) and _liegt_vorn(kontext, absatz, zeit):
        return 0.6
    if zeit.wortlaut[:4].lower() == "zum " and _EXAKT.search(zeit.wortlaut) and _liegt_vorn(kontext, absatz, zeit):
        return 0.6
    if not hat_verb(rahmen) and not hat_zu(rahmen):
        bekannt = bezug is not None or zeit.rolle in {"frist", "erwartet"} or _liegt_vorn(kontext, absatz, zeit)
        if _VORGESEHEN.search(rahmen) and zeit.rolle in {"zeitraum", "termin", "erwartet"} and len(rahmen) < _STICHWORT:
            return 0.6
        aufgezaehlt = absatz.marke is not None and zeit.rolle in {"termin", "zeitraum"} and bezug is not None
        return 0.6 if aufgezaehlt or bekannt and zeit.rolle in {"frist", "erwartet", "beginn", "wirksam"} else None
    if zeit.rolle in {"stichtag"}:
        return None
    if not pflicht and zeit.rolle in {"termin", "zeitraum"} and bezug is None:
        return None
    if not pflicht and (
        _ZUSTAND.search(rahmen)
        or (
            bezug is None
            and zeit.rolle not in {"frist", "erwartet", "wirksam"}
            and not _liegt_vorn(kontext, absatz, zeit)
        )
    ):
        return None
    return 0.85 if pflicht else 0.6


def blosses_jahr(kontext: Kontext, absatz: Absatz, text: str, teile: Teilsaetze) -> tuple[Zeitangabe, float] | None:
    """A year alone dates a plan only beside "soll" or in a passive that still has to happen."""
    for treffer in itertools.islice(JAHRESZAHL.finditer(text), HOECHSTENS):
        if _DAVOR_NICHT.search(text[max(treffer.start() - 40, 0) : treffer.start()]):
            continue
        davor = text[max(treffer.start() - 12, 0) : treffer.start()]
        davor = text[max(treffer.start() - 40, 0) : treffer.start()]
        if re.search(r"(?:[A-ZÄÖÜ][\wäöüß]+|\d\.|[Aa]nfang|Ende|Mitte|Jahre?|Jahres|bis|ab)\s\Z", davor):
            continue
        von, bis = teile.um(treffer.start())
        rahmen = text[von:bis]
        jahr = int(treffer.group(1))
        bezug = kontext.bezug(absatz)
        if ist_vergangen(rahmen) or (bezug is not None and jahr < bezug.year) or blickt_zurueck(davor):
            continue
        if re.search(r"\b(?:soll|sollen)\b", rahmen) or (
            bezug is not None and re.search(r"\bund\s\Z", davor) and re.search(r"\bwird\b|\bwerden\b", rahmen)
        ):
            zeit = Zeitangabe(
                treffer.start(),
                treffer.end(),
                treffer.group(),
                "frist",
                date(jahr, 12, 31),
                None,
                None,
                ungefaehr=False,
                wochentag_passt=None,
            )
            return zeit, 0.6
    return None
