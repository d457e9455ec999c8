"""What each of the year's figures counts, from which day on, and by which norm. Pure.

A figure and its rows come from the same selection (`selectors.jahreszahlen`), so the words here describe both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kreislauf.foundation.states import DomainError

BEGINN_BUT = date(2011, 1, 1)
DIGITALE_KANAELE = ("portal", "fitconnect")
GRUPPEN: dict[str, tuple[str, tuple[str, ...]]] = {
    "sgb2": ("§ 28 SGB II", ("sgb2",)),
    "bkgg": ("§ 6b BKGG", ("bkgg_kinderzuschlag", "bkgg_wohngeld")),
    "sgb12": ("§§ 34, 42 SGB XII", ("sgb12_kap3", "sgb12_kap4")),
    "asylblg": ("§§ 2, 3 AsylbLG", ("asylblg_3", "asylblg_2")),
}
MELDEPFLICHTIG = ("sgb2", "bkgg")  # § 46 Abs. 11 SGB II


class DefinitionFehlt(DomainError):
    """There is no such figure, or it was not defined on that day."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One wording of a figure, in force from `ab`; `offen` says what a county has to confirm."""

    kennzahl: str
    titel: str
    einheit: str
    zaehlt: str
    norm: str
    quelle: str
    ab: date
    fassung: int = 1
    offen: str = ""


DEFINITIONEN: tuple[Definition, ...] = (
    Definition(
        "antraege",
        "Anträge",
        "Anträge",
        "Anträge, deren Antragsdatum im Jahr liegt, nach dem Weg, auf dem sie kamen. Weitergeleitete zählen nicht. "
        "Digital sind Onlineantrag und FIT-Connect; E-Mail zählt nicht dazu.",
        "§ 37 SGB II, § 9 Abs. 3 BKGG, § 16 Abs. 2 SGB I; Onlinezugang: § 1 OZG",
        "Anträge",
        BEGINN_BUT,
    ),
    Definition(
        "bescheide",
        "Entscheidungen über Anträge",
        "Bescheide",
        "Bescheide auf einen Antrag, die im Jahr bekannt gegeben wurden, nach dem Ergebnis: bewilligt, teilweise "
        "bewilligt, vorläufig, abgelehnt, versagt. Änderungen, Aufhebungen und Widerspruchsbescheide zählen nicht.",
        "§§ 31, 37, 39 Abs. 1 SGB X; § 41a SGB II; § 66 SGB I",
        "Bescheide",
        BEGINN_BUT,
    ),
    Definition(
        "zeilen",
        "Entscheidungen je Leistung",
        "Entscheidungen",
        "Einzelne Entscheidungen (Kind, Leistung, Zeitraum) in diesen Bescheiden, nach Leistung und Ergebnis.",
        "§ 28 Abs. 2 bis 7 SGB II, § 34 SGB XII",
        "Entscheidungszeilen",
        BEGINN_BUT,
    ),
    Definition(
        "ausgaben",
        "Ausgaben",
        "Euro",
        "Was das Anspruchskonto im Jahr als gezahlt bucht, abzüglich Rückläufern und Erstattungen, nach Rechtskreis, "
        "Leistung und Monat der Zahlung. Es zählt der Tag der Buchung, nicht der Monat, für den gezahlt wird.",
        "§ 46 Abs. 11 SGB II (Meldung der Ausgaben für § 28 SGB II und § 6b BKGG, abzüglich der Einnahmen)",
        "Buchungen des Anspruchskontos",
        BEGINN_BUT,
        offen="Zählung der Absätze des § 46 SGB II nach dem Stand vom 29. April 2026.",
    ),
    Definition(
        "rueckfluesse",
        "Zurückgeflossen",
        "Euro",
        "Gegenbuchungen zu Zahlungen im Jahr: von der Bank zurückgegeben oder erstattet.",
        "§ 46 Abs. 11 SGB II, § 50 SGB X",
        "Buchungen des Anspruchskontos",
        BEGINN_BUT,
    ),
    Definition(
        "forderungen",
        "Erstattung gefordert",
        "Euro",
        "Was Aufhebungsbescheide, die im Jahr bekannt gegeben wurden, an Erstattung fordern. Entfallene Forderungen "
        "zählen nicht.",
        "§ 50 SGB X, § 40 SGB II, § 6b Abs. 3 BKGG",
        "Erstattungsforderungen",
        BEGINN_BUT,
    ),
    Definition(
        "erstattet",
        "Auf Forderungen erstattet",
        "Euro",
        "Was auf diese Forderungen bis heute eingegangen ist. Es steht auch unter „Zurückgeflossen“, dort im Jahr des "
        "Eingangs.",
        "§ 50 SGB X",
        "Erstattungsforderungen",
        BEGINN_BUT,
    ),
    Definition(
        "forderung_offen",
        "Forderungen noch offen",
        "Euro",
        "Was von diesen Forderungen heute noch offen ist; erlassene zählen nicht dazu.",
        "§ 50 SGB X",
        "Erstattungsforderungen",
        BEGINN_BUT,
    ),
    Definition(
        "dauer",
        "Bearbeitungsdauer",
        "Tage",
        "Tage vom Antrag bis zur Bekanntgabe des ersten Bescheids, für Anträge, deren erster Bescheid im Jahr bekannt "
        "gegeben wurde: Median, 90. Perzentil und der Median ab dem Tag, an dem die Unterlagen vollständig waren. Über "
        "der gesetzlichen Frist liegt, was nach sechs Monaten oder später bekannt gegeben wurde, auch wenn es dafür "
        "einen zureichenden Grund gab.",
        "§ 88 Abs. 1 SGG, § 37 SGB X",
        "Anträge und Bescheide",
        BEGINN_BUT,
    ),
    Definition(
        "widersprueche",
        "Widersprüche",
        "Widersprüche",
        "Widersprüche, die im Jahr eingingen, nach ihrem heutigen Stand. Die Quote teilt sie durch die Bescheide auf "
        "Anträge, die im Jahr bekannt gegeben wurden.",
        "§§ 83 bis 86 SGG",
        "Widersprüche",
        BEGINN_BUT,
    ),
)  # fmt: skip


def definition(kennzahl: str, tag: date, fassungen: Sequence[Definition] = DEFINITIONEN) -> Definition:
    """The wording in force on a day. Raises DefinitionFehlt."""
    passend = [d for d in fassungen if d.kennzahl == kennzahl and d.ab <= tag]
    if not passend:
        raise DefinitionFehlt(f"Für den {tag:%d.%m.%Y} gibt es keine Kennzahl „{kennzahl}“.")
    return max(passend, key=lambda d: d.ab)


def gruppe_von(rechtskreis: str) -> str:
    """Which part of the report a legal circle belongs to."""
    return next(name for name, (_, kreise) in GRUPPEN.items() if rechtskreis in kreise)
