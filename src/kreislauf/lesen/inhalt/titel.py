"""The subject of a paper that has no label for it."""

import re

from kreislauf.lesen.aufbau.abschnitte import Art, finde_ueberschrift, ist_kopfzelle
from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.kopfmuster import (
    ART_ALLEIN,
    KOPFZEILEN,
    NACKTE_NUMMER,
    NUMMER_VORN,
    PROTOKOLL,
    TITELZEILE,
    VOLLER_SATZ,
    ZUR_VORLAGE,
)
from kreislauf.lesen.inhalt.kopfwerte import Kopf, setze
from kreislauf.lesen.inhalt.staende import stand_aus_label
from kreislauf.lesen.muster import Muster

_FELDZEILE = Muster(
    r"\d{1,2}\.\s|(?:Ergebnis|Aufgabe|Umsetzung|Erledigt|Realisierung|Zieldatum|Termin|Teilnehmende|Teilnehmer(?:innen)?|Anwesend(?:e)?|Beginn|Ende|Leitung|Vorsitz|Beschluss-?\s?Nr\.?|Maßnahme|"
    r"Beschlusspunkt\s\d|Bezug|Anlass|Stand)\b.{0,3}(?::|\s\d)|(?:Teilnehm|Anwesend|Leitung|Vorsitz)\w{0,8}\s"
)
_VOR_DEM_TITEL = {Art.PROTOKOLL, Art.BERICHT, Art.BESCHLUSS, Art.KOPF, Art.BERATUNGSFOLGE}
_AM_ENDE = Muster(r",?\s+(?:am|vom)\s\d{1,2}\.\s?(?:\d|[A-Z]).{0,120}\Z")
_VORSPANN = Muster(r"\A(?:\d{1,2}\.\d{1,2}\.\d{4}\s-\s(?:[ÖN]\s)?\d{1,3}(?:\.\d{1,3})*\s+|Auszug\s-\s)")
_OFFEN = Muster(r"\b(?:de[rsmn]|die|das|für|und|im|in|zu[rm]?|vo[nm]|über|an|am)\Z")
_OBEN = 6
_LISTENTITEL = Muster(r"(?:Offene|Umsetzung|Sachst[aä]nd|Liste|Übersicht|Beschlüsse|Stand)\w*\s.{4,}\b(?:de[rs]|aus)\s")
_WENIGSTENS_WORTE = 4
_EROEFFNET = Muster(r"\b(?:eröffnet|begrüßt|stellt fest)\b")
_GESPERRT = Muster(r"(?:\w\s){4,}\w\b")
_KEIN_TITEL = Muster(
    r"(?i)[•|]\s.*|(?:\S+\s){1,3}\d{1,3}(?:\s?-\s?\d{1,3})?[a-z]?\Z|\d{5}\s\S.{1,60}\Z|an\s(?:den|die|das)\s.{3,60}\Z|sehr geehrte.{0,80}\Z|\S{0,20}fraktion\s(?:im|in)\s.{3,60}\Z|mit freundlichen.{0,40}\Z|.*presse(?:dienst|mitteilung|information)\Z|\w*vorlage\szu\stop\b.{0,80}\Z|(?:der|des|von|vom)\s.{0,60}(?:fraktion|spd|cdu|fdp|grünen?|linken?)\Z|(?:antrag|anfrage|vorlage|beschlussvorlage)\s(?:nicht)?öffentlich\Z|"
    r"(?:der|die)\s(?:senator|senatorin|präsident|präsidentin|magistrat|landrat|landrätin|stadtrat|regierungspräsident)\b.{0,80}\Z|"
    r"\w*(?:vorlage|bericht|mitteilung|information)\s(?:für|zur|an|in)\s(?:die\s|den\s|das\s|der\s)?(?:\d+\.\s)?(?:\w+\s)?(?:sitzung|\w*ausschuss|deputation|\w*rat\b).{0,80}\Z|\d{1,3}\.\Z|(?:vorsitz|raum|ort|saal)\b.{0,60}\Z|"
    r"(?:amt|dezernat|fachbereich|fachdienst|referat|abteilung|geschäftsbereich|der (?:ober)?bürgermeister|die (?:ober)?bürgermeisterin|landrat|landrätin|"
    r"stadt|landkreis|kreis|öffentlich|nichtöffentlich|nicht öffentlich|telefon|telefax|tel|fax|e-mail|az|herrn?|frau|stadtjugendamt|ratsinformationssystem|"
    r"beschlusskontrolle|suche|treffer|zeitraum|abt|fb|fd|dez|sachgebiet|stabsstelle|geschäftsführung|geschäftsstelle|sitzungsdienst|beschlussverlauf|öffentliche sitzung|nichtöffentliche sitzung|ratsversammlung|kreisverwaltung|landeshauptstadt|große kreisstadt|kreisstadt|controlling|hansestadt|universitätsstadt|samtgemeinde|markt|bezirksamt|gemeinde|jugendamt|tagesordnungspunkt|top|gez|\d+ anlagen?)\b"
    r"[^–]{0,50}\Z|(?:\S+\s){0,5}\S*(?:amt|referat|dezernat|verwaltung)\Z|(?:infosystem|bürgerinfo|ratsinfo|gremieninfo|sessionnet)\S*\b.{0,40}\Z"
)


