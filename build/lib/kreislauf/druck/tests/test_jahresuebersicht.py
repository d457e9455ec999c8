"""The yearly overview counts what it lists, and its chart shows the same figures."""

from datetime import date
from xml.etree import ElementTree

import pytest

from kreislauf.druck import Bild, Dokumentfehler, Tabelle, als_docx, als_pdf
from kreislauf.druck.jahresuebersicht import OffenerAuftrag, Puenktlichkeit, als_bericht, altersverteilung, schaubild
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.tests.muster import KLASSEN, make_jahresuebersicht


def make_auftrag(**angaben: object) -> OffenerAuftrag:
    muster: dict[str, object] = {
        "vorlage_nummer": "V/1", "text": "x", "verantwortlich": "ASD", "altersklasse": KLASSEN[0], "alter": 5,
    }  # fmt: skip
    return OffenerAuftrag(**{**muster, **angaben})  # type: ignore[arg-type]


def tabelle(titel: str, **angaben: object) -> Tabelle:
    bausteine = als_bericht(make_jahresuebersicht(**angaben)).bausteine
    return next(b for b in bausteine if isinstance(b, Tabelle) and b.titel.startswith(titel))


def test_overview_is_accessible_in_both_forms() -> None:
    bericht = als_bericht(make_jahresuebersicht())

    assert maengel(als_pdf(bericht)) == []
    assert als_docx(bericht).startswith(b"PK")


@pytest.mark.parametrize(
    ("frist", "spaet"), [(date(2026, 11, 23), 1), (date(2026, 11, 24), 0), (date(2026, 11, 25), 0), (None, 0)]
)
def test_duty_is_late_from_the_day_after_its_date(frist: date | None, spaet: int) -> None:
    daten = make_jahresuebersicht(offene=[make_auftrag(frist=frist)])

    assert altersverteilung(daten)[0] == (KLASSEN[0], 1 - spaet, spaet)


def test_table_of_ages_adds_up_to_the_list() -> None:
    daten = make_jahresuebersicht()
    *zeilen, summe = tabelle("Offene Aufträge nach Alter").zeilen

    assert [z[0] for z in zeilen] == list(KLASSEN)
    assert summe[1] == str(len(daten.offene)) == str(sum(int(z[1]) for z in zeilen))
    assert all(int(z[1]) == int(z[2]) + int(z[3]) for z in [*zeilen, summe])


def test_chart_shows_the_figures_of_the_table() -> None:
    texte = [t.text for t in ElementTree.fromstring(schaubild(make_jahresuebersicht())).iter() if t.text]

    for klasse, in_der_frist, spaet in altersverteilung(make_jahresuebersicht()):
        teile = [f"{n} {name}" for n, name in ((in_der_frist, "in der Frist"), (spaet, "überfällig")) if n]
        assert klasse in texte
        assert (" · ".join(teile) or "0") in texte


def test_chart_has_its_figures_in_words_for_those_who_do_not_see_it() -> None:
    bild = next(b for b in als_bericht(make_jahresuebersicht()).bausteine if isinstance(b, Bild))

    assert "unter 6 Monate: 4 in der Frist, 4 überfällig" in bild.alternativtext


def test_open_duties_are_listed_oldest_first() -> None:
    auftraege = [make_auftrag(alter=n, vorlage_nummer=str(n)) for n in (5, 900, 30)]

    assert [z[0] for z in tabelle("Offene Aufträge am", offene=auftraege).zeilen] == ["900", "30", "5"]


def test_punctuality_shows_the_share_or_nothing_where_nothing_was_due() -> None:
    assert [Puenktlichkeit("a", 12, 7, 3, 2).quote, Puenktlichkeit("b", 0, 0, 0, 0).quote] == ["58,3 %", "–"]


def test_empty_year_is_said_in_words() -> None:
    bericht = als_bericht(make_jahresuebersicht(offene=[], verschiebungen=[], stellen=[]))

    assert not [b for b in bericht.bausteine if isinstance(b, Bild | Tabelle)]
    assert maengel(als_pdf(bericht)) == []


@pytest.mark.parametrize(
    "angaben",
    [{"offene": [make_auftrag(altersklasse="uralt")]}, {"stellen": [Puenktlichkeit("ASD", 5, 1, 1, 1)]}],
)
def test_figures_that_do_not_fit_are_refused(angaben: dict[str, object]) -> None:
    with pytest.raises(Dokumentfehler):
        make_jahresuebersicht(**angaben)
