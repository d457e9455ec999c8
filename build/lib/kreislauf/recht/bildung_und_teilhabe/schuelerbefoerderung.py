"""Schülerbeförderung (§ 28 Abs. 4 SGB II, § 34 Abs. 4 SGB XII)."""

from kreislauf.recht.ausdruck import NULL_EUR, wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def schuelerbefoerderung(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """What the family still pays for the way to the nearest school, less the own share of the time, EUR per month.

    Always in cash. Until July 2013 the own share was set case by case; whether a profile school counted before
    August 2019 is open.
    """
    eigenanteil = recht["sgb2.schuelerbefoerderung.eigenanteil"]
    im_einzelfall = recht["sgb2.schuelerbefoerderung.eigenanteil_im_einzelfall"]
    rest = kind.befoerderung_eigenanteil - eigenanteil
    profil_zaehlt = recht["sgb2.schuelerbefoerderung.profilschule"]
    return Anspruch(
        bedarf=~kind.befoerderung_eigenanteil.is_null(),
        voraussetzungen={
            **gemeinsam.berechtigung(kind),
            **gemeinsam.schueler(kind),
            "naechstgelegene": kind.befoerderung_naechstgelegene | kind.befoerderung_profilschule,
            "aufwendungen": (rest > 0).fill_null(kind.befoerderung_eigenanteil > 0),
            **gemeinsam.antrag_wirkt(kind),
        },
        zweifel={
            **gemeinsam.offene_fragen(kind),
            **gemeinsam.zweifel_schueler(kind),
            "wird_25": kind.wird_25_im_monat,
            "eigenanteil_im_einzelfall": im_einzelfall,
            "profilschule_frueher": ~kind.befoerderung_naechstgelegene & ~profil_zaehlt,
            "antrag_nach_bedarf": kind.antrag_nach_monat & kind.ohne_altersgrenze & kind.gesonderter_antrag,
        },
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise={**gemeinsam.antrag_angegeben(kind), "eigenanteil_in_der_regel": eigenanteil > 0},
        rechenweg={"kosten": kind.befoerderung_eigenanteil, "abzug": eigenanteil},
        betrag=wenn(rest > 0, rest, wenn(~rest.is_null(), NULL_EUR)),
    )
