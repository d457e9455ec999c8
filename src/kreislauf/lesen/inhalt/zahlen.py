"""Figures: what is counted or measured, with unit, subject and period."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.saetze import Satz
from kreislauf.lesen.ausdruck.abstimmungen import finde_abstimmung
from kreislauf.lesen.ausdruck.mengen import Menge, finde_mengen
from kreislauf.lesen.ausdruck.verlaeufe import ergaenze
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.wendungen import hat_verb
from kreislauf.lesen.inhalt.zahlentabellen import lies_spalten
from kreislauf.lesen.lesung import Zahl
from kreislauf.lesen.muster import Muster, Worte

_OHNE_ZAHLEN = {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN}
_FRIST_DAVOR = Muster(
    r"\b(?:innerhalb|binnen|vor|nach|seit|nächsten|letzten|vergangenen|kommenden|spätestens|alle|Frist von|zuletzt)\s(?:\w+\s)?\Z"
)
_NUMMER_DAVOR = Muster(
    r"\b(?:Tagesordnungspunkte?|Punkte?|TOP|Ziffern?|Ziff\.|Nr\.|Nummer|Anlagen?|Klassen?|Klassenstufen?|Stufe|Abs\.|Absatz|Satz|Abschnitt|Kapitel|Seite|S\.|Zimmer|Raum|Zone|"
    r"Modul|Phase|Kategorie|Variante|Amt|FB|FD|Dez\.|Bündnis)\s\Z"
)
_DAUER = {
    "Jahren",
    "Monaten",
    "Tagen",
    "Monate",
    "Jahre",
    "Wochen",
    "Tage",
    "Stunden",
    "Monat",
    "Jahr",
    "Woche",
    "Tag",
    "Minuten",
}
_ZEILE_OHNE = Muster(
    r"\b(?:Telefon|Telefax|Tel|Fax|Ruf|E-Mail)\b\.?\s?(?::|[\d(+-])|\b(?:IBAN|Kostenstelle|Produktgruppe|Produktsachkonto|Haushaltsstelle)\b"
)
_GELD = Muster(r"€|Euro\b|EUR\b")
_TITEL = 90
_UMKREIS = 2_000  # characters around a figure in which its part of the sentence ends
_ANWESENDE = ("Anwesend", "Teilnehm")
_AUFZAEHLUNG = Muster(
    r"\A(?:Ziele?|Punkte|Aspekte|Fragen|Gründe|Themen|Schritte|Seiten|Anlagen?|Ziffern?|Varianten|Möglichkeiten|Stimmen|Ja-Stimmen|Nein-Stimmen|Gegenstimmen|Enthaltung(?:en)?|Lesung(?:en)?|Sitzung(?:en)?|TOP|Phasen?|Uhr)\Z"
)
_STIMME = Muster(r"\b(?:Ja|Nein|Enthaltung|Stimmen|Gegenstimme|dafür|dagegen)\b")
_JAHR = Muster(r"\b(?:im|Im|des|vom|für|in|In|Jahres?|Jahre?)\s((?:19|20)\d\d)(?![\d/])")
_MONAT = Muster(
    r"\b(?:im|Im|bis|Ende)\s(Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\s((?:19|20)\d\d)\b"
)
_STICHTAG = Muster(r"\b(?:[Ss]tichtag|[Ss]tand)\b[^.;]{0,12}?(\d{1,2})\.(?:(\d{1,2})\.|\s?([A-Z][a-zä]+)\s)(\d{4})")
_PRO_JAHR = Muster(r"\A[^.;,]{0,30}?\b(?:jährlich|pro Jahr|im Jahr|je Haushaltsjahr|p\.\s?a\.)")
_PRO_MONAT = Muster(r"\A[^.;,]{0,30}?\b(?:monatlich|pro Monat|im Monat)")
_MONATSZAHL = {
    m: i
    for i, m in enumerate(
        (
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ),
        1,
    )
}
_BESTIMMT = Muster(r"\b(?:die|der|den|diese[nr]?|alle|beiden)\s\Z", re.IGNORECASE)
_ZAHLWORTE = Worte(
    "0",
    "zwei", "beide", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "zig", "hundert", "tausend", "hälfte", "halb", "drittel", "fünftel",
    "dutzend", "million",
)  # fmt: skip


def lies_zahlen(kontext: Kontext) -> list[Zahl]:
    zahlen: list[Zahl] = []
    gleiche: dict[tuple[Decimal, str], list[Zahl]] = {}
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art in _OHNE_ZAHLEN or not _hat_zahl(absatz.text) or _ohne_zahlen(absatz):
            continue
        vorige = None
        for satz in absatz.saetze():
            mengen = ergaenze(satz.text, finde_mengen(satz.text), vorige) if _hat_zahl(satz.text) else []
            vorige = next((m.einheit for m in reversed(mengen) if m.einheit not in {"%", "EUR"}), vorige)
            for zahl in _aus_satz(kontext, absatz, satz, mengen):
                bisher = gleiche.setdefault((zahl.wert, zahl.einheit.lower()[:5]), [])
                if not any(_dieselbe(z, zahl) for z in bisher):
                    bisher.append(zahl)
                    zahlen.append(zahl)
    for zahl in lies_spalten(kontext):
        bisher = gleiche.get((zahl.wert, zahl.einheit.lower()[:5]), [])
        if not any(z.zeile == zahl.zeile for z in bisher):
            zahlen.append(zahl)
    return zahlen


def _hat_zahl(text: str) -> bool:
    return _ZAHLWORTE.steht_in(text)


def _ohne_zahlen(absatz: Absatz) -> bool:
    if absatz.text.startswith(_ANWESENDE):
        return False
    if _ZEILE_OHNE.search(absatz.text) and len(absatz.text) < 160 and not _GELD.search(absatz.text):
        return True
    if absatz.abschnitt.art is Art.KOPF and not absatz.text.endswith("."):
        return not _GELD.search(absatz.text)
    return absatz.marke is None and finde_etikett(absatz.text) is not None


def _aus_satz(kontext: Kontext, absatz: Absatz, satz: Satz, mengen: Sequence[Menge]) -> Iterator[Zahl]:
    if not mengen:
        return
    stimmen = finde_abstimmung(satz.text) if _STIMME.search(satz.text) else None
    zeitraum = _zeitraum(satz.text)
    titel = len(absatz.text) < _TITEL and absatz.marke is None and absatz.text[-1:].isalnum()
    for menge in mengen:
        if stimmen is not None and menge.anfang < stimmen.ende and menge.ende > stimmen.anfang:
            continue
        if menge.anfang == 0 and titel and absatz.thema is None and not hat_verb(satz.text):
            continue  # the number of an item of the agenda
        if _zaehlt(satz.text, menge):
            zeile, zitat = kontext.dokument.fundstelle(absatz, *_umgebung(satz, menge))
            yield Zahl(
                zeile=zeile,
                zitat=zitat,
                sicherheit=0.9 if menge.einheit in {"EUR", "%"} else 0.75,
                wert=menge.wert,
                einheit=menge.einheit,
                worauf=_worauf(satz.text, menge),
                zeitraum=_takt(satz.text, menge) or zeitraum,
            )


def _zaehlt(text: str, menge: Menge) -> bool:
    davor = text[max(menge.anfang - 40, 0) : menge.anfang]
    if (
        _AUFZAEHLUNG.match(menge.einheit)
        and not (menge.einheit.startswith("Anlage") and menge.wert > 9)
        or _NUMMER_DAVOR.roh.search(davor)
    ):
        return False
    return not (menge.einheit in _DAUER and _FRIST_DAVOR.search(davor))


def _umgebung(satz: Satz, menge: Menge) -> tuple[int, int]:
    """From three words before the figure to three words behind it."""
    von = menge.anfang
    for _ in range(3):
        von = max(satz.text.rfind(" ", 0, max(von - 1, 0)) + 1, 0)
    bis = menge.ende
    for _ in range(3):
        naechster = satz.text.find(" ", bis + 1)
        bis = naechster if naechster > 0 else len(satz.text)
    return satz.anfang + von, satz.anfang + bis


def _worauf(text: str, menge: Menge) -> str:
    """The part of the sentence around the figure, cut at commas."""
    von = (
        max(*(text.rfind(zeichen, max(menge.anfang - _UMKREIS, 0), menge.anfang) for zeichen in (", ", "; ", ": ")), -2)
        + 2
    )
    enden = [e for e in (text.find(zeichen, menge.ende, menge.ende + _UMKREIS) for zeichen in (", ", "; ")) if e > 0]
    return text[von : min(enden, default=menge.ende + _UMKREIS)].strip(" .")[:200]


def _takt(text: str, menge: Menge) -> str | None:
    """An amount for each year or month."""
    danach = text[menge.ende : menge.ende + 60]
    if _PRO_JAHR.kann(text) and _PRO_JAHR.roh.match(danach):
        return "P1Y"
    return "P1M" if _PRO_MONAT.kann(text) and _PRO_MONAT.roh.match(danach) else None


def _zeitraum(text: str) -> str | None:
    """The day, month or year of which the sentence speaks."""
    stichtag = _STICHTAG.search(text)
    if stichtag:
        monat = stichtag.group(2) or _MONATSZAHL.get(stichtag.group(3) or "")
        return f"{stichtag.group(4)}-{int(monat):02d}-{int(stichtag.group(1)):02d}" if monat else None
    monate = list(_MONAT.finditer(text))
    if len(monate) == 1:
        return f"{monate[0].group(2)}-{_MONATSZAHL[monate[0].group(1)]:02d}"
    jahre = {t.group(1) for t in _JAHR.finditer(text)}
    return jahre.pop() if len(jahre) == 1 else None


def _dieselbe(alt: Zahl, neu: Zahl) -> bool:
    """The same figure told again: of two with the same value and unit, the words around say the same."""
    if _BESTIMMT.search(neu.zitat[: max(neu.zitat.find(" ") + 1, 0)]) or alt.zitat == neu.zitat:
        return True
    erste, zweite = _worte(alt.zitat), _worte(neu.zitat)
    return len(erste & zweite) / max(min(len(erste), len(zweite)), 1) >= 0.6


def _worte(text: str) -> set[str]:
    return {w[:7] for w in re.findall(r"[a-zäöüß0-9]{3,}", text.lower())}
