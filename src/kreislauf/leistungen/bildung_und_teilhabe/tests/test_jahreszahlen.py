"""The year's figures: each equals the rows it lists, money is that of the ledger, and files say the same."""

import io
import re
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from kreislauf.druck import Briefkopf
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DEFINITIONEN, DefinitionFehlt, definition
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahresbelege import Frage, belege, belegmenge, summe
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import Wert, tafeln
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import jahreszahlen, perzentil
from kreislauf.leistungen.bildung_und_teilhabe.services.jahresausgabe import als_csv, als_datei
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, make_antrag
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import gesendet
from kreislauf.verfahren.widerspruch.services import file_widerspruch
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.selectors import kleinzahlgrenze_am
from kreislauf.verfahren.zahlung.services import laeufe
from kreislauf.verfahren.zahlung.services.vorgaben import set_kleinzahlgrenze

pytestmark = pytest.mark.django_db
KOPF = Briefkopf("Kreis Auental")
STICHTAG = date(2026, 12, 31)


@pytest.fixture
def gezahlt(konten: None, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User) -> Zahllauf:
    """Everything of the decision executed on 30 November, one payment of it came back on 4 December."""
    lauf = gesendet(bereich, sachbearbeiterin, teamleiterin, kasse)
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=date(2026, 11, 30), actor=kasse, at=AT)
    erste = lauf.zahlungen.order_by("-betrag", "pk")[0]
    laeufe.return_zahlungen(
        zahllauf_id=lauf.pk, zahlung_ids=[erste.pk], gebucht_am=date(2026, 12, 4), grund="AC01", actor=kasse, at=AT
    )
    return lauf


def _wert_der_belege(wert: Wert) -> int | Decimal:
    """The figure computed again from the rows behind it."""
    frage = Frage(**wert.frage)  # type: ignore[arg-type]
    menge = belegmenge(wert.kennzahl, frage, STICHTAG)
    geld = summe(wert.kennzahl, menge)
    assert len(belege(wert.kennzahl, menge)) == menge.count()
    return menge.count() if geld is None else geld


def test_every_figure_equals_the_rows_it_leads_to(gezahlt: Zahllauf, sachbearbeiterin: User, bereich: Bereich) -> None:
    make_antrag(sachbearbeiterin, bereich)
    zeile = gezahlt.zahlungen.all()[0].zeile
    assert zeile is not None
    file_widerspruch(
        bescheid_id=zeile.bescheid_id, zeile_ids=[zeile.pk], form="schriftlich", eingegangen_am=date(2026, 11, 24),
        begruendung="", actor=sachbearbeiterin, at=AT,
    )  # fmt: skip
    geprueft = 0

    for tafel in tafeln([jahreszahlen(2026, STICHTAG)]):
        for name, werte in tafel.zeilen:
            for wert in werte:
                if wert.zahl and wert.einheit != "%" and not (wert.kennzahl == "dauer" and "wert" not in wert.frage):
                    assert abs(_wert_der_belege(wert)) == abs(wert.zahl), (tafel.titel, name)
                    geprueft += 1

    assert geprueft > 25


def test_spending_is_net_of_what_came_back_and_counted_in_the_month_of_payment(gezahlt: Zahllauf) -> None:
    jahr = jahreszahlen(2026, STICHTAG)

    assert jahr.summe(monat=11) == gezahlt.summe == Decimal("872.00")
    assert jahr.summe(monat=12) == jahr.zurueck() == Decimal("-350.00")
    assert jahr.summe() == jahr.summe("sgb2") == Decimal("522.00")
    assert jahreszahlen(2027, date(2027, 12, 31)).ausgaben == []
    assert als_csv(jahr).decode("utf-8-sig").splitlines()[-1] == (
        "2026;12/2026;§ 28 SGB II;ja;SGB II (Jobcenter);Klassenfahrt;0,00;-350,00;-350,00"
    )


def test_the_committee_sees_no_single_family_and_the_office_sees_all(gezahlt: Zahllauf) -> None:
    """Two children: every amount is hidden. With the limit off, the same paper shows them: the control."""
    jahre = [jahreszahlen(2026, STICHTAG)]

    def text(grenze: int) -> str:
        pdf, typ = als_datei(jahre, "pdf", kopf=KOPF, grenze=grenze)
        assert typ == "application/pdf"
        return " ".join(seite.get_textpage().get_text_range() for seite in pypdfium2.PdfDocument(pdf))

    assert "geschützt" in text(3)
    assert not re.search(r"\d,\d\d €", text(3).replace("0,00 €", ""))
    assert "522,00 €" in text(1)
    mappe = load_workbook(io.BytesIO(als_datei(jahre, "xlsx", kopf=KOPF, grenze=3)[0]))
    assert [z[8] for z in mappe["Meldung § 46 Abs. 11"].iter_rows(min_row=2, values_only=True)] == [350, 432, 90, -350]
    assert als_datei(jahre, "docx", kopf=KOPF, grenze=3)[0].startswith(b"PK")


def test_the_limit_is_dated_and_the_county_sets_it(bereich: Bereich, teamleiterin: User) -> None:
    set_kleinzahlgrenze(
        bereich_id=bereich.pk, beginn=date(2027, 1, 1), grenze=5, begruendung="Auflage", actor=teamleiterin, at=AT
    )

    assert kleinzahlgrenze_am(bereich.pk, date(2026, 12, 31)) == 3
    assert kleinzahlgrenze_am(bereich.pk, date(2027, 1, 1)) == 5


def test_each_definition_names_its_norm_and_day() -> None:
    assert all(d.norm and d.zaehlt for d in DEFINITIONEN)
    with pytest.raises(DefinitionFehlt, match=r"31\.12\.2010"):
        definition("ausgaben", date(2010, 12, 31))


@pytest.mark.parametrize(("werte", "p90"), [([], None), ([4], 4), (list(range(1, 11)), 9), (list(range(1, 12)), 10)])
def test_perzentil_is_the_nearest_rank(werte: list[int], p90: int | None) -> None:
    assert perzentil(werte, Decimal("0.9")) == p90


def test_pages_and_files_answer_those_who_may_read_all_three_kinds(
    client: Client, gezahlt: Zahllauf, teamleiterin: User, kasse: User
) -> None:
    seite, zahl = reverse("but:jahreszahlen"), reverse("but:jahreszahl", args=["ausgaben"])
    client.force_login(teamleiterin)

    antwort = client.get(seite)
    assert "522,00" in antwort.content.decode()
    assert "4 Einträge" not in client.get(zahl, {"jahr": 2026, "monat": 12}).content.decode()
    assert client.get(zahl, {"jahr": 2026, "monat": 13}).status_code == 404
    assert client.get(seite, {"jahr": "1999"}).status_code == 200
    assert client.get(reverse("but:jahreszahlen_datei", args=["csv"]), {"jahr": 2026}).status_code == 200
    client.force_login(kasse)
    assert client.get(seite).status_code == 403


def test_a_foreign_area_adds_nothing(gezahlt: Zahllauf, client: Client) -> None:

    client.force_login(make_user("teamleitung_but", make_bereich("Fremd"), email="fremd@x.example"))

    assert "522,00" not in client.get(reverse("but:jahreszahlen")).content.decode()
