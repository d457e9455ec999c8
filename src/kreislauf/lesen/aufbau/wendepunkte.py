"""Words at which the kind of a section turns without a heading: points announced, votes, talk."""

import re

ROEMISCH = re.compile(r"[IVX]{1,4}\.\s")
KUENDIGT_AN = re.compile(
    r"\b[Ff]olgende[nrs]?\s(?:\w+\s)?(?P<was>Beschluss|Empfehlung|Beschlussempfehlung|Antrag|Änderungsantrag|Resolution|Vorschlag|Beschlussvorschlag)\b[^.]{0,60}:\Z"
)
# Talk of a sitting that follows a resolution without a heading of its own.
_REDET = (
    r"(?:wies|weist|teilt|teilte|schlug|schlägt|stellt|stellte|erklärt|erklärte|berichtet|berichtete|führt|führte|fragt|fragte|bat|bittet|merkt|merkte|erläutert|erläuterte|regt|regte|begrüßt|"
    r"begrüßte|dankt|dankte|antwortet|antwortete|hält|hielt|äußert|äußerte|möchte|erkundigt|spricht|sprach|sagt|sagte|betont|betonte|verliest|gibt|gab|hat|lässt|ließ|informiert|informierte|verweist|"
    r"bedankt|unterstützt|richtet|bestätigt|leitet|vertritt|erwidert|erwiderte|befürwortet|begründet|beantragt|beantragte|nimmt|zieht|ergänzt|ergänzte|erinnert|bemerkt|bemerkte|räumt|legt|meint|meinte)"
)
ERZAEHLT = re.compile(
    r"(?:Zunächst|Hierauf|Hierzu|Daraufhin|Anschließend|Sodann|Danach|Abschließend|Ergänzend|Auf\s(?:Nachfrage|Antrag|Vorschlag|Wunsch)\b.{0,60}?|Nach\s(?:kurzer|ausführlicher|eingehender)\s\w+)\s(?:\S+\s)?"
    rf"{_REDET}\b"
    r"|(?:Herrn?|Frau|Rm\.?|Rh\.|Rf\.|RM|Rats(?:herr|frau|mitglied)|Ktabg\.?|KTM|KTA|FBL\s\d{1,2}|FBL|AL|stv\.|MA|Mitglied|Beigeordnete[rn]?|Stadtr[aä]t(?:in)?|Stadtverordnete[rn]?|Kreisr[aä]t(?:in)?|Gemeinder[aä]t(?:in)?|Ausschussmitglied\w*|"
    rf"(?:Der|Die)\s(?:\w{{0,20}}[Vv]orsitzende[rn]?|stellv\w*))\s(?:\S+\s){{0,6}}?{_REDET}\b"
)
STIMMENZEILE = re.compile(r"(?:dafür|dagegen|Ja|Nein|Ja-Stimmen|Nein-Stimmen|Enthaltung(?:en)?)\s?:\s*\d{1,3}\b")
MOEGE = re.compile(r"\b(?:möge|mögen|wolle)\s(?:\S+\s){0,4}(?:beschließen|fassen|empfehlen)\s?:\Z")
BESCHLIESST = re.compile(
    r"\A(?:Der|Die|Das)\s[^.]{2,110}\s(?:beschließt|beschloss|empfiehlt)(?:\s(?:einstimmig|mehrheitlich|daher|somit))?\s?:\Z"
)
EMPFIEHLT = re.compile(r"\bempf(?:iehlt|ahl|ehlen)\b|\bAntrag\b|\bÄnderungsantrag\b|\bempfohlen\b")
