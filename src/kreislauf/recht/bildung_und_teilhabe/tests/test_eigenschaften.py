"""What holds for every child: more cost is never less money, ages end once, one circle at a time, months follow on."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.rechtskreis import RECHTSKREISORDNUNG
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import RECHTSKREISE
from kreislauf.recht.bildung_und_teilhabe.tests.fabrik import (
    befoerderung,
    klassenfahrt,
    lernfoerderung,
    make_kindermonat,
    mittagessen,
)
from kreislauf.recht.rechtsstand import monatserster
from kreislauf.recht.regel import Entscheidung

EURO = st.decimals("0.00", "900.00", places=2)
MONATE = st.integers(0, 190).map(lambda n: monatserster(date(2011, 1, 1), n))
KREISE = st.sampled_from(RECHTSKREISE)
RANG = {Entscheidung.NEIN: 0, Entscheidung.VORSCHLAG_NEIN: 0, Entscheidung.PERSON: 1, Entscheidung.JA: 2}


@settings(max_examples=120, deadline=None)
@given(monat=MONATE, kreis=KREISE, niedrig=EURO, mehr=EURO, anzahl=st.integers(0, 23))
def test_a_higher_cost_never_means_less(monat: date, kreis: str, niedrig: Decimal, mehr: Decimal, anzahl: int) -> None:
    def mit(kosten: Decimal) -> dict[str, Inhalt]:
        bedarf: dict[str, Inhalt] = {"teilhabe_kosten": kosten, "ausflug_kosten": kosten}
        bedarf |= {**befoerderung("0"), "befoerderung_eigenanteil": kosten}
        bedarf |= {**lernfoerderung("0", f"{monat}"), "lernfoerderung_kosten": kosten}
        bedarf |= {**mittagessen("0", anzahl), "mittag_preis": kosten}
        bedarf |= {**klassenfahrt("0", "0", f"{monat}"), "klassenfahrt_kosten": kosten}
        return bedarf

    weniger, viel = (
        berechne(make_kindermonat(f"{monat:%Y-%m}", rechtskreis=kreis, **mit(kosten)))
        for kosten in (niedrig, niedrig + mehr)
    )

    for leistung, ergebnis in weniger.items():
        assert RANG[viel[leistung].entscheidung] >= RANG[ergebnis.entscheidung], leistung
        mehr_betrag = viel[leistung].betrag
        if ergebnis.betrag is not None and mehr_betrag is not None:
            assert mehr_betrag >= ergebnis.betrag, leistung


@settings(max_examples=120, deadline=None)
@given(geburt=st.dates(date(1990, 1, 1), date(2009, 12, 31)), kreis=KREISE, monat=MONATE)
def test_once_too_old_always_too_old(geburt: date, kreis: str, monat: date) -> None:
    folge = [monatserster(monat, n) for n in range(0, 40, 3) if (monatserster(monat, n).year < 2026)]
    raenge = [
        RANG[
            berechne(
                make_kindermonat(f"{m:%Y-%m}", rechtskreis=kreis, geburtsdatum=geburt, teilhabe_kosten="25"),
                leistungen=("teilhabe",),
            )["teilhabe"].entscheidung
        ]
        for m in folge
        if (geburt.year, geburt.month) <= (m.year, m.month) and m >= date(2015, 3, 1)
    ]

    assert raenge == sorted(raenge, reverse=True)


@settings(max_examples=80, deadline=None)
@given(geburt=st.dates(date(1995, 1, 1), date(2008, 12, 31)))
def test_teilhabe_ends_with_the_month_of_the_18th_birthday(geburt: date) -> None:
    """Who is born on the 1st completes the 18th year the day before: the month of the birthday is none."""
    geburtstag = monatserster(geburt, 18 * 12)
    letzter = geburtstag if geburt.day > 1 else monatserster(geburtstag, -1)

    for monat, ja in ((letzter, True), (monatserster(letzter, 1), False)):
        zeile = make_kindermonat(f"{monat:%Y-%m}", geburtsdatum=geburt, teilhabe_kosten="25")
        assert berechne(zeile, leistungen=("teilhabe",))["teilhabe"].anspruch is ja


@given(
    ja=st.fixed_dictionaries({name: st.booleans() for name in RECHTSKREISORDNUNG.tabelle.spalten if name != "monat"})
)
def test_no_child_is_on_both_sides_of_an_ordering_rule(ja: dict[str, bool]) -> None:
    fall = RECHTSKREISORDNUNG.anwenden_auf_fall({"monat": date(2026, 8, 1), **ja}).spalten
    kreis = str(fall.inhalt("rechtskreis"))

    assert kreis in RECHTSKREISE
    if ja["asylblg"]:  # § 7 Abs. 1 Satz 2 Nr. 3 SGB II, § 9 Abs. 1 AsylbLG
        assert kreis in {"asylblg_3", "asylblg_2"}
    else:
        assert kreis not in {"asylblg_3", "asylblg_2"}
    if ja["bkgg_bewilligt"]:  # § 19 Abs. 2 Satz 2 SGB II
        assert kreis != "sgb2"
    if not ja["kindergeld"]:  # § 6b Abs. 1 BKGG
        assert not kreis.startswith("bkgg")
    if kreis == "keiner":
        assert not (ja["sgb2"] and not ja["bkgg_bewilligt"]) and not ja["sgb12_kap3"] and not ja["sgb12_kap4"]
