"""Unused months of Teilhabe bundled for one larger cost in the Bewilligungszeitraum (§ 28 Abs. 7, § 29 SGB II)."""

import narwhals as nw

from kreislauf.recht.ausdruck import NULL_EUR, wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

TEILHABEKONTO = Tabelle(
    "teilhabekonto",
    "Eine größere Aufwendung für Teilhabe im Bewilligungszeitraum.",
    (
        Spalte("monat", Typ.DATUM, "Monat der Aufwendung, als sein erster Tag"),
        Spalte("beginn", Typ.DATUM, "erster Tag des Bewilligungszeitraums"),
        Spalte("ende", Typ.DATUM, "letzter Tag des Bewilligungszeitraums"),
        Spalte("verbrauchte_monate", Typ.ANZAHL, "Monate, deren Pauschale schon verbraucht ist", "Monate"),
        Spalte("kosten", Typ.BETRAG, "die Aufwendung", "EUR"),
    ),
)


def _monate(von: nw.Expr, bis: nw.Expr) -> nw.Expr:
    """Months from one day's month to another's, both counted."""
    return (bis.dt.year() - von.dt.year()) * 12 + (bis.dt.month() - von.dt.month()) + 1


def zaehle_monate(konto: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """Months accrued until now and in the whole period, less those used up."""
    return {
        "angespart": _monate(konto.beginn, konto.monat) - konto.verbrauchte_monate,
        "insgesamt": _monate(konto.beginn, konto.ende) - konto.verbrauchte_monate,
    }


def ansparung(konto: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Cost up to the flat amounts accrued so far, EUR; the whole period in advance is the county's choice."""
    pauschale = recht["sgb2.teilhabe.pauschale"]
    summe = pauschale * konto.angespart.cast(nw.Decimal(6, 0))
    vorab = pauschale * konto.insgesamt.cast(nw.Decimal(6, 0))
    frueher = recht.am("sgb2.teilhabe.pauschale", "beginn")
    return Anspruch(
        bedarf=~konto.kosten.is_null(),
        voraussetzungen={
            "im_zeitraum": (konto.monat <= konto.ende) & (konto.angespart > 0),
            "aufwendungen": konto.kosten > 0,
        },
        zweifel={"pauschale_wechselt": frueher != pauschale},
        hinweise={"vorab_moeglich": konto.kosten > summe},
        rechenweg={"kosten": konto.kosten, "angesparte_pauschalen": summe, "ganzer_zeitraum": vorab},
        betrag=wenn(konto.kosten < summe, konto.kosten, wenn(summe > 0, summe, NULL_EUR)),
    )


ANSPARUNG = Regelwerk(tabelle=TEILHABEKONTO, ableitungen=(zaehle_monate,), regeln={"ansparung": ansparung})
