"""Times in a German text with their role: deadline, beginning, recurrence, … (ratsdokumente.md, chapter 10).

A period as a deadline ends on its last day. No year is guessed: without `jahr` a day without a year is left out.
"""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.ausdruck.kerne import Kern, finde_kerne
from kreislauf.lesen.ausdruck.wiederkehr import finde_offene, finde_wiederkehr
from kreislauf.lesen.muster import Muster

Rolle = Literal[
    "frist", "beginn", "zeitraum", "termin", "wiederkehr", "erwartet", "stichtag", "wirksam", "offen", "dauer"
]


class Zeitangabe(NamedTuple):
    """One expression of time; `anfang` and `ende` are its place in the text."""

    anfang: int
    ende: int
    wortlaut: str
    rolle: Rolle
    frist: date | None = None
    beginn: date | None = None
    wiederkehr: str | None = None
    ungefaehr: bool = False
    wochentag_passt: bool | None = None


_MERKEN_BIS = 2_000  # characters
_VOR = 48  # characters before an expression in which its role stands
_FRIST = Muster(
    r"(?:\b(?:spätestens[ ]|längstens[ ]|befristet[ ]|jeweils[ ])?bis(?:[ ]spätestens|[ ]voraussichtlich|[ ]längstens|[ ]einschließlich)?"
    r"(?:[ ]zum|[ ]zur|[ ]in[ ]das|[ ]ins)?|\bvor(?:[ ]dem|[ ]der)?|\bspätestens(?:[ ]am|[ ]zum|[ ]im|[ ]bis)?"
    r"|\bAblauf[ ]des|\blauf(?:e|)[ ]des)(?:[ ](?:Haushalts|Kalender|Rechnungs)?jahr(?:es)?)?[ ]$",
    re.IGNORECASE,
)
_BEGINN = Muster(
    r"\b(?:rückwirkend[ ]|voraussichtlich[ ]|beginnend[ ]|frühestens[ ]|erst[ ])?"
    r"(?:ab|seit|nach|frühestens)(?:[ ]dem|[ ]der|[ ]zum|[ ]voraussichtlich|[ ]am|[ ]im)?(?:[ ](?:Haushalts|Kalender|Rechnungs)?jahr(?:es)?)?[ ]$",
    re.IGNORECASE,
)
_IM_VOR = 18  # characters: no longer is what _IM finds before an expression
_ZUM = Muster(r"\bzum[ ]$|\bzur[ ]$|\bmit(?:[ ]dem)?[ ]$", re.IGNORECASE)
_WIRKUNG = Muster(r"\bmit[ ]Wirkung[ ](?:zum|vom|ab)[ ]$|\bwirksam[ ](?:zum|ab)[ ]$", re.IGNORECASE)
_STICHTAG = Muster(r"(?:\bzum[ ]Stichtag|\bStichtag|\bStand:?)(?:[ ](?:zum|am|vom))?[ ]$", re.IGNORECASE)
_IM = Muster(r"\b(?:im|in|im[ ]Laufe[ ]des|während[ ]des|innerhalb[ ]des|final[ ]in|im[ ]Jahre?)[ ]$", re.IGNORECASE)
_AM = Muster(r"\b(?:am|vom|den|dem|der|des|vor|und|sowie|,|:)[ ]$", re.IGNORECASE)
_ERWARTET = Muster(r"\b(?:voraussichtlich|erwartet|geplant|anvisiert|perspektivisch)", re.IGNORECASE)
_KRAFT = Muster(r"^.{0,120}?\bin[ ]Kraft\b", re.IGNORECASE)
_RELATIV = Muster(
    r"\b(?:innerhalb|binnen)[ ](?:von[ ]|der[ ]nächsten[ ]|eines?r?[ ]|einer[ ]Frist[ ]von[ ])?(?P<n>\d{1,3}|[a-zäöüß]{3,20})?[ ]?"
    r"(?P<e>Tag|Woche|Monat|Jahr)(?:e?n?s?)\b"
    r"|\bin[ ]ca\.[ ](?:\d{1,3}[ ]bis[ ])?(?P<n2>\d{1,3})[ ](?P<e2>Tag|Woche|Monat|Jahr)(?:e?n?)\b",
    re.IGNORECASE,
)


