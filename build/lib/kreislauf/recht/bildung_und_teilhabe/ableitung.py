"""Columns derived from the facts before the rules run."""

import narwhals as nw

from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.sachverhalt import Sachverhalt

BKGG = ("bkgg_kinderzuschlag", "bkgg_wohngeld")
BIS_25 = ("sgb2", *BKGG)  # § 28 Abs. 1 Satz 2 SGB II, § 6b Abs. 2 Satz 2 BKGG
ASYLBLG = ("asylblg_3", "asylblg_2")
OHNE_ALTERSGRENZE = ("sgb12_kap3", "sgb12_kap4", *ASYLBLG)  # § 34 SGB XII


def kalender(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """Calendar and circle columns; ages count from the birthday itself (§ 187 Abs. 2 Satz 2 BGB)."""
    return {
        "naechster_monat": recht.versetzt(1),
        "kalendermonat": kind.monat.dt.month().cast(nw.Int8()),
        "geboren_fuer_18": recht.versetzt_um("sgb2.teilhabe.altersgrenze", mal=-12),
        "geboren_fuer_25": recht.versetzt_um("sgb2.bildung.altersgrenze", mal=-12),
        "geboren_fuer_25_danach": recht.versetzt_um("sgb2.bildung.altersgrenze", mal=-12, plus=1),
        "verjaehrung_erreicht": (  # the period counts from the end of the month
            kind.antragsdatum >= recht.versetzt_um("bkgg.verjaehrung.monate", plus=1)
        ).fill_null(False),
        "im_sgb2": kind.rechtskreis == "sgb2",
        "im_bkgg": kind.rechtskreis.is_in(BKGG),
        "im_asylblg": kind.rechtskreis.is_in(ASYLBLG),
        "mit_altersgrenze_25": kind.rechtskreis.is_in(BIS_25),
        "ohne_altersgrenze": kind.rechtskreis.is_in(OHNE_ALTERSGRENZE),
        "besucht_schule": kind.einrichtung == "schule",
        "gesonderter_antrag": recht["sgb2.antrag.gesondert"],
    }


def person(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """Age, receipt of the base benefit and the common definition of a pupil."""
    unter_25 = kind.geburtsdatum > kind.geboren_fuer_25
    # Who was born on 29 February completes the 25th year with the last day of February: not within that month.
    februar_28 = recht.versetzt_um("sgb2.bildung.altersgrenze", mal=-12, tage=27)
    schalttag = (kind.kalendermonat == 2) & (kind.geburtsdatum > februar_28)
    wird_25 = unter_25 & (kind.geburtsdatum < kind.geboren_fuer_25_danach) & ~schalttag
    return {
        "unter_18": kind.geburtsdatum > kind.geboren_fuer_18,
        "unter_18_danach": kind.geburtsdatum > recht.versetzt_um("sgb2.teilhabe.altersgrenze", mal=-12, plus=1),
        "unter_25": unter_25,
        "wird_25_im_monat": wird_25 & kind.im_sgb2,
        "leistungsberechtigt": (kind.rechtskreis != "keiner") & (kind.geburtsdatum < kind.naechster_monat),
        "im_leistungsbezug": kind.leistungsbezug_seit.is_null() | (kind.leistungsbezug_seit < kind.naechster_monat),
        "unter_altersgrenze": unter_25 | ~kind.mit_altersgrenze_25,
        "ohne_verguetung": ~kind.ausbildungsverguetung | ~kind.mit_altersgrenze_25,
        "ab_25_im_asylblg": ~unter_25 & kind.im_asylblg,
        "verguetung_ohne_regel": kind.ausbildungsverguetung & kind.ohne_altersgrenze,
        "einschraenkung_1a": kind.anspruchseinschraenkung & kind.im_asylblg,
        "ermessen_asylblg_6": (kind.rechtskreis == "asylblg_3") & ~recht["asylblg.rechtsanspruch.grundleistungen"],
        "antrag_fehlt": kind.antragsdatum.is_null() & (kind.im_bkgg | kind.gesonderter_antrag),
        "antrag_nach_monat": (kind.antragsdatum >= kind.naechster_monat).fill_null(False),
    }
