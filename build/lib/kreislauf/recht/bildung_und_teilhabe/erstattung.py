"""Refund after revocation, and its brakes (§ 50 SGB X, § 40 Abs. 1 Satz 3, Abs. 6 Satz 2 bis 4 SGB II)."""

from kreislauf.recht.ausdruck import NULL_EUR, wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

RUECKFORDERUNG = Tabelle(
    "rueckforderung",
    "Eine Aufhebung für die Vergangenheit in einer Bedarfsgemeinschaft.",
    (
        Spalte("monat", Typ.DATUM, "Monat der Entscheidung, als sein erster Tag"),
        Spalte("rechtskreis", Typ.SCHLUESSEL, "Rechtskreis"),
        Spalte("gesamt", Typ.BETRAG, "gesamte Erstattung der Bedarfsgemeinschaft", "EUR"),
        Spalte("bildung_und_teilhabe", Typ.BETRAG, "davon Bildung und Teilhabe", "EUR"),
        Spalte("nur_deswegen", Typ.JA_NEIN, "aufgehoben würde allein wegen Bildung und Teilhabe"),
        Spalte("nachweis_fehlt", Typ.JA_NEIN, "widerrufen wird wegen fehlenden Nachweises (§ 29 Abs. 5)"),
        Spalte("gutschein_zurueck", Typ.BETRAG, "zurückgegebene, unverbrauchte Gutscheine", "EUR"),
    ),
)


def erstattung(fall: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """What the family has to refund for Bildung und Teilhabe, EUR; further payments stop in any case."""
    rest = fall.bildung_und_teilhabe - fall.gutschein_zurueck
    sgb2 = fall.rechtskreis == "sgb2"
    mit_bremse = sgb2 | fall.rechtskreis.is_in(("bkgg_kinderzuschlag", "bkgg_wohngeld"))  # § 6b Abs. 3 BKGG
    return Anspruch(
        bedarf=fall.bildung_und_teilhabe > 0,
        voraussetzungen={
            "keine_bagatelle": ~sgb2 | (fall.gesamt >= recht["sgb2.erstattung.bagatelle"]),
            "keine_bremse": ~fall.nur_deswegen | fall.nachweis_fehlt | ~mit_bremse,
            "gutschein_deckt_nicht": rest > 0,
        },
        rechenweg={"bildung_und_teilhabe": fall.bildung_und_teilhabe, "gutschein_zurueck": fall.gutschein_zurueck},
        betrag=wenn(rest > 0, rest, NULL_EUR),
    )


ERSTATTUNG = Regelwerk(tabelle=RUECKFORDERUNG, ableitungen=(), regeln={"erstattung": erstattung})
