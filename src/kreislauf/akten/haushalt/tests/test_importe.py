"""Import of households and benefit periods: a report per row, nothing half done."""

from datetime import UTC, date, datetime

import pytest

from kreislauf.akten.haushalt.einlesen import lies_haushalte
from kreislauf.akten.haushalt.models import Haushalt, Haushaltsimport, Leistungszeitraum
from kreislauf.akten.haushalt.services.importe import ImportFehlerhaft, check_import, confirm_import
from kreislauf.akten.person.models import Person
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.states import IllegalTransition

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
KOPF = "nummer;vorname;nachname;geburtsdatum;rolle;beginn;ende;strasse;plz;ort\n"
GUT = (
    "31702//0004711;Silke;Brömmelkamp;03.04.1988;elternteil;01.03.2026;28.02.2027;Weg 1;00000;Auental\n"
    "31702//0004711;Ida;Brömmelkamp;15.01.2017;kind;01.03.2026;28.02.2027;Weg 1;00000;Auental\n"
    "31702//0004712;Tarek;Haddad;2015-06-30;kind;2026-01-01;;;;\n"
)


@pytest.fixture
def sachbearbeiterin(db: None) -> User:
    return make_user("sachbearbeitung_but", make_bereich("Bildung und Teilhabe"))


def pruefe(inhalt: str, actor: User, code: str = "utf-8") -> Haushaltsimport:
    dokument = store_dokument(
        inhalt=inhalt.encode(code), dateiname="bg.csv", bereich_id=make_bereich("Bildung und Teilhabe").pk,
        actor=actor, at=AT,
    )  # fmt: skip
    return check_import(dokument=dokument, rechtskreis="sgb2", actor=actor, at=AT)


@pytest.mark.parametrize(
    ("zeile", "wort"),
    [
        (";Ida;B;15.01.2017;kind;01.03.2026;\n", "nummer"),
        ("1;Ida;B;31.02.2017;kind;01.03.2026;\n", "geburtsdatum"),
        ("1;Ida;B;15.01.2017;tante;01.03.2026;\n", "rolle"),
        ("1;Ida;B;15.01.2017;kind;01.03.2026;01.02.2026\n", "ende"),
        ("1;Ida;B;15.01.2017;kind;01.03.2026;;;;;zuviel\n", "Felder"),
    ],
)
def test_every_fault_names_its_field(zeile: str, wort: str) -> None:
    (gelesen,) = lies_haushalte((KOPF + zeile).encode())

    assert gelesen.nr == 2
    assert wort in " ".join(gelesen.fehler)


def test_missing_columns_and_empty_files_are_told() -> None:
    assert "Spalten" in lies_haushalte(b"a;b\n1;2\n")[0].fehler[0]
    assert "keine Zeilen" in lies_haushalte(KOPF.encode())[0].fehler[0]


def test_all_rows_are_taken_over(sachbearbeiterin: User) -> None:
    eintrag = pruefe(KOPF + GUT, sachbearbeiterin, "cp1252")
    assert not Person.objects.exists()  # checked only

    eintrag = confirm_import(import_id=eintrag.pk, actor=sachbearbeiterin, at=AT)

    assert Haushalt.objects.count() == 2
    ida = Person.objects.get(vorname="Ida")
    assert ida.nachname == "Brömmelkamp"
    assert ida.leistungszeitraeume.get().ende == date(2027, 2, 28)
    assert [z["ergebnis"] for z in eintrag.bericht][1] == "Person angelegt, Zeitraum eingetragen"
    with pytest.raises(IllegalTransition):
        confirm_import(import_id=eintrag.pk, actor=sachbearbeiterin, at=AT)


def test_second_delivery_changes_only_what_is_new(sachbearbeiterin: User) -> None:
    confirm_import(import_id=pruefe(KOPF + GUT, sachbearbeiterin).pk, actor=sachbearbeiterin, at=AT)
    neu = GUT.replace("2026-01-01;;", "2026-01-01;2026-12-31;")

    zweiter = confirm_import(import_id=pruefe(KOPF + neu, sachbearbeiterin).pk, actor=sachbearbeiterin, at=AT)

    assert Person.objects.count() == 3
    ergebnisse = [z["ergebnis"] for z in zweiter.bericht]
    assert ergebnisse == ["Zeitraum unverändert", "Zeitraum unverändert", "Ende auf 31.12.2026 gesetzt"]


def test_fault_while_writing_leaves_nothing_behind(sachbearbeiterin: User) -> None:
    schnitt = "31702//0004712;Tarek;Haddad;2015-06-30;kind;2026-06-01;2026-07-01;;;\n"
    eintrag = pruefe(KOPF + GUT + schnitt, sachbearbeiterin)

    with pytest.raises(ImportFehlerhaft, match="Zeile 5"):
        confirm_import(import_id=eintrag.pk, actor=sachbearbeiterin, at=AT)

    assert not Person.objects.exists()
    assert not Leistungszeitraum.objects.exists()


def test_file_with_faults_is_not_taken_over(sachbearbeiterin: User) -> None:
    eintrag = pruefe(KOPF + GUT + "x;y\n", sachbearbeiterin)

    with pytest.raises(ImportFehlerhaft):
        confirm_import(import_id=eintrag.pk, actor=sachbearbeiterin, at=AT)
    assert not Person.objects.exists()
