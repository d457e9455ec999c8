"""The head of a paper: number, subject, date, kind, body, who brought it in."""

import itertools
import re
from collections.abc import Iterator

from kreislauf.lesen.aufbau.abschnitte import Art, finde_ueberschrift
from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.aufbau.zeilen import Zeile, teil
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.kopfmuster import (
    ART_ALLEIN,
    ART_DAVOR,
    DATUM_IM_KOPF,
    IM_LAUFTEXT,
    KOERPERSCHAFT,
    KOPFZEILEN,
    KURZFORM,
    NACKTE_NUMMER,
    NR,
    NUMMER_MIT_TITEL,
    NUMMER_VORN,
    SITZUNGSAUSZUG,
    TAG_NACKT,
    TERMINZEILE,
    TITELZEILE,
    TOP,
    VOLLER_SATZ,
    ZUR_VORLAGE,
)
from kreislauf.lesen.inhalt.kopftag import (
    datensaetze,
    nimm_blosses_datum,
    nimm_gremientag,
    nimm_sitzung,
    nimm_stand,
    nimm_teildatum,
    nimm_zellenkopf,
)
from kreislauf.lesen.inhalt.kopfwerte import Kopf, setze
from kreislauf.lesen.inhalt.titel import nimm_titel
from kreislauf.lesen.muster import Muster

_VOLLE_ZEILE = 55
_BLOCK_AB = 3
_ETIKETTIERT = 0.9
_VIELE_PUNKTE = 2
_DEN = Muster(r"(?:\A|\s)[A-ZÄÖÜ][\wäöüß.-]{2,30},\s(?:den|dem|am)\s")
_NACH_NUMMER = Muster(
    r"\s{2,}|\s\(|,\s|;|\s(?:vom|öffentlich|nichtöffentlich|TOP|Datum|zur|zum|für|AZ|Az|Status|Sitzung)\b"
)
_IN_KLAMMERN = Muster(r"\((?:Drucksache|Vorlage|Drs)\.?[- ]?(?:Nr\.?)?:?\s*(?P<nr>[^)\s][^)]{2,28}\d[^)]{0,6})\)")


def _satzzeilen(dokument: Dokument) -> set[int]:
    """Lines of the records of a list: they are not the head of one paper."""
    if not dokument.datensaetze:
        return set(kontrolliste.tabellenzeilen(dokument.tabellen))
    return set(range(dokument.datensaetze[0].felder[0].zeile.nummer, dokument.datensaetze[-1].bis + 1))


def lies_kopf(dokument: Dokument) -> Kopf:
    kopf = Kopf()
    zellen = list(_kopfzellen(dokument))
    tabelle = _tabellenzeilen(dokument)
    block = _nimm_etikettenblock(kopf, zellen, dokument) | datensaetze(zellen) | _satzzeilen(dokument)
    for stelle, zelle in enumerate(zellen):
        if zelle.nummer not in block and (zelle.nummer not in tabelle or ":" in zelle.text):
            _nimm_etikett(kopf, zelle, zellen[stelle + 1 : stelle + 4], dokument)
    for zelle in zellen:
        if zelle.nummer not in block:
            _nimm_zeile(kopf, zelle, dokument)
    if kopf.datum is None:
        nimm_blosses_datum(kopf, [z for z in zellen if z.nummer not in tabelle and z.nummer not in block], dokument)
    if "vorlagennummer" not in kopf.werte:
        _nimm_klammer(kopf, dokument)
    if kopf.datum is None and "betreff" not in kopf.werte:
        nimm_zellenkopf(kopf, zellen[:20], dokument)
    if "betreff" not in kopf.werte:
        nimm_titel(kopf, dokument)
    for nimm in (nimm_teildatum, nimm_gremientag):
        if kopf.datum is None:
            nimm(kopf, dokument)
    nimm_stand(kopf, zellen, dokument)
    if (
        kopf.sitzungstag is None
        and kopf.gremium
        and kopf.datum
        and SITZUNGSAUSZUG.search("\n".join(z.text for z in zellen[:30]))
    ):
        kopf.sitzungstag = kopf.datum
    punkte = [a.zeile for a in dokument.abschnitte if TOP.match(a.titel)]
    nummer = kopf.werte.get("vorlagennummer")
    if nummer and len(punkte) >= _VIELE_PUNKTE:
        in_punkt = (nummer.zeile or 0) > punkte[0]
        if in_punkt or len(punkte) > _VIELE_PUNKTE and nummer.sicherheit < _ETIKETTIERT:
            del kopf.werte["vorlagennummer"]  # the numbers of a protocol belong to the items of its agenda
    if kopf.datum and kopf.sitzungstag is None:
        nimm_sitzung(kopf, dokument)
    if kopf.sitzungstag and kopf.gremium is None:
        genannt = [g[0].name for z in zellen[:12] if (g := finde_gremien(z.text[:400])) and g[0].name != "Ausschuss"]
        kopf.gremium = next((g for g in genannt[:3] if "usschuss" in g), genannt[0] if genannt else None)
    return kopf


