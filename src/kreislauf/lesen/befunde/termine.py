"""K3: dates that do not fit: weekday, deadline before the paper, two deadlines at once, holidays, start after end."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kreislauf.lesen.ausdruck.kalender import feiertag
from kreislauf.lesen.ausdruck.zeitangaben import finde_zeitangaben
from kreislauf.lesen.befunde.stellen import zeilen
from kreislauf.lesen.lesung import Auftrag, Befund, Lesung
from kreislauf.lesen.muster import Muster, Worte

_ZIFFER = Worte("0")
_TAGESNAMEN = Worte("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag")
_TAGESKUERZEL = Muster(r"\b(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]")
TAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
_DOPPELT = Muster(
    r"bis(?:[ ]spätestens)?(?:[ ]zum)?[ ](?P<a>\d{1,2}\.[ ]?[A-Za-zä]{3,9}|\d{1,2}\.\d{1,2}\.(?:\d{4})?)[ ]"
    r"(?P<b>\d{1,2}\.[ ]?[A-Za-zä]{3,9}|\d{1,2}\.\d{1,2}\.(?:\d{4})?)(?=[ ,.])"
)
_TERMINETIKETT = Muster(r"(?:Umsetzung:\s?)?Termin|Frist|Zieldatum")
_ZEILE_HOECHSTENS = 20_000  # characters of a line that are searched


def terminbefunde(lesung: Lesung) -> Iterator[Befund]:
    jahr = lesung.datum.year if lesung.datum else None
    in_zeilen = _TAGESNAMEN.steht_in(lesung.text) or _TAGESKUERZEL.kann(lesung.text) or _DOPPELT.kann(lesung.text)
    for nummer, zeile in enumerate(zeilen(lesung.text), start=1) if in_zeilen else ():
        if not _ZIFFER.steht_in(zeile):
            continue
        yield from _wochentage(zeile[:_ZEILE_HOECHSTENS], nummer, jahr)
        yield from _doppelte(zeile[:_ZEILE_HOECHSTENS], nummer)
    for beratung in lesung.beratungsfolge:
        yield from _sitzungstag(beratung.datum, beratung.gremium, beratung.zeile)
    for auftrag in lesung.auftraege:
        yield from _frist(auftrag, _papiertag(lesung, auftrag))
    yield from _zwei_fristen(lesung.auftraege)


def _wochentage(zeile: str, nummer: int, jahr: int | None) -> Iterator[Befund]:
    if not _TAGESNAMEN.steht_in(zeile) and not _TAGESKUERZEL.search(zeile):
        return
    for angabe in finde_zeitangaben(zeile, jahr=jahr):
        tag = angabe.frist or angabe.beginn
        if angabe.wochentag_passt is not False or tag is None:
            continue
        genannt = next((t for t in TAGE if t.lower() in angabe.wortlaut.lower()), None)
        moeglich = ""
        if genannt:
            abstand = (TAGE.index(genannt) - tag.weekday()) % 7
            davor, danach = tag + timedelta(days=abstand - 7), tag + timedelta(days=abstand)
            moeglich = f" Ein {genannt} wäre der {davor:%d.%m.%Y} oder der {danach:%d.%m.%Y}."
        text = f"„{angabe.wortlaut.strip()}“: der {tag:%d.%m.%Y} ist ein {TAGE[tag.weekday()]}.{moeglich} Bitte prüfen, was gilt."
        yield Befund(art="wochentag_passt_nicht", text=text, zeilen=[nummer], schwere="warnung")


def _doppelte(zeile: str, nummer: int) -> Iterator[Befund]:
    for t in _DOPPELT.finditer(zeile):
        text = f"Zwei Fristen stehen unverbunden nebeneinander: „{t['a']}“ und „{t['b']}“. Bitte prüfen, welche gilt."
        yield Befund(art="zwei_fristen_nebeneinander", text=text, zeilen=[nummer], schwere="warnung")


def _sitzungstag(tag: date | None, gremium: str, zeile: int | None) -> Iterator[Befund]:
    if tag is None:
        return
    anlass = feiertag(tag) or (TAGE[tag.weekday()] if tag.weekday() >= 5 else None)
    if anlass:
        text = f"Die Sitzung „{gremium}“ am {tag:%d.%m.%Y} fällt auf {anlass}. Bitte prüfen."
        yield Befund(art="sitzung_an_freiem_tag", text=text, zeilen=[zeile] if zeile else [], schwere="hinweis")


def _papiertag(lesung: Lesung, auftrag: Auftrag) -> date | None:
    """The day from which the duty speaks; None where it repeats an earlier resolution, or a date that was set before."""
    if _TERMINETIKETT.match(auftrag.zitat) or lesung.datum is None:
        return None
    zeile = auftrag.zeile or 0
    frueher = [b.datum for b in lesung.beschluesse if b.datum and (b.zeile or 0) <= zeile and b.datum < lesung.datum]
    frueher += [
        p.datum for p in lesung.umsetzungsberichte if p.datum and (p.zeile or 0) <= zeile and p.datum < lesung.datum
    ]
    return None if auftrag.frist and any(tag <= auftrag.frist for tag in frueher) else lesung.datum


def _frist(auftrag: Auftrag, papier: date | None) -> Iterator[Befund]:
    zeilen = [auftrag.zeile] if auftrag.zeile else []
    if auftrag.frist and auftrag.beginn and auftrag.beginn > auftrag.frist:
        text = f"Der Beginn {auftrag.beginn:%d.%m.%Y} liegt nach der Frist {auftrag.frist:%d.%m.%Y}: „{auftrag.zitat[:100]}“."
        yield Befund(art="beginn_nach_frist", text=text, zeilen=zeilen, schwere="warnung")
    if auftrag.frist and papier and auftrag.frist < papier:
        text = f"Die Frist {auftrag.frist:%d.%m.%Y} liegt vor dem Datum der Vorlage ({papier:%d.%m.%Y}): „{auftrag.zitat[:100]}“."
        yield Befund(art="frist_vor_vorlage", text=text, zeilen=zeilen, schwere="hinweis")


def _woerter(text: str) -> frozenset[str]:
    return frozenset(w[:8] for w in re.findall(r"[a-zäöüß]{5,}", text.lower()))


def _zwei_fristen(auftraege: tuple[Auftrag, ...]) -> Iterator[Befund]:
    """The same thing with two last days."""
    mit_frist = [(a, _woerter(a.text)) for a in auftraege if a.frist][:200]
    for stelle, (eins, woerter) in enumerate(mit_frist):
        for zwei, andere in mit_frist[stelle + 1 :]:
            kleinere = min(len(woerter), len(andere))
            if (
                eins.frist == zwei.frist
                or eins.zeile == zwei.zeile
                or kleinere < 4
                or len(woerter & andere) / kleinere < 0.8
            ):
                continue
            text = f"Für dasselbe stehen zwei Fristen: {eins.frist:%d.%m.%Y} und {zwei.frist:%d.%m.%Y} („{eins.text[:80]}“)."
            zeilen = [z for z in (eins.zeile, zwei.zeile) if z]
            yield Befund(art="zwei_fristen", text=text, zeilen=zeilen, schwere="hinweis")
