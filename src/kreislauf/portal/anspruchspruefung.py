"""What a child may get, by the same rules that decide later; nothing of the answers is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import KINDERMONAT
from kreislauf.recht.rechtsstand import wert

KREISE = ("sgb2", "bkgg_kinderzuschlag", "bkgg_wohngeld", "sgb12_kap3", "asylblg_3")
OHNE_KREIS = ("keiner", "unbekannt")
EINRICHTUNGEN = ("schule", "kita", "kindertagespflege", "keine")
BEDARFE = ("mittagsverpflegung", "ausflug", "klassenfahrt", "teilhabe", "schuelerbefoerderung", "lernfoerderung")
_NUR_SCHULE = ("schulbedarf", "schuelerbefoerderung", "lernfoerderung")
_EIN_EURO = Decimal("1.00")  # stands for costs that are paid in full, whatever they are


@dataclass(frozen=True, slots=True)
class Angaben:
    """The answers of one family about one child."""

    rechtskreis: str
    geburtsdatum: date
    einrichtung: str
    ausbildungsverguetung: bool
    bedarfe: Sequence[str]


@dataclass(frozen=True, slots=True)
class Auskunft:
    """One benefit: `betraege` by name for the text, or the key of the reason why not."""

    leistung: str
    moeglich: bool
    betraege: Mapping[str, Decimal]
    grund: str = ""


def bezeichnung_sgb2(heute: date) -> str:
    """What the benefit of the SGB II is called on this day."""
    return str(wert("sgb2.bezeichnung.leistung", heute))


def pruefe(angaben: Angaben, heute: date) -> list[Auskunft]:
    """An answer per benefit asked for; the school money always for schoolchildren. First what is possible."""
    monat = heute.replace(day=1)
    ergebnisse = berechne(_sachverhalt(angaben, monat))
    auskuenfte = [_schulbedarf(angaben, heute)] if angaben.einrichtung == "schule" else []
    for leistung in BEDARFE:
        if leistung in angaben.bedarfe:
            ergebnis = ergebnisse[leistung]
            moeglich = ergebnis.anspruch is not False
            betraege = {"betrag": ergebnis.betrag} if moeglich and ergebnis.betrag is not None else {}
            auskuenfte.append(
                Auskunft(leistung, moeglich, betraege, "" if moeglich else _grund(leistung, angaben, heute))
            )
    return sorted(auskuenfte, key=lambda a: not a.moeglich)


def _sachverhalt(angaben: Angaben, monat: date) -> dict[str, Inhalt]:
    """The facts in the form of the law; where a family does not know a detail yet, the usual one is taken."""
    zeile: dict[str, Inhalt] = dict.fromkeys(KINDERMONAT.spalten)
    zeile |= {
        "monat": monat,
        "rechtskreis": angaben.rechtskreis if angaben.rechtskreis in KREISE else "sgb2",
        "geburtsdatum": angaben.geburtsdatum,
        "einrichtung": angaben.einrichtung,
        "ausbildungsverguetung": angaben.ausbildungsverguetung,
        "anspruchseinschraenkung": False,
        "erster_schultag": monat if monat.month == _MONAT_1 else None,
        "halbjahr_monat": monat if monat.month == _MONAT_2 else None,
        "antragsdatum": monat,
    }
    return zeile | _kosten(angaben, monat)


def _kosten(angaben: Angaben, monat: date) -> dict[str, Inhalt]:
    je_bedarf: dict[str, dict[str, Inhalt]] = {
        "teilhabe": {"teilhabe_kosten": _EIN_EURO},
        "mittagsverpflegung": {
            "mittag_preis": _EIN_EURO,
            "mittag_anzahl": 1,
            "mittag_ort": angaben.einrichtung if angaben.einrichtung != "keine" else "kita",
            "mittag_kooperationsvertrag": False,
            "mittag_gemeinschaftlich": True,
        },
        "klassenfahrt": {
            "klassenfahrt_kosten": _EIN_EURO,
            "klassenfahrt_taschengeld": Decimal(0),
            "klassenfahrt_faellig_am": monat,
        },
        "ausflug": {"ausflug_kosten": _EIN_EURO},
        "schuelerbefoerderung": {
            "befoerderung_eigenanteil": _EIN_EURO,
            "befoerderung_naechstgelegene": True,
            "befoerderung_profilschule": False,
        },
        "lernfoerderung": {
            "lernfoerderung_kosten": _EIN_EURO,
            "lernfoerderung_bestaetigung": True,
            "lernfoerderung_antragsdatum": monat,
        },
    }
    return {spalte: wert for name in angaben.bedarfe for spalte, wert in je_bedarf[name].items()}


_MONAT_1, _MONAT_2 = 8, 2  # § 34 Abs. 3 SGB XII, § 28 Abs. 3 SGB II: 1 August, 1 February


def _schulbedarf(angaben: Angaben, heute: date) -> Auskunft:
    """The amounts of the last August and the last February: those of the next ones may not be published yet."""
    betraege: dict[str, Decimal] = {}
    for name, monat in (("august", _MONAT_1), ("februar", _MONAT_2)):
        tag = date(heute.year if heute.month >= monat else heute.year - 1, monat, 1)
        ergebnis = berechne(_sachverhalt(angaben, tag))["schulbedarf"] if angaben.geburtsdatum < tag else None
        if ergebnis is not None and ergebnis.anspruch and ergebnis.betrag is not None:
            betraege[name] = ergebnis.betrag
    moeglich = len(betraege) == len(("august", "februar"))
    return Auskunft("schulbedarf", moeglich, betraege, "" if moeglich else _grund("schulbedarf", angaben, heute))


def _grund(leistung: str, angaben: Angaben, heute: date) -> str:
    """Why not, as the family can understand it; the full reasons stand in the decision."""
    if leistung == "teilhabe":
        return "nicht.alter"
    if angaben.einrichtung == "keine":
        return "nicht.schule_kita"
    if leistung in _NUR_SCHULE and angaben.einrichtung != "schule":
        return "nicht.schule"
    if angaben.ausbildungsverguetung:
        return "nicht.ausbildung"
    geboren = angaben.geburtsdatum
    alter = heute.year - geboren.year - ((heute.month, heute.day) < (geboren.month, geboren.day))
    return "nicht.alter" if alter >= int(str(wert("sgb2.bildung.altersgrenze", heute))) else "nicht.sonst"
