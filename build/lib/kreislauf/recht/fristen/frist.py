"""A deadline and the steps that lead to it."""

from dataclasses import dataclass
from datetime import date, timedelta

from kreislauf.recht.fristen.kalender import Dienstsitz, hindernis, naechster_werktag, nur_oertlich, schreibe


@dataclass(frozen=True)
class Schritt:
    """One step of the calculation, in German, with the norm."""

    text: str
    norm: str


@dataclass(frozen=True)
class Frist:
    """`fristende` is the last day; for waiting periods and arrears the first day (the steps say which).

    `offen` marks points that the norms leave open and a person decides.
    """

    bekanntgabe: date | None
    fristende: date
    rechenweg: tuple[Schritt, ...]
    offen: tuple[str, ...] = ()


def verschiebe(tag: date, sitz: Dienstsitz, norm: str) -> tuple[date, tuple[Schritt, ...], tuple[str, ...]]:
    """The end of a period on the next working day, with the steps, and with what depends on the municipality."""
    ende = naechster_werktag(tag, sitz)
    schritte: tuple[Schritt, ...] = ()
    if ende != tag:
        grund = hindernis(tag, sitz)
        schritte = (
            Schritt(f"{schreibe(tag)} ist {grund}: Die Frist endet am nächsten Werktag, {schreibe(ende)}.", norm),
        )
    oertlich = nur_oertlich(ende.year, sitz.land).get(ende)
    if oertlich is None or oertlich in sitz.oertlich:
        return ende, schritte, ()
    danach = naechster_werktag(ende + timedelta(days=1), sitz)
    nur_dort = f"{schreibe(ende)} ist nur in einigen Gemeinden Feiertag ({oertlich})"
    offen = f"{nur_dort}; dort endet die Frist am {schreibe(danach)}."
    return ende, schritte, (offen,)


def ohne_verschiebung(tag: date, sitz: Dienstsitz | None) -> tuple[str, ...]:
    """The note for limitation periods that end on a day off: whether they shift is open."""
    frei = tag.weekday() >= 5 if sitz is None else hindernis(tag, sitz) is not None
    if not frei:
        return ()
    return (f"{schreibe(tag)} ist kein Werktag; ob diese Frist sich verschiebt, ist offen. Eine Person entscheidet.",)
