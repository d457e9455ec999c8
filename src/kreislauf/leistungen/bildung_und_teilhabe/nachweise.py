"""What is asked for with each benefit: fields, proofs, and how facts become rows of the table `kindermonat`.

Only what the decision needs (§ 65 Abs. 1 Nr. 3 SGB I, § 67a SGB X); the proofs are a product list [P] of the county.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.verfahren.antrag.models import Antragsbedarf
from kreislauf.verfahren.antrag.states import Leistungsart

NACHWEISE: Mapping[Leistungsart, tuple[tuple[str, str], ...]] = {
    Leistungsart.SCHULBEDARF: (),
    Leistungsart.MITTAGSVERPFLEGUNG: (("anmeldung", "Anmeldung zum Mittagessen mit Preis und Anbieter"),),
    Leistungsart.KLASSENFAHRT: (
        ("schulbestaetigung", "Bestätigung der Schule: Ziel, Zeit, Kosten, Fälligkeit, Konto"),
    ),
    Leistungsart.AUSFLUG: (("mitteilung", "Mitteilung der Einrichtung: Tag, Kosten, Konto"),),
    Leistungsart.TEILHABE: (("mitgliedschaft", "Bestätigung oder Beleg: Verein oder Kurs, Beitrag"),),
    Leistungsart.SCHUELERBEFOERDERUNG: (("schuelerfahrkosten", "Bescheid des Schulträgers über Fahrkosten"),),
    Leistungsart.LERNFOERDERUNG: (("schulbestaetigung", "Bestätigung der Schule: Fach, Bedarf, Umfang, Dauer"),),
}
EINMALIG = (Leistungsart.KLASSENFAHRT, Leistungsart.AUSFLUG)


def _betrag(angaben: Mapping[str, Any], name: str) -> Decimal | None:
    try:
        return Decimal(str(angaben[name])).quantize(Decimal("0.01"))
    except (KeyError, InvalidOperation):
        return None


def _tag(angaben: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(angaben[name]) if angaben.get(name) else None


def _mittag(a: Mapping[str, Any]) -> dict[str, Inhalt]:
    anzahl = a.get("anzahl")
    return {
        "mittag_preis": _betrag(a, "preis_je_essen"),
        "mittag_anzahl": int(anzahl) if anzahl is not None else None,
        "mittag_ort": a.get("ort"),
        "mittag_kooperationsvertrag": bool(a.get("kooperationsvertrag", False)),
        "mittag_gemeinschaftlich": True,
    }


def _klassenfahrt(a: Mapping[str, Any]) -> dict[str, Inhalt]:
    return {
        "klassenfahrt_kosten": _betrag(a, "kosten"),
        "klassenfahrt_taschengeld": _betrag(a, "taschengeld") or Decimal("0.00"),
        "klassenfahrt_faellig_am": _tag(a, "faellig_am"),
    }


def _befoerderung(a: Mapping[str, Any]) -> dict[str, Inhalt]:
    return {
        "befoerderung_eigenanteil": _betrag(a, "eigenanteil"),
        "befoerderung_naechstgelegene": a.get("naechstgelegene"),
        "befoerderung_profilschule": bool(a.get("profilschule", False)),
    }


def _lernfoerderung(a: Mapping[str, Any]) -> dict[str, Inhalt]:
    return {
        "lernfoerderung_kosten": _betrag(a, "kosten"),
        "lernfoerderung_bestaetigung": bool(a.get("bestaetigung_schule", False)),
        "lernfoerderung_antragsdatum": _tag(a, "antragsdatum"),
    }


_SPALTEN: Mapping[Leistungsart, Callable[[Mapping[str, Any]], dict[str, Inhalt]]] = {
    Leistungsart.SCHULBEDARF: lambda _: {},
    Leistungsart.TEILHABE: lambda a: {"teilhabe_kosten": _betrag(a, "kosten")},
    Leistungsart.MITTAGSVERPFLEGUNG: _mittag,
    Leistungsart.KLASSENFAHRT: _klassenfahrt,
    Leistungsart.AUSFLUG: lambda a: {"ausflug_kosten": _betrag(a, "kosten")},
    Leistungsart.SCHUELERBEFOERDERUNG: _befoerderung,
    Leistungsart.LERNFOERDERUNG: _lernfoerderung,
}


def spalten(leistung: Leistungsart, angaben: Mapping[str, Any]) -> dict[str, Inhalt]:
    """The benefit's columns of `kindermonat`; what was not given is None."""
    return _SPALTEN[leistung](angaben)


# The amount a benefit is computed from, as `angaben` names it; it may come after the application.
PREIS: Mapping[Leistungsart, str] = {
    Leistungsart.MITTAGSVERPFLEGUNG: "preis_je_essen",
    Leistungsart.KLASSENFAHRT: "kosten",
    Leistungsart.AUSFLUG: "kosten",
    Leistungsart.TEILHABE: "kosten",
    Leistungsart.SCHUELERBEFOERDERUNG: "eigenanteil",
    Leistungsart.LERNFOERDERUNG: "kosten",
}


def ohne_preis(bedarf: Antragsbedarf) -> bool:
    """Whether the amount this benefit is computed from is not known yet."""
    name = PREIS.get(Leistungsart(bedarf.leistung))
    return name is not None and not bedarf.angaben.get(name)


PFLICHT: Mapping[Leistungsart, Mapping[str, str]] = {
    Leistungsart.SCHULBEDARF: {},
    Leistungsart.TEILHABE: {"teilhabe_kosten": "Kosten im Monat"},
    Leistungsart.MITTAGSVERPFLEGUNG: {
        "mittag_preis": "Preis je Essen",
        "mittag_anzahl": "Essen im Monat",
        "mittag_ort": "wo gegessen wird",
    },
    Leistungsart.KLASSENFAHRT: {"klassenfahrt_kosten": "Kosten", "klassenfahrt_faellig_am": "Fälligkeit"},
    Leistungsart.AUSFLUG: {"ausflug_kosten": "Kosten"},
    Leistungsart.SCHUELERBEFOERDERUNG: {
        "befoerderung_eigenanteil": "Eigenanteil",
        "befoerderung_naechstgelegene": "nächstgelegene Schule ja oder nein",
    },
    Leistungsart.LERNFOERDERUNG: {"lernfoerderung_kosten": "Kosten im Monat"},
}
