"""Papers find each other, a person decides, and what was tied can be loosed without loss."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kreislauf.foundation.accounts.models import User
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beratung, Vorlage, Vorlagenbezug, Vorlagenquelle, Zuordnung
from kreislauf.steuerung.ratsinfo.selectors.auftraege import Auswahl, gefiltert
from kreislauf.steuerung.ratsinfo.services import erfassen, zuordnungen
from kreislauf.steuerung.ratsinfo.services.einlesen import known_vorlage, record_lesung
from kreislauf.steuerung.ratsinfo.services.uebernahme import confirm_einlesung
from kreislauf.steuerung.ratsinfo.services.vorschlaege import decide_open
from kreislauf.steuerung.ratsinfo.states import Entscheidung
from kreislauf.steuerung.ratsinfo.tests.fabrik import (
    AT,
    HEUTE,
    make_auftrag,
    make_bereich,
    make_einlesung,
    make_user,
    make_vorlage,
)
from kreislauf.steuerung.ratsinfo.tests.papierkiste import ERSTE, ERSTE_PAARE, ZWEITE, ZWEITE_PAARE
from kreislauf.steuerung.ratsinfo.tests.test_uebernahme import lesung
from kreislauf.steuerung.ratsinfo.zuordnungsregeln import Art, Papier, bewerte, waehle, zerlege


@pytest.mark.parametrize(
    ("nummer", "art", "grund"),
    [
        ("VII-A-02251-VSP-01", Art.STANDPUNKT, "VII-A-02251"),
        ("VI-DS-02780-NF-01", Art.NEUFASSUNG, "VI-DS-02780"),
        ("VII-F-0871-AW-01", Art.ANTWORT, "VII-F-0871"),
        ("DrS/2023/064-1", Art.NEUFASSUNG, "DrS/2023/064"),
        ("SV-10-0391/1", Art.NEUFASSUNG, "SV-10-0391"),
        ("Vorlage Nr. V/0064/2015", None, "V 64/2015"),
        ("1464/5", None, "1464/5"),  # paper 1464 of the fifth term, not a fifth version
    ],
)
def test_zerlege_tells_base_number_and_suffix(nummer: str, art: str | None, grund: str) -> None:
    assert (zerlege(nummer).art, zerlege(nummer).stamm) == (art, zerlege(grund).stamm)


def gefunden(kiste: Sequence[Papier]) -> set[tuple[frozenset[str], str]]:
    alle = [b for b in (bewerte(x, y) for x, y in combinations(kiste, 2)) if b]
    return {(frozenset((w.von, w.auf)), str(w.art.value)) for w in waehle(alle)}


@pytest.mark.parametrize(("kiste", "paare"), [(ERSTE, ERSTE_PAARE), (ZWEITE, ZWEITE_PAARE)])
def test_rules_propose_what_belongs_together_and_little_else(kiste: list[Papier], paare: set[Any]) -> None:
    vorgeschlagen = gefunden(kiste)

    assert len(vorgeschlagen & paare) / len(vorgeschlagen) >= 0.9
    assert len(vorgeschlagen & paare) / len(paare) >= 0.9


def test_without_numbers_and_subjects_the_same_measure_fails() -> None:
    """The control of the test above."""
    blind = [Papier(p.schluessel, art=p.art, datum=p.datum) for p in ERSTE]

    assert gefunden(blind) & ERSTE_PAARE == set()


def handschriftlich(wer: User, nummer: str = "V/0001/2026", **angaben: Any) -> tuple[Vorlage, bool]:
    felder = {"betreff": "Fachstandards", "art": "", "datum": None, "einreicher": "", "schutzstufe": 0}
    bereich = make_bereich()
    return erfassen.create_vorlage(nummer=nummer, bereich=bereich, actor=wer, at=AT, **{**felder, **angaben})


@pytest.mark.django_db
def test_same_paper_from_a_file_and_typed_by_hand_is_one() -> None:
    wer = make_user("geschaeftsfuehrung", make_bereich())
    make_bereich("Jugendamt", uebergeordnet=make_bereich())
    einlesung = make_einlesung(bereich=make_bereich(), created_by=wer)
    daten = lesung(vorlagennummer="V/0001/2026")
    record_lesung(einlesung_id=einlesung.pk, text="a\nb", lesung=daten, actor=wer, at=AT)
    decide_open(einlesung_id=einlesung.pk, entscheidung=Entscheidung.ANGENOMMEN, actor=wer, at=AT)
    aus_datei = confirm_einlesung(einlesung_id=einlesung.pk, actor=wer, at=AT)

    von_hand, neu = handschriftlich(wer, "V 0001 / 2026", einreicher="Fraktion A")

    assert (von_hand, neu) == (aus_datei, False)
    assert set(von_hand.quellen.values_list("art", flat=True)) == {"datei", "hand"}
    von_hand.refresh_from_db()
    assert von_hand.einreicher == "Fraktion A"


@pytest.mark.django_db
def test_paper_without_number_is_proposed_confirmed_and_known_from_then_on() -> None:
    wer = make_user("geschaeftsfuehrung", make_bereich())
    erste, _ = handschriftlich(wer, betreff="Ganztag an Förderschulen ausbauen", datum=date(2026, 1, 5))
    zweite, _ = handschriftlich(wer, "", betreff="Ganztag an den Förderschulen ausbauen", datum=date(2026, 1, 5))
    zuordnung = Zuordnung.objects.get()
    assert (zuordnung.art, zuordnung.state) == ("dieselbe", "vorgeschlagen")
    assert "gleicher Tag" in zuordnung.gruende

    umgekehrt = zuordnung.auf != erste
    zuordnungen.confirm_zuordnung(zuordnung_id=zuordnung.pk, umgekehrt=umgekehrt, actor=wer, at=AT)

    zweite.refresh_from_db()
    assert zweite.aufgegangen_in == erste
    assert erste.quellen.count() == 2
    assert known_vorlage(erste.bereich_id, "", zweite.fingerabdruck) == erste
    handschriftlich(wer, "", betreff="Ganztag an den Förderschulen ausbauen", datum=date(2026, 1, 5))
    assert Vorlage.objects.count() == 2


@pytest.mark.django_db
def test_position_is_tied_to_its_motion_and_loosed_again(client: Client) -> None:
    wer = make_user("geschaeftsfuehrung", make_bereich())
    antrag, _ = handschriftlich(wer, "VII-A-02251", betreff="Ganztag ausbauen", art="Antrag")
    standpunkt, _ = handschriftlich(wer, "VII-A-02251-VSP-01", betreff="Ganztag ausbauen", art="Verwaltungsstandpunkt")
    zuordnung = Zuordnung.objects.get()
    client.force_login(wer)
    assert "gleiche Grundnummer" in client.get(reverse("ratsinfo:zuordnungen")).content.decode()

    client.post(reverse("ratsinfo:zuordnung_entscheiden", args=[zuordnung.pk, "confirm"]))

    assert Vorlagenbezug.objects.get().auf == antrag
    loesen = reverse("ratsinfo:zuordnung_loesen", args=[zuordnung.pk])
    assert client.post(loesen, {"grund": ""}).status_code == 422
    assert client.post(loesen, {"grund": "anderer Antrag"}).status_code == 302
    assert not Vorlagenbezug.objects.exists()
    zuordnung.refresh_from_db()
    assert (zuordnung.state, zuordnung.bemerkung) == ("geloest", "anderer Antrag")
    assert zuordnungen.propose_zuordnungen(standpunkt, AT) == []  # what a person decided is not asked again


@pytest.mark.django_db
def test_who_may_not_change_papers_decides_nothing() -> None:
    wer = make_user("geschaeftsfuehrung", make_bereich())
    handschriftlich(wer, "VII-A-1", betreff="Ganztag ausbauen")
    handschriftlich(wer, "VII-A-1-VSP-01", betreff="Ganztag ausbauen")
    mitglied = make_user("gremienmitglied", make_bereich(), email="m@x.example")

    with pytest.raises(PermissionDenied):
        zuordnungen.confirm_zuordnung(zuordnung_id=Zuordnung.objects.get().pk, actor=mitglied, at=AT)


@pytest.mark.django_db
def test_pages_for_typing_and_deciding_answer(client: Client) -> None:
    wer = make_user("geschaeftsfuehrung", make_bereich())
    client.force_login(wer)
    neu = reverse("ratsinfo:vorlage_neu")

    assert client.get(neu).status_code == 200
    angaben = {"nummer": "V/7/2026", "betreff": "Kita", "bereich": make_bereich().pk, "schutzstufe": 0}
    seite = client.post(neu, angaben, follow=True).content.decode()
    assert "von Hand erfasst" in seite


Stand = dict[tuple[str, str], dict[str, Any]]


def stand() -> Stand:
    """Every row of papers and what hangs on them."""
    return {
        (m._meta.label, str(zeile["id"])): dict(zeile)
        for m in (Vorlage, Auftrag, Beratung, Vorlagenquelle, Vorlagenbezug)
        for zeile in m._default_manager.values()
    }


class Zurueck(Exception):
    """Undo what one example wrote."""


@pytest.mark.django_db
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    eins=st.lists(st.integers(0, 3), max_size=4),
    zwei=st.lists(st.integers(0, 3), max_size=4),
    umgekehrt=st.booleans(),
    bearbeitet=st.booleans(),
)
def test_merging_loses_nothing_and_undoing_gives_back_what_was(
    eins: list[int], zwei: list[int], umgekehrt: bool, bearbeitet: bool
) -> None:
    with pytest.raises(Zurueck), transaction.atomic():
        _zusammenfuehren_und_loesen(eins, zwei, umgekehrt, bearbeitet)
        raise Zurueck


def _zusammenfuehren_und_loesen(eins: list[int], zwei: list[int], umgekehrt: bool, bearbeitet: bool) -> None:
    bereich = make_bereich()
    wer = make_user("geschaeftsfuehrung", bereich)
    a, b = make_vorlage(nummer="", einreicher=""), make_vorlage(nummer="V/9/2026", einreicher="Fraktion")
    for vorlage, inhalt in ((a, eins), (b, zwei)):
        for n in inhalt:
            make_auftrag(vorlage=vorlage, text=f"Konzept Nummer {n} erarbeiten", frist=date(2027, 1, n + 1))
        for n in set(inhalt):
            Beratung.objects.create(vorlage=vorlage, gremium_name=f"Ausschuss {n}", bereich=vorlage.bereich)
        erfassen.record_quelle(vorlage, art="hand", kennung=str(vorlage.pk), at=AT)
    if bearbeitet:
        Auftrag.objects.filter(vorlage__in=[a, b]).update(state="in_arbeit")
    vorher = stand()
    zuordnung = Zuordnung.objects.create(von=a, auf=b, art="dieselbe", wert=90, bereich=bereich, created_at=AT)
    haupt, teil = (a, b) if umgekehrt else (b, a)

    zuordnungen.confirm_zuordnung(zuordnung_id=zuordnung.pk, umgekehrt=umgekehrt, actor=wer, at=AT)

    assert stand().keys() == vorher.keys()
    gezeigt = {x.text for x in gefiltert(Auswahl(), HEUTE).filter(vorlage=haupt)}
    assert gezeigt == {x.text for x in Auftrag.objects.filter(vorlage__in=[haupt, teil])}
    assert haupt.quellen.count() == 2
    zuordnungen.undo_zuordnung(zuordnung_id=zuordnung.pk, grund="irrig", actor=wer, at=AT)
    assert stand() == vorher
