"""Patterns of the head that several of its readers need."""

import re

from kreislauf.lesen.muster import Muster

KOPFZEILEN = 60
_ART = (
    r"(?:Öffentliche\s|Nichtöffentliche\s|Gemeinsame[rs]?\s)?(?:(?:Beschluss|Berichts|Sitzungs|Informations|Mitteilungs|Rats|Verwaltungs|"
    r"Tisch|Ergänzungs|Kenntnisnahme|Kreistags|Gremien|Entscheidungs|Kenntnisnahme)vorlage|Bericht der Verwaltung|Mitteilung(?: der Verwaltung)?|"
    r"Mitteilung zur Kenntnis(?:nahme)?|Antrag der (?:Verwaltung|Fraktion(?:en)?)(?: [^\d]{2,60})?|Stellungnahme zum Antrag|"
    r"Stellungnahme(?: der Verwaltung)?|Dringlichkeitsantrag|Änderungsantrag|Antrag|(?:Kleine |Große )?Anfrage|Ratsdrucksache|"
    r"Antwort(?: der Verwaltung)?|Vorlage|Drucksache|Session|Verwaltungsstandpunkt|Bericht|Info(?:rmation)?|BESCHLUSSAUSFERTIGUNG|Umlaufbeschluss|Anregung|Eingabe|Bürgerantrag|Vorgang|"
    r"Niederschrift|Protokollauszug|Auszug aus der Niederschrift|Protokoll|Beschlussempfehlung)"
)
ART_ALLEIN = Muster(rf"(?P<art>{_ART})\s*\Z", re.IGNORECASE)
NR = r"(?P<nr>(?:[A-ZÄÖÜ][\w./]{0,9}[\s/-]{1,3}){0,2}[\w./-]*\d[\w./-]*(?:\s?/\s?[A-ZÄÖÜ]{1,3}\s?\d{2,6}|\s?[-/]\s?[A-Z]{1,3}\b[\w./-]*|/[A-Z]+)?(?:\s[IVX]{1,5}\b)?)"
TITELZEILE = Muster(
    rf"(?:{_ART[:-1]}|Vorlagen|Drucksachen|Drs\.?|DS)){{1}}(?:[-–]?\s?(?:Nr\.?|Nummer))?\s*(?:-|–|:)?\s*{NR}(?:\s+(?:vom|de[rs]|nach|gemäß)\s.{{6,60}})?\s*\Z"
)
# Short codes that belong to the number ("VL 20/3117", "Info 207/2024").
KURZFORM = Muster(r"(?:VL|Info|[VDZM])\s\d{1,5}/\d{2,4}(?:/\w+)?")
TERMINZEILE = Muster(r"\d{1,2}\.\d{1,2}\.\d{4}\s-\s(?:[ÖN]\s)?\d{1,3}(?:\.\d{1,3})*\s+(?P<titel>\S.{8,300})")
ART_DAVOR = Muster(rf"{_ART}\b", re.IGNORECASE)
NACKTE_NUMMER = Muster(
    r"\d{2}-\d{4}[A-Z]?(?:\.\d)?|(?:VL|Drs\.?|DS|Info|Antrag|[VDZMFA])\s\d{1,5}(?:/\d{2,4}|-\d{2,5})(?:/\w+)?|\d{1,5}/(?:19|20)?\d\d(?:/\w{1,8})?|(?:19|20)\d\d/\d{3,5}(?:/\d{1,2})?|[A-Z]{1,4}/?\d{3,5}/\d\d(?:\d\d)?"
    r"|(?:SV|BV|MV|IV|DrS|WP|VO)[-/ ]\d[\w/.-]{2,20}|[IVX]+-[A-Z]{1,3}-\d{4,6}[\w-]*|\d{2}/SVV/\d{3,5}|20-26 / [VAB] \d{4,6}"
)
NUMMER_MIT_TITEL = Muster(
    rf"(?P<nr>{NACKTE_NUMMER.pattern}|[A-Z]{{1,5}}/(?:\d{{2,5}}/)?\d{{2,6}}(?:/\d{{2,6}})?(?:-[A-Z]?\d{{1,3}})*)\s+(?P<titel>[A-ZÄÖÜ„]\S*\s.{{8,300}})"
)
NUMMER_VORN = Muster(r"(?:Vorlage\s)?((?:VL|VO|BV|MV|IV|SV|DrS|Drs\.?|V)[-/ ]\d[\d/-]{2,14}\d)\s+(?:für\b|[A-ZÄÖÜ])")
ZUR_VORLAGE = Muster(
    rf"(?:Anlage\s?\d*|Antwort|Auszug|Beratungsergebnisse|Beschlusskontrolle|Sachstand|Umsetzungsstand|Niederschrift)\s(?:\d+\s)?(?:zur|zu|der|auf\sdie)\s(?:\w*[Vv]orlage|Drucksache|(?:Kleinen\s|Großen\s)?Anfrage)\s(?:Nr\.?\s)?{NR}"
)
PROTOKOLL = Muster(
    r"\b(?:Protokollauszug|Beschlussauszug|Niederschrift|NIEDERSCHRIFT|\w{0,12}[Pp]rotokoll|PROTOKOLL|Auszug)\b"
)
VOLLER_SATZ = Muster(r"[a-zäöüß)“\"]{2}[.:]\Z")
KOERPERSCHAFT = Muster(
    r"\b((?:Landeshauptstadt|Hansestadt|Kreisstadt|Universitätsstadt|Stadt|STADT|Landkreis|Kreis|Gemeinde|Bezirksamt|Samtgemeinde|Städteregion|Freie\s(?:und\s)?Hansestadt)"
    r"\s[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:am|an der|im|in|ob der|bei|auf)\s(?:der\s)?[A-ZÄÖÜ][\wäöüß-]+)?)"
)
TOP = Muster(r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt|Punkt)\s?(?:[ÖN]\s?)?\d")
IM_LAUFTEXT = Muster(
    r"(?<![\w/.])(\d{1,5}/(?:19|20)\d\d(?:/\d{1,3})?)(?=\s(?:Vorlage|Sitzungsvorlage|Beschlussvorlage|Drucksache))"
)
DATUM_IM_KOPF = Muster(r"\bDatum:\s")
SITZUNGSAUSZUG = Muster(r"^(?:TOP|Uhrzeit|Zeit|Raum|Beschlussart|Sitzung)\s?:", re.MULTILINE)
TAG_NACKT = Muster(r"(?:Erstellungsdatum|Erstelldatum|Eingangsdatum|Datum)\s+(?=\d)")