def _kopfzellen(dokument: Dokument) -> Iterator[Zeile]:
    """Cells of the lines before the running text; labels may stand side by side in one line."""
    gezaehlt = 0
    for zeile in dokument.zeilen:
        if not zeile.text:
            continue
        gezaehlt += 1
        if gezaehlt > KOPFZEILEN:
            return
        anfang, mehrere = 0, "\t" in zeile.text or "   " in zeile.text
        for luecke in re.finditer(r"\t+| {3,}", zeile.text[:2000]) if mehrere else ():
            yield teil(zeile, anfang, luecke.start())
            anfang = luecke.end()
        yield teil(zeile, anfang, len(zeile.text))


def _tabellenzeilen(dokument: Dokument) -> set[int]:
    """Lines of the Beratungsfolge: bare words there head columns."""
    grenzen = [(a.art, a.zeile) for a in dokument.abschnitte] + [(Art.TEXT, 1 << 30)]
    bereiche = [(von, bis) for (art, von), (_, bis) in itertools.pairwise(grenzen) if art is Art.BERATUNGSFOLGE]
    return {z.nummer for z in dokument.zeilen[:300] for von, bis in bereiche if von <= z.nummer < bis}


def _ist_leeres_etikett(text: str) -> bool:
    etikett = finde_etikett(text)
    return text == "Termin:" or etikett is not None and not etikett.wert


def _nimm_etikettenblock(kopf: Kopf, zellen: list[Zeile], dokument: Dokument) -> set[int]:
    """Labels that come first as a block, values later: each value is told by its form. Returns the lines used."""
    for anfang, zelle in enumerate(zellen):
        ende = anfang
        while ende < len(zellen) and zellen[ende].text.endswith(":") and _ist_leeres_etikett(zellen[ende].text):
            ende += 1
        if ende - anfang >= _BLOCK_AB and zelle.text.endswith(":"):
            werte = zellen[ende : ende + (ende - anfang) + 3]
            _nimm_blosse_nummer(kopf, [z.text for z in zellen[anfang:ende]], werte, dokument)
            for wert in werte:
                if NACKTE_NUMMER.fullmatch(wert.text) and not erster_tag(wert.text):
                    setze(kopf, "vorlagennummer", wert.text, wert, dokument, 0.8)
                if wert.text.startswith(("Dez", "Amt ", "FB ")):
                    setze(kopf, "federfuehrend", wert.text, wert, dokument, 0.7)
            return {z.nummer for z in zellen[anfang:ende]}
    return set()


def _nimm_blosse_nummer(kopf: Kopf, etiketten: list[str], werte: list[Zeile], dokument: Dokument) -> None:
    """A number without a year: the first bare number under "Vorlage Nr.:", if "TOP:" has one of its own."""
    felder = [e.feld for text in etiketten if (e := finde_etikett(text)) is not None]
    zahlen = [w for w in werte if re.fullmatch(r"\d{1,5}", w.text)]
    vor_top = "TOP:" in etiketten and "nummer" in felder and etiketten.index("TOP:") > felder.index("nummer")
    if vor_top and len(zahlen) > 1:
        setze(kopf, "vorlagennummer", zahlen[0].text, zahlen[0], dokument, 0.6)