def finde_zeitangaben(text: str, *, bezugsdatum: date | None = None, jahr: int | None = None) -> list[Zeitangabe]:
    """All expressions of time in text order, without overlap.

    `jahr`: the year from context for days without one; `bezugsdatum`: the day from which periods run.
    """
    if len(text) <= _MERKEN_BIS:  # the same sentence is asked for several times while one paper is read
        return list(_finde(text, bezugsdatum, jahr))
    return _suche(text, bezugsdatum, jahr)


@lru_cache(maxsize=512)
def _finde(text: str, bezugsdatum: date | None, jahr: int | None) -> tuple[Zeitangabe, ...]:
    return tuple(_suche(text, bezugsdatum, jahr))


def _suche(text: str, bezugsdatum: date | None, jahr: int | None) -> list[Zeitangabe]:
    gefunden = [
        *finde_wiederkehr_angaben(text),
        *_relative(text, bezugsdatum),
        *(_angabe(text, kern, jahr) for kern in _brauchbar(text, finde_kerne(text, jahr))),
        *(Zeitangabe(a, e, text[a:e], "offen") for a, e in finde_offene(text)),
    ]
    return _ohne_ueberlappung(_spannen(text, gefunden))


def finde_wiederkehr_angaben(text: str) -> list[Zeitangabe]:
    return [Zeitangabe(a, e, text[a:e], "wiederkehr", wiederkehr=w) for a, e, w in finde_wiederkehr(text)]


def _brauchbar(text: str, kerne: list[Kern]) -> list[Kern]:
    """A bare month or year says something about time only after a word that makes it so; labels say nothing."""
    gut = []
    for kern in kerne:
        davor = text[max(0, kern.anfang - _VOR) : kern.anfang]
        wort = text[kern.anfang : kern.ende]
        if (
            kern.art == "jahr"
            and wort.isdigit()
            and not (_FRIST.search(davor) or _IM.search(davor, max(len(davor) - _IM_VOR, 0)) or _BEGINN.search(davor))
        ):
            if not re.search(r"\b(?:soll(?:en)?|wird|werden|und|Jahr|Jahre|Jahres)[ ]$", davor):
                continue
        if kern.art == "monat" and not re.search(r"\d", wort) and not re.match(r"(?i)anfang|mitte|ende", wort):
            if not (_FRIST.search(davor) or _IM.search(davor, max(len(davor) - _IM_VOR, 0)) or _BEGINN.search(davor)):
                continue
        if kern.art == "quartal" and text[kern.ende : kern.ende + 1] == ":":
            continue  # "2. Quartal: 12. Mai": only a label of the day that follows
        gut.append(kern)
    return gut


def _angabe(text: str, kern: Kern, jahr: int | None) -> Zeitangabe:
    davor = text[max(0, kern.anfang - _VOR) : kern.anfang]
    danach = text[kern.ende : kern.ende + 140]
    rolle, anfang = _rolle(davor, kern, danach)
    passt = None if kern.wochentag is None else kern.erster.weekday() == kern.wochentag
    frist: date | None = kern.letzter
    beginn: date | None = kern.erster if kern.erster != kern.letzter else None
    if rolle == "beginn":
        frist, beginn = None, kern.erster
        if kern.art == "jahr" and kern.ungefaehr and kern.erster == kern.letzter:
            beginn = kern.erster + timedelta(days=1)  # "ab Mitte 2026" begins the day after
    elif rolle == "frist":
        beginn = None
        if kern.art in {"kitajahr", "haushalt"} and "ende" not in text[kern.anfang : kern.ende].lower():
            frist = kern.erster - timedelta(days=1)
    elif rolle == "stichtag":
        beginn = None
    return Zeitangabe(anfang, kern.ende, text[anfang : kern.ende], rolle, frist, beginn, None, kern.ungefaehr, passt)


