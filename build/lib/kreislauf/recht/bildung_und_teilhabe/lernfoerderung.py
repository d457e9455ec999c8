"""Lernförderung (§ 28 Abs. 5 SGB II, § 34 Abs. 5 SGB XII)."""

import narwhals as nw

from kreislauf.recht.ausdruck import wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def _antrag(kind: Sachverhalt) -> nw.Expr:
    """Day of the application that covers it: its own, or in BKGG the one for Bildung und Teilhabe."""
    eigener = kind.lernfoerderung_antragsdatum
    return wenn(kind.im_bkgg & eigener.is_null(), kind.antragsdatum, eigener)


def lernfoerderung(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Adequate cost of tuition confirmed by the school in one month, EUR.

    Own application (§ 37 Abs. 1 Satz 2 SGB II, § 34a Abs. 1 SGB XII), back to the first of its month; covered by the
    main application from July 2021 to December 2023. Good marks or long duration never exclude it.
    """
    hauptantrag = recht["sgb2.lernfoerderung.hauptantrag_umfasst"] & ~kind.im_bkgg
    antrag = _antrag(kind)
    vor_antrag = (antrag >= kind.naechster_monat).fill_null(False) & ~hauptantrag
    ohne_antrag = antrag.is_null() & ~hauptantrag & ~kind.im_bkgg
    uebergang = recht["sgb2.lernfoerderung.bewilligungszeitraum_teilweise_vor_2024"] & (ohne_antrag | vor_antrag)
    auslegung = ohne_antrag & ~kind.antragsdatum.is_null()
    return Anspruch(
        bedarf=~kind.lernfoerderung_kosten.is_null(),
        voraussetzungen={
            **gemeinsam.berechtigung(kind),
            **gemeinsam.schueler(kind),
            "bestaetigung": kind.lernfoerderung_bestaetigung,
            "aufwendungen": kind.lernfoerderung_kosten > 0,
            "antrag_gestellt": ~ohne_antrag | (uebergang & ~kind.im_bkgg) | auslegung,
            "antrag_wirkt": ~(vor_antrag & kind.im_sgb2) | uebergang,
        },
        zweifel={
            **gemeinsam.offene_fragen(kind),
            **gemeinsam.zweifel_schueler(kind),
            "wird_25": kind.wird_25_im_monat,
            "antrag_nach_bedarf": vor_antrag & ~kind.im_sgb2,
            "uebergang_2024": uebergang & ~kind.im_bkgg,
            "antrag_auszulegen": auslegung,
        },
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise={
            "antrag_fehlt": antrag.is_null() & ~hauptantrag,
            "bestaetigung_anfordern": ~kind.lernfoerderung_bestaetigung,
        },
        rechenweg={"kosten": kind.lernfoerderung_kosten},
        betrag=kind.lernfoerderung_kosten,
    )
