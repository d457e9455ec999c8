"""The bare expressions of time: which days they cover, before anything is known of their role."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.muster import Auswahl, Muster, Worte

Art = str  # tag, monat, quartal, halbjahr, jahr, jahreszeit, schuljahr, kitajahr, haushalt, woche


class Kern(NamedTuple):
    """Text span and the first and last day of what it names."""

    anfang: int
    ende: int
    erster: date
    letzter: date
    ungefaehr: bool
    art: Art
    wochentag: int | None = None


_JAHR = r"(?P<j>(?:19|20)\d\d)(?![\d.]?\d)"
_JAHR_FREI = rf"(?:[ \n]{{1,2}}(?:des[ ]Jahres[ ]|d\.[ ]?J\.[ ]?)?{_JAHR})?"
_WT = re.compile(
    rf"\b(?P<w>{k.wahl([w for w in k.WOCHENTAGE if len(w) > 2])}|(?:Mo|Di|Mi|Do|Fr|Sa|So)(?=[.,]))\.?,?[ ]?(?:dem|den|der)?[ ]?\Z",
    re.IGNORECASE,
)
_WT_LAENGE = 20
_TEIL = r"(?P<teil>Anfang|Mitte|Ende)"

_NAMEN: dict[Muster, str] = {}


def _m(name: str, muster: str) -> None:
    _NAMEN[Muster(muster, re.IGNORECASE)] = name


_m("zifferntag", r"(?<![\d.,/])(?P<t>[0-3]?\d)\.[ ]?(?P<m>[01]?\d)\.[ ]?(?P<j>(?:19|20)?\d\d)(?![\d.]?\d)")
_m(
    "tagspanne",
    r"(?<![\d.,/])(?P<t1>[0-3]?\d)\.[ ]?(?P<m1>[01]?\d)\.[ ]?(?:[-–]|bis)[ ]?(?P<t>[0-3]?\d)\.[ ]?(?P<m>[01]?\d)\.[ ]?(?P<j>(?:19|20)\d\d)(?!\d)",
)
_m("kurztag", r"(?<![\d.,/])(?P<t>[0-3]?\d)\.[ ]?(?P<m>[01]?\d)\.(?=\s?(?:d\. ?J\.|[^\d\s]|\s|$))(?!\s?\d)")
_m("isotag", r"(?<![\d-])(?P<j>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<t>[0-3]\d)(?![\d-])")
_m("worttag", rf"(?<![\d.,/])(?P<t>[0-3]?\d)\.[ \n]{{0,2}}(?P<m>{k.MONAT}){_JAHR_FREI}")
_m("monatsteil", rf"\b{_TEIL}[ ](?:des[ ]Monats[ ])?(?P<m>{k.MONAT}){_JAHR_FREI}")
_m("monat", rf"\b(?P<m>{k.MONAT})[ \n]{{1,2}}(?:des[ ]Jahres[ ])?{_JAHR}")
_m("nurmonat", rf"\b(?P<m>{k.wahl([m for m in k.MONATE if len(m) > 4 or m in ('mai', 'juni', 'juli', 'märz')])})\b")
_m("monatszahl", r"(?<![\d/.-])(?P<m>0?[1-9]|1[0-2])/(?P<j>(?:19|20)\d\d)(?![\d/])")
_ORD = rf"(?:(?P<o>{k.wahl(k.ORDNUNG)})(?:en|es|e|er|em)|(?P<z>[1-4])\.|(?P<r>IV|I{{1,3}})\.?|Q[ ]?(?P<q>[1-4]))"
_m(
    "quartal",
    rf"(?:(?P<teil>Ende|Anfang|Mitte)[ ](?:des[ ])?)?\b{_ORD}[ ]?(?:Quartal(?:e?s)?|Vierteljahre?s?)(?:[ ](?:des[ ]Jahres[ ])?{_JAHR})?",
)
_m("quartalkurz", rf"\bQ[ ]?(?P<q>[1-4])[ /]{{1,2}}{_JAHR}")
_m(
    "halbjahr",
    rf"(?:(?P<teil>Ende|Anfang|Mitte)[ ](?:des[ ])?)?\b{_ORD}[ ]?(?:Halbjahre?s?|Jahreshälfte|Hälfte[ ]des[ ]Jahres)(?:[ ](?:des[ ]Jahres[ ])?{_JAHR})?",
)
_m(
    "jahresteil",
    rf"\b(?:{_TEIL}[ ](?:des[ ](?:Kalender|Haushalts)?[Jj]ahres[ ])?|(?P<je>Jahresende|Jahresmitte|Jahresanfang|Jahresbeginn)[ ]){_JAHR}(?!/)",
)
_m(
    "diesesjahr",
    r"\b(?:noch[ ](?:in[ ]diesem|im[ ]laufenden)[ ]Jahr\b|(?<!nach[ ])Jahresende\b(?![ ]\d)|Ende[ ](?:des|dieses)[ ]Jahres\b(?![ ]\d))",
)
_m("fest", rf"\b(?P<f>Weihnachten|Ostern|Pfingsten)[ ]{_JAHR}")
_m("jahreszeit", rf"\b(?P<s>Frühjahr|Frühling|Sommer|Spätsommer|Herbst|Winter)[ ](?:des[ ]Jahres[ ])?{_JAHR}")
_m(
    "schuljahr",
    r"\b(?:(?P<teil>Ende|Beginn|Anfang)[ ]des[ ])?(?P<sj>Schuljahr|Kita-?Jahr|Kindergartenjahr|Doppelhaushalt)(?:e?s)?(?P<b>beginn|beginns|anfang|ende)?[ ](?P<j>(?:19|20)\d\d)[/-](?P<j2>(?:20)?\d\d)(?!\d)",
)
_m(
    "woche",
    rf"(?:(?P<teil>Anfang|Mitte|Ende)[ ]der[ ])?\b(?P<kw>[0-5]?\d)\.?[ ]?(?:KW|Kalenderwoche)(?:[ /](?:des[ ]Jahres[ ])?{_JAHR})?",
)
_m("jahr", rf"\b{_JAHR}(?!\s?[/-]\s?(?:19|20)?\d\d)(?!\s?(?:€|Euro|EUR|%|Prozent))")

_ALLE = Auswahl(*_NAMEN)
# Months may be torn apart ("Septem- ber"): their expressions cannot tell by themselves what they need.
_MONATSSILBEN = Worte("jan", "feb", "mär", "maer", "mrz", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_MIT_MONAT = frozenset({"worttag", "monatsteil", "monat", "nurmonat"})
_AN_ZIFFERN = frozenset({"zifferntag", "tagspanne", "kurztag", "isotag", "worttag", "monatszahl", "jahr"})
_MIT_WOCHENTAG = frozenset({"zifferntag", "kurztag", "worttag"})
_ZIFFERN = re.compile(r"\d\d*")

_ZEITEN = {"frühjahr": (3, 5), "frühling": (3, 5), "sommer": (6, 8), "spätsommer": (8, 9), "herbst": (9, 11)}


def finde_kerne(text: str, jahr: int | None) -> list[Kern]:
    """All bare expressions, the longest at each place; what needs a year that nobody gave is left out."""
    moegliche = _ALLE.aus(text)
    if not moegliche:
        return []
    monate = _MONATSSILBEN.steht_in(text) or "- " in text
    orte = [ziffern.start() for ziffern in _ZIFFERN.finditer(text)]
    alle: list[Kern] = []
    for muster in moegliche:
        name = _NAMEN[muster]
        if name in _MIT_MONAT and not monate:
            continue
        bauen = _BAUER[name]
        for treffer in _an_orten(muster, text, orte) if name in _AN_ZIFFERN else muster.roh.finditer(text):
            kern = bauen(treffer, jahr)
            if kern is not None:
                alle.append(_mit_wochentag(kern, text) if name in _MIT_WOCHENTAG else kern)
    alle.sort(key=lambda kern: (kern.anfang, -kern.ende))
    gewaehlt: list[Kern] = []
    for kern in alle:
        if not gewaehlt or kern.anfang >= gewaehlt[-1].ende:
            gewaehlt.append(kern)
        elif kern.ende > gewaehlt[-1].ende and kern.anfang == gewaehlt[-1].anfang:
            gewaehlt[-1] = kern
    return gewaehlt


def _an_orten(muster: Muster, text: str, orte: Sequence[int]) -> Iterator[re.Match[str]]:
    ende, passt = 0, muster.roh.match
    for ort in orte:
        if ort >= ende and (treffer := passt(text, ort)):
            yield treffer
            ende = treffer.end()


def _mit_wochentag(kern: Kern, text: str) -> Kern:
    """The day with the weekday before it: "Mittwoch, den 5. März"."""
    davor = _WT.search(text, max(kern.anfang - _WT_LAENGE, 0), kern.anfang)
    if davor is None:
        return kern
    return kern._replace(anfang=davor.start(), wochentag=k.WOCHENTAGE[davor["w"].lower()])


def _kern(
    t: re.Match[str], erster: date | None, letzter: date | None, art: Art, *, ungefaehr: bool = False
) -> Kern | None:
    if erster is None or letzter is None:
        return None
    return Kern(t.start(), t.end(), erster, letzter, ungefaehr, art)


def _jahr(t: re.Match[str], jahr: int | None) -> int | None:
    gegeben = t.groupdict().get("j")
    return k.jahreszahl(gegeben) if gegeben else jahr


def _tag(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = _jahr(t, jahr)
    if j is None:
        return None
    m = t["m"]
    tag = k.tag(j, int(m) if m.isdigit() else k.monat(m), int(t["t"]))
    return _kern(t, tag, tag, "tag")


def _tagspanne(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = int(t["j"])
    erster, letzter = k.tag(j, int(t["m1"]), int(t["t1"])), k.tag(j, int(t["m"]), int(t["t"]))
    return _kern(t, erster, letzter, "zeitspanne") if erster and letzter and erster <= letzter else None


def _teil(t: re.Match[str], erster: date, letzter: date, art: Art) -> Kern | None:
    """Beginning, middle or end of a span; the middle is fuzzy."""
    teil = (t.groupdict().get("teil") or "").lower()
    mitte = erster + (letzter - erster) // 2
    if teil == "mitte":
        if art == "jahr":
            mitte = date(erster.year, 6, 30)
        return _kern(t, mitte, mitte, art, ungefaehr=True)
    if teil in {"anfang", "beginn"}:
        ende = erster if art == "monat" else k.monatsende(erster.year, erster.month)
        return _kern(t, erster, ende, art, ungefaehr=True)
    if teil == "ende":
        return _kern(t, letzter, letzter, art)
    return _kern(t, erster, letzter, art)


def _monat(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = _jahr(t, jahr)
    if j is None:
        return None
    m = int(t["m"]) if t["m"].isdigit() else k.monat(t["m"])
    return _teil(t, date(j, m, 1), k.monatsende(j, m), "monat")


def _nummer(t: re.Match[str]) -> int:
    g = t.groupdict()
    if g.get("o"):
        return k.ORDNUNG[g["o"].lower()]
    if g.get("r"):
        return k.ROEMISCH[g["r"].lower()]
    return int(g.get("z") or g.get("q") or 0)


def _quartal(t: re.Match[str], jahr: int | None) -> Kern | None:
    j, n = _jahr(t, jahr), _nummer(t)
    if j is None or not 1 <= n <= 4:
        return None
    return _teil(t, date(j, 3 * n - 2, 1), k.monatsende(j, 3 * n), "quartal")


def _halbjahr(t: re.Match[str], jahr: int | None) -> Kern | None:
    j, n = _jahr(t, jahr), _nummer(t)
    if j is None or n not in {1, 2}:
        return None
    return _teil(t, date(j, 6 * n - 5, 1), k.monatsende(j, 6 * n), "halbjahr")


def _jahresteil(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = k.jahreszahl(t["j"])
    je = (t["je"] or "").lower()
    teil = {"jahresende": "ende", "jahresmitte": "mitte", "": (t["teil"] or "").lower()}.get(je, "anfang")
    if teil == "mitte":
        return _kern(t, date(j, 6, 30), date(j, 6, 30), "jahr", ungefaehr=True)
    if teil == "anfang":
        return _kern(t, date(j, 1, 1), date(j, 3, 31), "jahr", ungefaehr=True)
    return _kern(t, date(j, 12, 31), date(j, 12, 31), "jahr")


def _jahreszeit(t: re.Match[str], jahr: int | None) -> Kern | None:
    j, s = k.jahreszahl(t["j"]), t["s"].lower()
    if s == "winter":
        return _kern(t, date(j, 12, 1), k.monatsende(j + 1, 2), "jahreszeit", ungefaehr=True)
    von, bis = _ZEITEN[s]
    return _kern(t, date(j, von, 1), k.monatsende(j, bis), "jahreszeit", ungefaehr=True)


def _diesesjahr(t: re.Match[str], jahr: int | None) -> Kern | None:
    return None if jahr is None else _kern(t, date(jahr, 12, 31), date(jahr, 12, 31), "jahr")


def _fest(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = k.jahreszahl(t["j"])
    erster = date(j, 12, 24) if t["f"].lower() == "weihnachten" else k.ostern(j)
    erster += timedelta(days=49) if t["f"].lower() == "pfingsten" else timedelta()
    return _kern(t, erster, erster, "fest", ungefaehr=True)


def _schuljahr(t: re.Match[str], jahr: int | None) -> Kern | None:
    j, was, zusatz = k.jahreszahl(t["j"]), t["sj"].lower(), (t["b"] or t["teil"] or "").lower()
    if was == "doppelhaushalt":
        return _kern(t, date(j, 1, 1), date(j + 1, 12, 31), "haushalt")
    erster, letzter = date(j, 8, 1), date(j + 1, 7, 31)
    if zusatz.startswith(("beginn", "anfang")):
        letzter = erster
    elif zusatz == "ende":
        erster = letzter
    return _kern(t, erster, letzter, "schuljahr" if was == "schuljahr" else "kitajahr")


def _woche(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = _jahr(t, jahr)
    montag = k.montag_der_woche(j, int(t["kw"])) if j is not None and 1 <= int(t["kw"]) <= 53 else None
    if montag is None:
        return None
    if (t["teil"] or "").lower() == "anfang":
        return _kern(t, montag, montag, "woche")
    return _kern(t, montag, montag + timedelta(days=6), "woche")


def _ganzesjahr(t: re.Match[str], jahr: int | None) -> Kern | None:
    j = k.jahreszahl(t["j"])
    return _kern(t, date(j, 1, 1), date(j, 12, 31), "jahr")


_BAUER: dict[str, Callable[[re.Match[str], int | None], Kern | None]] = {
    "zifferntag": _tag, "tagspanne": _tagspanne, "kurztag": _tag, "isotag": _tag, "worttag": _tag, "monatsteil": _monat, "monat": _monat,
    "nurmonat": _monat, "monatszahl": _monat, "quartal": _quartal, "quartalkurz": _quartal, "halbjahr": _halbjahr,
    "jahresteil": _jahresteil, "jahreszeit": _jahreszeit, "fest": _fest, "diesesjahr": _diesesjahr, "schuljahr": _schuljahr, "woche": _woche, "jahr": _ganzesjahr,
}  # fmt: skip
