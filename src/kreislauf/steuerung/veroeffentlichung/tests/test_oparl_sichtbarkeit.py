"""The endpoint gives what is öffentlich, to everybody the same, and nothing else."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beratung, Gremium, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.tests.fabrik import make_user
from kreislauf.steuerung.veroeffentlichung.tests.fabrik import (
    BASIS,
    GEHEIM,
    einschalten,
    hole,
    make_kreis,
)
from kreislauf.steuerung.veroeffentlichung.tests.leser import Leser

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


def test_nothing_that_is_not_oeffentlich_is_in_any_answer() -> None:
    kreis = make_kreis()
    client = Client()
    gesehen: list[str] = []

    def abruf(url: str) -> Any:
        antwort = client.get(url.removeprefix(BASIS))
        gesehen.append(antwort.content.decode())
        return antwort.json()

    leser = Leser(abruf, BASIS)
    leser.alles()
    for url in list(leser.gelesen):
        abruf(url)
    seit = quote("2020-01-01T00:00:00+00:00")
    for liste in LISTEN:
        abruf(f"{BASIS}/oparl/body/1/{liste}?modified_since={seit}&created_since={seit}")

    alles = "\n".join(gesehen)
    assert "Fachstandards: Auftrag" in alles and "Ganztag: Stand" in alles
    assert GEHEIM not in alles
    for name in ("geheim", "intern"):
        assert str(kreis[name].pk) not in alles
    for zeile in Auftrag.objects.filter(schutzstufe=2):
        assert str(zeile.pk) not in alles
    # a meeting of a body that is not public has neither name nor place in a list
    assert all(str(g.pk) not in alles for g in Gremium.objects.filter(schutzstufe=2))


def test_ids_of_what_is_not_oeffentlich_are_unknown() -> None:
    kreis = make_kreis()
    beratung = Beratung.objects.get(vorlage=kreis["geheim"])
    gremium = Gremium.objects.get(schutzstufe=2)
    for adresse in (
        f"paper/{kreis['geheim'].pk}",
        f"file/{kreis['geheim'].dokument_id}",
        f"file/{kreis['geheim'].dokument_id}/inhalt",
        f"consultation/{beratung.pk}",
        f"agendaitem/{beratung.pk}",
        f"organization/{gremium.pk}",
        f"meeting/{gremium.pk}-2026-03-03",
    ):
        antwort = Client().get(f"/oparl/{adresse}")
        assert (antwort.status_code, antwort.json()["type"]) == (404, "https://schema.oparl.org/1.1/Error")


def test_whoever_is_signed_in_gets_what_a_guest_gets() -> None:
    make_kreis()
    client = Client()
    person = make_user("geschaeftsfuehrung")
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")

    for liste in LISTEN:
        als_person = client.get(f"/oparl/body/1/{liste}", follow=False)
        assert als_person.status_code in {200, 302}
        if als_person.status_code == 200:
            assert als_person.content == Client().get(f"/oparl/body/1/{liste}").content


def test_withdrawing_takes_effect_at_once_and_leaves_only_a_tombstone() -> None:
    kreis = make_kreis()
    offen = kreis["offen"]
    adresse = f"/oparl/paper/{offen.pk}"
    assert hole(Client(), adresse)["name"] == "Fachstandards"

    Vorlage.objects.filter(pk=offen.pk).update(schutzstufe=1)

    rest = hole(Client(), adresse)
    assert set(rest) == {"id", "type", "created", "modified", "deleted"} and rest["deleted"] is True
    beratung = Beratung.objects.get(vorlage=offen, gremium__schutzstufe=0)
    for teil in (f"file/{offen.dokument_id}", f"consultation/{beratung.pk}", f"agendaitem/{beratung.pk}"):
        assert hole(Client(), f"/oparl/{teil}")["deleted"] is True
    assert hole(Client(), f"/oparl/meeting/{beratung.gremium_id}-2026-02-01")["deleted"] is True
    assert Client().get(f"/oparl/file/{offen.dokument_id}/inhalt").status_code == 404


def test_a_draft_report_is_nobodys_business() -> None:
    kreis = make_kreis()
    Umsetzungsbericht.objects.filter(vorlage=kreis["offen"], state="versandt").update(state="freigegeben")

    assert "kreislauf:bericht" not in hole(Client(), f"/oparl/paper/{kreis['offen'].pk}")


def test_rights_of_everybody_leak_nothing_through_the_endpoint() -> None:
    """Even when the surrounding transaction has all rights, the endpoint answers as to a guest."""
    make_kreis()
    with handeln_als_system():
        assert GEHEIM not in Client().get("/oparl/body/1/papers").content.decode()
