"""The day of a paper that has no label for it: of a motion, a resolution, a sitting."""

import itertools
import re
from collections.abc import Sequence

from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.tage import erster_tag, finde_tage
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.kopfmuster import KOPFZEILEN, PROTOKOLL
from kreislauf.lesen.inhalt.kopfwerte import Kopf, setze
from kreislauf.lesen.inhalt.sitzungstabelle import Reihe
from kreislauf.lesen.muster import Muster

_TEIL_DATUM = Muster(
    r"(?:Antrag|Anfrage|Beschluss|Niederschrift|\w{0,12}[Pp]rotokoll|Stellungnahme|Bericht|\w{0,14}[Vv]orlage|Drucksache)\b.{0,140}?\b(?:vom|am)\s",
    re.DOTALL,
)
_SITZUNG_AM = Muster(r"\b(?:Sitzung|Plenarsitzung)\b.{0,160}?\bam\s", re.DOTALL)
_PROTOKOLL_VOM = Muster(
    r"\b(?:\w{0,12}[Pp]rotokoll|Sitzungsnotiz|Gesprächsnotiz|Niederschrift)\s(?:Nr\.\s?\d{1,4}\s)?(?:der\sSitzung\s)?(?:vom|am)\s"
)
_SITZUNG_DES = Muster(r"(?:(?:über\s)?(?:die|der)\s)?(?:\d{1,3}\.\s)?(?:\S+\s)?Sitzung\s(?:des|der)\s")
_TAG_ALLEIN = Muster(
    r"(?:[A-ZÄÖÜ][\wäöüß.-]{2,30}(?:\s[\wäöüß./-]{1,20}){0,2},\s(?:den\s)?)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{4}\Z"
)
_DATUMSZEILEN = 12
_KURZE_ZEILE = 120
_AM_ENDE = Muster(r"\s(?:am|vom)\s\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{4}\Z")
_STAND = Muster(r"\bStand:\s")
_AM = Muster(r"(?:am|vom)\s")
_AUSZUG = Muster(r"(?i:auszug|niederschrift|protokoll)")
_NUR_TAG = Muster(
    r"(?:(?:am|vom|den)\s)?(?:[A-Z][a-z]{1,9},?\s(?:den\s|dem\s)?)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{4}(?:,\s.{0,60}|\s(?:um\s)?\d{1,2}[:.]\d\d.{0,30})?\Z"
)


def nimm_sitzung(kopf: Kopf, dokument: Dokument) -> None:
    """The day of the head is the day of the sitting that a protocol records."""
    anfang = " ".join(z.text for z in dokument.zeilen[:25] if z.text)[:700]
    treffer = PROTOKOLL.roh.search(anfang)
    if treffer is None:
        return
    for _, ende, tag in finde_tage(anfang):
        if tag == kopf.datum and abs(ende - treffer.end()) < 260:
            kopf.sitzungstag = tag
            gremien = finde_gremien(anfang[: ende + 60])
            kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
            return


def _nimm_sitzungszeile(kopf: Kopf, dokument: Dokument) -> bool:
    """A line that is nothing but a day, below the name of a sitting."""
    kopfzeilen = [z for z in dokument.zeilen[:30] if z.text][:12]
    for vorher, zeile in itertools.pairwise(kopfzeilen):
        if _NUR_TAG.match(zeile.text) and re.search(
            r"[Ss]itzung|Niederschrift|Protokoll|NIEDERSCHRIFT|PROTOKOLL", vorher.text
        ):
            tag = erster_tag(zeile.text)
            if tag is not None:
                kopf.datum = kopf.sitzungstag = tag
                gremien = finde_gremien(vorher.text)
                kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
                setze(kopf, "datum", tag.isoformat(), zeile, dokument, 0.85)
                return True
    return False


def datensaetze(zellen: Sequence[Zeile]) -> set[int]:
    """Lines of labels that come three times: records of a list, not the head of one paper."""
    zeilen: dict[str, set[int]] = {}
    for zelle in zellen:
        etikett = finde_etikett(zelle.text) if ":" in zelle.text else None
        if etikett is not None and etikett.wert and etikett.feld in {"nummer", "betreff", "federfuehrend"}:
            zeilen.setdefault(etikett.feld, set()).add(zelle.nummer)
    protokoll = any(PROTOKOLL.match(z.text) for z in zellen[:6])
    return {nummer for nummern in zeilen.values() if len(nummern) > (1 if protokoll else 2) for nummer in nummern}


def nimm_stand(kopf: Kopf, zellen: Sequence[Zeile], dokument: Dokument) -> None:
    """ "Stand: …" in the first lines dates a list that has no other day."""
    if kopf.datum is not None:
        return
    for zelle in zellen[:6]:
        stand = _STAND.search(zelle.text)
        if stand and (tag := erster_tag(zelle.text[stand.end() :])):
            kopf.datum = tag
            setze(kopf, "datum", tag.isoformat(), zelle, dokument, 0.7)
            return


