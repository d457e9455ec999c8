"""Rows of a Beratungsfolge: body, day, role and result, however the table was flattened into text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art, ist_kopfzelle
from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.tage import erster_tag, finde_tage
from kreislauf.lesen.aufbau.trennung import ist_bruch
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.ausdruck.abstimmungen import finde_ergebnis
from kreislauf.lesen.inhalt.gremien import finde_gremien, ist_gremium, nenne
from kreislauf.lesen.muster import Muster

_ROLLE = (
    r"(?:(?:zur\s)?(?:Vorberatung|Entscheidung|Beratung|Beschlussfassung)|Kenntnisnahme|Beschlussfassung|Beschlussempfehlung|Beschluss|Berichterstattung|Bericht|Beratung|Anhörung|"
    r"Empfehlung|[1-3]\.\s?Lesung|Bestätigung|Informationsvorlage|Information|zur Information|zur Kenntnis(?:nahme)?|beratend|beschließend|"
    r"Behandlung|Verweisung in die Gremien|Verweisung|schriftliche Beantwortung|mündliche Beantwortung|Mitteilung|Votum|Stellungnahme|"
    r"vorberatend|entscheidend|Einbringung|Erstberatung|Zweitberatung|Weiterberatung|Erörterung|Kenntnisgabe|Bekanntgabe|Mitberatung|Aussprache|Anhörung und Empfehlung)"
)
_ROLLE_ALLEIN = Muster(rf"{_ROLLE}(?:/{_ROLLE})?\Z", re.IGNORECASE)
_ROLLE_AM_ENDE = Muster(rf"(?:\s|\t)(?P<rolle>{_ROLLE})\s*\Z")
_IN_KLAMMERN = Muster(rf"\((?P<rolle>{_ROLLE})\)")
_ROLLE_AM_ANFANG = Muster(rf"\A(?P<rolle>{_ROLLE})(?=\s|\Z)")
_BEIWERK = Muster(
    r"\b(?:TOP\s?:?\s?\d{1,3}(?:\.\d{1,3})?|TOP|Ö\s?/\s?N|[Nn]icht\s?öffentlich|[Nn]ichtöffentlich|[Öö]ffentlich|[A-ZÄÖÜ]{1,5}/\d{1,4}/\d{2,4}|X|Ö|NÖ|nö|ö|N)(?=\s|\Z)"
    r"|\A\s*(?:\d{1,2}\.|[●•○])\s+|(?<=\s)\d{1,3}(?:\.\d{1,2})*(?=\s|\Z)|\b(?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?Uhr)?|\b(?:Mo|Di|Mi|Do|Fr|Sa|So),"
)
_STATUS = Muster(r"[●•○]?\s?(?:Erledigt|Geplant|Offen|Ausstehend|Bereit|Vorgesehen|In Bearbeitung|Zurückgezogen)\Z")
_SITZUNG = Muster(
    r"(?:\d{1,3}\.\s+)?(?:\(?(?i:öffentliche|nichtöffentliche|ordentliche|außerordentliche|konstituierende|gemeinsame)\)?(?:\s?/\s?|\s))*Sitzung\b"
)
_SITZUNG_MIT_NUMMER = Muster(
    r"\d{1,3}\.\s+(?:\(?(?:öffentliche|nichtöffentliche|ordentliche|außerordentliche|konstituierende|gemeinsame)\)?\s)?Sitzung\b"
)
_NUR_SITZUNG = Muster(r"\b(?:Sitzung|Termin|am|vom|den|Datum)\b|:")
_NUR_SITZUNG_AM_RAND = Muster(r"\s(?:am|vom|den)\Z|\A(?:Sitzung\s(?:des|der)|Am|am)\s")
_NUR_REIHE = Muster(r"[A-ZÄÖÜ][^\t:.]{2,100}?(?:\t+| {3,})\d{1,2}\.\d{1,2}\.\d{4}\Z")
_ERGEBNISWORT = ("Ergebnis", "Beschluss", "Abstimmung")
_HOECHSTENS = 260
_ZELLEN = re.compile(r"\t+| {3,}")
_TAGZELLE = Muster(r"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]+\s)?\d{1,2}\.\d{1,2}\.\d{4}\Z")
_LAUFNUMMER = Muster(r"\A\d{1,2}\.\s+")


@dataclass(slots=True)
class Reihe:
    """`ergebnis` is the text in which a result may stand, with the line it stands in."""

    gremium: str
    datum: date | None
    rolle: str | None
    zeile: Zeile
    ergebnis: Zeile | None = None
    sicherheit: float = 0.95


def lies_reihen(dokument: Dokument) -> list[Reihe]:
    """Rows inside the sections of a Beratungsfolge and complete rows elsewhere in the head."""
    bereiche = _bereiche(dokument)
    reihen: list[Reihe] = []
    for art, zeilen in bereiche:
        if art is Art.BERATUNGSFOLGE:
            reihen += _aus_bereich(zeilen)
        elif art is Art.KOPF:
            reihen += [
                r for z in zeilen if (r := _volle_reihe(z)) is not None and (r.rolle or _NUR_REIHE.match(z.text))
            ]
    return reihen


def _bereiche(dokument: Dokument) -> Iterator[tuple[Art, list[Zeile]]]:
    grenzen: Sequence[Abschnitt] = dokument.abschnitte
    for stelle, abschnitt in enumerate(grenzen):
        if abschnitt.art in {Art.BERATUNGSFOLGE, Art.KOPF}:
            ende = grenzen[stelle + 1].zeile if stelle + 1 < len(grenzen) else 1 << 62
            anfang = abschnitt.zeile - (0 if abschnitt.titel else 1)
            yield (
                abschnitt.art,
                [z for z in dokument.zeilen if anfang < z.nummer < ende and z.text and len(z.text) < _HOECHSTENS],
            )


def _aus_tabellenzeile(zeile: Zeile) -> Reihe | None:
    """Cells side by side: one is nothing but a day, one names a body; role and result stand in the others."""
    zellen = [zelle.strip() for zelle in _ZELLEN.split(zeile.text)]
    tag = next((erster_tag(zelle) for zelle in zellen if _TAGZELLE.match(zelle)), None)
    gremium = next((z for zelle in zellen if ist_gremium(z := _LAUFNUMMER.sub("", zelle)) and len(z) < 90), None)
    if tag is None or gremium is None or finde_ergebnis(gremium) is not None:
        return None
    rolle = next(
        (t.group("rolle") for zelle in zellen if (t := _ROLLE_AM_ANFANG.match(zelle)) and zelle != gremium), None
    )
    return Reihe(nenne(gremium), tag, rolle, zeile)


def _volle_reihe(zeile: Zeile) -> Reihe | None:
    """Day and body in one line."""
    if ("\t" in zeile.text or zeile.text.count("   ") > 1) and (aus_zellen := _aus_tabellenzeile(zeile)) is not None:
        return aus_zellen
    tage = finde_tage(zeile.text)
    if len(tage) != 1 or _SITZUNG_MIT_NUMMER.match(zeile.text):
        return None
    anfang, ende, tag = tage[0]
    rest = f"{zeile.text[:anfang]} \t {zeile.text[ende:]}"
    rolle = (
        _IN_KLAMMERN.search(rest)
        or _ROLLE_AM_ENDE.search(rest)
        or _ROLLE_AM_ENDE.search(f" {rest[: rest.index(chr(9))].rstrip()}")
    )
    if rolle is None:
        hinten = _BEIWERK.sub(" ", zeile.text[ende:]).strip()
        rolle = _ROLLE_AM_ANFANG.match(hinten)
    wort = rolle.group("rolle") if rolle else None
    if wort:
        vorn, _, hinten = rest.rpartition(wort)
        rest = f"{vorn} {hinten}"
    gremium = (
        " ".join(_BEIWERK.sub(" ", rest).replace("\t", " ").split())
        .replace("( )", "")
        .replace("()", "")
        .strip(" ,;:-–")
    )
    gremium = _NUR_SITZUNG_AM_RAND.sub("", gremium).strip(" ,;:-–")
    vor_punkt, _, nach_punkt = gremium.partition(": ")
    if nach_punkt and ist_gremium(vor_punkt) and finde_gremien(vor_punkt)[0].anfang == 0:
        gremium = vor_punkt  # "05.07.2022 Jugendhilfeausschuss: vertagt"
    erkannt = finde_gremien(gremium)
    if (
        erkannt
        and erkannt[0].anfang == 0
        and erkannt[0].ende < len(gremium)
        and _ist_zusatz(gremium[erkannt[0].ende :])
    ):
        gremium = gremium[: erkannt[0].ende]
    if (
        len(gremium) < 3
        or ":" in gremium
        or not (ist_gremium(gremium) or wort)
        or len(gremium) > 160
        or gremium.endswith(".")
    ):
        return None
    return Reihe(nenne(gremium), tag, wort, zeile)


def _ist_zusatz(text: str) -> bool:
    """What stands behind the name of the body belongs to the row, not to the name."""
    return finde_ergebnis(text) is not None or re.match(r"\s(?:(?!und|für|zur|der|des)[a-zäöü]+)", text) is not None


def _aus_bereich(zeilen: Sequence[Zeile]) -> list[Reihe]:
    voll = [(z, _volle_reihe(z)) for z in zeilen]
    if any(reihe for _, reihe in voll):
        return _mit_ergebnissen(voll)
    return _aus_zellen(zeilen)


def _mit_ergebnissen(voll: Sequence[tuple[Zeile, Reihe | None]]) -> list[Reihe]:
    """Lines after a complete row may bring its result."""
    reihen: list[Reihe] = []
    for zeile, reihe in voll:
        if reihe is not None:
            reihen.append(reihe)
            reihe.ergebnis = zeile
        elif reihen and (zeile.text.startswith(_ERGEBNISWORT) or _SITZUNG.match(zeile.text)):
            reihen[-1].ergebnis = zeile
    return reihen


def _aus_zellen(zeilen: Sequence[Zeile]) -> list[Reihe]:
    """One cell per line: rows begin with the day, or with the body, or the columns follow one another."""
    zellen = _verbundene(zeilen)
    typen = [_typ(z.text) for z in zellen]
    if _spaltenweise(typen):
        return _aus_spalten(zellen, typen)
    erste = next((t for t in typen if t in "DG"), "")
    if erste == "G":
        return _gremium_zuerst(zellen, typen)
    return _tag_zuerst(zellen, typen)


def _verbundene(zeilen: Sequence[Zeile]) -> list[Zeile]:
    """Cells broken over two lines, made whole."""
    zellen: list[Zeile] = []
    for zeile in zeilen:
        if zellen and ist_bruch(zellen[-1].text, zeile.text):
            vorher = zellen[-1]
            zellen[-1] = Zeile(vorher.nummer, vorher.text[:-1] + zeile.text, vorher.segmente, vorher.einzug)
        else:
            zellen.append(zeile)
    return zellen


def _typ(text: str) -> str:
    """Day, body, role, result of a sitting, or nothing of these."""
    if ist_kopfzelle(text) or _STATUS.match(text) or text.startswith(_ERGEBNISWORT) and ":" in text[:30]:
        return "-"
    if _SITZUNG.match(text):
        return "S"
    if _ROLLE_ALLEIN.match(text):
        return "R"
    tage = finde_tage(text)
    if (
        tage
        and len(_NUR_SITZUNG.sub("", _BEIWERK.sub(" ", text[: tage[0][0]] + text[tage[0][1] :])).strip(" ,;:-–")) < 4
    ):
        return "D"
    return "G" if ist_gremium(text) else "-"


def _tag_zuerst(zellen: Sequence[Zeile], typen: Sequence[str]) -> list[Reihe]:
    reihen: list[Reihe] = []
    tag: date | None = None
    offen = False
    for zeile, typ in zip(zellen, typen, strict=True):
        if typ == "D":
            tag, offen = finde_tage(zeile.text)[0][2], True
        elif typ == "G" and offen:
            reihen.append(Reihe(nenne(zeile.text), tag, None, zeile))
            offen = False
        elif typ == "R" and reihen and reihen[-1].rolle is None:
            reihen[-1].rolle = zeile.text
        elif (
            typ in "S-"
            and reihen
            and reihen[-1].ergebnis is None
            and not ist_kopfzelle(zeile.text)
            and not _STATUS.match(zeile.text)
        ):
            reihen[-1].ergebnis = zeile
    return reihen


def _gremium_zuerst(zellen: Sequence[Zeile], typen: Sequence[str]) -> list[Reihe]:
    reihen: list[Reihe] = []
    gremium, rolle = "", None
    for zeile, typ in zip(zellen, typen, strict=True):
        if typ == "G":
            treffer = _ROLLE_AM_ENDE.search(zeile.text)
            gremium = zeile.text[: treffer.start()] if treffer else zeile.text
            rolle = treffer.group("rolle") if treffer else None
        elif typ == "R" and not reihen:
            rolle = zeile.text
        elif typ == "R":
            rolle = reihen[-1].rolle = zeile.text
        elif typ == "D" and gremium:
            reihen.append(Reihe(nenne(gremium), finde_tage(zeile.text)[0][2], rolle, zeile))
        elif reihen and (typ == "S" or zeile.text.startswith(_ERGEBNISWORT)):
            reihen[-1].ergebnis = zeile
    return reihen


def _spaltenweise(typen: Sequence[str]) -> bool:
    folge = "".join(t for t in typen if t in "DG")
    return re.fullmatch(r"G{2,}D{2,}", folge) is not None


def _aus_spalten(zellen: Sequence[Zeile], typen: Sequence[str]) -> list[Reihe]:
    """The columns of one table pair by order only if they are equally long; else nothing is paired."""
    gremien = [z for z, t in zip(zellen, typen, strict=True) if t == "G"]
    tage = [finde_tage(z.text)[0][2] for z, t in zip(zellen, typen, strict=True) if t == "D"]
    rollen = [z.text for z, t in zip(zellen, typen, strict=True) if t == "R"]
    if len(gremien) != len(tage):
        return []
    paare = zip(gremien, tage, rollen if len(rollen) == len(tage) else [None] * len(tage), strict=True)
    return [Reihe(nenne(z.text), tag, rolle, z, None, 0.5) for z, tag, rolle in paare]


def gremium_aus(text: str) -> str | None:
    gremien = finde_gremien(text)
    return gremien[0].name if gremien else None