def _rolle(davor: str, kern: Kern, danach: str) -> tuple[Rolle, int]:
    """The role and where the whole expression begins."""
    for muster, rolle in ((_WIRKUNG, "wirksam"), (_STICHTAG, "stichtag"), (_FRIST, "frist"), (_BEGINN, "beginn")):
        if treffer := muster.search(davor):
            return rolle, kern.anfang - len(davor) + treffer.start()  # type: ignore[return-value]
    if treffer := _ZUM.search(davor):
        stelle = kern.anfang - len(davor) + treffer.start()
        if kern.art in {"schuljahr", "kitajahr"}:
            return "beginn", stelle
        if _KRAFT.match(danach):
            return "wirksam", stelle
        return "frist" if kern.art != "tag" else "termin", stelle
    if treffer := _IM.search(davor, max(len(davor) - _IM_VOR, 0)):
        stelle = kern.anfang - len(davor) + treffer.start()
        return ("erwartet" if _ERWARTET.search(davor) or _ERWARTET.roh.match(danach.lstrip()) else "zeitraum"), stelle
    if _ERWARTET.search(davor):
        return "erwartet", kern.anfang
    if kern.erster != kern.letzter or kern.ungefaehr:
        return "zeitraum", kern.anfang
    treffer = _AM.search(davor)
    return "termin", kern.anfang - len(davor) + treffer.start() if treffer and davor[
        treffer.start()
    ].isalpha() else kern.anfang


def _relative(text: str, bezugsdatum: date | None) -> list[Zeitangabe]:
    """Periods that run from a day: "innerhalb von 2 Jahren"."""
    angaben: list[Zeitangabe] = []
    for t in _RELATIV.finditer(text):
        wort = t["n"] or t["n2"] or "ein"
        anzahl = k.zahl(wort)
        if anzahl is None:
            continue
        frist = None
        if bezugsdatum is not None:
            einheit = (t["e"] or t["e2"]).lower()
            frist = (
                bezugsdatum + timedelta(days=anzahl * (7 if einheit == "woche" else 1))
                if einheit in {"tag", "woche"}
                else k.plus_monate(bezugsdatum, min(anzahl, 1200) * (12 if einheit == "jahr" else 1))
            )
        angaben.append(Zeitangabe(t.start(), t.end(), t.group(), "frist" if frist else "dauer", frist))
    return angaben


_SCHRIFTSTUECK = Muster(
    r"(?:Bescheid|Schreiben|Beschluss(?:es)?|Antrag|Vertrag|Vereinbarung|Satzung|Erlass|Fassung|Richtlinie)s?\s(?:vom\s)?\Z"
)


def _spannen(text: str, angaben: list[Zeitangabe]) -> list[Zeitangabe]:
    """Two years or days joined by „bis“ are one span."""
    angaben.sort(key=lambda a: (a.anfang, -(a.ende)))
    ergebnis: list[Zeitangabe] = []
    for angabe in angaben:
        vor = ergebnis[-1] if ergebnis else None
        verbunden = (
            vor is not None
            and angabe.rolle == "frist"
            and vor.rolle in {"termin", "zeitraum", "beginn", "erwartet"}
            and vor.ende <= angabe.anfang <= vor.ende + 2
            and text[angabe.anfang : angabe.anfang + 3].lower() == "bis"
            and (vor.beginn or vor.frist) is not None
            and not _SCHRIFTSTUECK.search(text[max(vor.anfang - 24, 0) : vor.anfang])
        )
        if vor is not None and verbunden:
            ergebnis[-1] = Zeitangabe(
                vor.anfang,
                angabe.ende,
                text[vor.anfang : angabe.ende],
                "erwartet" if vor.rolle == "erwartet" else "zeitraum",
                angabe.frist,
                vor.beginn or vor.frist,
            )
        else:
            ergebnis.append(angabe)
    return ergebnis


_RANG = {"wiederkehr": 1, "offen": 2}


def _ohne_ueberlappung(angaben: list[Zeitangabe]) -> list[Zeitangabe]:
    angaben.sort(key=lambda a: (a.anfang, _RANG.get(a.rolle, 0), -a.ende))
    ergebnis: list[Zeitangabe] = []
    for angabe in angaben:
        if not ergebnis or angabe.anfang >= ergebnis[-1].ende:
            ergebnis.append(angabe)
    return ergebnis
