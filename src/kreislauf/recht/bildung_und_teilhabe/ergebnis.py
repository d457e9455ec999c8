"""One child in one month: all benefits asked for, each with its reasons."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis, Sprache, begruende
from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.rechtsstand import wert
from kreislauf.recht.regel import Fall

# Rechtskreis → name and the norm that refers to the benefit norm; {norm} is § 28 SGB II or § 34 SGB XII.
_VERWEISUNG: dict[str, tuple[str, str, str]] = {
    "sgb2": ("SGB II", "sgb2", "{norm}"),
    "bkgg_kinderzuschlag": ("Kinderzuschlag (BKGG)", "sgb2", "§ 6b Abs. 1 Satz 1 Nr. 1, Abs. 2 BKGG i. V. m. {norm}"),
    "bkgg_wohngeld": ("Wohngeld (BKGG)", "sgb2", "§ 6b Abs. 1 Satz 1 Nr. 2, Abs. 2 BKGG i. V. m. {norm}"),
    "sgb12_kap3": ("SGB XII, Drittes Kapitel", "sgb12", "{norm}"),
    "sgb12_kap4": ("SGB XII, Viertes Kapitel", "sgb12", "§ 42 Nr. 3 SGB XII i. V. m. {norm}"),
    "asylblg_3": ("AsylbLG, Grundleistungen", "sgb12", "{asylblg} i. V. m. {norm}"),
    "asylblg_2": ("AsylbLG, Analogleistungen", "sgb12", "§ 2 Abs. 1 AsylbLG i. V. m. {norm}"),
    "keiner": ("keiner", "sgb2", "{norm}"),
}


def _monat(fall: Fall) -> date:
    monat = fall.spalten.inhalt("monat")
    assert isinstance(monat, date)
    return monat


def _norm(fall: Fall, norm: Mapping[str, str] | str) -> str:
    if isinstance(norm, str):
        return norm
    _, gesetz, verweisung = _VERWEISUNG[str(fall.spalten.inhalt("rechtskreis"))]
    absatz = wert("asylblg.rechtsanspruch.absatz", _monat(fall)) if "{asylblg}" in verweisung else ""
    return verweisung.format(norm=norm[gesetz], asylblg=absatz)


def _worte(fall: Fall, spalte: str) -> str | None:
    if spalte == "monat":
        return f"{_monat(fall):%m/%Y}"
    if spalte == "rechtskreis":
        name = _VERWEISUNG[str(fall.spalten.inhalt("rechtskreis"))][0]
        return f"{name} ({wert('sgb2.bezeichnung.leistung', _monat(fall))})" if name == "SGB II" else name
    return None


SPRACHE = Sprache("bildung_und_teilhabe", _norm, _worte)


def berechne(sachverhalt: Mapping[str, Inhalt], *, leistungen: Collection[str] | None = None) -> dict[str, Ergebnis]:
    """Results by benefit for one row of the table `kindermonat`; benefits nobody asked for are left out.

    `leistungen` computes only these. Raises NotInForce for months before January 2011.
    """
    monat = sachverhalt["monat"]
    assert isinstance(monat, date)
    wert("sgb2.teilhabe.pauschale", monat)  # there is no Bildung und Teilhabe before its first day
    fall = BILDUNG_UND_TEILHABE.anwenden_auf_fall(sachverhalt, leistungen=leistungen)
    gefunden = {leistung: begruende(fall, leistung, SPRACHE) for leistung in fall.ansprueche}
    return {leistung: ergebnis for leistung, ergebnis in gefunden.items() if ergebnis is not None}


def berechne_monate(
    sachverhalt: Mapping[str, Inhalt],
    monate: Iterable[date],
    *,
    je_monat: Mapping[date, Mapping[str, Inhalt]] | None = None,
    leistungen: Collection[str] | None = None,
) -> dict[date, dict[str, Ergebnis]]:
    """Results by month (its first day) and benefit for facts that stay the same but for `je_monat`."""
    andere = je_monat or {}
    return {
        monat: berechne({**sachverhalt, **andere.get(monat, {}), "monat": monat}, leistungen=leistungen)
        for monat in monate
    }
