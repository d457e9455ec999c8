"""Gemeinschaftliche Mittagsverpflegung (§ 28 Abs. 6 SGB II, § 34 Abs. 6 SGB XII)."""

import narwhals as nw

from kreislauf.recht.ausdruck import BETRAG, NULL_EUR, eines_von, wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def _hort(recht: Rechtsstand, kind: Sachverhalt) -> nw.Expr:
    mit_vertrag = recht["sgb2.mittagsverpflegung.hort_mit_kooperationsvertrag"] & kind.mittag_kooperationsvertrag
    return recht["sgb2.mittagsverpflegung.hort"] | mit_vertrag


def summe(kind: Sachverhalt, recht: Rechtsstand) -> dict[str, nw.Expr]:
    """What the meals of the month cost above the own share, EUR; empty while the flat amount was paid instead."""
    eigenanteil = recht["sgb2.mittagsverpflegung.eigenanteil"]
    rest = wenn(
        kind.mittag_preis > eigenanteil, kind.mittag_preis - eigenanteil, wenn(~eigenanteil.is_null(), NULL_EUR)
    )
    return {"mittag_summe": rest.cast(BETRAG) * kind.mittag_anzahl.cast(nw.Decimal(6, 0))}


def mittagsverpflegung(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Price times meals less the own share of the time, EUR per month; flat until March 2011 (§ 77 Abs. 11 SGB II).

    Pupils under the school's responsibility, in the Hort only as the law of the time says; children in Kita and
    Kindertagespflege. Lunch elsewhere than the institution named is decided by a person.
    """
    ort = kind.mittag_ort
    pauschale = recht["sgb2.mittagsverpflegung.pauschale"]
    eigenanteil = recht["sgb2.mittagsverpflegung.eigenanteil"]
    ueber_eigenanteil = kind.mittag_preis > eigenanteil
    einzeln_erlaubt = recht["sgb2.mittagsverpflegung.gemeinschaft_entbehrlich"]
    im_hort = kind.besucht_schule & (ort == "hort")
    gleicher_ort = eines_von((kind.einrichtung == o) & (ort == o) for o in ("schule", "kita", "kindertagespflege"))
    return Anspruch(
        bedarf=~kind.mittag_preis.is_null(),
        voraussetzungen={
            **gemeinsam.berechtigung(kind),
            "besucht_einrichtung": kind.einrichtung != "keine",
            "unter_25": kind.unter_altersgrenze,
            "ohne_verguetung": kind.ohne_verguetung,
            "hort_umfasst": ~im_hort | _hort(recht, kind),
            "gemeinschaftlich": kind.mittag_gemeinschaftlich | einzeln_erlaubt,
            "aufwendungen": (kind.mittag_preis > 0)
            & (kind.mittag_anzahl > 0)
            & (~pauschale.is_null() | ueber_eigenanteil),
            **gemeinsam.antrag_wirkt(kind),
        },
        zweifel={
            **gemeinsam.offene_fragen(kind),
            **gemeinsam.zweifel_schueler(kind),
            **gemeinsam.sachleistung_spaet(kind),
            "wird_25": kind.wird_25_im_monat,
            "ort_passt_nicht": ~(gleicher_ort | im_hort),
        },
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise=gemeinsam.antrag_angegeben(kind),
        rechenweg={"preis": kind.mittag_preis, "abzug": eigenanteil, "pauschale": pauschale},
        betrag=wenn(pauschale.is_null(), kind.mittag_summe, pauschale),
    )
