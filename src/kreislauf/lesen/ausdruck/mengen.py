"""Amounts in a German text (ratsdokumente.md, chapter 12): money, shares, counts, durations; and what is none."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.ausdruck.zahlstellen import an_worten, an_zahlen, zahlorte
from kreislauf.lesen.muster import Muster, Worte


class Menge(NamedTuple):
    """One amount; `einheit` is EUR, %, Monate … or the noun as printed; `merkmal` a word like „ca.“."""

    anfang: int
    ende: int
    wortlaut: str
    wert: Decimal
    einheit: str
    merkmal: str | None = None


_ZAHL = r"(?P<vz>[-−–][ ]?)?(?P<z>\d{1,3}(?:\.\d{3}){1,4}|[1-9]\d{0,2}(?:[ ]\d{3}){1,3}(?![\d.]*\d)|\d{1,9})(?:,(?P<k>\d{1,4}))?(?:[,.]?-{1,2}(?![\w]))?"
_FAKTOR = {
    "t": 1000, "tsd": 1000, "tausend": 1000, "mio": 10**6, "million": 10**6, "millionen": 10**6, "mrd": 10**9,
    "milliarde": 10**9, "milliarden": 10**9,
}  # fmt: skip
_GELD = Muster(
    r"(?<![\w.,/§])(?:(?P<vz>[-−–][ ]?)?(?:(?P<p>\d{1,4})\.(?P<pk>\d{1,2})(?=[ ](?:Mio|Mrd))|(?P<z>\d{1,3}(?:\.\d{3}){1,4}|\d{1,9}))"
    r"(?:,(?P<k>\d{1,4}))?(?:[,.]?-{1,2})?)[ ]?(?:(?P<f>Mio|Mrd|Tsd|Millionen|Million|Milliarden|Milliarde|Tausend|T)\.?[ ]?)?(?P<e>€|Euro|EUR)(?!\w)",
    re.IGNORECASE,
)
_GELD_VOR = Muster(r"(?P<e>€|EUR)[ ](?P<z>\d{1,3}(?:\.\d{3}){1,4}|\d{1,9})(?:,(?P<k>\d{1,2}))?(?![\w.])")
_ANTEIL = Muster(rf"(?<![\w.,/§]){_ZAHL}[ ]?(?P<e>%|Prozentpunkte|Prozent|v\.[ ]?H\.)(?!\w)", re.IGNORECASE)
_ZAHLWORTE = frozenset(k.ZAHLWOERTER) - {"ein", "eine", "einen", "einem", "einer", "eines"}
_ZW = k.wahl(_ZAHLWORTE)
# One of these stands in every number word; looking for them is quicker than trying the words at each place.
_ZAHLSILBEN = Worte(
    "zwei", "drei", "vier", "fünf", "sech", "sieb", "acht", "neun", "zehn", "elf", "zwölf", "zwanzig", "hundert",
)  # fmt: skip
_VON_ZIFFER = Muster(r"(?:von|der|den|insgesamt)[ ]\d")
_KEIN_BEIWORT = (
    r"(?!(?:wurden?|werden?|wird|sind|ist|waren|war|haben|hat|hatten?|kamen|kommen|an|am|in|im|ins|von|vom|für|der|die|das|den|dem|des|ein|eine[nrms]?|zu|zur|zum|mit|bei|beim|nach|bis|nicht|"
    r"davon|auf|als|pro|je|aus|um|wie|durch|gegen|ohne|über|unter|vor|es|sie|er|dass|oder|sowie|bzw|nur|noch|auch|so|hinaus|verfügen|bieten|teil|statt|jährlich|monatlich)\b)"
)
_NOMEN = rf"(?:{_KEIN_BEIWORT}[a-zäöüß][\wäöüß-]{{0,30}}(?:[ ]und[ ])?[ ]){{0,3}}(?P<n>(?!Uhr\b|Abs|Satz|Nr|Ziff|SGB|GO\b|BGB)[A-ZÄÖÜ][\wäöüßÄÖÜ*:/-]{{1,60}})"
_ANZAHL = Muster(rf"(?<![\w.,/§\-]){_ZAHL}[ ]{_NOMEN}")
_WORTZAHL = Muster(rf"\b(?P<w>(?i:{_ZW}))[ ]{_NOMEN}")
_HALBE = Muster(r"\b(?:eine[rn]?[ ])?halbe[rn]?[ ](?P<n>\w{0,20}[Ss]telle|VZÄ)\b")
_VON = Muster(
    rf"(?<![\w.,/§])(?:(?P<z>\d{{1,3}}(?:\.\d{{3}})*|\d{{1,9}})(?:,(?P<k>\d{{1,2}}))?|(?P<w>(?i:{_ZW}|ein(?:e[rsmn]?)?)))[ ](?:von|der)[ ](?:den[ ]|insgesamt[ ])*(?=(?:\d|{_ZW})[\d.,]{{0,12}}[ ])"
)
_VON_WORT = re.compile(
    rf"[ ](?:von|der)[ ](?:(?:den|insgesamt)[ ])*(?=[\d{''.join(sorted({w[0] for w in _ZAHLWORTE}))}])"
)
_LETZTES = re.compile(r"[\w.,]+\Z")
_ZAHL_LAENGE = 40
_DAUERWORT = Muster(rf"\b(?P<w>{_ZW}|\d{{1,3}}-)(?P<e>monat|jähr|wöch|täg)ig(?:e[nrsm]?)?\b", re.IGNORECASE)
_STELLEN = Muster(rf"(?<![\w.,/§]){_ZAHL}[ ]?(?P<n>(?:VZÄ|VZW|VZK|AK|FTE|ha|km|qm|kWh)\b|m²|km²|m2\b)")
_DAUER = {"monat": "Monate", "jähr": "Jahre", "wöch": "Wochen", "täg": "Tage"}

# What stands before a number that counts nothing.
_DAVOR = Muster(
    r"(?:§{1,2}|\bArt\.|\bArtikel|\bAbs\.|\bAbsatz|\bSatz|\bNr\.|\bNummer|\bNummern|\bZiffern?|\bZiff\.|\bPunkte?|\bTOP|\bSeiten?|\bS\.|\bAnlagen?|"
    r"\bZeilen?|\bKapitel|\bBeschlusspunkte?|\bAG|\bWP|\bTel\.|\bTelefon|\bRuf:?|\bRaum|\bZimmer|\bProduktgruppe|\bProdukt|\bDez\.|\bAmt|\bFB|"
    r"\bBündnis|\bKlasse|\bPhase|\bTeil|\bPLZ|\bDrucksache|\bVorlage|\bDS|\bSGB|\bKonto|\bAz\.|\bDrs\.?|\bFBL|\bAL|\bunter|\bab)[ ]?(?:[a-z\d.,]{1,8}[ ](?:und|bis|bzw\.)[ ])?$"
)
# Nouns that name no counted thing.
_NENNWOERTER = """
Prozent Prozentpunkte Uhr Quartal Quartals Halbjahr Halbjahres KW Kalenderwoche Januar Februar März April Mai
Juni Juli August September Oktober November Dezember Ziele Zielen Punkte Punkten Themen Schritte Schritten
Seiten Seite Absatz Satz Nummer Beschlusspunkte Varianten Optionen Gründe Gründen Fragen Bereiche Bereichen
Phasen Teile Teilen Ebenen Aspekte Sprecher Sprecherin Sprecherinnen Sitzung Lesung Monat Abschnitt Abschnitte
Uhrzeit Wahlperiode Grünen Die Der Das Grüne Dezernat Amt Montag Dienstag Mittwoch Donnerstag Freitag Samstag
Sonntag Ja-Stimmen Nein-Stimmen Enthaltungen Enthaltung Gegenstimmen Gegenstimme Stimmen Stellvertretende
Vorsitzende CDU CSU SPD FDP AfD GRÜNE Grüne Linke LINKE BÜNDNIS Bündnis UWG Piraten DIE Freie BÜRGERLISTE Drittel Viertel Fünftel Hälfte Hälften Mal Schuljahr Schuljahres Kita-Jahr Haushaltsjahr Haushaltsjahres
"""
_KEINE = frozenset(_NENNWOERTER.split())
_ALTER_DAVOR = Muster(
    r"\b(?:zwischen[ ]\S{1,9}[ ]und|bis[ ]unter|bis[ ]zu|im[ ]Alter[ ]von|Alter[ ]von[ ]\S{1,9}[ ]bis(?:[ ]unter)?|unter|über|ab)[ ]$"
)
_ALTER = re.compile(r"(?:[ ]?(?:bis|bis unter)[ ]\d{1,2})?[- ]?(?:[Jj]ährig|Jahre alt)")


def finde_mengen(text: str) -> list[Menge]:
    """All amounts in text order, without overlap."""
    zahlwort = _ZAHLSILBEN.steht_in(text)
    orte = zahlorte(text)
    gefunden = [
        *_geld(text, orte),
        *_anteile(text, orte),
        *_stellen(text, orte),
        *_dauern(text),
        *_anzahlen(text, orte, zahlwort=zahlwort),
    ]
    gefunden.sort(key=lambda m: (m.anfang, -m.ende))
    ohne: list[Menge] = []
    for menge in gefunden:
        if not ohne or menge.anfang >= ohne[-1].ende:
            ohne.append(menge)
    return _teile_vom_ganzen(text, ohne) if zahlwort or _VON_ZIFFER.search(text) else ohne


def wert_von(ganze: str, nachkomma: str | None, vorzeichen: str | None = None) -> Decimal:
    """A German number: points between thousands, comma before decimals."""
    wert = Decimal(ganze.replace(".", "").replace(" ", "") + (f".{nachkomma}" if nachkomma else ""))
    return -wert if vorzeichen else wert


def _negativ(text: str, t: re.Match[str]) -> str | None:
    """A dash is a minus only at the beginning of a cell or after a blank, not between two numbers."""
    vz = t.groupdict().get("vz")
    if not vz:
        return None
    davor = text[max(0, t.start("vz") - 2) : t.start("vz")].rstrip(" ")
    return None if davor[-1:].isalnum() else vz


def _geld(text: str, orte: Sequence[int]) -> list[Menge]:
    mengen: list[Menge] = []
    for t, anfang, merkmal in an_zahlen(_GELD, text, orte, gross=True):
        ganze, nach = (t["p"], t["pk"]) if t["p"] else (t["z"], t["k"])
        wert = wert_von(ganze, nach, _negativ(text, t)) * _FAKTOR.get((t["f"] or "").lower(), 1)
        mengen.append(Menge(anfang, t.end(), text[anfang : t.end()], wert, "EUR", merkmal))
    for t in _GELD_VOR.finditer(text):
        mengen.append(Menge(t.start(), t.end(), t.group(), wert_von(t["z"], t["k"]), "EUR"))
    return mengen


def _anteile(text: str, orte: Sequence[int]) -> list[Menge]:
    return [
        Menge(von, t.end(), text[von : t.end()], wert_von(t["z"], t["k"], _negativ(text, t)), _prozent(t["e"]), merkmal)
        for t, von, merkmal in an_zahlen(_ANTEIL, text, orte, gross=True)
        if not re.match(r"[ ](?:Recycling|Altpapier)", text[t.end() : t.end() + 12])
    ]


def _prozent(wort: str) -> str:
    return "Prozentpunkte" if wort.lower() == "prozentpunkte" else "%"


def _stellen(text: str, orte: Sequence[int]) -> list[Menge]:
    return [
        Menge(von, t.end(), text[von : t.end()], wert_von(t["z"], t["k"]), t["n"], merkmal)
        for t, von, merkmal in an_zahlen(_STELLEN, text, orte)
    ]


def _dauern(text: str) -> list[Menge]:
    mengen = []
    for t in _DAUERWORT.finditer(text):
        anzahl = k.zahl(t["w"].rstrip("-"))
        einheit = _DAUER[t["e"].lower()]
        danach = text[t.end() : t.end() + 12]
        if (
            anzahl is None
            or (
                einheit == "Jahre"
                and re.match(
                    r"(?:e[nr]?)?[ ](?:Turnus|Kind|Jugend|Jung|Mädchen|Mensch|Person|Schüler|Sohn|Tochter)", danach
                )
            )
            or t.group()[:1].isupper()
            or t["e"][:1].isupper()
        ):
            continue
        if re.match(r"[ ](?:Turnus|Rhythmus|Abstand|Takt)", danach):
            continue
        mengen.append(Menge(t.start(), t.end(), t.group(), Decimal(anzahl), einheit))
    return mengen


def _anzahlen(text: str, orte: Sequence[int], *, zahlwort: bool) -> list[Menge]:
    mengen = []
    for t, von, merkmal in an_zahlen(_ANZAHL, text, orte):
        if _zaehlt(text, t, t.start("z"), t["n"]):
            wert = wert_von(t["z"], t["k"])
            mengen.append(Menge(von, t.end(), text[von : t.end()], wert, t["n"].rstrip("-*:/"), merkmal))
    if "halbe" in text:
        for t in _HALBE.finditer(text):
            mengen.append(Menge(t.start(), t.end(), t.group(), Decimal("0.5"), t["n"]))
    for t, von, merkmal in an_worten(_WORTZAHL, text, _ZAHLWORTE) if zahlwort else ():
        anzahl = k.zahl(t["w"])
        if anzahl is not None and anzahl > 1 and _zaehlt(text, t, t.start("w"), t["n"]):
            einheit = t["n"].rstrip("-*:/")
            mengen.append(Menge(von, t.end(), text[von : t.end()], Decimal(anzahl), einheit, merkmal))
    return mengen


def _zaehlt(text: str, t: re.Match[str], stelle: int, nomen: str) -> bool:
    if nomen.rstrip("*:/-") in _KEINE or nomen.isdigit():
        return False
    davor = text[max(0, stelle - 24) : stelle]
    if (
        _DAVOR.search(davor)
        or re.search(r"\d[.,/]?[ ]?$", davor)
        and not re.search(r"(?<![\d.])(?:19|20)\d\d[ ]$|\.(?:19|20)?\d\d[ ]$", davor)
        or nomen in {"Jahre", "Jahren"}
        and _ALTER_DAVOR.search(davor)
        or _ALTER.match(text, stelle + len(t.groupdict().get("z") or ""))
    ):
        return False
    ziffern = t.groupdict().get("z")
    if ziffern and len(ziffern) == 4 and ziffern[:2] in {"19", "20"} and "." not in ziffern:
        monat = re.search(
            r"\d\.[ ]?[A-Z][a-zä]{2,8}[ ]$|\b(?:Jahre?s?|[Ii]m|[Ii]n|seit|bis|ab|Ende|Mitte|Anfang)[ ]$|[a-zä](?:uar|ril|uni|uli|ust|ber|ärz|ai)[ ]$",
            davor,
        )
        return not monat and bool(
            re.match(r"(?:Euro|Plätze|Kinder|Personen|Anträge|Haushalte|Fälle|Briefe|Menschen|Familien)\b", nomen)
        )
    return not re.match(r"[ ]?(?:Uhr|\.)", text[stelle + len(ziffern or "") : stelle + len(ziffern or "") + 4])


def _vor_von(text: str) -> Iterator[re.Match[str]]:
    """ "49 von …": the expression tried at what stands before the word."""
    ende = 0
    for wort in _VON_WORT.finditer(text):
        zahl = _LETZTES.search(text, max(wort.start() - _ZAHL_LAENGE, ende), wort.start())
        einer_von = wort.group().startswith(" der") and zahl is not None and zahl.group().lower().startswith("ein")
        if zahl and not einer_von and (treffer := _VON.match(text, zahl.start())):
            yield treffer
            ende = treffer.end()


def _teile_vom_ganzen(text: str, mengen: list[Menge]) -> list[Menge]:
    """ "49 von 732 Anträgen": the part counts the same thing as the whole."""
    zusatz = []
    for t in _vor_von(text):
        ganzes = next((m for m in mengen if t.end() <= m.anfang <= t.end() + 2), None)
        frei = not any(m.anfang <= t.start() < m.ende for m in mengen)
        if (
            t["z"]
            and re.fullmatch(r"(?:19|20)\d\d", t["z"])
            and re.search(r"\b(?:Jahre?s?|im|in|seit|bis)[ ]$", text[: t.start()])
        ):
            continue
        if ganzes is not None and frei and not _DAVOR.search(text[max(0, t.start() - 24) : t.start()]):
            wert = wert_von(t["z"], t["k"]) if t["z"] else Decimal(k.zahl(t["w"]) or 1)
            ende = t.end("w") if t["w"] else t.end("k") if t["k"] else t.end("z")
            zusatz.append(Menge(t.start(), ende, text[t.start() : ende], wert, ganzes.einheit))
    return sorted([*mengen, *zusatz], key=lambda m: m.anfang)
