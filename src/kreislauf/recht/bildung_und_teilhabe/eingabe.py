"""One line of `kreislauf anspruch`: from JSON to the table `kindermonat`, and results back to JSON."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis, Grund, in_worten
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import (
    AUFNAHMEARTEN,
    EINRICHTUNGEN,
    KINDERMONAT,
    ORTE,
    RECHTSKREISE,
)
from kreislauf.recht.fristen.kalender import LAENDER
from kreislauf.recht.regel import Entscheidung
from kreislauf.recht.zeilen import Angaben, FalscheAngabe

_ARTEN = {
    "erfuellt": "Erfüllt",
    "nicht_erfuellt": "Nicht erfüllt",
    "person": "Eine Person entscheidet",
    "vorbehalt": "Eine Person entscheidet",
    "gesperrt": "Gesperrt",
    "hinweis": "Hinweis",
}


def _ja_nein_wenn(angaben: Angaben, feld: str, *, noetig: bool) -> bool:
    """Yes or no; where it changes nothing it may be left out."""
    return angaben.ja_nein(feld) if noetig else angaben.wahl(feld) or False


def _teilhabe(angaben: Angaben) -> dict[str, Inhalt]:
    return {"teilhabe_kosten": angaben.betrag("kosten")}


def _mittagsverpflegung(angaben: Angaben) -> dict[str, Inhalt]:
    ort = angaben.schluessel("ort", ORTE)
    return {
        "mittag_preis": angaben.betrag("preis_je_essen"),
        "mittag_anzahl": angaben.anzahl("anzahl"),
        "mittag_ort": ort,
        "mittag_kooperationsvertrag": _ja_nein_wenn(angaben, "kooperationsvertrag", noetig=ort == "hort"),
        "mittag_gemeinschaftlich": True,  # this is what „Mittagsverpflegung“ says
    }


def _klassenfahrt(angaben: Angaben) -> dict[str, Inhalt]:
    kosten, taschengeld = angaben.betrag("kosten"), angaben.betrag("taschengeld")
    if taschengeld > kosten:
        raise FalscheAngabe(f"{angaben.name('taschengeld')}: Es ist in den Kosten enthalten, aber höher als sie.")
    return {
        "klassenfahrt_kosten": kosten,
        "klassenfahrt_taschengeld": taschengeld,
        "klassenfahrt_faellig_am": angaben.datum("faellig_am"),
    }


def _ausflug(angaben: Angaben) -> dict[str, Inhalt]:
    return {"ausflug_kosten": angaben.betrag("kosten")}


def _schuelerbefoerderung(angaben: Angaben) -> dict[str, Inhalt]:
    naechstgelegene = angaben.ja_nein("naechstgelegene")
    return {
        "befoerderung_eigenanteil": angaben.betrag("eigenanteil"),
        "befoerderung_naechstgelegene": naechstgelegene,
        "befoerderung_profilschule": _ja_nein_wenn(angaben, "profilschule", noetig=not naechstgelegene),
    }


def _lernfoerderung(angaben: Angaben) -> dict[str, Inhalt]:
    return {
        "lernfoerderung_kosten": angaben.betrag("kosten"),
        "lernfoerderung_bestaetigung": angaben.ja_nein("bestaetigung_schule"),
        "lernfoerderung_antragsdatum": angaben.datum("antragsdatum", leer=True),
    }


_BEDARFE = {
    "teilhabe": _teilhabe,
    "mittagsverpflegung": _mittagsverpflegung,
    "klassenfahrt": _klassenfahrt,
    "ausflug": _ausflug,
    "schuelerbefoerderung": _schuelerbefoerderung,
    "lernfoerderung": _lernfoerderung,
}


def lies_kindermonat(angaben: Angaben) -> dict[str, Inhalt]:
    """One row of the table; raises FalscheAngabe naming the field."""
    zeile: dict[str, Inhalt] = dict.fromkeys(KINDERMONAT.spalten)
    monat, geburtsdatum = angaben.monat("monat"), angaben.pflichtdatum("geburtsdatum")
    angaben.schluessel("land", LAENDER)
    zeile |= {
        "monat": monat,
        "rechtskreis": angaben.schluessel("rechtskreis", RECHTSKREISE),
        "geburtsdatum": geburtsdatum,
        "einrichtung": angaben.schluessel("einrichtung", EINRICHTUNGEN),
        "ausbildungsverguetung": angaben.ja_nein("ausbildungsverguetung"),
        "anspruchseinschraenkung": angaben.wahl("anspruchseinschraenkung") or False,
        "erster_schultag": angaben.datum("erster_schultag", leer=True),
        "halbjahr_monat": angaben.monat("halbjahr_monat", leer=True),
        "antragsdatum": angaben.datum("antragsdatum", leer=True),
        "leistungsbezug_seit": angaben.datum("leistungsbezug_seit", leer=True),
    }
    aufnahme = angaben.teil("aufnahme", leer=True)
    if aufnahme is not None:
        zeile["aufnahme_art"] = aufnahme.schluessel("art", AUFNAHMEARTEN)
        zeile["aufnahme_datum"] = aufnahme.datum("datum")
        aufnahme.fertig()
    bedarfe = angaben.teil("bedarfe")
    assert bedarfe is not None
    for name, lies in _BEDARFE.items():
        bedarf = bedarfe.teil(name, leer=True)
        if bedarf is not None:
            zeile |= lies(bedarf)
            bedarf.fertig()
    bedarfe.fertig()
    angaben.fertig()
    assert monat is not None
    if (geburtsdatum.year, geburtsdatum.month) > (monat.year, monat.month):
        raise FalscheAngabe("geburtsdatum: Das Kind ist in diesem Monat noch nicht geboren.")
    return zeile


def _satz(grund: Grund) -> str:
    return f"{_ARTEN[grund.art]}: {grund.text} ({grund.norm})"


def _gruende(ergebnis: Ergebnis) -> list[str]:
    """Conditions, calculation and parameter values, as lines of text."""
    rechenweg = [
        f"Rechnung: {zeile.text}: {in_worten(zeile.betrag) if zeile.betrag is not None else 'offen'}"
        for zeile in ergebnis.rechenweg
    ]
    werte = [
        f"Wert: {angabe.label}: {in_worten(angabe.value)} seit {in_worten(angabe.gilt_ab)} ({angabe.source})"
        for angabe in ergebnis.parameter
        if isinstance(angabe.value, Decimal)
    ]
    return [*map(_satz, ergebnis.gruende), *rechenweg, *werte]


def _hinweise(ergebnisse: Mapping[str, Ergebnis]) -> list[str]:
    saetze: dict[str, None] = {}
    for ergebnis in ergebnisse.values():
        offen = [grund for grund in ergebnis.gruende if grund.art in {"person", "vorbehalt"}]
        for grund in (*offen, *ergebnis.hinweise):
            saetze[f"{ergebnis.name}: {_satz(grund)}"] = None
        if ergebnis.entscheidung is not Entscheidung.NEIN:
            for angabe in ergebnis.parameter:
                if angabe.unverified and isinstance(angabe.value, Decimal):
                    saetze[f"{ergebnis.name}: Ungeprüft: {angabe.label}: {angabe.unverified}"] = None
    return list(saetze)


def _rechtskreis_offen(zeile: Mapping[str, Inhalt]) -> list[str]:
    if zeile["rechtskreis"] != "keiner":
        return []
    return [
        "Eine Person entscheidet: Deckt das Einkommen den Bedarf für Bildung und Teilhabe nicht, kann er allein "
        "Hilfebedürftigkeit auslösen (§ 7 Abs. 2 Satz 3, § 19 Abs. 3 Satz 3 SGB II, § 34a Abs. 1 Satz 2 SGB XII)."
    ]


def rechne_anspruch(angaben: Angaben) -> dict[str, Any]:
    """`ansprueche` and `hinweise` of one line; raises FalscheAngabe or NotInForce."""
    zeile = lies_kindermonat(angaben)
    ergebnisse = berechne(zeile)
    for ergebnis in ergebnisse.values():
        gesperrt = [grund.text for grund in ergebnis.gruende if grund.art == "gesperrt"]
        if gesperrt:
            raise FalscheAngabe(f"{ergebnis.name}: {' '.join(gesperrt)} Die Berechnung ist gesperrt.")
    return {
        "ansprueche": {
            leistung: {
                "anspruch": ergebnis.anspruch,
                "betrag": None if ergebnis.betrag is None else f"{ergebnis.betrag:.2f}",
                "gruende": _gruende(ergebnis),
            }
            for leistung, ergebnis in ergebnisse.items()
        },
        "hinweise": [*_rechtskreis_offen(zeile), *_hinweise(ergebnisse)],
    }
