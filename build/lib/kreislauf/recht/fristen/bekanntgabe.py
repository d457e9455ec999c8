"""When a Verwaltungsakt counts as served (§ 37 SGB X)."""

from dataclasses import dataclass
from datetime import date, timedelta

from kreislauf.recht.fristen.frist import Schritt
from kreislauf.recht.fristen.kalender import schreibe
from kreislauf.recht.rechtsstand import wert

_ORDNUNG = {3: "dritten", 4: "vierten"}
VIERTER_TAG_AB = date(2025, 1, 1)


@dataclass(frozen=True)
class Bekanntgabe:
    """The day, how it was found, and what is open about it."""

    tag: date
    schritt: Schritt
    offen: tuple[str, ...] = ()
    ausland: bool = False


def fiktion(abgesandt: date) -> Bekanntgabe:
    """Day of the fiction after posting or sending; no shift on days off (BSG 6.5.2010, B 14 AS 12/09 R).

    Sent in 2024 with the third day in 2025: not settled, the later day counts in favour of the citizen.
    """
    tage = _tage(abgesandt)
    uebergang = abgesandt < VIERTER_TAG_AB <= abgesandt + timedelta(days=tage)
    if uebergang:
        tage = _tage(VIERTER_TAG_AB)
    tag = abgesandt + timedelta(days=tage)
    text = f"Der Bescheid gilt am {_ORDNUNG[tage]} Tag nach {schreibe(abgesandt)} als bekannt gegeben: {schreibe(tag)}."
    if tag.weekday() >= 5:
        text += " Ein freier Tag verschiebt die Bekanntgabe nicht."
    offen = (
        "Der Übergang vom dritten zum vierten Tag ist für diesen Absendetag nicht geregelt; gerechnet ist der spätere "
        "Tag zugunsten der Bürgerin oder des Bürgers.",
    )
    return Bekanntgabe(tag, Schritt(text, "§ 37 Abs. 2, 2a SGB X"), offen if uebergang else ())


def im_ausland(zugang: date) -> Bekanntgabe:
    """Abroad no fiction applies: the day of receipt."""
    text = f"Bei Bekanntgabe im Ausland gilt keine Fiktion; maßgeblich ist der Zugang am {schreibe(zugang)}."
    return Bekanntgabe(zugang, Schritt(text, "§ 37 Abs. 1, 2 SGB X"), ausland=True)


def _tage(tag: date) -> int:
    return int(str(wert("sgb10.bekanntgabe.fiktion", tag)))
