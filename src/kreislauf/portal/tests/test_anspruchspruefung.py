"""The check says what the law says; amounts come from the dated parameters."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kreislauf.portal.anspruchspruefung import BEDARFE, Angaben, Auskunft, pruefe

HEUTE = date(2026, 11, 25)


def auskunft(heute: date = HEUTE, **angaben: Any) -> dict[str, Auskunft]:
    vorgabe: dict[str, Any] = {
        "rechtskreis": "sgb2",
        "geburtsdatum": date(2017, 3, 1),
        "einrichtung": "schule",
        "ausbildungsverguetung": False,
        "bedarfe": BEDARFE,
    }
    return {a.leistung: a for a in pruefe(Angaben(**(vorgabe | angaben)), heute)}


@pytest.mark.parametrize(
    "rechtskreis", ["sgb2", "bkgg_kinderzuschlag", "bkgg_wohngeld", "sgb12_kap3", "asylblg_3", "keiner", "unbekannt"]
)
def test_schoolchild_may_get_everything_in_every_circle(rechtskreis: str) -> None:
    gefunden = auskunft(rechtskreis=rechtskreis)

    assert {a.leistung for a in gefunden.values() if a.moeglich} == {*BEDARFE, "schulbedarf"}
    assert gefunden["schulbedarf"].betraege == {"august": Decimal("130.00"), "februar": Decimal("65.00")}
    assert gefunden["teilhabe"].betraege == {"betrag": Decimal("15.00")}


def test_kita_child_gets_no_school_benefits_and_is_told_why() -> None:
    gefunden = auskunft(geburtsdatum=date(2022, 5, 5), einrichtung="kita")

    assert "schulbedarf" not in gefunden
    assert gefunden["mittagsverpflegung"].moeglich
    assert gefunden["lernfoerderung"].grund == "nicht.schule"
    assert gefunden["schuelerbefoerderung"].grund == "nicht.schule"


def test_grown_up_in_school_gets_no_club_money_and_paid_trainee_no_school_money() -> None:
    assert auskunft(geburtsdatum=date(2007, 3, 1))["teilhabe"].grund == "nicht.alter"
    lehrling = auskunft(geburtsdatum=date(2009, 3, 1), ausbildungsverguetung=True)
    assert lehrling["lernfoerderung"].grund == "nicht.ausbildung"
    assert lehrling["teilhabe"].moeglich
    assert auskunft(geburtsdatum=date(1999, 3, 1))["lernfoerderung"].grund == "nicht.alter"


@pytest.mark.parametrize(("heute", "august"), [(date(2023, 7, 31), "104.00"), (date(2023, 8, 1), "116.00")])
def test_amount_is_that_of_the_last_august(heute: date, august: str) -> None:
    assert auskunft(heute)["schulbedarf"].betraege["august"] == Decimal(august)


def test_possible_benefits_come_first() -> None:
    reihe = [a.moeglich for a in auskunft(geburtsdatum=date(2022, 5, 5), einrichtung="kita").values()]

    assert reihe == sorted(reihe, reverse=True)
