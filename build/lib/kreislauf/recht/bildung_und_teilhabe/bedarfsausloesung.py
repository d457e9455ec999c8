"""Nobody draws a base benefit, but income does not cover the need (§ 7 Abs. 2 Satz 3, § 19 Abs. 3 Satz 3 SGB II)."""

import narwhals as nw

from kreislauf.recht.ausdruck import NULL_EUR, wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

BEDARFSPRUEFUNG = Tabelle(
    "bedarfspruefung",
    "Ein Haushalt ohne Grundleistung mit einem Bedarf für Bildung und Teilhabe.",
    (
        Spalte("monat", Typ.DATUM, "Monat nach dem Antrag, als sein erster Tag"),
        Spalte("ueberhang", Typ.BETRAG, "Einkommen über allen anderen Bedarfen", "EUR/Monat"),
        Spalte("klassenfahrt", Typ.BETRAG, "Kosten der Fahrt ohne Taschengeld", "EUR", leer="keine Fahrt"),
        Spalte("ausflug", Typ.JA_NEIN, "es gibt einen Bedarf für Ausflüge"),
        Spalte("weitere", Typ.BETRAG, "Bedarfe nach § 28 Abs. 3 bis 7", "EUR/Monat", leer="keine"),
    ),
)


def bedarfsausloesung(haushalt: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Uncovered part of one need, EUR: a trip over the six months from `monat` on, other needs in the month.

    § 5a Bürgergeld-V spreads a trip over six months and sets trips of one day at 3 EUR a month. How income is spread
    over several needs at once is decided by a person.
    """
    monate = recht["sgb2.bedarfsausloesung.klassenfahrt_monate"].cast(nw.Decimal(6, 0))
    deckung = haushalt.ueberhang * monate
    fahrt, weitere = haushalt.klassenfahrt.fill_null(NULL_EUR), haushalt.weitere.fill_null(NULL_EUR)
    ausflug = wenn(haushalt.ausflug, recht["sgb2.bedarfsausloesung.ausflug"], NULL_EUR)
    monatlich = weitere + ausflug - haushalt.ueberhang
    offen_fahrt, offen = wenn(fahrt > 0, fahrt - deckung, NULL_EUR), wenn(monatlich > 0, monatlich, NULL_EUR)
    betrag = wenn(fahrt > 0, offen_fahrt, offen)
    return Anspruch(
        bedarf=(fahrt > 0) | (weitere > 0) | haushalt.ausflug,
        voraussetzungen={"einkommen_reicht_nicht": betrag > 0},
        zweifel={"mehrere_bedarfe": (fahrt > 0) & ((weitere > 0) | haushalt.ausflug), "ausflug": haushalt.ausflug},
        rechenweg={"klassenfahrt": fahrt, "weitere": weitere, "ueberhang": haushalt.ueberhang},
        betrag=betrag,
    )


BEDARFSAUSLOESUNG = Regelwerk(tabelle=BEDARFSPRUEFUNG, ableitungen=(), regeln={"bedarfsausloesung": bedarfsausloesung})
