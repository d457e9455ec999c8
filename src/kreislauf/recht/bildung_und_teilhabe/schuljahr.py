"""Where a month lies in the school year, and what an admission in it means for the Schulbedarf.

R1–R3 have key dates (1 August, 1 February: § 28 Abs. 3 SGB II); R4–R7 have the month of the first school day and the
month in which the second half-year begins (§ 34 Abs. 3 Satz 1 SGB XII). A calendar date counts for its calendar year.
"""

import narwhals as nw

from kreislauf.recht.ausdruck import wenn
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.sachverhalt import Sachverhalt


def kalendertage(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """School calendar and admission relative to the month."""
    neujahr, jahresende = recht.neujahr(0), recht.neujahr(1)
    beginn, halbjahr = kind.erster_schultag, kind.halbjahr_monat
    beginn_bekannt = (beginn >= neujahr) & (beginn < jahresende)
    halbjahr_bekannt = (halbjahr >= neujahr) & (halbjahr < jahresende)
    aufnahme, m = kind.aufnahme_datum, kind.kalendermonat
    am_stichtag = (m == 8) | ((m == 2) & (kind.aufnahme_art != "erstaufnahme"))
    spalten = {
        "sj_beginn_bekannt": beginn_bekannt,
        "sj_beginn_im_monat": (beginn >= kind.monat) & (beginn < kind.naechster_monat),
        "sj_beginn_vorher": beginn_bekannt & (beginn < kind.monat),
        "sj_halbjahr_bekannt": halbjahr_bekannt,
        "sj_halbjahr_im_monat": (halbjahr >= kind.monat) & (halbjahr < kind.naechster_monat),
        "sj_halbjahr_begonnen": halbjahr_bekannt & (halbjahr < kind.naechster_monat),
        "sj_erstaufnahme": kind.aufnahme_art == "erstaufnahme",
        "sj_aufnahme_spaeter": aufnahme >= kind.naechster_monat,
        "sj_aufnahme_bald": aufnahme < recht.versetzt(2),
        # On 1 August, and for a resumption on 1 February, the regular amount arises; a first admission on 1 February
        # is one in the month of the second half-year.
        "sj_aufnahme_im_monat": (aufnahme >= kind.monat)
        & (aufnahme < kind.naechster_monat)
        & ((aufnahme > kind.monat) | kind.ohne_altersgrenze | ~am_stichtag),
        "sj_aufnahme_zum_ersten": aufnahme == kind.monat,
        # Admission up to the first school day is the start of school, not a late entry.
        "sj_einschulung": beginn_bekannt & (aufnahme <= beginn) & (aufnahme >= kind.monat),
    }
    return {name: ausdruck.fill_null(False) for name, ausdruck in spalten.items()}


def halbjahre(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """Which half the month belongs to, and in which months the half-year amounts arise for all pupils."""
    m, stichtage = kind.kalendermonat, kind.mit_altersgrenze_25
    begonnen = wenn(kind.sj_halbjahr_bekannt, kind.sj_halbjahr_begonnen, stichtage & (m == 2))
    im_monat = kind.sj_aufnahme_im_monat & ~kind.sj_einschulung
    return {
        "sj_zweites_halbjahr": ((m >= 3) & (m <= 7)) | ((m <= 2) & begonnen),
        "sj_monat_x1": (stichtage & (m == 8)) | (~stichtage & kind.sj_beginn_im_monat),
        "sj_monat_x2": (stichtage & (m == 2)) | (~stichtage & kind.sj_halbjahr_im_monat),
        "sj_anwesend": ~kind.sj_aufnahme_spaeter
        & (~kind.sj_aufnahme_im_monat | ~stichtage | kind.sj_aufnahme_zum_ersten)
        | kind.sj_einschulung,
        "sj_kalender_fehlt": ~stichtage
        & (
            (((m == 8) | (m == 9)) & ~kind.sj_beginn_bekannt)
            | ((m <= 2) & ~kind.sj_halbjahr_bekannt)
            | ((m == 7) & kind.sj_beginn_im_monat)  # whose year's amount applies is open
        ),
        "sj_erste": im_monat & kind.sj_erstaufnahme,
        "sj_wieder": im_monat & ~kind.sj_erstaufnahme,
        "sj_stichtag_x2": wenn(m == 1, kind.naechster_monat, kind.monat),
    }


def aufnahmefaelle(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """Half-year amounts of the month (`sb_x1`, `sb_x2`) and the constellations the norm leaves open."""
    m, stichtage = kind.kalendermonat, kind.mit_altersgrenze_25
    neu = recht["sgb12.schulbedarf.spaete_aufnahme"]
    alt = recht["sgb12.schulbedarf.spaete_aufnahme_alt"] & stichtage
    x1, x2 = kind.sj_monat_x1 & kind.sj_anwesend, kind.sj_monat_x2 & kind.sj_anwesend
    schulstart = (m == 8) | (m == 9)
    spaet = (kind.sj_erste & neu & (~schulstart | kind.sj_beginn_vorher)) | ((kind.sj_erste | kind.sj_wieder) & alt)
    nach_halbjahr = ((m >= 3) & (m <= 7) & ~(stichtage & kind.sj_halbjahr_im_monat)) | (
        (m == 2) & kind.sj_halbjahr_begonnen & ~kind.sj_halbjahr_im_monat
    )
    wieder_x2 = kind.sj_wieder & neu & nach_halbjahr
    neu_offen = (kind.sj_erste & schulstart & stichtage & ~kind.sj_beginn_vorher) | (
        kind.sj_wieder & ~wieder_x2 & ~x2 & ~x1
    )
    ohne_regel = (kind.sj_erste | kind.sj_wieder) & ~neu & ~alt & ~x1 & ~x2
    ohne_regel_offen = ohne_regel & (~stichtage | ((m == 8) & ~kind.sj_beginn_bekannt))
    einschulung_offen = kind.sj_erstaufnahme & stichtage & (m == 8) & ~kind.sj_beginn_bekannt & kind.sj_aufnahme_bald
    spaeter_offen = kind.sj_aufnahme_spaeter & (
        (~kind.sj_erstaufnahme & (kind.sj_monat_x1 | kind.sj_monat_x2) & ~x1) | einschulung_offen
    )
    return {
        "sb_x1": x1 | spaet,
        "sb_x2": x2 | (spaet & kind.sj_zweites_halbjahr) | wieder_x2,
        "sb_spaet": spaet | wieder_x2,
        "sb_aufnahme_offen": (neu & neu_offen) | ohne_regel_offen | spaeter_offen,
    }
