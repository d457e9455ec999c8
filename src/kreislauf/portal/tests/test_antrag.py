"""The application's draft, steps and fields."""

from datetime import date
from typing import Any

import pytest

from kreislauf.portal import antragsschritte, entwurf
from kreislauf.portal.antragsform import KontoForm, bedarf_form
from kreislauf.portal.entwurf import Entwurf, EntwurfUngueltig, entschluesseln, verschluesseln
from kreislauf.portal.siegel import versiegeln
from kreislauf.portal.sprachen import katalog
from kreislauf.portal.zusammenfassung import als_text

HEUTE = date(2026, 11, 25)
TEXTE = dict(katalog("de"))
HAUSHALT = {
    "vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "1988-05-04", "strasse": "Lindenweg 3", "plz": "12345",
    "ort": "Auental", "telefon": "", "email": "", "rolle": "elternteil", "rechtskreis": "sgb2", "aktenzeichen": "",
}  # fmt: skip


def kind(*bedarfe: str, **angaben: Any) -> dict[str, Any]:
    return {
        "vorname": "Sami", "nachname": "Haddad", "geburtsdatum": "2017-03-01", "einrichtung": "schule",
        "einrichtung_name": "", "klasse": "", "bedarfe": list(bedarfe), "angaben": angaben,
    }  # fmt: skip


def test_draft_travels_encrypted_and_comes_back_as_it_was() -> None:
    vorher = Entwurf(haushalt=HAUSHALT, kinder=[kind("teilhabe")])
    text = verschluesseln(vorher)

    assert "Haddad" not in text
    assert entschluesseln(text) == vorher


FREMD = versiegeln("anmeldung", b"{}")


@pytest.mark.parametrize(
    "text",
    ["", "x", "ä", verschluesseln(Entwurf())[:-3] + "AAA", FREMD],
    ids=["leer", "kurz", "umlaut", "veraendert", "fremd"],
)
def test_changed_or_foreign_draft_is_refused(text: str) -> None:
    with pytest.raises(EntwurfUngueltig):
        entschluesseln(text)


def test_draft_ends_after_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    text = verschluesseln(Entwurf())
    monkeypatch.setattr(entwurf, "GUELTIG_SEKUNDEN", -1)

    with pytest.raises(EntwurfUngueltig):
        entschluesseln(text)


def test_steps_follow_from_what_is_applied_for() -> None:
    assert antragsschritte.schritte(Entwurf()) == ["sie", "kind-0", "pruefen"]
    zwei = Entwurf(haushalt=HAUSHALT, kinder=[kind("schulbedarf"), kind("teilhabe")])
    assert antragsschritte.schritte(zwei) == ["sie", "kind-0", "kind-1", "bedarfe-1", "konto", "pruefen"]
    assert antragsschritte.erlaubt(zwei, "kind-2")
    assert not antragsschritte.erlaubt(zwei, "kind-3")
    assert not antragsschritte.erlaubt(Entwurf(), "kind-1")
    assert not antragsschritte.erlaubt(zwei, "bedarfe-0")


@pytest.mark.parametrize(
    ("eingabe", "betrag"),
    [("4,50", "4.50"), ("4.50", "4.50"), ("1.250,00", "1250.00"), ("380 €", "380.00"), ("", "")],
)
def test_amounts_are_read_as_people_write_them(eingabe: str, betrag: str) -> None:
    form = bedarf_form("klassenfahrt")({"kosten": eingabe}, texte=TEXTE, heute=HEUTE)

    assert form.is_valid(), form.errors
    assert form.cleaned_data["kosten"] == betrag


@pytest.mark.parametrize("eingabe", ["-4", "0", "viel", "1e5", "4,555", "٤", "NaN", "9999999"])
def test_what_is_no_amount_is_refused_with_an_example(eingabe: str) -> None:
    form = bedarf_form("klassenfahrt")({"kosten": eingabe}, texte=TEXTE, heute=HEUTE)

    assert form.errors == {"kosten": [TEXTE["fehler.betrag"]]}


@pytest.mark.parametrize(("bis", "gut"), [("3.6.2026", True), ("2.6.2026", True), ("1.6.2026", False)])
def test_trip_does_not_end_before_it_begins(bis: str, *, gut: bool) -> None:
    form = bedarf_form("klassenfahrt")({"von": "2.6.2026", "bis": bis}, texte=TEXTE, heute=HEUTE)

    assert form.is_valid() is gut
    assert form.errors == ({} if gut else {"bis": [TEXTE["fehler.reihenfolge"]]})


@pytest.mark.parametrize(
    ("iban", "gut"),
    [
        ("DE89 3704 0044 0532 0130 00", True),
        ("de89370400440532013000", True),
        ("AT611904300234573201", True),
        ("DE89370400440532013001", False),
        ("DE8937040044053201300", False),
        ("12345", False),
        ("", True),
    ],
)
def test_iban_is_checked_by_its_digits(iban: str, *, gut: bool) -> None:
    assert KontoForm({"iban": iban}, texte=TEXTE, heute=HEUTE).is_valid() is gut


def test_record_is_german_whatever_language_was_used() -> None:
    antrag = Entwurf(
        haushalt=HAUSHALT, kinder=[kind("teilhabe", teilhabe={"was": "Schwimmen", "kosten_monat": "8.00"})]
    )

    text = als_text(antrag, {"wahrheit": True}, TEXTE, HEUTE)

    assert "Grundsicherungsgeld vom Jobcenter" in text
    assert "Geburtsdatum: 01.03.2017" in text
    assert "Beitrag im Monat in Euro: 8,00 €" in text
    assert "Meine Angaben sind richtig. Ich sage Bescheid, wenn sich etwas ändert.: Ja" in text
