"""Berechtigte Selbsthilfe: the family paid the provider itself (§ 30 SGB II, § 34b SGB XII, § 6b Abs. 3 BKGG)."""

from kreislauf.recht.ausdruck import wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

LEISTUNGEN = ("ausflug", "klassenfahrt", "lernfoerderung", "mittagsverpflegung", "teilhabe")

SELBSTZAHLUNG = Tabelle(
    "selbstzahlung",
    "Eine Zahlung der Familie an einen Anbieter.",
    (
        Spalte("gezahlt_am", Typ.DATUM, "Tag der Zahlung"),
        Spalte("leistung", Typ.SCHLUESSEL, "wofür gezahlt wurde"),
        Spalte("gezahlt", Typ.BETRAG, "was die Familie gezahlt hat", "EUR"),
        Spalte("anspruch", Typ.BETRAG, "was bei Zahlung nach den Regeln zustand", "EUR"),
        Spalte("antragsdatum", Typ.DATUM, "Antrag auf die Leistung", leer="kein Antrag"),
        Spalte("antrag_war_moeglich", Typ.JA_NEIN, "ein Antrag war vor der Zahlung rechtzeitig möglich"),
        Spalte("ohne_verschulden", Typ.JA_NEIN, "der Zweck war ohne eigenes Verschulden nicht rechtzeitig erreichbar"),
    ),
)


def selbsthilfe(zahlung: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Refund of the family's own payment, EUR, up to the claim at the time of payment."""
    return Anspruch(
        bedarf=~zahlung.gezahlt.is_null(),
        voraussetzungen={
            "in_kraft": recht["sgb2.erstattung.selbsthilfe"],
            "an_anbieter": zahlung.leistung.is_in(LEISTUNGEN),
            "anspruch_bei_zahlung": zahlung.anspruch > 0,
            "beantragt": (zahlung.antragsdatum <= zahlung.gezahlt_am).fill_null(False) | ~zahlung.antrag_war_moeglich,
            "ohne_verschulden": zahlung.ohne_verschulden,
        },
        rechenweg={"gezahlt": zahlung.gezahlt, "anspruch": zahlung.anspruch},
        betrag=wenn(zahlung.gezahlt < zahlung.anspruch, zahlung.gezahlt, zahlung.anspruch),
    )


SELBSTHILFE = Regelwerk(
    tabelle=SELBSTZAHLUNG, ableitungen=(), regeln={"selbsthilfe": selbsthilfe}, stichtag="gezahlt_am"
)
