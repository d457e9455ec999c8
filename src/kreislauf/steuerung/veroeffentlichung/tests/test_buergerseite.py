"""The public page: off until released, only what is öffentlich, no cookie, hostile questions answered calmly."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal.models import Zeile
from kreislauf.steuerung.ratsinfo.models import Berichtspunkt, Gremium, Vorlage
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT, make_bereich, make_punkt, make_user
from kreislauf.steuerung.veroeffentlichung.selectors.buergerseite import freigegebene
from kreislauf.steuerung.veroeffentlichung.services import NichtOeffentlich, publish_vorlage, withdraw_vorlage
from kreislauf.steuerung.veroeffentlichung.tests.fabrik import GEHEIM, einschalten, make_kreis, make_vorgang
from kreislauf.steuerung.veroeffentlichung.tests.feindlich import beschiesse, pruefe_antwort

pytestmark = pytest.mark.django_db


def _freigeben(vorlage: Vorlage) -> User:
    person = make_user("geschaeftsfuehrung", vorlage.bereich)
    with handeln_als(person, at=AT):
        publish_vorlage(vorlage_id=vorlage.pk, actor=person, at=AT)
    return person


def test_nothing_is_shown_until_the_office_releases_it() -> None:
    kreis = make_kreis()
    seite = f"/beschluesse/{kreis['offen'].pk}/"

    assert "Kein Beschluss gefunden" in Client().get("/beschluesse/").content.decode()
    assert Client().get(seite).status_code == 404
    person = _freigeben(kreis["offen"])

    assert "Fachstandards" in Client().get("/beschluesse/").content.decode()
    text = Client().get(seite).content.decode()
    for teil in (
        "Punkt 1",
        "Daran wird gearbeitet",
        "Termin: 30.06.2027",
        "Letzter Bericht der Verwaltung: 01.02.2026",
    ):
        assert teil in text
    with handeln_als(person, at=AT):
        withdraw_vorlage(vorlage_id=kreis["offen"].pk, actor=person, at=AT)
    assert Client().get(seite).status_code == 404
    akte = Zeile.objects.filter(objekt_id=str(kreis["offen"].pk)).order_by("id").values_list("akt", flat=True)
    assert list(akte)[-2:] == ["vorlage.publish", "vorlage.withdraw"]


def test_what_is_not_oeffentlich_never_appears() -> None:
    kreis = make_kreis()
    _freigeben(kreis["offen"])

    for adresse in ("/beschluesse/", f"/beschluesse/{kreis['offen'].pk}/", f"/beschluesse/?suche={GEHEIM}"):
        seite = Client().get(adresse).content.decode().replace(f'value="{GEHEIM}"', "")
        assert GEHEIM not in seite and "Sachstand" not in seite


def test_a_paper_that_is_withdrawn_from_the_public_goes_at_once() -> None:
    kreis = make_kreis()
    _freigeben(kreis["offen"])
    Vorlage.objects.filter(pk=kreis["offen"].pk).update(schutzstufe=2)

    assert Client().get(f"/beschluesse/{kreis['offen'].pk}/").status_code == 404
    assert "Fachstandards" not in Client().get("/beschluesse/").content.decode()


def test_a_paper_that_is_not_oeffentlich_cannot_be_released() -> None:
    vorlage = make_kreis()["geheim"]
    with pytest.raises(NichtOeffentlich):
        _freigeben(vorlage)


@pytest.mark.parametrize("rolle", ["fachbereich", "leitung", "planung", "gremienmitglied"])
def test_only_the_office_may_release(rolle: str) -> None:
    vorlage = make_kreis()["offen"]
    person = make_user(rolle, vorlage.bereich)

    with pytest.raises(PermissionDenied):
        publish_vorlage(vorlage_id=vorlage.pk, actor=person, at=AT)


def test_pages_set_no_cookie_and_load_nothing_from_elsewhere() -> None:
    kreis = make_kreis()
    _freigeben(kreis["offen"])

    for adresse in ("/beschluesse/", f"/beschluesse/{kreis['offen'].pk}/"):
        antwort = Client().get(adresse)
        assert antwort.status_code == 200 and not antwort.cookies
        assert 'src="http' not in antwort.content.decode()


def test_list_is_searched_and_narrowed_by_state() -> None:
    kreis = make_kreis()
    _freigeben(kreis["offen"])
    _freigeben(kreis["zweite"])

    def betreffe(frage: str) -> list[bool]:
        seite = Client().get(f"/beschluesse/?{frage}").content.decode()
        return [f">{name}</a>" in seite for name in ("Fachstandards", "Ganztag")]

    assert betreffe("") == [True, True]
    assert betreffe("suche=ganz") == [False, True]
    assert betreffe("stand=in_arbeit") == [True, True]
    assert betreffe("stand=umgesetzt") == [False, False]
    assert betreffe("stand=ohne") == [False, False]


def test_list_shows_the_worst_point_and_a_point_without_a_report_is_not_done() -> None:
    vorlage = make_kreis()["offen"]
    _freigeben(vorlage)
    bericht = vorlage.umsetzungsberichte.get(state="versandt")
    bericht.punkte.update(status="umgesetzt")

    def stand() -> object:
        return vars(freigegebene().get(pk=vorlage.pk))["stand"]

    assert stand() == "umgesetzt"
    zweiter = make_punkt(vorlage.beschluesse.get(), schutzstufe=0)
    assert stand() == ""
    antwort = Berichtspunkt.objects.create(
        bericht=bericht, punkt=zweiter, nummer="2", status="abgelehnt", bereich=vorlage.bereich, schutzstufe=0
    )
    assert stand() == "abgelehnt"
    assert "Wird nicht umgesetzt" in Client().get("/beschluesse/").content.decode()
    antwort.status = "laufend_fortgeschrieben"
    antwort.save()
    assert stand() == "laufend_fortgeschrieben"


def test_number_of_queries_does_not_grow() -> None:
    bereich = make_bereich()
    gremium = Gremium.objects.create(name="Ausschuss", bereich=bereich, schutzstufe=0)
    zahlen = []
    for _ in range(2):
        for nummer in range(3):
            _freigeben(make_vorgang(bereich, gremium, 0, f"Vorgang {nummer}"))
        with CaptureQueriesContext(connection) as abfragen:
            Client().get("/beschluesse/")
        zahlen.append(len(abfragen))

    assert zahlen[0] == zahlen[1]


def test_hostile_questions_meet_no_server_error(settings: Any, tmp_path: Path) -> None:
    settings.DATEN = tmp_path
    einschalten(tmp_path)
    kreis = make_kreis()
    _freigeben(kreis["offen"])
    adressen = ["/beschluesse/", *[f"/beschluesse/{v.pk}/" for v in kreis.values()], "/beschluesse/x/"]

    zahl = beschiesse(Client(raise_request_exception=False), adressen, 120, saat=2, pruefe=pruefe_antwort, gezogen=30)

    assert zahl[200] > 8 and zahl[404] > 8
