"""Findings of the record from both sides, and what people say of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from kreislauf.steuerung.ratsinfo.models import Fristverschiebung, Nachweis, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import lage
from kreislauf.steuerung.ratsinfo.selectors.befunde import AKTENREGELN, befunde_zu
from kreislauf.steuerung.ratsinfo.services.befunde import BefundWeg, GrundFehlt, dismiss_befund, restore_befund
from kreislauf.steuerung.ratsinfo.tests.fabrik import (
    AT,
    HEUTE,
    make_auftrag,
    make_bereich,
    make_beschluss,
    make_gremium,
    make_punkt,
    make_user,
    make_vorlage,
)

pytestmark = pytest.mark.django_db
G = {"created_at": AT}


def verzug(vorlage: Vorlage, falsch: bool) -> None:
    frist = date(2026, 9, 30) if falsch else date(2027, 9, 30)
    make_auftrag(vorlage=vorlage, frist=frist, urspruengliche_frist=frist)


def bericht(vorlage: Vorlage, tag: date, **angaben: object) -> Umsetzungsbericht:
    return Umsetzungsbericht.objects.create(
        vorlage=vorlage, bereich=vorlage.bereich, datum=tag, eingelesen=True, state="versandt", created_at=AT, **angaben
    )


def punkte(von: Umsetzungsbericht, **staende: str) -> None:
    for nummer, status in staende.items():
        von.punkte.create(nummer=nummer.lstrip("p"), status=status, bereich=von.bereich)


def angekreuzt(vorlage: Vorlage, falsch: bool) -> None:
    punkte(
        bericht(vorlage, date(2026, 5, 1), gesamtstatus_gedruckt="umgesetzt"), p1="in_arbeit" if falsch else "umgesetzt"
    )


def wiedervorlage(vorlage: Vorlage, falsch: bool) -> None:
    bericht(vorlage, date(2026, 5, 1), naechster_bericht=date(2026, 8, 1))
    bericht(vorlage, date(2026, 9, 1) if falsch else date(2026, 8, 1))


def unbeantwortet(vorlage: Vorlage, falsch: bool) -> None:
    beschluss = make_beschluss(vorlage)
    make_punkt(beschluss, nummer="1"), make_punkt(beschluss, nummer="2")
    punkte(bericht(vorlage, date(2026, 5, 1)), p1="in_arbeit", **({} if falsch else {"p2": "in_arbeit"}))


def erster_bericht(vorlage: Vorlage, falsch: bool) -> None:
    make_punkt(make_beschluss(vorlage, erster_bericht_am=date(2026, 8, 1)))
    bericht(vorlage, date(2026, 9, 1) if falsch else date(2026, 7, 1))


def ohne_auftrag(vorlage: Vorlage, falsch: bool) -> None:
    punkt = make_punkt(make_beschluss(vorlage), pflicht="auftrag")
    if not falsch:
        make_auftrag(vorlage=vorlage, punkt=punkt)


def oft_verschoben(vorlage: Vorlage, falsch: bool) -> None:
    auftrag, wer = make_auftrag(vorlage=vorlage), make_user("leitung", vorlage.bereich)
    for monat in range(1, 4 if falsch else 3):
        Fristverschiebung.objects.create(
            auftrag=auftrag, auf=date(2028, monat, 1), grund="personal", erlaeuterung="x", created_by=wer,
            bereich=vorlage.bereich, **G,
        )  # fmt: skip


def ohne_nachweis(vorlage: Vorlage, falsch: bool) -> None:
    auftrag = make_auftrag(vorlage=vorlage, state="erledigt", erledigt_am=date(2026, 5, 1))
    if not falsch:
        wer = make_user("leitung", vorlage.bereich)
        Nachweis.objects.create(
            auftrag=auftrag, beschreibung="x", datum=HEUTE, created_by=wer, bereich=vorlage.bereich, **G
        )


def entfallen(vorlage: Vorlage, falsch: bool) -> None:
    make_gremium(f"Jugendhilfeausschuss {falsch}", bereich=vorlage.bereich)
    wer = "Amtsleitung" if falsch else "Jugendhilfeausschuss False am 1. Mai"
    make_auftrag(vorlage=vorlage, state="entfallen", entfallen_grund="überholt", entfallen_wer=wer)


FAELLE: dict[str, Callable[[Vorlage, bool], None]] = {
    "verzug": verzug,
    "umgesetzt_angekreuzt_aber_offen": angekreuzt,
    "wiedervorlage_versaeumt": wiedervorlage,
    "punkt_nicht_beantwortet": unbeantwortet,
    "erster_bericht": erster_bericht,
    "punkt_ohne_auftrag": ohne_auftrag,
    "oft_verschoben": oft_verschoben,
    "erledigt_ohne_nachweis": ohne_nachweis,
    "entfallen_ohne_gremium": entfallen,
}


def test_every_kind_of_finding_is_shown_from_both_sides() -> None:
    assert set(FAELLE) == set(AKTENREGELN)


@pytest.mark.parametrize("art", FAELLE)
def test_finding_is_made_where_it_is_due_and_only_there(art: str) -> None:
    falsch, richtig = make_vorlage(), make_vorlage()
    FAELLE[art](falsch, True)
    FAELLE[art](richtig, False)

    assert art in {b.art for b in befunde_zu(falsch, HEUTE)}
    assert art not in {b.art for b in befunde_zu(richtig, HEUTE)}


def test_duty_of_the_real_case_is_913_days_late_on_31_march_2024() -> None:
    vorlage = make_vorlage()
    make_auftrag(vorlage=vorlage, frist=date(2021, 9, 30), urspruengliche_frist=date(2021, 9, 30))

    assert "913 Tage Verzug" in befunde_zu(vorlage, date(2024, 3, 31))[0].text


def test_finding_is_put_aside_with_a_reason_and_brought_back(client: Client) -> None:
    vorlage = make_vorlage(bereich=make_bereich())
    verzug(vorlage, True)
    wer = make_user("geschaeftsfuehrung", vorlage.bereich)
    schluessel = lage(vorlage, HEUTE).offene[0].schluessel
    was: dict[str, Any] = {"vorlage_id": vorlage.pk, "schluessel": schluessel, "actor": wer, "at": AT}
    with pytest.raises(GrundFehlt):
        dismiss_befund(grund=" ", **was)
    with pytest.raises(PermissionDenied):
        dismiss_befund(grund="x", **was | {"actor": make_user("gremienmitglied", vorlage.bereich, email="m@x.example")})

    entscheidung = dismiss_befund(grund="Der Ausschuss hat mündlich verlängert.", **was)

    assert lage(vorlage, date(2026, 12, 24)).offene == []  # a month later, with more days of delay
    client.force_login(wer)
    seite = client.get(reverse("ratsinfo:vorlage", args=[vorlage.pk])).content.decode()
    assert "mündlich verlängert" in seite
    with pytest.raises(BefundWeg):
        dismiss_befund(grund="x", **was)
    restore_befund(entscheidung_id=entscheidung.pk, actor=wer, at=AT)
    stand = lage(vorlage, HEUTE)
    assert ([a.schluessel for a in stand.offene], stand.zurueckgenommene) == ([schluessel], [entscheidung])


def test_page_of_a_duty_shows_its_findings_and_dismisses_them(client: Client) -> None:
    vorlage = make_vorlage(text="erste Zeile\nBis zum 30. September vorzulegen.", bereich=make_bereich())
    auftrag = make_auftrag(
        vorlage=vorlage, frist=date(2026, 1, 30), urspruengliche_frist=date(2026, 1, 30), zeile=2, zitat="Bis"
    )
    verzug(vorlage, True)
    client.force_login(make_user("geschaeftsfuehrung", vorlage.bereich))
    adresse = reverse("ratsinfo:auftrag", args=[auftrag.pk])

    assert client.get(adresse).content.decode().count("Tage Verzug") == 3  # one finding, named again for screen readers
    befund = lage(vorlage, HEUTE, auftrag_id=auftrag.pk).offene[0]
    abweisen = reverse("ratsinfo:befund_abweisen", args=[vorlage.pk, befund.schluessel])
    assert befund.stellen == [(2, "Bis zum 30. September vorzulegen.")]
    assert client.post(abweisen, {"grund": ""}).status_code == 422
    assert client.post(abweisen, {"grund": "verlängert"}).status_code == 302
    entscheidung = vorlage.befundentscheidungen.get()
    assert client.post(reverse("ratsinfo:befund_zuruecknehmen", args=[entscheidung.pk])).status_code == 302
    assert client.get(abweisen).status_code == 200
