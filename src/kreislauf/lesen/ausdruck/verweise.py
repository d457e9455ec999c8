"""References to other papers, as printed (ratsdokumente.md, chapter 8)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kreislauf.lesen.muster import Muster


class Verweis(NamedTuple):
    anfang: int
    ende: int
    wortlaut: str
    nummer: str


# Numbers that are recognised by their form alone.
_FORM = Muster(
    r"(?<![\w/.-])(?:"
    r"[A-ZÄÖÜ][A-Za-z]{0,4}/\d{2,5}/\d{2,5}(?:[/.-]\d{1,3})*(?:-[A-Z]{1,3}\d{0,2})?"  # V/0980/2013, DrS/2017/161
    r"|[A-Z]{1,3}-[A-Z]?\d{3,5}/\d{4}"  # A-R0027/2013
    r"|[A-Z]{1,3}-\d{3,5}/[IVX]{1,5}"  # KA-0412/VI
    r"|[A-Z]-\d{2}/\d{3}(?:\.\d{1,2})?"  # G-16/056.1
    r"|[IVX]{1,5}-[A-Z][A-Za-z]{0,3}-\d{3,5}(?:-[A-Z]{1,3}-?\d{0,2})*"  # VII-DS-08561-NF-01, VII-Ifo-07261
    r"|(?:19|20)\d\d/(?!(?:19|20)\d\d)\d{4}(?:/\d{1,2}(?:\.\d)?)?"  # 2026/0354
    r"|SV-\d{1,2}-\d{3,5}(?:/\d{1,2})?"  # SV-10-0391
    r"|\d{2}/SVV/\d{3,5}"  # 16/SVV/0561
    r"|WP[ ]\d\d-\d\d[ ]SV[ ]\d{1,3}/\d{2,4}"
    r"|\d\d-\d\d[ ]/[ ][VABF][ ]\d{4,6}"  # 20-26 / V 06690
    r"|(?:VL|Info)[ ]\d{1,5}/\d{2,4}"  # VL 20/8416, Info 114/2004
    r"|(?:Z[ ]\d{1,2}[ ]/[ ])?[VDA][ ]\d{1,4}/(?:19|20)\d\d"  # V 279/2004, Z 1 / D 12/2015
    r"|[VA]\d{4}/\d{2}(?!\d)"  # V1772/17
    r"|\d{1,4}/\d{3,5}/[IVX]{1,6}/\d{4}"  # 50/4294/XVII/2024
    r"|[IVX]{1,4}/\d{4}/\d{4,6}"  # VII/2021/02615
    r"|\d{4,5}/\d{4}/(?:KREIS|PE[ ][IVX]+|[A-Z]{2,6})"
    r")(?![\w/])"
)
# Numbers that need a word before them.
_WORT = (
    r"(?:(?:Beschluss|Bericht[s]?|Sitzungs|Informations|Mitteilungs|Rats|Kenntnisnahme)?[Vv]orlagen?(?:[ -]?(?:Nr\.?|Nummer))?|Vorl\.|Drucksachen?(?:[ -]?(?:Nr\.?|Nummer))?|"
    r"Drs\.?|DS(?:-Nr\.)?|DrS|Drucks\.|Session-Nr\.|Ratsantrag|Beschluss|Mitteilung|Änderungsantrag|Ergänzungsantrag|Antrags?(?:[ ]Nr\.)?|Anfrage(?:[ ]Nr\.)?|[Ss]iehe(?:[ ]auch)?|[Vv]gl\.(?:[ ]auch)?|s\.|"
    r"(?<!Lfd\.)(?<!lfd\.)(?<!Lfd\.[ ])Nr\.)"
)
_NUMMER = r"(?:[A-Z]{1,3}[ ]?)?\d{1,5}(?:[/-]\d{1,5}){1,3}(?:[/-][A-Z]{1,4}\d{0,2})?|\d{3,5}/[IVX]{1,5}\b"
_MIT_WORT = Muster(
    rf"\b{_WORT}:?[ ](?:Nr\.[ ]?)?(?P<n>{_NUMMER})(?![\w/]|[ ]/[ ][VABF][ ])(?:(?:[ ](?:und|sowie)|,)[ ](?P<n2>{_NUMMER})(?![\w/]))?"
)
_WORT_ANFANG = re.compile(r"[ABDEIKMNRSVÄsv](?<!\w.)", re.DOTALL)
_NUR_ZAHL = Muster(
    r"[VDR](?<!\w.)(?:(?<=V)orlage|(?<=D)rucksache|(?<=R)atsdrucksache)(?:[ ]Nr\.)?[ ](?P<n>\d{3,5})(?![\w/.%-]|,\d|[ ](?:€|Euro|Prozent))"
)
# Sittings are numbered like papers ("JHA/2021/04").
_FORM_ANFANG = re.compile(r"[A-ZÄÖÜ\d](?<![\w/.-].)(?=[A-Za-z\d]{0,4}(?:[/-]|[ ]\d))", re.DOTALL)
_SITZUNG = Muster(r"(?:JHA|KT|SR|HFA|StR|BVV|GR|MGR|KrA|StVV)/")
_GREMIUM_DAVOR = Muster(
    r"(?:[Aa]usschuss(?:es)?|[Rr]at(?:es)?|tag(?:es)?|versammlung|[Bb]eirat(?:s|es)?)\b[^.()]{0,60}\(\Z"
)
_EIGENE = ("Drucks", "Vorlage", "Drs", "Session")  # after these a number like "2003/2018" is no span of years
_MONAT = Muster(r"(?:0?[1-9]|1[0-2])/")
_ZIFFER = Muster(r"\d{2}")
_KLAMMER = Muster(r"\((?P<n>\d{3,5}/\d{4})\)")
_URL = Muster(r"https?://[^\s<>\"')\]]{4,300}")
_DATUMSARTIG = Muster(r"^(?:0?[1-9]|1[0-2])/(?:19|20)\d\d$|^(?:19|20)\d\d/(?:\d\d|(?:19|20)\d\d)$")


def _ist_sitzung(text: str, t: re.Match[str]) -> bool:
    """Sittings carry numbers of the same form: "Ausschuss für Soziales (ASW/041/2023)"."""
    if _SITZUNG.match(t.group()):
        return True
    return (
        text[t.start() - 1 : t.start()] == "("
        and _GREMIUM_DAVOR.search(text[max(t.start() - 90, 0) : t.start()]) is not None
    )


def _an(anfang: re.Pattern[str], ausdruck: Muster, text: str) -> Iterator[re.Match[str]]:
    """What the expression matches where such a beginning stands; elsewhere it cannot."""
    ende, passt = 0, ausdruck.roh.match
    for ort in anfang.finditer(text) if ausdruck.kann(text) else ():
        if ort.start() >= ende and (treffer := passt(text, ort.start())):
            yield treffer
            ende = treffer.end()


def finde_verweise(text: str) -> list[Verweis]:
    """All references in text order, without overlap; of addresses those that lead into a council system."""
    if not _ZIFFER.search(text):
        return []
    formen = (t for t in _an(_FORM_ANFANG, _FORM, text) if not _ist_sitzung(text, t))
    gefunden = [Verweis(t.start(), t.end(), t.group(), t.group()) for t in formen]
    for t in _an(_WORT_ANFANG, _MIT_WORT, text):
        for name in ("n", "n2"):
            frei = not _DATUMSARTIG.match(t[name] or "") or t.group().startswith(_EIGENE) and not _MONAT.match(t[name])
            if t[name] and (frei or name == "n2" and not _DATUMSARTIG.match(t["n"])):
                gefunden.append(Verweis(t.start(name), t.end(name), t.group(), t[name]))
    gefunden += [Verweis(t.start("n"), t.end("n"), t.group(), t["n"]) for t in _NUR_ZAHL.finditer(text)]
    gefunden += [Verweis(t.start("n"), t.end("n"), t.group(), t["n"]) for t in _KLAMMER.finditer(text)]
    for t in _URL.finditer(text):
        adresse = t.group().rstrip(".,;")
        if re.search(r"VOLFDNR|kvonr|vo0?20|vo0?050|to0?20|ksinr|TOLFDNR", adresse, re.IGNORECASE):
            gefunden.append(Verweis(t.start(), t.start() + len(adresse), adresse, adresse))
    gefunden.sort(key=lambda v: (v.anfang, -v.ende))
    ohne: list[Verweis] = []
    for verweis in gefunden:
        if not ohne or verweis.anfang >= ohne[-1].ende:
            ohne.append(verweis)
    return ohne
