"""Persönlicher Schulbedarf (§ 28 Abs. 3 SGB II, § 34 Abs. 3 und 3a SGB XII)."""

from kreislauf.recht.ausdruck import NULL_EUR, wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def schulbedarf(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Half-year amounts of one pupil that arise in the month, EUR; no receipts needed, always in cash.

    The amount of the first half-year is that of the calendar year in which it began, the second likewise (Anlage zu
    § 34 SGB XII). Ex officio in R1 and R4–R7; R2 and R3 need an application, which is no condition of the claim.
    """
    x1 = wenn(kind.sb_x1, recht["sgb12.schulbedarf.erstes_halbjahr"], NULL_EUR)
    x2 = recht.am("sgb12.schulbedarf.zweites_halbjahr", "sj_stichtag_x2")
    x2 = wenn(kind.sb_x2, x2, NULL_EUR)
    seit = kind.leistungsbezug_seit
    im_monat_begonnen = (seit > kind.monat).fill_null(False)
    vor_stichtag = seit.is_null() | (seit <= kind.monat) | kind.sb_spaet
    nach_aufnahme = kind.sb_spaet & (seit > kind.aufnahme_datum).fill_null(False)
    return Anspruch(
        bedarf=~kind.monat.is_null(),
        voraussetzungen={
            **gemeinsam.berechtigung(kind),
            "bezug_am_stichtag": vor_stichtag.fill_null(False) | kind.ohne_altersgrenze,
            **gemeinsam.schueler(kind),
            "schulbedarf_eingefuehrt": recht["sgb12.schulbedarf.eingefuehrt"],
            "halbjahresbetrag_im_monat": kind.sb_x1 | kind.sb_x2 | kind.sb_aufnahme_offen | kind.sj_kalender_fehlt,
        },
        zweifel={
            **gemeinsam.offene_fragen(kind),
            **gemeinsam.zweifel_schueler(kind),
            "kalender_fehlt": kind.sj_kalender_fehlt,
            "aufnahme_offen": kind.sb_aufnahme_offen,
            "bezug_beginnt_im_monat": im_monat_begonnen & (kind.ohne_altersgrenze | nach_aufnahme),
            "wird_25_bei_aufnahme": kind.wird_25_im_monat & kind.sb_spaet,
        },
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise={
            "antrag_fehlt": kind.antragsdatum.is_null() & kind.im_bkgg,
            "alte_regel": kind.sb_spaet & recht["sgb12.schulbedarf.spaete_aufnahme_alt"],
        },
        rechenweg={"x1": x1, "x2": x2},
        betrag=x1 + x2,
    )
