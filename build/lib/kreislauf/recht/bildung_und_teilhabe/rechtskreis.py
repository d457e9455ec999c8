"""Which legal circle a child belongs to in a month: the ordering rules as one list of decisions."""

import narwhals as nw

from kreislauf.recht.ausdruck import wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Regelwerk
from kreislauf.recht.sachverhalt import Sachverhalt, Spalte, Tabelle, Typ

BEZUG = Tabelle(
    "bezug",
    "Ein Kind in einem Monat: welche Grundleistungen laufen.",
    (
        Spalte("monat", Typ.DATUM, "erster Tag des Monats"),
        Spalte("asylblg", Typ.JA_NEIN, "leistungsberechtigt nach § 1 AsylbLG"),
        Spalte("asylblg_analog", Typ.JA_NEIN, "Leistungen nach § 2 AsylbLG"),
        Spalte("sgb2", Typ.JA_NEIN, "das Kind erhält Leistungen nach dem SGB II"),
        Spalte("sgb12_kap3", Typ.JA_NEIN, "das Kind erhält Hilfe zum Lebensunterhalt"),
        Spalte("sgb12_kap4", Typ.JA_NEIN, "das Kind erhält Grundsicherung nach dem Vierten Kapitel"),
        Spalte("kindergeld", Typ.JA_NEIN, "für das Kind im Haushalt wird Kindergeld gezahlt"),
        Spalte("kinderzuschlag", Typ.JA_NEIN, "für ein Kind des Haushalts wird Kinderzuschlag gezahlt"),
        Spalte("wohngeld", Typ.JA_NEIN, "Elternteil und Kind sind Haushaltsmitglieder im Wohngeld"),
        Spalte("kinderwohngeld", Typ.JA_NEIN, "nur das Kind hat Wohngeld, ein Elternteil SGB II oder SGB XII"),
        Spalte("bkgg_bewilligt", Typ.JA_NEIN, "Bildung und Teilhabe ist nach § 6b BKGG bewilligt"),
    ),
)


def ordne_rechtskreis(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """`rechtskreis` of the row, and `rechtskreis_offen` where two would fit and a person decides.

    AsylbLG excludes SGB II and SGB XII (§ 7 Abs. 1 Satz 2 Nr. 3 SGB II, § 9 Abs. 1 AsylbLG); what is granted under
    § 6b BKGG excludes § 28 SGB II (§ 19 Abs. 2 Satz 2 SGB II).
    """
    kinderzuschlag = kind.kindergeld & kind.kinderzuschlag
    wohngeld = kind.kindergeld & (kind.wohngeld | kind.kinderwohngeld)
    bkgg = wenn(kinderzuschlag, "bkgg_kinderzuschlag", "bkgg_wohngeld")
    sonst = wenn(kinderzuschlag | wohngeld, bkgg, "keiner")
    sgb12 = wenn(kind.sgb12_kap4, "sgb12_kap4", wenn(kind.sgb12_kap3, "sgb12_kap3", sonst))
    sgb2 = wenn(kind.sgb2 & ~kind.bkgg_bewilligt, "sgb2", sgb12)
    asyl = wenn(kind.asylblg_analog, "asylblg_2", "asylblg_3")
    mehrere = (kind.sgb2 & (kind.sgb12_kap3 | kind.sgb12_kap4)) | (kind.sgb12_kap3 & kind.sgb12_kap4)
    beide = kind.sgb2 & (kinderzuschlag | wohngeld) & ~kind.bkgg_bewilligt
    ohne_grundlage = kind.bkgg_bewilligt & ~(kinderzuschlag | wohngeld)
    return {
        "rechtskreis": wenn(kind.asylblg, asyl, sgb2),
        "rechtskreis_offen": (mehrere | beide | ohne_grundlage) & ~kind.asylblg,
    }


RECHTSKREISORDNUNG = Regelwerk(tabelle=BEZUG, ableitungen=(ordne_rechtskreis,), regeln={})
