"""One-day trips settled by the school (§ 29 Abs. 6 SGB II, § 34a Abs. 7 SGB XII)."""

import narwhals as nw

from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

SAMMELZEILE = Tabelle(
    "sammelzeile",
    "Ein Kind auf der Sammelliste einer Schule.",
    (
        Spalte("monat", Typ.DATUM, "Monat des Ausflugs, als sein erster Tag"),
        Spalte("leistung", Typ.SCHLUESSEL, "was abgerechnet wird"),
        Spalte("einrichtung", Typ.SCHLUESSEL, "wer abrechnet"),
        Spalte("kreis_der_schule", Typ.SCHLUESSEL, "Kreis, in dem die Schule liegt"),
        Spalte("kreis_des_kindes", Typ.SCHLUESSEL, "Kreis, in dem das Kind lebt"),
        Spalte("kosten", Typ.BETRAG, "Kosten des Ausflugs", "EUR"),
        Spalte("vorgeleistet", Typ.JA_NEIN, "die Schule hat gezahlt"),
        Spalte("berechtigung_gesehen", Typ.JA_NEIN, "die Schule hat den Nachweis der Berechtigung gesehen"),
    ),
)


def zustaendigkeit(zeile: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """The Kreis of the school pays, for pupils of other Kreise too (§ 36 Abs. 3 SGB II, § 98 Abs. 1a SGB XII)."""
    return {"zahlender_kreis": zeile.kreis_der_schule}


def sammelabrechnung(zeile: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """What the school gets back for one pupil, EUR; schools and one-day trips only."""
    return Anspruch(
        bedarf=~zeile.kosten.is_null(),
        voraussetzungen={
            "in_kraft": recht["sgb2.erstattung.sammelabrechnung"],
            "nur_ausflug": zeile.leistung == "ausflug",
            "nur_schule": zeile.einrichtung == "schule",
            "vorgeleistet": zeile.vorgeleistet,
            "berechtigung_gesehen": zeile.berechtigung_gesehen,
            "aufwendungen": zeile.kosten > 0,
        },
        rechenweg={"kosten": zeile.kosten},
        betrag=zeile.kosten,
    )


SAMMELABRECHNUNG = Regelwerk(
    tabelle=SAMMELZEILE, ableitungen=(zustaendigkeit,), regeln={"sammelabrechnung": sammelabrechnung}
)
