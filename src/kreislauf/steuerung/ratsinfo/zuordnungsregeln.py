"""Which papers belong together, and why: pure rules over number, subject, kind, day, mover and references.

A score of 100 is certain; from `AB` on a pair is proposed to a person, who decides.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from kreislauf.steuerung.ratsinfo.models.zuordnung import Zuordnung

AB = 60
Art = Zuordnung.Art
_SUFFIXE = {
    "vsp": Art.STANDPUNKT,
    "st": Art.STANDPUNKT,
    "stn": Art.STANDPUNKT,
    "nf": Art.NEUFASSUNG,
    "ds": Art.NEUFASSUNG,
    "r": Art.NEUFASSUNG,
    "erg": Art.NEUFASSUNG,
    "äa": Art.AENDERUNG,
    "ae": Art.AENDERUNG,
    "e": Art.AENDERUNG,
    "aw": Art.ANTWORT,
    "antw": Art.ANTWORT,
    "b": Art.BERICHT,
    "ub": Art.BERICHT,
}
_SUFFIX = re.compile(rf"[-/. ](?P<art>{'|'.join(sorted(_SUFFIXE, key=len, reverse=True))})[-. ]?(?P<n>\d{{0,2}})$")
_FOLGE = re.compile(r"[-/.](?P<n>\d{1,2})$")
_ZUSATZ = re.compile(r"z\s?(?P<n>\d{1,2})\s?/\s?(?=[a-z])")
_VORWORT = re.compile(
    r"^(?:vorlagen?(?:nummer)?|beschlussvorlage|berichtsvorlage|mitteilungsvorlage|drucksachen?|antrag|anfrage|session|sv|vorl\.?|drs\.?|ds)?[-\s]*(?:nr\.?|nummer)?[\s:]*(?=\S*\d)"
)
# Words of kind or subject, in the order in which they are asked.
_ARTEN: tuple[tuple[str, re.Pattern[str]], ...] = (
    (Art.AENDERUNG, re.compile(r"änderungsantrag|ergänzungsantrag|änderung zu", re.I)),
    (Art.STANDPUNKT, re.compile(r"verwaltungsstandpunkt|stellungnahme|standpunkt der verwaltung", re.I)),
    (Art.BERICHT, re.compile(r"umsetzungsbericht|stand der umsetzung|sachstandsbericht|zwischenbericht|beschlusskontrolle|bericht zu", re.I)),
    (Art.ANTWORT, re.compile(r"\bantwort\b|beantwortung", re.I)),
    (Art.NEUFASSUNG, re.compile(r"neufassung|austauschvorlage|ergänzungsvorlage|1\. ergänzung|geänderte fassung", re.I)),
)  # fmt: skip
_ERSTE = re.compile(r"\bantrag\b|\banfrage\b|beschlussvorlage", re.I)
_VORSATZ = re.compile(
    r"^(?:(?:verwaltungsstandpunkt|stellungnahme(?: der verwaltung)?|umsetzungsbericht|sachstandsbericht|zwischenbericht|bericht|beantwortung|antwort|neufassung|ergänzung|änderungsantrag|ergänzungsantrag|antrag|anfrage|stand der umsetzung|beschlusskontrolle|1\. ergänzung)"
    r"(?:\s(?:der|des|zu[mr]?|auf|über|von|vom|beschlusses|beschluss|antrags?|anfrage|fraktion(?:en)?|vorlage))*\s?[:–-]?\s+)+",
    re.I,
)
_MONATE_HOECHSTENS = 48
_TAG_DANEBEN = 3  # days two copies of one paper may be apart


@dataclass(frozen=True, slots=True)
class Papier:
    """What the rules look at; `verweise` are normalised numbers that the text names."""

    schluessel: str
    nummer: str = ""
    betreff: str = ""
    art: str = ""
    datum: date | None = None
    einreicher: str = ""
    fingerabdruck: str = ""
    verweise: Collection[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Bewertung:
    """`von` follows from `auf`; for the same paper the order says nothing."""

    von: str
    auf: str
    art: Zuordnung.Art
    wert: int
    gruende: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nummer:
    stamm: str
    anfang: str
    art: Zuordnung.Art | None = None
    folge: int = 0

    @property
    def suffix(self) -> bool:
        return self.art is not None


def eben(nummer: str) -> str:
    """As numbers are compared: letters and digits; leading zeros of a group and a leading word like "Vorlage" say nothing."""
    kurz = _VORWORT.sub("", " ".join(nummer.lower().split()), count=1) or nummer.lower()
    return "|".join(g.lstrip("0") or "0" for g in re.findall(r"\d+|[a-zäöüß]+", kurz))


@lru_cache(maxsize=4096)
def zerlege(nummer: str) -> Nummer:
    """Base number and what the suffix says: VII-A-02251-VSP-01 is a position on VII-A-02251."""
    rest = " ".join(nummer.lower().split())
    if t := _ZUSATZ.match(rest):
        return Nummer(eben(rest[t.end() :]), rest[t.end() :], Art.NEUFASSUNG, int(t["n"]))
    if (t := _SUFFIX.search(rest)) and re.search(r"\d", rest[: t.start()]):
        return Nummer(eben(rest[: t.start()]), rest[: t.start()], _SUFFIXE[t["art"]], int(t["n"] or 1))
    vorn = rest[: t.start()] if (t := _FOLGE.search(rest)) else ""
    if t and (re.search(r"(?:19|20)\d\d$|(?:19|20)\d\d[-/.]\d{2,5}$|[a-z]+-\d{1,2}-\d{3,}$|[a-z]-\d\d/\d{2,4}$", vorn)):
        return Nummer(eben(vorn), vorn, Art.NEUFASSUNG, int(t["n"]))  # 0456/2010-1, DrS/2023/064-1, SV-10-0391/1
    return Nummer(eben(rest), rest)


def kern(betreff: str) -> str:
    """The subject without words that only name the kind of paper."""
    return _VORSATZ.sub("", " ".join(betreff.split())).strip(' .:–-„“"')


@lru_cache(maxsize=8192)
def _dreier(text: str) -> frozenset[str]:
    return frozenset(f"  {w} "[i : i + 3] for w in re.findall(r"[\wäöüß]+", text.lower()) for i in range(len(w) + 1))


def aehnlich(eins: str, zwei: str) -> float:
    """Shared trigrams of two texts, as pg_trgm counts them."""
    a, b = _dreier(eins), _dreier(zwei)
    return len(a & b) / len(a | b) if a and b else 0.0


def _enthalten(eins: str, zwei: str) -> float:
    """0.8 where the whole shorter subject stands in the longer one, which only adds to it."""
    kurz, lang = sorted((eins.lower(), zwei.lower()), key=len)
    return 0.8 if len(kurz) >= 24 and kurz in lang else 0.0


def folgeart(papier: Papier) -> Zuordnung.Art | None:
    """What a paper is to another one, in its own words."""
    return next((Art(a) for a, m in _ARTEN if m.search(papier.art) or m.match(papier.betreff)), None)


def bewerte(a: Papier, b: Papier) -> Bewertung | None:
    """How two papers belong together; None where nothing says so."""
    gefunden = [w for w in (_nach_nummer(a, b), _dieselbe(a, b), _folgt(a, b), _folgt(b, a)) if w and w.wert >= AB]
    return max(gefunden, key=lambda w: w.wert, default=None)


def waehle(bewertungen: Iterable[Bewertung]) -> list[Bewertung]:
    """What is proposed: each paper follows from the one that fits best, not from all that look alike."""
    alle = sorted(bewertungen, key=lambda w: -w.wert)
    beste: dict[tuple[str, str], Bewertung] = {}
    for w in alle:
        beste.setdefault((w.von, w.art), w)
    return [w for w in alle if w.art == Art.DIESELBE or w is beste[w.von, w.art]]


def _nach_nummer(a: Papier, b: Papier) -> Bewertung | None:
    if not a.nummer or not b.nummer:
        return None
    na, nb = zerlege(a.nummer), zerlege(b.nummer)
    if na.stamm != nb.stamm:
        return None
    if (na.art, na.folge) == (nb.art, nb.folge):
        if aehnlich(kern(a.betreff), kern(b.betreff)) < 0.2:
            return None  # the same number in two years or two bodies of numbers
        return Bewertung(a.schluessel, b.schluessel, Art.DIESELBE, 95, (f"gleiche Nummer {a.nummer}",))
    spaeter, frueher, ns, nf = (a, b, na, nb) if (na.suffix, na.folge) > (nb.suffix, nb.folge) else (b, a, nb, na)
    if nf.suffix and nf.art != ns.art:
        return None  # both hang on a third one
    art = Art.NEUFASSUNG if nf.suffix else ns.art
    gruende = (f"gleiche Grundnummer, Zusatz in „{spaeter.nummer}“",)
    return Bewertung(spaeter.schluessel, frueher.schluessel, art or Art.NEUFASSUNG, 90, gruende)


def _dieselbe(a: Papier, b: Papier) -> Bewertung | None:
    if a.nummer and b.nummer and eben(a.nummer) != eben(b.nummer):
        return None
    if a.fingerabdruck and a.fingerabdruck == b.fingerabdruck:
        return Bewertung(a.schluessel, b.schluessel, Art.DIESELBE, 100, ("gleicher Wortlaut",))
    if folgeart(a) != folgeart(b) or (a.nummer and b.nummer):
        return None
    wert, gruende = 0, []
    naehe = max(aehnlich(a.betreff, b.betreff), _enthalten(a.betreff, b.betreff))
    if naehe < 0.72:
        return None
    gruende.append(f"Betreff zu {round(100 * naehe)} % gleich")
    if a.datum and b.datum:
        if abs((a.datum - b.datum).days) > _TAG_DANEBEN:
            return None
        gruende.append("gleicher Tag" if a.datum == b.datum else "Tage liegen nebeneinander")
        wert += 20
    if a.einreicher and b.einreicher:
        if aehnlich(a.einreicher, b.einreicher) < 0.3:
            return None
        gruende.append("gleicher Einreicher")
        wert += 10
    return Bewertung(a.schluessel, b.schluessel, Art.DIESELBE, min(94, wert + round(65 * naehe)), tuple(gruende))


def _folgt(spaeter: Papier, frueher: Papier) -> Bewertung | None:
    """A paper whose own words say that it answers, changes or reports, and another it may belong to."""
    art = folgeart(spaeter)
    if art is None or folgeart(frueher) == art:
        return None
    if spaeter.datum and frueher.datum and not 0 <= _monate(frueher.datum, spaeter.datum) <= _MONATE_HOECHSTENS:
        return None
    if spaeter.datum and frueher.datum and spaeter.datum < frueher.datum:
        return None
    naehe = aehnlich(kern(spaeter.betreff), kern(frueher.betreff))
    gruende, wert = [], 0
    if frueher.nummer and eben(frueher.nummer) in spaeter.verweise:
        gruende.append(f"nennt die Nummer {frueher.nummer}")
        wert += 50
    if naehe >= 0.3:
        gruende.append(f"Betreff zu {round(100 * naehe)} % gleich")
        wert += round(60 * naehe)
    if folgeart(frueher) is None and _ERSTE.search(f"{frueher.art} {frueher.betreff}"):
        wert += 10
    elif folgeart(frueher) is not None:
        wert -= 15  # a report belongs to the resolution rather than to the position on the motion
    gruende.append(f"ist nach eigenen Worten {art.label}")
    return Bewertung(spaeter.schluessel, frueher.schluessel, art, max(0, min(89, wert + 5)), tuple(gruende))


def _monate(von: date, bis: date) -> int:
    return (bis.year - von.year) * 12 + bis.month - von.month
