"""Conditions that several benefits share."""

from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Bedingungen
from kreislauf.recht.sachverhalt import Sachverhalt


def berechtigung(kind: Sachverhalt) -> Bedingungen:
    """A circle applies, the child is born, and the base benefit runs in the month."""
    return {"leistungsberechtigt": kind.leistungsberechtigt, "im_leistungsbezug": kind.im_leistungsbezug}


def offene_fragen(kind: Sachverhalt) -> Bedingungen:
    """§ 1a AsylbLG: the wording leaves out § 3, a child is never refused automatically."""
    return {"einschraenkung_1a": kind.einschraenkung_1a}


def ermessen(kind: Sachverhalt) -> Bedingungen:
    """Before 2015-03-01 there was no claim beside § 3 AsylbLG, only discretion (§ 6 AsylbLG)."""
    return {"ermessen_asylblg_6": kind.ermessen_asylblg_6}


def schueler(kind: Sachverhalt) -> Bedingungen:
    """Pupil: school, under 25 on the first of the month and unpaid, the last two only in SGB II and BKGG."""
    return {
        "besucht_schule": kind.besucht_schule,
        "unter_25": kind.unter_altersgrenze,
        "ohne_verguetung": kind.ohne_verguetung,
    }


def zweifel_schueler(kind: Sachverhalt) -> Bedingungen:
    """Age and pay where § 34 SGB XII names no limit, and the month in which the 25th year ends (SGB II)."""
    return {
        "ab_25_im_asylblg": kind.ab_25_im_asylblg,
        "verguetung_ohne_regel": kind.verguetung_ohne_regel,
    }


def verjaehrung(kind: Sachverhalt, recht: Rechtsstand) -> Bedingungen:
    """§ 6b Abs. 2a BKGG: time-barred, if a person raises the plea."""
    recht["bkgg.verjaehrung.monate"]
    return {"verjaehrt": kind.verjaehrung_erreicht & kind.im_bkgg}


def sachleistung_spaet(kind: Sachverhalt) -> Bedingungen:
    """Benefits in kind for a month before the application: open in BKGG, and in SGB XII/AsylbLG before 2019-08."""
    ohne_sgb2 = kind.im_bkgg | (kind.ohne_altersgrenze & kind.gesonderter_antrag)
    return {"antrag_nach_bedarf": kind.antrag_nach_monat & ohne_sgb2}


def antrag_wirkt(kind: Sachverhalt) -> Bedingungen:
    """§ 37 Abs. 2 SGB II: until July 2019 the separate application reached back to the first of its month only."""
    zu_spaet = kind.antrag_nach_monat & kind.im_sgb2 & kind.gesonderter_antrag
    return {"antrag_rechtzeitig": ~zu_spaet}


def antrag_angegeben(kind: Sachverhalt) -> Bedingungen:
    """A needed application that the facts do not name is a hint: it opens the procedure, not the claim."""
    return {"antrag_fehlt": kind.antrag_fehlt}
