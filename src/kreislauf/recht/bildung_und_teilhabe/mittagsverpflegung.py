"""Gemeinschaftliche Mittagsverpflegung (§ 28 Abs. 6 SGB II, § 34 Abs. 6 SGB XII)."""

from decimal import Decimal

import narwhals as nw

from kreislauf.recht.ausdruck import eines_von, wenn
from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch
from kreislauf.recht.sachverhalt import Sachverhalt


def _hort(recht: Rechtsstand, kind: Sachverhalt) -> nw.Expr:
    mit_vertrag = recht["sgb2.mittagsverpflegung.hort_mit_kooperationsvertrag"] & kind.mittag_kooperationsvertrag
    return recht["sgb2.mittagsverpflegung.hort"] | mit_vertrag


def mittagsverpflegung(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Price times meals less the own share of the time, EUR per month; flat until March 2011 (§ 77 Abs. 11 SGB II).

    Pupils under the school's responsibility, in the Hort only as the law of the time says; children in Kita and
    Kindertagespflege. Lunch elsewhere than the institution named is decided by a person.
    """
    ort = kind.mittag_ort
    pauschale = recht["sgb2.mittagsverpflegung.pauschale"]
    anzahl = kind.mittag_anzahl
    kosten = kind.mittag_preis * anzahl
    abzug = recht["sgb2.mittagsverpflegung.eigenanteil"] * anzahl
    rest = wenn(kosten > abzug, kosten - abzug, wenn(~abzug.is_null(), Decimal("0.00")))
    summe = wenn(pauschale.is_null(), rest, pauschale)
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
            "aufwendungen": (kosten > 0) & (summe.is_null() | (summe > 0)),
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
        rechenweg={"kosten": kosten, "abzug": abzug, "pauschale": pauschale},
        betrag=summe,
    )
