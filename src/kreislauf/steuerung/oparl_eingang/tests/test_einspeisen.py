"""What the record learns from a source: no doubles, what moved is kept, what was deleted is marked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.steuerung.oparl_eingang.models import Bindung
from kreislauf.steuerung.oparl_eingang.services.bindungen import decide_bindung
from kreislauf.steuerung.oparl_eingang.services.dateien import DateiNichtZuHolen, files_of, run_datei
from kreislauf.steuerung.oparl_eingang.tests.gang import Probegang, fetch, line, make_quelle
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver
from kreislauf.steuerung.ratsinfo.models import (
    Auftrag,
    Beratung,
    Einlesung,
    Gremium,
    Vorlage,
    Vorlagenquelle,
    Zuordnung,
)
from kreislauf.steuerung.ratsinfo.tests.fabrik import make_vorlage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def netz() -> Iterator[Ratsserver]:
    rat = Ratsserver()
    yield rat
    rat.close()


@pytest.fixture
def rat(netz: Ratsserver) -> Ratsserver:
    """One committee, one meeting in March, one paper that is treated there."""
    netz.reset()
    netz.put("organization", 1, name="Jugendhilfeausschuss", shortName="JHA")
    netz.put("organization", 2, name="Amt für Finanzen")
    punkt = netz.embedded(
        "meeting", 1, "AgendaItem", 1, name="Plätze", consultation=f"{netz.adresse}/oparl/paper/1/Consultation/1"
    )
    netz.put(
        "meeting",
        1,
        name="1. Sitzung",
        start="2026-03-05T17:00:00+01:00",
        organization=[netz.url("organization", 1)],
        agendaItem=[punkt],
    )
    treat(netz, meeting=netz.url("meeting", 1))
    return netz


def treat(rat: Ratsserver, **felder: object) -> None:
    kopf = {"organization": [rat.url("organization", 1)], "role": "Entscheidung    (beschließendes Gremium)"}
    beratung = rat.embedded("paper", 1, "Consultation", 1, **kopf | felder)
    rat.put(
        "paper",
        1,
        name="Plätze für Kinder",
        reference="V1106/26",
        paperType="Vorlage",
        date="2026-02-01",
        body=f"{rat.adresse}/oparl/body/1",
        underDirectionOf=[rat.url("organization", 2)],
        consultation=[beratung],
    )


def test_a_paper_enters_the_record_with_its_head_body_and_deliberation_and_only_once(rat: Ratsserver) -> None:
    quelle = make_quelle(rat)
    for voll in (False, True, True):
        fetch(rat, quelle, voll=voll)
    vorlage, beratung = Vorlage.objects.get(), Beratung.objects.get()
    assert (vorlage.nummer, vorlage.betreff, vorlage.art) == ("V1106/26", "Plätze für Kinder", "Vorlage")
    assert (vorlage.datum, vorlage.koerperschaft, vorlage.einreicher) == (
        date(2026, 2, 1), "Kreis Tal", "Amt für Finanzen",
    )  # fmt: skip
    assert (beratung.gremium, beratung.datum, beratung.zustaendigkeit) == (
        Gremium.objects.get(), date(2026, 3, 5), "Entscheidung",
    )  # fmt: skip
    assert {vorlage.schutzstufe, beratung.schutzstufe} == {Schutzstufe.INTERN}
    quellen = Vorlagenquelle.objects.values_list("vorlage", "art", "kennung", "nummer", "betreff")
    assert list(quellen) == [
        (vorlage.pk, "oparl", rat.url("paper", 1).replace("http:", "https:"), "V1106/26", "Plätze für Kinder")
    ]


def test_a_paper_of_the_source_is_compared_with_those_that_are_here(rat: Ratsserver) -> None:
    quelle = make_quelle(rat)
    hier = make_vorlage(bereich=quelle.bereich, nummer="V1106/26-ÄA-01", betreff="Plätze für Kinder")
    fetch(rat, quelle)
    neu = Vorlage.objects.exclude(pk=hier.pk).get()
    fetch(rat, quelle, voll=True)
    zuordnung = Zuordnung.objects.get()
    assert (zuordnung.von, zuordnung.auf, zuordnung.state) == (hier, neu, "vorgeschlagen")


def test_only_bodies_that_deliberate_become_gremien(rat: Ratsserver) -> None:
    fetch(rat, make_quelle(rat))
    assert [g.name for g in Gremium.objects.all()] == ["Jugendhilfeausschuss"]


def test_a_moved_meeting_gives_a_new_row_and_the_old_one_points_to_it(rat: Ratsserver) -> None:
    quelle = make_quelle(rat)
    fetch(rat, quelle)
    for tag in ("2026-04-02", "2026-03-05"):
        rat.tag += 1
        rat.put("meeting", 1, start=f"{tag}T17:00:00+02:00")
        fetch(rat, quelle)
    alt, neu = Beratung.objects.order_by("datum")
    assert (alt.datum, neu.datum) == (date(2026, 3, 5), date(2026, 4, 2))
    assert (alt.verlegt_auf, neu.verlegt_auf) == (None, alt)  # moved there and back again


def test_a_consultation_that_is_filled_in_over_time_stays_one_row(rat: Ratsserver) -> None:
    quelle = make_quelle(rat)
    treat(rat)
    fetch(rat, quelle)
    assert Beratung.objects.get().datum == date(2026, 3, 5)  # found through the agenda item
    rat.tag += 1
    punkt = {**rat.stand["meeting"][1]["agendaItem"][0], "result": "einstimmig beschlossen"}
    rat.put("meeting", 1, agendaItem=[punkt])
    treat(rat, meeting=rat.url("meeting", 1))
    fetch(rat, quelle)
    assert Beratung.objects.get().ergebnis == "einstimmig beschlossen"


def test_what_the_source_deletes_stays_with_a_mark_and_is_withdrawn_from_the_public(rat: Ratsserver) -> None:
    quelle = make_quelle(rat, vorlagen_schutzstufe=Schutzstufe.OEFFENTLICH)
    fetch(rat, quelle)
    rat.tag += 1
    rat.put("paper", 1, consultation=[])
    fetch(rat, quelle)
    beratung, vorlage = Beratung.objects.get(), Vorlage.objects.get()
    assert (beratung.quelle_geloescht_at, beratung.schutzstufe) == (rat.at, Schutzstufe.INTERN)
    assert (vorlage.quelle_geloescht_at, vorlage.schutzstufe) == (None, Schutzstufe.OEFFENTLICH)
    rat.tag += 1
    rat.remove("paper", 1)
    fetch(rat, quelle)
    vorlage.refresh_from_db()
    assert (vorlage.quelle_geloescht_at, vorlage.schutzstufe) == (rat.at, Schutzstufe.INTERN)
    rat.tag += 1
    treat(rat, meeting=rat.url("meeting", 1))
    fetch(rat, quelle)
    vorlage.refresh_from_db()
    beratung.refresh_from_db()
    assert {vorlage.quelle_geloescht_at, beratung.quelle_geloescht_at} == {None}
    assert {vorlage.schutzstufe, beratung.schutzstufe} == {Schutzstufe.OEFFENTLICH}


def test_a_paper_that_is_here_already_is_proposed_to_a_person_and_changed_by_nobody_else(rat: Ratsserver) -> None:
    quelle = make_quelle(rat)
    hier = make_vorlage(bereich=quelle.bereich, nummer="V 1106/26", betreff="Von Hand")
    fetch(rat, quelle)
    bindung = Bindung.objects.get(vorlage=hier)
    hier.refresh_from_db()
    assert (bindung.state, Vorlage.objects.count(), hier.betreff) == ("vorgeschlagen", 1, "Von Hand")
    assert not Beratung.objects.exists()


def test_confirmed_it_is_tied_and_its_deliberations_come_from_the_source_without_doubling_those_typed(
    rat: Ratsserver,
) -> None:
    quelle = make_quelle(rat)
    hier = make_vorlage(bereich=quelle.bereich, nummer="V1106/26", betreff="Von Hand")
    getippt = Beratung.objects.create(
        vorlage=hier, bereich=hier.bereich, gremium_name="Jugendhilfeausschuss", datum=date(2026, 3, 5)
    )
    fetch(rat, quelle)
    bindung = Bindung.objects.get(vorlage=hier)
    decide_bindung(bindung_id=bindung.pk, act="confirm", actor=quelle.created_by, at=rat.at)
    hier.refresh_from_db()
    assert (hier.betreff, Beratung.objects.get().pk) == ("Von Hand", getippt.pk)
    assert Beratung.objects.get().zustaendigkeit == "Entscheidung"
    decide_bindung(bindung_id=bindung.pk, act="reject", actor=quelle.created_by, at=rat.at)
    rat.tag += 1
    rat.put("meeting", 1, start="2026-09-01T17:00:00+02:00")
    fetch(rat, quelle)
    assert Beratung.objects.get().datum == date(2026, 3, 5)


def test_a_file_is_fetched_on_demand_and_waits_as_proposals_at_its_paper(rat: Ratsserver, settings: Any) -> None:
    quelle = make_quelle(rat)
    url = f"{rat.adresse}/dateien/V1106-26.txt"
    rat.dateien = {"/dateien/V1106-26.txt": "Beschlussvorlage ohne Nummer\n\nBetreff: Plätze".encode()}
    treat(rat, meeting=rat.url("meeting", 1))
    datei = rat.embedded("paper", 1, "File", 1, name="Vorlage", accessUrl=url)
    rat.put("paper", 1, mainFile=datei)
    fetch(rat, quelle)
    bindung = Bindung.objects.get(vorlage__isnull=False)
    gang = Probegang(quelle.created_by, rat)
    ergebnis = run_datei(gang, bindung.pk, files_of(bindung.objekt.roh)[0].kennung, leitung_zu=line(rat))
    einlesung = Einlesung.objects.get(pk=ergebnis["einlesung"])
    assert (einlesung.vorlage, einlesung.dateiname) == (Vorlage.objects.get(), "V1106-26.txt")
    assert not Auftrag.objects.exists()
    rat.dateien = {}
    with pytest.raises(DateiNichtZuHolen):
        run_datei(gang, bindung.pk, files_of(bindung.objekt.roh)[0].kennung, leitung_zu=line(rat))
