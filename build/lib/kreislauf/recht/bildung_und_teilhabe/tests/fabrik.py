"""Facts for tests: one pupil in receipt of SGB II, changed by what a test names."""

from datetime import date
from decimal import Decimal

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import KINDERMONAT
from kreislauf.recht.sachverhalt import Typ


def make_kindermonat(monat: str, **angaben: Inhalt) -> dict[str, Inhalt]:
    """A pupil of 10 years in the SGB II; money and dates may be given as text, age by `alter`."""
    erster = date.fromisoformat(f"{monat}-01")
    alter = int(str(angaben.pop("alter", 10)))
    zeile: dict[str, Inhalt] = dict.fromkeys(KINDERMONAT.spalten)
    zeile |= {
        "monat": erster,
        "rechtskreis": "sgb2",
        "geburtsdatum": date(erster.year - alter, 1, 1),
        "einrichtung": "schule",
        "ausbildungsverguetung": False,
        "anspruchseinschraenkung": False,
    }
    for name, wert in angaben.items():
        zeile[name] = _typisiert(name, wert)
    return zeile


def _typisiert(name: str, wert: Inhalt) -> Inhalt:
    typ = KINDERMONAT.spalten[name].typ
    if isinstance(wert, str) and typ is Typ.DATUM:
        return date.fromisoformat(wert)
    return Decimal(wert) if isinstance(wert, str) and typ is Typ.BETRAG else wert


def mittagessen(preis: str, anzahl: int, ort: str = "schule", *, vertrag: bool = False) -> dict[str, Inhalt]:
    return {
        "mittag_preis": preis,
        "mittag_anzahl": anzahl,
        "mittag_ort": ort,
        "mittag_kooperationsvertrag": vertrag,
        "mittag_gemeinschaftlich": True,
    }


def klassenfahrt(kosten: str, taschengeld: str, faellig_am: str) -> dict[str, Inhalt]:
    return {
        "klassenfahrt_kosten": kosten,
        "klassenfahrt_taschengeld": taschengeld,
        "klassenfahrt_faellig_am": faellig_am,
    }


def befoerderung(eigenanteil: str, *, naechste: bool = True, profil: bool = False) -> dict[str, Inhalt]:
    return {
        "befoerderung_eigenanteil": eigenanteil,
        "befoerderung_naechstgelegene": naechste,
        "befoerderung_profilschule": profil,
    }


def lernfoerderung(kosten: str, antrag: str | None, *, bestaetigt: bool = True) -> dict[str, Inhalt]:
    return {
        "lernfoerderung_kosten": kosten,
        "lernfoerderung_bestaetigung": bestaetigt,
        "lernfoerderung_antragsdatum": antrag,
    }
