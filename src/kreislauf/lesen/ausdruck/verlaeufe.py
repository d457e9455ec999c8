"""Figures whose unit stands elsewhere: "von 412 auf 287", "zwischen acht und zehn Wochen", "sind es jetzt 41"."""

import re
from collections.abc import Sequence
from decimal import Decimal

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.ausdruck.mengen import Menge, wert_von
from kreislauf.lesen.muster import Auswahl, Muster

_WORTE = k.wahl([w for w in k.ZAHLWOERTER if not w.startswith("ein") or len(w) > 5])
_Z = rf"(?:\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}})(?:,\d{{1,2}})?(?![\d.]*\d)|\b(?:{_WORTE})\b"
_KEIN_TAG = r"(?!\.\s?(?:\d|Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|Halbjahr|Sitzung|Lesung|Lebensjahr)|\s(?:Uhr|Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)|/\d|:\d)"
_VON_AUF = Muster(
    rf"\b[Vv]on[ ](?:(?:rund|etwa|ca\.|knapp|gut|bisher|zuletzt|derzeit|ehemals)[ ])?(?P<a>{_Z}){_KEIN_TAG}(?:[ ](?!auf\b|um\b)[^\s.;]{{1,30}}){{0,7}}?"
    rf"(?:[ ]um[ ](?P<d>{_Z}){_KEIN_TAG}(?:[ ](?!auf\b)[^\s.;]{{1,30}}){{0,4}}?)?[ ]auf[ ](?:(?:rund|etwa|ca\.|knapp|gut|nunmehr|jetzt)[ ])?(?P<b>{_Z}){_KEIN_TAG}"
)
_SPANNE = Muster(
    rf"(?:\b[Zz]wischen[ ](?P<a>{_Z})[ ]und[ ]|(?:\b[Vv]on[ ])?(?P<c>{_Z})(?:[ ]bis[ ](?:zu[ ]|maximal[ ])?|[ ]?[–-][ ]?))(?={_Z}[ ])"
)
_ENDEN, _ANFAENGE = ("".join(sorted({wort[ort] for wort in k.ZAHLWOERTER})) for ort in (-1, 0))
_ENDUNGEN = frozenset(wort[-3:] for wort in k.ZAHLWOERTER)
_STRICH = re.compile(rf"[–-](?=[ ]?[\d{_ANFAENGE}])(?:(?<=[\d{_ENDEN}].)|(?<=[\d{_ENDEN}][ ].))")
_ELLIPSE = Muster(
    rf"\b(?:(?:waren|sind|seien|wären|kamen|blieben|fehlen|fehlten)[ ](?:es[ ])?(?:davon[ ]|noch[ ]|jetzt[ ]|nun[ ]|inzwischen[ ]|nur[ ]|bereits[ ]|rund[ ]|etwa[ ]|erst[ ])*"
    rf"|(?:steigt|stieg|gestiegen|sinkt|sank|wächst|wuchs|erhöht[ ]sich|erhöhte[ ]sich|verringert[ ]sich|verringerte[ ]sich)[ ]auf[ ]"
    rf"|(?:damals|derzeit|zurzeit|inzwischen|mittlerweile|davon)[ ](?:erst[ ]|nur[ ]|noch[ ]|bereits[ ]|rund[ ])*)(?P<z>{_Z}){_KEIN_TAG}(?=[.,;)]|\Z|[ ](?!(?:Prozent|v\.|%|€|Euro|EUR|Mio|Tsd|T€))[a-zäöü(])"
)
_DAVON = Muster(rf"(?<![\d.,/])(?P<z>{_Z})[ ]davon\b")
_DARUNTER = Muster(
    rf"\b[Vv]on[ ](?:den[ ])?(?:{_Z})[ ](?:[a-zäöüß]+[ ]){{0,2}}[A-ZÄÖÜ][\wäöüß-]+[ ][a-zäöüß]+[ ](?:nur[ ]|erst[ ]|bislang[ ]|bisher[ ]|inzwischen[ ]|bereits[ ]|derzeit[ ])*(?P<z>{_Z}){_KEIN_TAG}(?=[ ][a-zäöü]|[.,]|\Z)"
)
# A figure whose noun stands before it: "von denen 47 eine Schulbegleitung haben", "wird auf 270 geschätzt".
_ALLEIN = Muster(
    rf"\b(?:denen|nur|[Ww]eitere[n]?|genau|sich|lediglich|immerhin|insgesamt|zusammen|auf|[a-zäöü]{{3,12}}weit)[ ](?P<z>(?!(?:19|20)\d\d\b){_Z}){_KEIN_TAG}"
    r"(?=[ ](?!(?:Prozent|v\.|bis|und|von|der|den|zu|€|Euro|EUR|Mio|Tsd|T€)\b)[a-zäöü]{2,}(?![a-zäöüß]*[ ][A-ZÄÖÜ]\w+[ ](?:und|oder)\b))"
)
_VON_DENEN = Muster(r"\b(?P<n>[A-ZÄÖÜ][\wäöüß-]{2,40})(?:[ ][a-zäöüß]+){0,3},[ ](?:von|bei)[ ]denen\b")
_KLAMMERJAHR = Muster(rf"\((?:im[ ]Vorjahr|Vorjahr|(?:19|20)\d\d):[ ](?P<z>{_Z})\)")
_ZAHL_DER = Muster(r"\b(?:Zahl|Anzahl)[ ](?:der|an)[ ](?:[a-zäöüß]{3,25}[ ]){0,2}(?P<n>[A-ZÄÖÜ][\wäöüß-]{2,40})")
_SUBJEKT = Muster(r"\b(?:[Dd]ie|[Dd]er|[Dd]as)[ ](?:[a-zäöüß]{3,25}[ ]){0,2}(?P<n>[A-ZÄÖÜ][\wäöüß-]{2,40})[ ]\Z")
_EINHEIT_DANACH = Muster(
    r"[ ]?(?:(?P<g>€|Euro|EUR|T€)(?!\w)|(?P<p>%|Prozent\b)|(?:[a-zäöüß]{3,25}[ ]){0,2}(?P<n>[A-ZÄÖÜ][\wäöüß-]{1,40}))"
)
_ALTER = Muster(r"(?:Jahre[n]?\b|Jährige|jährig)")
_ALTER_DAVOR = Muster(
    r"\b(?:Alter|alt|Menschen|Kinder|Jugendliche[nr]?|Personen|Mädchen|Jungen|Klassen?|Uhr|Abs\.|§|Nr\.|Ziffern?|Seiten?|TOP)\b[^.;,]{0,24}\Z"
)
_ALLE = Auswahl(_VON_AUF, _SPANNE, _ALLEIN, _ELLIPSE, _DAVON, _KLAMMERJAHR, _DARUNTER)
_OHNE_NOMEN = frozenset({_ELLIPSE, _DAVON, _KLAMMERJAHR, _DARUNTER})
_SATZ_HOECHSTENS = 4_000  # characters: longer ones are no sentences


