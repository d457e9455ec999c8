"""The explanation of a decision in the family's language: complete, not binding, accessible."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kreislauf.druck.bescheid import bescheid_als_pdf
from kreislauf.druck.erlaeuterung import SPRACHEN, Punkt, erlaeuterung, katalog
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.tests.test_bescheid import BIS, SCHREIBEN, SEIT
from kreislauf.druck.tests.test_pdf import text_von
from kreislauf.druck.zeichen import darstellbar

PUNKTE = [
    Punkt("Ida", "teilhabe", "bewilligt", Decimal("1090.00"), SEIT, BIS),
    Punkt("Jonte", "lernfoerderung", "abgelehnt", Decimal(0), SEIT, BIS),
    Punkt("Jonte", "ausflug", "vorlaeufig", Decimal("12.50"), SEIT, BIS),
]


@pytest.mark.parametrize("sprache", SPRACHEN)
def test_catalogues_are_complete_printable_and_say_that_german_counts(sprache: str) -> None:
    muster = katalog("en")
    texte = katalog(sprache)
    beilage = erlaeuterung(sprache, PUNKTE)

    assert texte.keys() == muster.keys()
    assert texte["leistungen"].keys() == muster["leistungen"].keys() == {
        "schulbedarf", "mittagsverpflegung", "klassenfahrt", "ausflug", "teilhabe", "schuelerbefoerderung",
        "lernfoerderung",
    }  # fmt: skip
    alle = [*(t for t in texte.values() if isinstance(t, str)), *texte["leistungen"].values()]
    assert all("[U+" not in darstellbar(t) and t.strip() for t in alle)
    assert beilage is not None
    assert beilage.bausteine[0].fett  # type: ignore[union-attr]
    assert "Widerspruch" in texte["widerspruch"]


@pytest.mark.parametrize("sprache", ["ar", "uk"])
def test_letter_carries_it_behind_the_german_text(sprache: str) -> None:
    pdf = bescheid_als_pdf(replace(SCHREIBEN, beilage=erlaeuterung(sprache, PUNKTE)))
    text = " ".join(text_von(pdf).split())

    assert maengel(pdf) == []
    assert "1.090,00" in text
    assert "nicht verbindlich" in text
    assert text.index("Rechtsbehelfsbelehrung") < text.index("1.090,00")


def test_german_and_other_languages_get_none() -> None:
    assert erlaeuterung("de", PUNKTE) is None
    assert erlaeuterung("pl", PUNKTE) is None
