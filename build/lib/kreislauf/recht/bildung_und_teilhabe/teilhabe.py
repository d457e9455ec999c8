"""Soziale und kulturelle Teilhabe (§ 28 Abs. 7 SGB II, § 34 Abs. 7 SGB XII)."""

from kreislauf.recht.ausdruck import wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def teilhabe(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Flat amount of one child in one month, EUR, if any cost arises.

    No school or Kita and no minimum age needed; not in Chapter 4 of the SGB XII (§ 42 Nr. 3). Further actual costs
    (Satz 2) are decided by a person.
    """
    pauschale = recht["sgb2.teilhabe.pauschale"]
    volle = recht["sgb2.teilhabe.volle_pauschale"]
    rueckwirkend = recht["sgb2.antrag.teilhabe_rueckwirkung"] & kind.im_sgb2 & kind.antrag_nach_monat
    angebrochen = kind.unter_18 & ~kind.unter_18_danach & ~kind.im_bkgg
    return Anspruch(
        bedarf=~kind.teilhabe_kosten.is_null(),
        voraussetzungen={
            **gemeinsam.berechtigung(kind),
            "ausserhalb_kapitel_4": kind.rechtskreis != "sgb12_kap4",
            "unter_18": kind.unter_18,
            "aufwendungen": kind.teilhabe_kosten > 0,
            "antrag_rechtzeitig": gemeinsam.antrag_wirkt(kind)["antrag_rechtzeitig"] | rueckwirkend,
        },
        zweifel={
            **gemeinsam.offene_fragen(kind),
            **gemeinsam.sachleistung_spaet(kind),
            "antrag_rueckwirkung": rueckwirkend,
            "angebrochener_monat": angebrochen & ~recht["sgb2.teilhabe.angebrochener_monat_voll"],
            "kosten_unter_pauschale": ~volle & (kind.teilhabe_kosten < pauschale),
        },
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise={
            **gemeinsam.antrag_angegeben(kind),
            "weitere_aufwendungen": kind.teilhabe_kosten > pauschale,
            "wird_18_im_monat": angebrochen,
        },
        rechenweg={"kosten": kind.teilhabe_kosten, "pauschale": pauschale},
        betrag=wenn(kind.teilhabe_kosten > 0, pauschale),
    )