def nimm_titel(kopf: Kopf, dokument: Dokument) -> None:
    """The first block of lines in the head that is neither label nor address, number or table: the subject."""
    block: list[Zeile] = []
    erwartet = 0
    for zeile in [*dokument.zeilen[: KOPFZEILEN * 2], Zeile(0, "", ())]:
        text = zeile.text
        if text and VOLLER_SATZ.search(text) and len(text) > 80:
            break
        ueberschrift = finde_ueberschrift(text)
        if ueberschrift is not None and ueberschrift.art is Art.PROTOKOLL and not block and PROTOKOLL.match(text):
            block.append(zeile)
            continue
        if PROTOKOLL.match(text.replace(" ", "") if _GESPERRT.match(text) else text) and not _ist_titel(block):
            block = [zeile]
            continue
        if block and text[:1].islower() and PROTOKOLL.search(_ungesperrt(block[-1].text)):
            block.append(zeile)
            continue
        if not text or ueberschrift is not None or erwartet or _gehoert_nicht(text):
            if _ist_titel(block):
                break
            block = []
            oben = zeile.nummer <= _OBEN and not text.endswith(":")
            haelt = (
                ueberschrift is not None
                and not oben
                and ueberschrift.art not in _VOR_DEM_TITEL
                and not ueberschrift.teil
            )
            if haelt and not ART_ALLEIN.match(text):
                break
            erwartet = _werte_danach(text) if text else erwartet
            continue
        block.append(zeile)
    if not _ist_titel(block):
        block = _protokolltitel(dokument) or _berichtstitel(dokument)
    if block:
        text = _AM_ENDE.sub("", " ".join(z.text for z in block))
        setze(kopf, "betreff", _VORSPANN.sub("", text), block[0], dokument, 0.6)


def _ungesperrt(text: str) -> str:
    return text.replace(" ", "") if _GESPERRT.match(text) else text


def _berichtstitel(dokument: Dokument) -> list[Zeile]:
    """A report whose only title is the heading of its report part."""
    titel = next((a for a in dokument.abschnitte if a.art is Art.BERICHT and a.zeile <= KOPFZEILEN), None)
    if titel is None or len(titel.titel.split()) < _WENIGSTENS_WORTE:
        return []
    return [z for z in dokument.zeilen if z.nummer == titel.zeile]


def _protokolltitel(dokument: Dokument) -> list[Zeile]:
    """A protocol without a subject is called by its body."""
    vorher = Zeile(0, "", ())
    for zeile in [z for z in dokument.zeilen[:20] if z.text][:8]:
        if PROTOKOLL.match(zeile.text) and len(zeile.text) < 120 and not zeile.text.endswith((":", ".")):
            return (
                [vorher, zeile]
                if finde_gremien(vorher.text) and not vorher.text.endswith(".")
                else [zeile]
                if finde_gremien(zeile.text)
                else [zeile, *_gremienzeile(dokument, zeile)]
            )
        vorher = zeile
    return []


def _gremienzeile(dokument: Dokument, zeile: Zeile) -> list[Zeile]:
    """The body named in one of the lines below the word "Protokoll"."""
    folgende = [z for z in dokument.zeilen[:30] if z.text and z.nummer > zeile.nummer][:3]
    gremien = [z for z in folgende if finde_gremien(z.text) and len(z.text) < 100]
    return next(([z] for z in gremien if "usschuss" in z.text), gremien[:1])


def _ist_titel(block: list[Zeile]) -> bool:
    text = " ".join(z.text for z in block)
    offen = text.endswith((".", ",", ":")) or text[:1].islower() or _OFFEN.search(text) is not None
    offen = offen or _EROEFFNET.search(text) is not None
    return len(text.split()) >= 2 and 12 <= len(text) < 400 and not offen


def _werte_danach(text: str) -> int:
    """1 when the line is a label whose value stands in the next line."""
    etikett = finde_etikett(text)
    return int(etikett is not None and not etikett.wert and not (etikett.nackt and etikett.feld in {"nummer", "art"}))


def _gehoert_nicht(text: str) -> bool:
    if finde_etikett(text) is not None or ART_ALLEIN.match(text) or ZUR_VORLAGE.match(text) or TITELZEILE.match(text):
        return True
    if (
        _KEIN_TITEL.match(text)
        or _KEIN_TITEL.match(text.lstrip("xX_☐☒ "))
        or _GESPERRT.match(text)
        or NACKTE_NUMMER.match(text)
        or re.search(r"\t| {3,}", text)
        or ist_kopfzelle(text)
    ):
        return True
    if stand_aus_label(text.lstrip("xX☐☒ ")) and len(text) < 120 or NUMMER_VORN.match(text) or _FELDZEILE.match(text):
        return True
    if len(text) < 4 or not re.search(r"[a-zäöü]{3}", text) or (erster_tag(text) is not None and len(text) < 60):
        return True
    if PROTOKOLL.search(text):
        return False
    gremien = finde_gremien(text)
    if _LISTENTITEL.match(text):
        return False
    return bool(gremien) and len(text) - (gremien[0].ende - gremien[0].anfang) < 25
