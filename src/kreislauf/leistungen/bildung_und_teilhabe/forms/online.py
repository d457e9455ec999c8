"""What families sent online, as a draft of the form: proposed, checked and completed by a person before it counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.selectors.fahrten import fahrt_zum_code

LEISTUNGEN = "leistungen"  # key of a child's draft: benefit → draft of its form
_PERSON = ("vorname", "nachname", "geburtsdatum", "strasse", "plz", "ort", "telefon", "email")
_FELDER = {  # benefit → name in what was sent → field of the form
    "mittagsverpflegung": {"anbieter": "anbieter_neu", "preis": "preis_je_essen"},
    "ausflug": {"fahrt": "fahrt", "ziel": "beschreibung", "am": "faellig_am", "kosten": "kosten"},
    "klassenfahrt": {"fahrt": "fahrt", "ziel": "beschreibung", "von": "beginn", "bis": "ende", "kosten": "kosten",
                     "faellig_am": "faellig_am"},
    "teilhabe": {"was": "beschreibung", "anbieter": "anbieter_neu", "kosten_monat": "kosten"},
    "schuelerbefoerderung": {"eigenanteil": "eigenanteil"},
    "lernfoerderung": {"fach": "beschreibung", "anbieter": "anbieter_neu"},
}  # fmt: skip


def _teil(inhalt: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    teil = inhalt.get(name)
    return teil if isinstance(teil, Mapping) else {}


def antragsteller(inhalt: Mapping[str, Any], sprache: str) -> dict[str, Any]:
    """Draft of the applicant."""
    haushalt = _teil(inhalt, "haushalt")
    return {name: haushalt.get(name, "") for name in _PERSON} | {"sprache": sprache}


def konto(inhalt: Mapping[str, Any]) -> dict[str, Any]:
    werte = _teil(inhalt, "konto")
    return {"inhaber": werte.get("kontoinhaber", ""), "iban": werte.get("iban", "")}


def kinder(inhalt: Mapping[str, Any], antragsdatum: date) -> list[dict[str, Any]]:
    """Draft of each child with the benefits asked for."""
    haushalt, roh = _teil(inhalt, "haushalt"), inhalt.get("kinder")
    return [_kind(kind, haushalt, antragsdatum) for kind in roh if isinstance(kind, Mapping)] if roh else []


def _kind(kind: Mapping[str, Any], haushalt: Mapping[str, Any], antragsdatum: date) -> dict[str, Any]:
    fahrt = _fahrt(kind)
    kreis, art = str(haushalt.get("rechtskreis", "")), str(kind.get("einrichtung", ""))
    name = kind.get("einrichtung_name", "")
    bekannt = kreis in Rechtskreis.values
    return {
        "vorname": kind.get("vorname", ""),
        "nachname": kind.get("nachname", ""),
        "geburtsdatum": kind.get("geburtsdatum"),
        "einrichtung": fahrt.zugang.einrichtung_id if fahrt else None,
        "einrichtung_neu": name if art != "keine" and fahrt is None else "",
        "einrichtungsart": art if art in {"schule", "kita", "kindertagespflege"} and name and fahrt is None else "",
        "klasse": kind.get("klasse", ""),
        "rechtskreis": kreis if bekannt else "",
        "aktenzeichen": haushalt.get("aktenzeichen", ""),
        "bezug_von": antragsdatum.replace(day=1) if bekannt else None,
        LEISTUNGEN: {
            leistung: _leistung(leistung, _teil(_teil(kind, "angaben"), leistung), art)
            for leistung in kind.get("bedarfe", ())
        },
    }


def _fahrt(kind: Mapping[str, Any]) -> Fahrt | None:
    """The trip whose code the family entered, where it is one of this office's schools."""
    codes = [str(_teil(_teil(kind, "angaben"), leistung).get("fahrt", "")) for leistung in ("klassenfahrt", "ausflug")]
    return next((f for f in map(fahrt_zum_code, filter(None, codes)) if f is not None), None)


def _leistung(leistung: str, angaben: Mapping[str, Any], art: str) -> dict[str, Any]:
    werte = {ziel: angaben[quelle] for quelle, ziel in _FELDER.get(leistung, {}).items() if angaben.get(quelle)}
    if leistung == "mittagsverpflegung":
        tage = str(angaben.get("tage", ""))
        werte["anzahl"] = (
            int(tage) * 4 if tage.isdigit() else None
        )  # a proposal: four weeks; the provider's bill counts
        werte["ort"] = art if art != "keine" else ""
    return {"beantragt": True, **werte}