def nimm_zellenkopf(kopf: Kopf, zellen: Sequence[Zeile], dokument: Dokument) -> None:
    """Minutes whose letterhead stands in two columns: body and day of the sitting in cells of their own."""
    art = next((z for z in zellen if PROTOKOLL.match(z.text) and len(z.text) < 60), None)
    sitzung = next((z for z in zellen if _SITZUNG_DES.match(z.text) and finde_gremien(z.text)), None)
    tag = next((t for z in zellen if _AM.match(z.text) and (t := erster_tag(z.text))), None)
    if art is None or sitzung is None or tag is None or art.nummer not in {sitzung.nummer, sitzung.nummer - 1}:
        return
    kopf.datum = kopf.sitzungstag = tag
    kopf.gremium = kopf.gremium or finde_gremien(sitzung.text)[0].name
    setze(kopf, "datum", tag.isoformat(), sitzung, dokument, 0.8)
    setze(kopf, "betreff", f"{art.text} {sitzung.text}", sitzung, dokument, 0.6)


def nimm_einzige_reihe(kopf: Kopf, dokument: Dokument, reihen: Sequence[Reihe]) -> None:
    """An extract from the minutes whose head is a table with one row: that row is the sitting."""
    tage = {reihe.datum for reihe in reihen if reihe.datum is not None}
    anfang = " ".join(z.text for z in dokument.zeilen[:15] if z.text)[:500]
    if kopf.datum is not None or len(tage) != 1 or not _AUSZUG.search(anfang):
        return
    reihe = next(r for r in reihen if r.datum is not None)
    if reihe.datum is not None:
        kopf.datum = kopf.sitzungstag = reihe.datum
        kopf.gremium = kopf.gremium or reihe.gremium
        setze(kopf, "datum", reihe.datum.isoformat(), reihe.zeile, dokument, 0.8)


def nimm_teildatum(kopf: Kopf, dokument: Dokument) -> None:
    """The day of a motion, a resolution or a sitting named in a heading of the head."""
    if _nimm_sitzungszeile(kopf, dokument):
        return
    bloecke = [a.text for a in dokument.absaetze[:8]] + [a.titel for a in dokument.abschnitte[1:4]]
    for abschnitt in dokument.abschnitte[1:2]:
        if (
            abschnitt.datum
            and abschnitt.zeile <= KOPFZEILEN // 2
            and abschnitt.titel.startswith(("Antrag", "Beschluss", "Anfrage", "Gemeinsamer"))
        ):
            kopf.datum = abschnitt.datum
            setze(kopf, "datum", abschnitt.datum.isoformat(), Zeile(abschnitt.zeile, "", ()), dokument, 0.8)
            gremien = finde_gremien(abschnitt.titel)
            if abschnitt.titel.startswith("Beschluss") and gremien:
                kopf.sitzungstag, kopf.gremium = abschnitt.datum, kopf.gremium or gremien[0].name
            return
    for absatz, text in zip([*dokument.absaetze[:8]], bloecke, strict=False):
        treffer = (
            _TEIL_DATUM.match(text) or _PROTOKOLL_VOM.search(text) or _SITZUNG_AM.search(text)
            if len(text) < 260
            else None
        )
        if treffer and (tag := erster_tag(text[treffer.end() - 1 :])) and not text.endswith("."):
            kopf.datum = tag
            if "itzung" in text or "rotokoll" in text or text.startswith(("Beschluss ", "Niederschrift")):
                kopf.sitzungstag = tag
                gremien = finde_gremien(text)
                kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
            zeile, _ = dokument.fundstelle(absatz, 0, 1)
            setze(kopf, "datum", tag.isoformat(), Zeile(zeile, "", ()), dokument, 0.8)
            return


def nimm_gremientag(kopf: Kopf, dokument: Dokument) -> None:
    """A line of the head that ends with a body and its day: "Abstimmungsliste zum Haushalt, Kreistag am 11.12.2019"."""
    for zelle in [z for z in dokument.zeilen[:30] if z.text][:6]:
        ende = _AM_ENDE.search(zelle.text) if len(zelle.text) < _KURZE_ZEILE else None
        gremien = finde_gremien(zelle.text[: ende.start()]) if ende else []
        if ende and gremien and gremien[-1].ende == ende.start() and (tag := erster_tag(ende.group())):
            kopf.datum = kopf.sitzungstag = tag
            kopf.gremium = kopf.gremium or gremien[-1].name
            setze(kopf, "datum", tag.isoformat(), zelle, dokument, 0.7)
            return


def nimm_blosses_datum(kopf: Kopf, zellen: list[Zeile], dokument: Dokument) -> None:
    """A day alone in a cell of the letterhead, perhaps behind the place; minutes carry the day of the sitting there."""
    oben = [z for z in zellen if z.nummer <= _DATUMSZEILEN]
    unten = [z for z in dokument.zeilen[-8:] if "," in z.text and z.nummer > _DATUMSZEILEN]
    if any(PROTOKOLL.search(z.text) for z in oben):
        return
    for vorher, zelle in itertools.pairwise([Zeile(0, "", ()), *oben, *unten]):
        frei = not re.search(r":\Z|(?i:\b(?:am|vom|sitzung|termin)\Z)", vorher.text) and not finde_gremien(vorher.text)
        if frei and _TAG_ALLEIN.match(zelle.text) and (tag := erster_tag(zelle.text)):
            kopf.datum = tag
            setze(kopf, "datum", tag.isoformat(), zelle, dokument, 0.75)
            return
