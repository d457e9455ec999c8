"""The OParl endpoint: valid, complete, walked whole; nothing that is not öffentlich in any answer."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kreislauf.steuerung.ratsinfo.models import Gremium, Vorlage
from kreislauf.steuerung.ratsinfo.tests.fabrik import make_bereich
from kreislauf.steuerung.veroeffentlichung.models import Stand
from kreislauf.steuerung.veroeffentlichung.tests.fabrik import (
    BASIS,
    EINSTELLUNG,
    einschalten,
    hole,
    make_kreis,
    make_vorgang,
)
from kreislauf.steuerung.veroeffentlichung.tests.leser import Fehler, Leser

pytestmark = pytest.mark.django_db
LISTEN = (
    "organizations",
    "persons",
    "memberships",
    "meetings",
    "agendaitems",
    "papers",
    "consultations",
    "files",
    "locations",
    "legislativeterms",
)


@pytest.fixture(autouse=True)
def daten(settings: Any, tmp_path: Path) -> Path:
    settings.DATEN = tmp_path
    einschalten(tmp_path)
    return tmp_path


def _leser() -> Leser:
    client = Client()
    return Leser(lambda url: hole(client, url), BASIS)


def _ids(url: str) -> list[str]:
    return [o["id"] for o in hole(Client(), url)["data"]]


def test_a_strict_reader_walks_the_whole_endpoint() -> None:
    make_kreis()

    listen = _leser().alles()

    laengen = {feld: len(liste) for feld, liste in listen.items()}
    assert laengen == {
        "organization": 1,
        "person": 0,
        "membership": 0,
        "meeting": 2,
        "agendaItem": 2,
        "paper": 2,
        "consultation": 2,
        "file": 2,
        "locationList": 1,
        "legislativeTermList": 2,
    }


def test_reader_refuses_what_breaks_the_specification() -> None:
    """The control: one broken answer of each kind is seen."""
    make_kreis()
    client = Client()

    def mit(aendern: Any) -> Leser:
        def abruf(url: str) -> Any:
            inhalt = hole(client, url)
            if url.endswith("/papers"):
                aendern(inhalt)
            return inhalt

        return Leser(abruf, BASIS)

    def raus(seite: Any) -> None:
        seite["links"]["next"] = "http://anderswo.example/"

    for aendern in (
        lambda seite: seite["data"][0].update(name=5),
        lambda seite: seite["data"][0].update(date="31.01.2026"),
        lambda seite: seite["data"][0].pop("modified"),
        lambda seite: seite["data"][0].update(paperType=""),
        lambda seite: seite["data"][0].update(relatedPaper=[f"{BASIS}/oparl/paper/weg"]),
        lambda seite: seite["data"].append(seite["data"][0]),
        lambda seite: seite["data"].pop(),
        lambda seite: seite["data"][0].update(erfunden=1),
        raus,
    ):
        with pytest.raises(Fehler):
            mit(aendern).alles()


def test_deleted_objects_are_listed_only_with_modified_since() -> None:
    kreis = make_kreis()
    Vorlage.objects.filter(pk=kreis["offen"].pk).update(schutzstufe=2)
    url = f"{BASIS}/oparl/paper/{kreis['offen'].pk}"
    seit = quote("2020-01-01T00:00:00+01:00")

    assert url not in _ids("/oparl/body/1/papers")
    assert url not in _ids(f"/oparl/body/1/papers?created_since={seit}")
    assert url in _ids(f"/oparl/body/1/papers?modified_since={seit}")


def test_a_paper_known_twice_shows_once_with_both_files_until_it_is_parted_again() -> None:
    kreis = make_kreis()
    offen, zweite = kreis["offen"], kreis["zweite"]
    url, datei = (f"{BASIS}/oparl/{art}/{pk}" for art, pk in (("paper", zweite.pk), ("file", zweite.dokument_id)))
    Vorlage.objects.filter(pk=zweite.pk).update(aufgegangen_in=offen)
    client = Client()

    Leser(lambda u: hole(client, u), BASIS).alles()  # every reference leads somewhere
    assert url not in _ids("/oparl/body/1/papers") and hole(client, url)["deleted"] is True
    assert hole(client, datei)["paper"] == [f"{BASIS}/oparl/paper/{offen.pk}"]
    assert [f["id"] for f in hole(client, f"/oparl/paper/{offen.pk}")["auxiliaryFile"]] == [datei]
    assert client.get(f"{datei.removeprefix(BASIS)}/inhalt").status_code == 200

    Vorlage.objects.filter(pk=offen.pk).update(schutzstufe=2)
    assert hole(client, datei)["deleted"] is True  # what it is part of is not public

    Vorlage.objects.filter(pk=offen.pk).update(schutzstufe=0)
    Vorlage.objects.filter(pk=zweite.pk).update(aufgegangen_in=None)
    assert url in _ids("/oparl/body/1/papers") and hole(client, datei)["paper"] == [url]
    Leser(lambda u: hole(client, u), BASIS).alles()


def test_an_object_that_comes_back_keeps_its_id_and_day_of_appearance() -> None:
    kreis = make_kreis()
    adresse = f"/oparl/paper/{kreis['offen'].pk}"
    vorher = hole(Client(), adresse)

    Vorlage.objects.filter(pk=kreis["offen"].pk).update(schutzstufe=2)
    Vorlage.objects.filter(pk=kreis["offen"].pk).update(schutzstufe=0)

    nachher = hole(Client(), adresse)
    assert (nachher["id"], nachher["created"], nachher["name"]) == (vorher["id"], vorher["created"], "Fachstandards")
    assert "deleted" not in nachher


@pytest.mark.parametrize(
    "frage",
    [
        "modified_since=gestern",
        "modified_since=2026-01-01",
        "modified_since=2026-01-01T00:00:00",
        "created_until=2026-02-30T00:00:00Z",
        "created_since=0001-01-01T00:00:00%2B14:00",
        "modified_until=",
        "modified_until=2026-01-01T25:00:00Z",
        "limit=0",
        "limit=-1",
        "limit=viele",
        "limit=" + "9" * 40,
        "nach=%00",
        "nach=٣",
        "omit_internal=vielleicht",
    ],
)
@pytest.mark.parametrize("liste", ["body/1/papers", "body/1/persons", "bodies"])
def test_bad_parameters_are_named_in_german(liste: str, frage: str) -> None:
    antwort = Client().get(f"/oparl/{liste}?{frage}")

    assert antwort.status_code == 400
    assert antwort.json()["type"] == "https://schema.oparl.org/1.1/Error"
    assert f"„{frage.partition('=')[0]}“ muss" in antwort.json()["message"]


def test_any_zone_is_understood() -> None:
    assert Client().get("/oparl/body/1/papers?modified_since=2026-01-01T00:00:00-20:12").status_code == 200


def test_a_plus_sent_unencoded_is_understood() -> None:
    assert Client().get("/oparl/body/1/papers?modified_since=2026-01-01T00:00:00+01:00").status_code == 200


def test_pages_hang_together_and_keep_the_filter() -> None:
    bereich = make_bereich()
    gremium = Gremium.objects.create(name="Ausschuss", bereich=bereich, schutzstufe=0)
    for nummer in range(5):
        make_vorgang(bereich, gremium, 0, f"Vorgang {nummer}", date(2026, 1, nummer + 1))
    seit = quote("2020-01-01T00:00:00+01:00")
    url = f"/oparl/body/1/papers?limit=2&modified_since={seit}&omit_internal=true"

    namen, seiten = [], 0
    while url:
        seite = hole(Client(), url)
        namen += [o["name"] for o in seite["data"]]
        url, seiten = seite["links"].get("next", ""), seiten + 1
        assert seite["pagination"] == {"totalElements": 5, "elementsPerPage": 2}
        assert not url or ("modified_since=" in url and "limit=2" in url and "omit_internal=true" in url)

    assert namen == [f"Vorgang {n}" for n in range(5)] and seiten == 3


def test_filters_take_both_ends_in() -> None:
    make_kreis()
    stand = Stand.objects.filter(typ="paper", deleted=False).order_by("id").first()
    assert stand is not None
    spaeter = quote((stand.modified + timedelta(days=1)).isoformat())
    frueher = quote((stand.modified - timedelta(days=1)).isoformat())
    url = f"{BASIS}/oparl/paper/{stand.schluessel}"

    for feld, tag in (("created", stand.created), ("modified", stand.modified)):
        genau = quote(tag.isoformat())
        assert url in _ids(f"/oparl/body/1/papers?{feld}_since={genau}")
        assert url in _ids(f"/oparl/body/1/papers?{feld}_until={genau}&modified_since={frueher}") or feld == "created"
        assert url not in _ids(f"/oparl/body/1/papers?{feld}_since={spaeter}")
        assert url not in _ids(f"/oparl/body/1/papers?{feld}_until={frueher}")


def test_number_of_queries_does_not_grow_with_the_page() -> None:
    bereich = make_bereich()
    gremium = Gremium.objects.create(name="Ausschuss", bereich=bereich, schutzstufe=0)
    for nummer in range(6):
        make_vorgang(bereich, gremium, 0, f"Vorgang {nummer}", date(2026, 1, nummer + 1))
    client = Client()

    for liste in ("organizations", "meetings", "agendaitems", "papers", "consultations", "files"):
        zahlen = []
        for limit in (1, 6):
            with CaptureQueriesContext(connection) as abfragen:
                assert client.get(f"/oparl/body/1/{liste}?limit={limit}").status_code == 200
            zahlen.append(len(abfragen))
        assert zahlen[0] == zahlen[1], liste


def test_an_unchanged_answer_is_not_sent_again() -> None:
    kreis = make_kreis()
    adresse = f"/oparl/paper/{kreis['offen'].pk}"
    erste = Client().get(adresse)

    zweite = Client().get(adresse, headers={"If-None-Match": erste["ETag"]})
    Vorlage.objects.filter(pk=kreis["offen"].pk).update(betreff="Neuer Betreff")
    dritte = Client().get(adresse, headers={"If-None-Match": erste["ETag"]})

    assert (zweite.status_code, zweite.content, zweite["ETag"]) == (304, b"", erste["ETag"])
    assert dritte.status_code == 200 and dritte["ETag"] != erste["ETag"]
    assert "no-cache" not in erste["Cache-Control"] and "Set-Cookie" not in erste and not erste.cookies


def test_off_until_the_county_switches_it_on(daten: Path) -> None:
    for text in (None, EINSTELLUNG.replace("eingeschaltet: true", "eingeschaltet: false"), "lizenz: [", "name: 5"):
        (daten / "oparl.yaml").unlink(missing_ok=True)
        if text:
            einschalten(daten, text)
        antwort = Client().get("/oparl/")
        assert (antwort.status_code, antwort.json()["message"]) == (404, "Der OParl-Zugang ist nicht eingeschaltet.")


def test_writing_is_refused_in_oparls_way() -> None:
    antwort = Client().post("/oparl/body/1/papers")

    assert (antwort.status_code, antwort["Allow"]) == (405, "GET, HEAD")
    assert json.loads(antwort.content)["type"].endswith("/Error")


def test_the_file_itself_is_a_download() -> None:
    kreis = make_kreis()
    url = hole(Client(), f"/oparl/paper/{kreis['offen'].pk}")["mainFile"]["downloadUrl"]

    antwort = Client().get(url.removeprefix(BASIS))

    assert antwort.content.startswith(b"Fachstandards") and antwort["Content-Disposition"].startswith("attachment")


def test_extension_gives_duty_deadline_state_and_report() -> None:
    kreis = make_kreis()
    paper = hole(Client(), f"/oparl/paper/{kreis['offen'].pk}")

    (auftrag,) = paper["kreislauf:auftrag"]
    (bericht,) = paper["kreislauf:bericht"]
    assert (auftrag["kreislauf:frist"], auftrag["kreislauf:stand"]) == ("2027-06-30", "offen")
    assert auftrag["kreislauf:ampel"] in {"rot", "gelb", "gruen"} and auftrag["kreislauf:nachweisVorhanden"] is True
    assert bericht["kreislauf:punkt"][0]["kreislauf:umsetzung"] == "in_arbeit"
    assert paper["kreislauf:beschluss"][0]["kreislauf:punkt"][0]["kreislauf:nummer"] == "1"