def _nimm_etikett(kopf: Kopf, zelle: Zeile, danach: list[Zeile], dokument: Dokument) -> None:
    etikett = finde_etikett(zelle.text)
    if etikett is None:
        return
    wert, zeile = etikett.wert, zelle
    if not wert:
        if not danach or finde_etikett(danach[0].text) is not None or finde_ueberschrift(danach[0].text) is not None:
            return
        zeile, wert = danach[0], danach[0].text
        if etikett.feld == "datum":
            wert = " ".join(z.text for z in danach if z.nummer == zeile.nummer)
    if etikett.feld == "betreff":
        if not etikett.nackt or zeile.nummer > zelle.nummer and not _ist_tabellenkopf(zelle, dokument):
            setze(kopf, "betreff", _mehrzeilig(wert, zeile, dokument), zeile, dokument, 0.95)
    elif zelle.text.startswith(("Vorlage", "Beratung", "Drucksache")) and (paar := NUMMER_MIT_TITEL.match(wert)):
        setze(kopf, "vorlagennummer", paar.group("nr"), zeile, dokument, 0.9)
        setze(kopf, "betreff", paar.group("titel"), zeile, dokument, 0.8)
    elif etikett.feld == "nummer" and re.search(r"\d", wert) and len(wert) <= 60:
        nummer = _nummer_aus(wert)
        if nummer:
            setze(kopf, "vorlagennummer", nummer, zeile, dokument, 0.95)
    elif etikett.feld == "datum":
        _nimm_datum(kopf, zelle.text, wert, zeile, dokument)
    elif etikett.feld == "gremium" and kopf.gremium is None and finde_gremien(wert):
        kopf.gremium = finde_gremien(wert)[0].name
    elif etikett.feld in {"art", "federfuehrend", "einreicher"} and len(wert) < 200:
        setze(kopf, etikett.feld, wert, zeile, dokument, 0.9)


def _ist_tabellenkopf(zelle: Zeile, dokument: Dokument) -> bool:
    """A bare word that shares its line with other cells heads a column."""
    return any(z.nummer == zelle.nummer and z.text != zelle.text for z in dokument.zeilen)


def _nummer_aus(wert: str) -> str | None:
    """The number as printed, without what stands behind it in the line."""
    kurz = _NACH_NUMMER.split(wert)[0].strip(" ./-,;:")
    if 2 <= len(kurz) <= 30 and re.search(r"\d", kurz) and not re.search(r"[a-zäöüß]{4}", kurz):
        return kurz
    treffer = re.match(NR, wert)
    return treffer.group("nr").strip(" ./-") if treffer else None


def _nimm_datum(kopf: Kopf, etikett: str, wert: str, zeile: Zeile, dokument: Dokument) -> None:
    tag = erster_tag(wert)
    if tag is None:
        return
    if etikett.startswith("Sitzung"):
        kopf.sitzungstag = kopf.sitzungstag or tag
        gremien = finde_gremien(wert)
        kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
    if kopf.datum is None or (not etikett.startswith("Sitzung") and kopf.datum == kopf.sitzungstag):
        kopf.datum = tag
        kopf.werte.pop("datum", None)
        setze(kopf, "datum", tag.isoformat(), zeile, dokument, 0.9)


def _mehrzeilig(wert: str, zeile: Zeile, dokument: Dokument) -> str:
    """A subject goes on until an empty line, a label or a heading."""
    teile = [wert]
    folgt = False
    for weiter in dokument.zeilen:
        if weiter.nummer == zeile.nummer:
            folgt = True
        elif folgt:
            neu = weiter.text
            if not neu or finde_etikett(neu) or finde_ueberschrift(neu) or len(teile) > 5 or ART_ALLEIN.match(neu):
                break
            if not _geht_weiter(teile[-1], neu):
                break
            if re.search(r"\t|\S {3,}\S", neu) or erster_tag(neu) and len(neu) < 60:
                break
            teile.append(neu)
    text = teile[0]
    for neu in teile[1:]:
        text = text[:-1] + neu if re.search(r"[a-zäöüß]-\Z", text) and neu[0].islower() else f"{text} {neu}"
    return text[:500]