def ergaenze(text: str, mengen: Sequence[Menge], vorige: str | None) -> list[Menge]:
    """The amounts with those of spans, changes and ellipses; `vorige` is the unit last counted before this sentence."""
    alle = list(mengen)
    moegliche = _ALLE.aus(text) if len(text) <= _SATZ_HOECHSTENS else ()
    if not moegliche:
        return alle
    for t in _VON_AUF.finditer(text):
        einheit = _einheit(text, t.end(), alle, t.start(), vorige)
        if einheit is not None:
            alle += [
                _menge(text, t, name, einheit) for name in ("a", "d", "b") if t[name] and _frei(alle, t.start(name))
            ]
    for t in _SPANNE.finditer(text) if _kann_spanne(text) else ():
        ganze = next((m for m in mengen if t.end() <= _zahlort(m) <= t.end() + 1), None)
        name = "a" if t["a"] else "c"
        alter = (
            ganze is not None
            and _ALTER.match(ganze.einheit)
            and _ALTER_DAVOR.search(text[max(t.start() - 50, 0) : t.start()])
        )
        if alter and ganze in alle:
            alle.remove(ganze)
        elif ganze is not None and _frei(alle, t.start(name)) and _ist_zahl(text, t.start(name)):
            alle.append(_menge(text, t, name, ganze.einheit, faktor=_faktor(ganze)))
    for t in _ALLEIN.finditer(text):
        einheit = _genannt(text, t.start(), alle, vorige)
        if einheit is not None and einheit not in {"%", "EUR"} and _frei(alle, t.start("z")):
            alle.append(_menge(text, t, "z", einheit))
    for muster in moegliche:
        for t in muster.roh.finditer(text) if muster in _OHNE_NOMEN else ():
            davor = [m for m in alle if m.ende <= t.start("z")]
            einheit = davor[-1].einheit if davor else vorige
            if einheit is not None and einheit not in {"%", "EUR"} and _frei(alle, t.start("z")):
                alle.append(_menge(text, t, "z", einheit))
    return sorted(alle, key=lambda m: m.anfang)


