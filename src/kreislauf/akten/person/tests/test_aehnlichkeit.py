"""How alike two people are."""

from datetime import date

import pytest

from kreislauf.akten.person.aehnlichkeit import SCHWELLE, Merkmale, lautform, naehe, suchform

GEBOREN = date(2017, 1, 15)
BEKANNT = Merkmale("Müller-Lüdenscheidt", "Ida", GEBOREN)


def merkmale(vorname: str, nachname: str, geboren: date | None = GEBOREN) -> Merkmale:
    return Merkmale(vorname, nachname, geboren)


@pytest.mark.parametrize(
    ("neu", "alt"),
    [
        (merkmale("Ida", "Brömmelkamp"), merkmale("Ida", "Broemmelkamp")),
        (merkmale("Ida", "Meyer"), merkmale("Ida", "Maier")),
        (merkmale("Ida", "Brömmelkamp"), merkmale("Brömmelkamp", "Ida")),
        (merkmale("Ida", "Brömmelkmap"), merkmale("Ida", "Brömmelkamp")),
        (merkmale("Ida", "Brömmelkamp", date(2017, 4, 3)), merkmale("Ida", "Brömmelkamp", date(2017, 3, 4))),
        (merkmale("Ida", "Brömmelkamp", date(2017, 1, 15)), merkmale("Ida", "Brömmelkamp", date(2018, 1, 15))),
        (merkmale("José", "Álvarez"), merkmale("Jose", "Alvarez")),
        (merkmale("Ida", "Brömmelkamp", None), merkmale("Ida", "Brömmelkamp")),
    ],
)
def test_slips_of_one_person_are_suspected(neu: Merkmale, alt: Merkmale) -> None:
    assert naehe(neu, alt).prozent >= SCHWELLE


@pytest.mark.parametrize(
    ("neu", "alt"),
    [
        (merkmale("Ida", "Brömmelkamp"), merkmale("Jonte", "Brömmelkamp", date(2013, 5, 2))),  # brother and sister
        (merkmale("Ida", "Yildiz"), merkmale("Tarek", "Haddad")),  # the same day of birth alone
        (merkmale("Ida", "Meyer", date(2010, 3, 1)), merkmale("Ida", "Meyer", date(2017, 1, 15))),  # namesakes
    ],
)
def test_different_people_are_left_alone(neu: Merkmale, alt: Merkmale) -> None:
    assert naehe(neu, alt).prozent < SCHWELLE


def test_names_without_latin_letters_do_not_all_sound_alike() -> None:
    assert naehe(merkmale("Олена", "Шевченко"), merkmale("محمد", "حسن")).prozent < SCHWELLE


def test_forms_are_stable() -> None:
    assert suchform(" Müller-Lüdenscheidt ", "ÏDA") == "mueller luedenscheidt ida"
    assert lautform("Meyer") == lautform("Maier") == "67"