def _geht_weiter(vorher: str, neu: str) -> bool:
    """The next line still belongs to the subject."""
    offen = re.search(
        r"(?:[-–,:/&„(]|\b(?:und|oder|der|die|das|des|dem|den|für|von|zur|zum|im|in|mit|auf|nach|bei|sowie))\Z", vorher
    )
    return bool(offen) or neu[:1].islower() or len(vorher) >= _VOLLE_ZEILE


def _nimm_zeile(kopf: Kopf, zelle: Zeile, dokument: Dokument) -> None:
    """Number, kind, date and body that stand without a label."""
    text = zelle.text[:400]
    if len(zelle.text) > 80 and zelle.nummer > 1 and VOLLER_SATZ.roh.search(zelle.text[-4:]):
        return
    termin = TERMINZEILE.match(text)
    if termin:
        setze(kopf, "betreff", termin.group("titel"), zelle, dokument, 0.85)
        if kopf.datum is None and (sitzung := erster_tag(text)):
            kopf.datum = kopf.sitzungstag = sitzung
            setze(kopf, "datum", sitzung.isoformat(), zelle, dokument, 0.8)
    kurz = KURZFORM.fullmatch(text)
    titel = TITELZEILE.match(text)
    if kurz:
        setze(kopf, "vorlagennummer", text, zelle, dokument, 0.85)
    elif titel:
        setze(kopf, "vorlagennummer", titel.group("nr"), zelle, dokument, 0.9)
    zur = ZUR_VORLAGE.match(text)
    if zur:
        setze(kopf, "vorlagennummer", zur.group("nr"), zelle, dokument, 0.8)
    if NACKTE_NUMMER.fullmatch(text) and not erster_tag(text):
        setze(kopf, "vorlagennummer", text, zelle, dokument, 0.7)
    vorn = NUMMER_VORN.match(text)
    if vorn and zelle.nummer <= 25:
        setze(kopf, "vorlagennummer", vorn.group(1), zelle, dokument, 0.6)
    lauf = IM_LAUFTEXT.search(text)
    if lauf:
        setze(kopf, "vorlagennummer", lauf.group(1), zelle, dokument, 0.7)
    art = ART_ALLEIN.match(text) or ART_DAVOR.match(text)
    if art and len(text) < 90 and "art" not in kopf.werte:
        setze(kopf, "art", art.group().strip(), zelle, dokument, 0.7)
    koerperschaft = KOERPERSCHAFT.search(text) if len(text) < 120 or zelle.nummer == 1 else None
    if koerperschaft:
        setze(kopf, "koerperschaft", koerperschaft.group(1), zelle, dokument, 0.7)
    ort = (
        TAG_NACKT.match(text)
        or ("," in text and _DEN.search(text))
        or (DATUM_IM_KOPF.search(text) if zelle.nummer <= 20 else None)
    )
    if ort and kopf.datum is None and (tag := erster_tag(text[ort.start() :])):
        kopf.datum = tag
        setze(kopf, "datum", tag.isoformat(), zelle, dokument, 0.85)


def _nimm_klammer(kopf: Kopf, dokument: Dokument) -> None:
    """ "(Drucksache Nr.: 05862-06)": the paper's number if it is the only one in brackets."""
    gefunden = [(z, t) for z in dokument.zeilen[:400] if "(" in z.text and (t := _IN_KLAMMERN.search(z.text[:600]))]
    if len(gefunden) == 1 and gefunden[0][0].nummer <= KOPFZEILEN // 2:
        zeile, treffer = gefunden[0]
        setze(kopf, "vorlagennummer", treffer.group("nr").strip(), zeile, dokument, 0.6)
