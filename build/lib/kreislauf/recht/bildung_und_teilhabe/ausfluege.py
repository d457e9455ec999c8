"""Schulausflüge und mehrtägige Klassenfahrten (§ 28 Abs. 2 SGB II, § 34 Abs. 2 SGB XII)."""

from collections.abc import Mapping

import narwhals as nw

from kreislauf.recht.bildung_und_teilhabe import gemeinsam
from kreislauf.recht.rechtsstand import Rechtsstand
from kreislauf.recht.regel import Anspruch, Bedingungen
from kreislauf.recht.sachverhalt import Sachverhalt


def _wer(kind: Sachverhalt, recht: Rechtsstand) -> Mapping[str, nw.Expr]:
    """Pupils and children in a Kita; in Kindertagespflege since August 2013."""
    tagespflege = (kind.einrichtung == "kindertagespflege") & recht["sgb2.bildung.ausflug_in_kindertagespflege"]
    return {
        **gemeinsam.berechtigung(kind),
        "besucht_einrichtung": kind.besucht_schule | (kind.einrichtung == "kita") | tagespflege,
        "unter_25": kind.unter_altersgrenze,
        "ohne_verguetung": kind.ohne_verguetung,
        **gemeinsam.antrag_wirkt(kind),
    }


def _zweifel(kind: Sachverhalt) -> Bedingungen:
    return {
        **gemeinsam.offene_fragen(kind),
        **gemeinsam.zweifel_schueler(kind),
        **gemeinsam.sachleistung_spaet(kind),
        "wird_25": kind.wird_25_im_monat,
    }


def ausflug(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Actual cost of one-day trips in the month, EUR, without a cap; § 28 Abs. 2 Satz 1 Nr. 1 SGB II."""
    return Anspruch(
        bedarf=~kind.ausflug_kosten.is_null(),
        voraussetzungen={**_wer(kind, recht), "aufwendungen": kind.ausflug_kosten > 0},
        zweifel=_zweifel(kind),
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise=gemeinsam.antrag_angegeben(kind),
        rechenweg={"kosten": kind.ausflug_kosten},
        betrag=kind.ausflug_kosten,
    )


def klassenfahrt(kind: Sachverhalt, recht: Rechtsstand) -> Anspruch:
    """Actual cost of a trip of several days without pocket money, EUR, in the month in which it falls due.

    § 28 Abs. 2 Satz 1 Nr. 2 SGB II; within school law (school confirmation), no cap.
    """
    faellig = kind.klassenfahrt_faellig_am
    ohne_taschengeld = kind.klassenfahrt_kosten - kind.klassenfahrt_taschengeld
    return Anspruch(
        bedarf=~kind.klassenfahrt_kosten.is_null(),
        voraussetzungen={
            **_wer(kind, recht),
            "faellig_im_monat": (faellig >= kind.monat) & (faellig < kind.naechster_monat),
            "aufwendungen": ohne_taschengeld > 0,
        },
        zweifel={**_zweifel(kind), "faellig_vor_bezug": faellig < kind.leistungsbezug_seit},
        vorbehalte={**gemeinsam.ermessen(kind), **gemeinsam.verjaehrung(kind, recht)},
        hinweise={**gemeinsam.antrag_angegeben(kind), "monat_der_faelligkeit": ~kind.monat.is_null()},
        rechenweg={"kosten": kind.klassenfahrt_kosten, "taschengeld": kind.klassenfahrt_taschengeld},
        betrag=ohne_taschengeld,
    )
