"""The reader: one paper in, one record out."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from kreislauf.lesen.aufbau.dokument import Dokument, baue_dokument
from kreislauf.lesen.befunde import finde_befunde
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.auftraege import lies_auftraege
from kreislauf.lesen.inhalt.beratungsfolge import lies_beratungen
from kreislauf.lesen.inhalt.beschluesse import lies_beschluesse
from kreislauf.lesen.inhalt.beschlusspunkte import abgelehnte_zeilen, lies_beschlusspunkte
from kreislauf.lesen.inhalt.gremien import finde_kuerzel
from kreislauf.lesen.inhalt.kontext import Kontext, jahr_aus_nummer
from kreislauf.lesen.inhalt.kopf import lies_kopf
from kreislauf.lesen.inhalt.kopftag import nimm_einzige_reihe
from kreislauf.lesen.inhalt.kopfwerte import Kopf
from kreislauf.lesen.inhalt.normen import lies_normen
from kreislauf.lesen.inhalt.oparl import OparlDaten, lies_oparl
from kreislauf.lesen.inhalt.sitzungstabelle import lies_reihen
from kreislauf.lesen.inhalt.umsetzungsberichte import lies_umsetzungsberichte
from kreislauf.lesen.inhalt.verweise import lies_verweise
from kreislauf.lesen.inhalt.zahlen import lies_zahlen
from kreislauf.lesen.lesung import Beratung, Beschluss, Beschlusspunkt, Lesung


def lies_papier(text: str, *, datei: str, oparl: Mapping[str, Any]) -> Lesung:
    dokument = baue_dokument(text)
    kopf = lies_kopf(dokument)
    reihen = lies_reihen(dokument)
    nimm_einzige_reihe(kopf, dokument, reihen)
    daten = lies_oparl(oparl)
    kontext = _kontext(dokument, kopf, daten)
    kontext.beratungstag = min((r.datum for r in reihen if r.datum is not None), default=None)
    beratungen = _mit_saetzen(lies_beratungen(kontext, reihen), kontrolliste.beratungen(dokument.datensaetze))
    beschluesse = lies_beschluesse(kontext, reihen, beratungen)
    punkte = lies_beschlusspunkte(kontext, beschluesse)
    abgelehnt = abgelehnte_zeilen(kontext, punkte, beschluesse)
    lesung = Lesung(
        datei=datei,
        art=daten.art or kopf.wert("art"),
        betreff=daten.betreff or kopf.wert("betreff"),
        vorlagennummer=kontext.nummer,
        datum=daten.datum or kopf.datum,
        koerperschaft=daten.koerperschaft or kopf.wert("koerperschaft"),
        einreicher=kopf.wert("einreicher"),
        federfuehrend=daten.federfuehrend or kopf.wert("federfuehrend"),
        kopf=tuple(kopf.werte.values()),
        beratungsfolge=daten.ergaenze(beratungen),
        beschluesse=tuple(_mit_punkten(b, punkte) for b in beschluesse),
        beschlusspunkte=tuple(punkte),
        auftraege=tuple(a for a in lies_auftraege(kontext) if a.zeile not in abgelehnt),
        umsetzungsberichte=tuple(lies_umsetzungsberichte(kontext)),
        zahlen=tuple(lies_zahlen(kontext)),
        normen=tuple(lies_normen(kontext)),
        verweise=tuple(lies_verweise(kontext)),
        text=text,
    )
    return replace(lesung, befunde=tuple(finde_befunde(lesung)))


def _mit_saetzen(gelesen: list[Beratung], aus_liste: Iterator[Beratung]) -> list[Beratung]:
    """The sittings of a list of resolutions, each record its own; the rest of the text adds others."""
    eigene = list(aus_liste)
    tage = {beratung.datum for beratung in eigene}
    return (
        sorted([*eigene, *(b for b in gelesen if b.datum not in tage)], key=lambda b: b.zeile or 0)
        if eigene
        else gelesen
    )


def _kontext(dokument: Dokument, kopf: Kopf, daten: OparlDaten) -> Kontext:
    nummer = daten.nummer or kopf.wert("vorlagennummer")
    datum = daten.datum or kopf.datum
    return Kontext(
        dokument=dokument,
        datum=datum,
        nummer=nummer,
        jahr=datum.year if datum else jahr_aus_nummer(nummer),
        betreff=daten.betreff or kopf.wert("betreff"),
        gremium=kopf.gremium,
        sitzungstag=kopf.sitzungstag,
        kuerzel=finde_kuerzel(dokument.quelle) if "(" in dokument.quelle else {},
    )


def _mit_punkten(beschluss: Beschluss, punkte: list[Beschlusspunkt]) -> Beschluss:
    """The points that belong to this decision: their sentence names its day."""
    if beschluss.datum is None:
        return beschluss
    eigene = tuple(
        p for p in punkte if p.satz.endswith(beschluss.datum.isoformat()) and not p.satz.startswith("Antrag")
    )
    return replace(beschluss, punkte=eigene)