def _kann_spanne(text: str) -> bool:
    """Between two figures or number words stands "bis" or a dash, or "zwischen" before them."""
    if "wischen " in text or _STRICH.search(text):
        return True
    ort = text.find(" bis ")
    while ort > 0:
        if text[ort - 1].isdigit() or text[ort - 3 : ort].lower() in _ENDUNGEN:
            return True
        ort = text.find(" bis ", ort + 1)
    return False


def _einheit(text: str, ende: int, mengen: Sequence[Menge], anfang: int, vorige: str | None) -> str | None:
    """What a change counts: the noun behind its end, else "Zahl der …", else what was counted before."""
    danach = _EINHEIT_DANACH.match(text, ende)
    if danach and (danach["g"] or danach["p"]):
        return "EUR" if danach["g"] else "%"
    if danach and danach["n"] and danach["n"] not in {"Uhr", "Prozentpunkte"}:
        return danach["n"]
    zahl_der = list(_ZAHL_DER.finditer(text[:anfang]))
    if zahl_der:
        return zahl_der[-1]["n"]
    subjekt = _SUBJEKT.search(text[:anfang])
    if subjekt:
        return subjekt["n"]
    davor = [m for m in mengen if m.ende <= anfang]
    return davor[-1].einheit if davor else vorige


def _genannt(text: str, anfang: int, mengen: Sequence[Menge], vorige: str | None) -> str | None:
    """What a figure without a noun counts: "Zahl der …", the noun before "von denen", what was counted before."""
    for muster in (_ZAHL_DER, _VON_DENEN):
        treffer = list(muster.finditer(text[: anfang + 6]))
        if treffer:
            return str(treffer[-1]["n"])
    davor = [m for m in mengen if m.ende <= anfang]
    return davor[-1].einheit if davor else vorige


def _menge(text: str, t: re.Match[str], name: str, einheit: str, *, faktor: int = 1) -> Menge:
    roh = t[name]
    if roh[0].isdigit():
        ganze, _, nach = roh.partition(",")
        wert = wert_von(ganze, nach or None)
    else:
        wert = Decimal(k.zahl(roh) or 0)
    return Menge(t.start(name), t.end(name), roh, wert * faktor, einheit)


def _faktor(ganze: Menge) -> int:
    """ "18 bis 20 Mio. €": the factor holds for both."""
    for wort, faktor in (("Mio", 10**6), ("Mrd", 10**9), ("Tsd", 1000), ("T€", 1000)):
        if wort in ganze.wortlaut:
            return faktor
    return 1


def _zahlort(menge: Menge) -> int:
    return menge.anfang + len(menge.merkmal or "") + bool(menge.merkmal)


def _ist_zahl(text: str, ort: int) -> bool:
    return not re.search(r"[\d.,/§:][ ]?\Z|\b(?:Nr\.|Abs\.|Ziffer|TOP|Seite|AG)[ ]\Z", text[max(ort - 8, 0) : ort])


def _frei(mengen: Sequence[Menge], ort: int) -> bool:
    return not any(m.anfang <= ort < m.ende for m in mengen)
