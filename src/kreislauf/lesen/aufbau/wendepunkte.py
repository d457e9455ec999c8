"""Words at which the kind of a section turns without a heading: points announced, votes, talk."""

from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.muster import Muster

ROEMISCH = Muster(r"[IVX]{1,4}\.\s")
KUENDIGT_AN = Muster(
    r"\b[Ff]olgende[mnrs]?\s(?:\w+\s)?(?P<was>Beschluss|Empfehlung|Beschlussempfehlung|Antrag|Änderungsantrag|Resolution|Vorschlag|Beschlussvorschlag|Ersuchen)\b[^.]{0,60}:\Z|\b[Ff]olgendes\s(?:beschlossen|beauftragt)[^.]{0,20}:\Z|\bBeschluss\sim\sWortlaut:\Z"
    r"|\bfolgende\s(?:\w+\s)?(?P<fassung>Fassung|Formulierung)\b[^.]{0,40}:\Z|\b(?P<punkte>Punkten\sdes\sAntrage?s)\b[^.]{0,40}:\Z"
)
# Talk of a sitting that follows a resolution without a heading of its own.
_REDET = (
    r"(?:wies|weist|teilt|teilte|schlug|schlägt|stellt|stellte|erklärt|erklärte|berichtet|berichtete|führt|führte|fragt|fragte|bat|bittet|merkt|merkte|erläutert|erläuterte|regt|regte|begrüßt|"
    r"begrüßte|dankt|dankte|antwortet|antwortete|hält|hielt|äußert|äußerte|möchte|erkundigt|spricht|sprach|sagt|sagte|betont|betonte|verliest|gibt|gab|hat|lässt|ließ|informiert|informierte|verweist|"
    r"bedankt|unterstützt|richtet|bestätigt|leitet|vertritt|erwidert|erwiderte|befürwortet|begründet|beantragt|beantragte|nimmt|zieht|ergänzt|ergänzte|erinnert|bemerkt|bemerkte|räumt|legt|meint|meinte)"
)
ERZAEHLT = Muster(
    r"(?:Zunächst|Hierauf|Hierzu|Daraufhin|Anschließend|Sodann|Danach|Abschließend|Ergänzend|Auf\s(?:Nachfrage|Antrag|Vorschlag|Wunsch)\b.{0,60}?|Nach\s(?:kurzer|ausführlicher|eingehender)\s\w+)\s(?:\S+\s)?"
    rf"{_REDET}\b"
    r"|(?:Herrn?|Frau|Rm\.?|Rh\.|Rf\.|RM|Rats(?:herr|frau|mitglied)|Ktabg\.?|KTM|KTA|FBL\s\d{1,2}|FBL|AL|stv\.|MA|Mitglied|Beigeordnete[rn]?|Stadtr[aä]t(?:in)?|Stadtverordnete[rn]?|Kreisr[aä]t(?:in)?|Gemeinder[aä]t(?:in)?|Ausschussmitglied\w*|"
    rf"(?:Der|Die)\s(?:\w{{0,20}}[Vv]orsitzende[rn]?|stellv\w*))\s(?:\S+\s){{0,6}}?{_REDET}\b"
)
# A labelled line of a record stands for itself, whatever stood before.
FELDZEILE = Muster(
    r"(?:Aufgabe|Umsetzung|Erledigt|Ergebnis|Realisierung|Sachstand|Bemerkung|Erläuterung|Zieldatum|Wiedervorlage|Stand\sder\sUmsetzung)\s?:"
)
# A sitting stacked on another ("Finanzausschuss vom 28.09.2020, TOP 12.1"), a part taken from minutes.
SITZUNGSZEILE = Muster(
    r"[A-ZÄÖÜ][^:]{3,90}?(?:\svom|\sam|,|\s{2,})\s?(?:den\s)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]+)\s?\d{4}(?:,?\s+TOP\s.{1,12})?\Z"
)
ERGEBNISZEILE = Muster(r"(?:Ergebnis|Beschluss|Abstimmung(?:sergebnis)?)\s?:")
AUSZUGSTEIL = Muster(
    r"(?:Auszug\saus\sder\s(?:Niederschrift|Sitzungsniederschrift)|Niederschrift|Beschlussauszug)\s.{3,110}\s(?:vom|am)\s\d.{5,30}\Z"
)
STIMMENZEILE = Muster(
    r"(?:dafür|dagegen|Ja|Nein|Ja-Stimmen|Nein-Stimmen|Enthaltung(?:en)?)(?:\s?:\s*|\s{2,})\d{1,3}\b|\d{1,3}\s(?:Ja-|Nein-)?Stimmen?\s(?:dafür|dagegen)\b|\d{1,3}\s(?:Ja|Nein)-?Stimmen?,"
)
MOEGE = Muster(r"\b(?:möge|mögen|wolle)\s(?:\S+\s){0,4}(?:beschließen|fassen|empfehlen)\s?:\Z")
BESCHLIESST = Muster(
    r"\A(?:Der|Die|Das)\s[^.]{2,110}\s(?:beschließt|beschloss|empfiehlt)(?:\s(?:einstimmig|mehrheitlich|daher|somit))?\s?:\Z"
)
# "… (Stand: 01.11.2022) wird hierzu berichtet:" opens a report, wherever it stands.
BERICHTET = Muster(
    r"\b(?:[Hh]ierzu|[Hh]ierüber|[Dd]azu|[Dd]arüber|[Zz]um\s(?:Sachstand|Stand\sder\sUmsetzung))\s(?:wird|werden|kann|ist|teilt|berichtet)\b(?:[^.:;]|\.(?=\d|\s?[A-Z][a-zä]+\s\d{4})){0,140}"
    r"\b(?:mitgeteilt|berichtet|Stellung\sgenommen|mitzuteilen|zu\sberichten|mit|Folgendes|folgendes)(?:\swerden)?\s?:\Z"
)
EMPFIEHLT = Muster(r"\bempf(?:iehlt|ahl|ehlen)\b|\bAntrag\b|\bÄnderungsantrag\b|\bempfohlen\b")
_FINIT = Muster(
    r"\b(?:ist|sind|sei|seien|wird|werden|wurden?|war|waren|hat|haben|soll|sollen|kann|können|muss|müssen|fragen|fragt|bitten|bittet|beschließt|berichtet|stellt|"
    r"informiert|nimmt|gibt|begrüßt|eröffnet|beantragt|findet|führt|legt|erläutert|[a-zäöü]{3,20}iert|"
    r"stellten?|fehlt|fehlen|steigt|steigen|sinkt|sinken|regt|schließt|schließen|übernimmt|übernehmen|hält|bietet|kostet|prüft|dankt|fand|fanden|lag|lagen|erhielt|steht|stehen|liegt|liegen|beträgt)\b"
)
_ZWEI_SAETZE = Muster(r"[a-zäöüß]{3}\.\s[A-ZÄÖÜ][a-zäöüß]+\s[a-zäöüß]")
_SATZ_WORTE = 6
_LANGE_ZEILE = 60
_NACH_DEM_KOPF = 15


def finde_sitzung(zeile: Zeile, naechste: Zeile | None) -> Abschnitt | None:
    """The section that the line of a sitting opens: a part of minutes, or a row whose result stands below."""
    if zeile.nummer > _NACH_DEM_KOPF and AUSZUGSTEIL.match(zeile.text) and (tag := erster_tag(zeile.text)):
        return Abschnitt(Art.PROTOKOLL, zeile.text, zeile.nummer, None, tag, None, zeile.nummer)
    gestapelt = naechste is not None and ERGEBNISZEILE.match(naechste.text) and SITZUNGSZEILE.match(zeile.text)
    if gestapelt and (tag := erster_tag(zeile.text)):
        return Abschnitt(Art.BERATUNGSFOLGE, "", zeile.nummer, None, tag, None, zeile.nummer)
    return None


def ist_satz(text: str) -> bool:
    """Running text: some words with a finite verb, closed by a full stop or long."""
    worte = len(text.split(None, _SATZ_WORTE))
    geschlossen = worte > _SATZ_WORTE - 2 and (text.endswith((".", "?")) or len(text) > _LANGE_ZEILE)
    return geschlossen and (_FINIT.search(text) is not None or _ZWEI_SAETZE.search(text) is not None)
