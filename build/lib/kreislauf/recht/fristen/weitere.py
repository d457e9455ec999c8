"""Waiting periods, arrears and limitation: periods that begin with an event, not with Bekanntgabe."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from kreislauf.recht.fristen.frist import Frist, Schritt, ohne_verschiebung
from kreislauf.recht.fristen.kalender import Dienstsitz, plus_monate, schreibe
from kreislauf.recht.rechtsstand import monatserster, wert

Rechnung = Callable[[date, Dienstsitz | None], Frist]


def _zahl(key: str, tag: date) -> int:
    return int(str(wert(key, tag)))


def _untaetigkeit(key: str, norm: str, was: str) -> Rechnung:
    def rechne(eingang: date, _: Dienstsitz | None) -> Frist:
        monate = _zahl(key, eingang)
        ablauf = plus_monate(eingang, monate)
        erster = ablauf + timedelta(days=1)
        text = f"{was} ging am {schreibe(eingang)} ein; {monate} Monate sind mit {schreibe(ablauf)} abgelaufen."
        folge = f"Die Untätigkeitsklage ist ab {schreibe(erster)} zulässig; diese Wartezeit verschiebt sich nicht."
        return Frist(None, erster, (Schritt(text, norm), Schritt(folge, norm)))

    return rechne


def ueberpruefung_rueckwirkung(antrag: date, _: Dienstsitz | None) -> Frist:
    """First day for which arrears are paid in the SGB II after an application under § 44 SGB X."""
    jahre = _zahl("sgb2.ueberpruefung.rueckwirkung", antrag)
    erster = date(antrag.year - jahre, 1, 1)
    text = (
        f"Antrag am {schreibe(antrag)}: nachgezahlt wird {jahre} Jahr vor dem Jahr des Antrags, ab {schreibe(erster)}."
    )
    return Frist(None, erster, (Schritt(text, "§ 40 Abs. 1 Satz 2 SGB II, § 44 Abs. 4 SGB X"),))


def rueckforderung_verjaehrung(unanfechtbar: date, sitz: Dienstsitz | None) -> Frist:
    """Last day before a refund claim is time-barred."""
    jahre = _zahl("sgb10.erstattung.verjaehrung", unanfechtbar)
    ende = date(unanfechtbar.year + jahre, 12, 31)
    seit = f"Unanfechtbar seit {schreibe(unanfechtbar)}"
    text = f"{seit}: verjährt {jahre} Jahre nach Ablauf des Kalenderjahres, mit {schreibe(ende)}."
    return Frist(None, ende, (Schritt(text, "§ 50 Abs. 4 SGB X"),), ohne_verschiebung(ende, sitz))


def bkgg_verjaehrung(entstanden: date, sitz: Dienstsitz | None) -> Frist:
    """Last day before a claim under § 6b BKGG is time-barred: a plea that a person raises."""
    monate = _zahl("bkgg.verjaehrung.monate", entstanden)
    ende = monatserster(entstanden, monate + 1) - timedelta(days=1)
    seit = f"Entstanden am {schreibe(entstanden)}"
    text = f"{seit}: verjährt {monate} Monate nach Ablauf dieses Monats, mit {schreibe(ende)}."
    einrede = "Die Verjährung ist eine Einrede; ob sie erhoben wird, entscheidet eine Person."
    return Frist(None, ende, (Schritt(text, "§ 6b Abs. 2a BKGG"),), (einrede, *ohne_verschiebung(ende, sitz)))


def ruecknahme_45(kenntnis: date, sitz: Dienstsitz | None) -> Frist:
    """Last day for revoking a favourable decision for the past, from knowledge of the facts."""
    ende = plus_monate(kenntnis, 12 * _zahl("sgb10.ruecknahme.frist", kenntnis))
    seit = f"Kenntnis der Tatsachen am {schreibe(kenntnis)}"
    text = f"{seit}: Rücknahme für die Vergangenheit innerhalb eines Jahres, bis {schreibe(ende)}."
    return Frist(None, ende, (Schritt(text, "§ 45 Abs. 4 Satz 2 SGB X"),), ohne_verschiebung(ende, sitz))


WEITERE: Mapping[str, Rechnung] = {
    "untaetigkeit_antrag": _untaetigkeit("sgg.fristen.untaetigkeit_antrag", "§ 88 Abs. 1 SGG", "Der Antrag"),
    "untaetigkeit_widerspruch": _untaetigkeit(
        "sgg.fristen.untaetigkeit_widerspruch", "§ 88 Abs. 2 SGG", "Der Widerspruch"
    ),
    "ueberpruefung_rueckwirkung": ueberpruefung_rueckwirkung,
    "rueckforderung_verjaehrung": rueckforderung_verjaehrung,
    "bkgg_verjaehrung": bkgg_verjaehrung,
    "ruecknahme_45": ruecknahme_45,
}
