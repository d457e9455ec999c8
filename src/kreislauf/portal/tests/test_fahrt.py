"""A family scans the school's code: the trip is filled in, cannot be mistyped, and tells nothing about others."""

import uuid
from datetime import date
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.leistungen.bildung_und_teilhabe.forms import online
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import cancel_fahrt, close_fahrt
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import Kindzeile, add_teilnehmer
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import make_fahrt, make_schulzugang
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import HAUSHALT, verborgen, weiter
from kreislauf.project.eingebettet import PORTAL
from kreislauf.verfahren.antrag.models import Eingang

KIND = {"vorname": "Sami", "nachname": "Haddad", "geburtsdatum": "1.3.2017", "faehrt_mit": "on"}


@pytest.fixture
def schule(portalbereich: Bereich, leute: tuple[User, User]) -> User:
    with handeln_als_system():
        zugang = make_schulzugang(leute[0], portalbereich)
        return make_user("schule", zugang.schulbereich)


@pytest.fixture
def fahrt(schule: User) -> Fahrt:
    from kreislauf.leistungen.bildung_und_teilhabe.models import Schulzugang

    with handeln_als_system():
        return make_fahrt(Schulzugang.objects.get(), schule)


def _beginnen(client: Client, fahrt: Fahrt, sprache: str = "de") -> Any:
    text = client.get(f"/{sprache}/fahrt/", {"code": fahrt.code}).content.decode()
    return client.post(f"/{sprache}/antrag/", {"entwurf": verborgen(text, "entwurf"), "gehe": "sie"})


def test_application_by_code_carries_the_trip_as_the_school_entered_it(als_portal: AlsPortal, fahrt: Fahrt) -> None:
    with als_portal() as client:
        kurz = client.get(f"/f/{fahrt.code[:4]}-{fahrt.code[4:]}/", headers={"accept-language": "ar"})
        assert kurz["Location"].startswith("/ar/fahrt/?code=")
        seite = client.get(kurz["Location"]).content.decode()
        assert "Norderney" in seite and "310,00 €" in seite and "Grundschule am Fluss" in seite
        antwort = weiter(client, _beginnen(client, fahrt), **HAUSHALT)
        gefaelscht = {"klassenfahrt-kosten": "999", "klassenfahrt-ziel": "Paris", "einrichtung_name": "Falsch"}
        antwort = weiter(client, antwort, **KIND, **gefaelscht)
        assert "Bitte prüfen" in antwort.content.decode()  # no page for what the school has said already
        antwort = weiter(client, antwort, wahrheit="on")
        assert antwort.status_code == 200

    with handeln_als_system():
        eingang = Eingang.objects.get()
        (kind,) = eingang.inhalt["kinder"]
        assert kind["bedarfe"] == ["klassenfahrt"]
        assert kind["angaben"]["klassenfahrt"] | {"fahrt": ""} == {
            "fahrt": "", "ziel": "Norderney", "von": "2027-05-10", "bis": "2027-05-14", "kosten": "310.00",
            "taschengeld": "20.00", "faellig_am": "2027-01-15", "empfaenger": "Grundschule am Fluss",
        }  # fmt: skip
        assert "Code der Fahrt" in eingang.text and "Paris" not in eingang.text
        (blatt,) = online.kinder(eingang.inhalt, date(2026, 11, 25))
        assert blatt["einrichtung"] == fahrt.zugang.einrichtung_id
        assert blatt[online.LEISTUNGEN]["klassenfahrt"]["fahrt"] == fahrt.code


def test_second_child_that_does_not_take_part_is_asked_as_usual(als_portal: AlsPortal, fahrt: Fahrt) -> None:
    with als_portal() as client:
        antwort = weiter(client, weiter(client, _beginnen(client, fahrt), **HAUSHALT), **KIND)
        antwort = weiter(client, antwort, gehe="kind-1")
        ohne = {k: v for k, v in KIND.items() if k != "faehrt_mit"} | {"vorname": "Lina"}
        fehlt = weiter(client, antwort, **ohne)
        assert fehlt.status_code == 422  # neither where the child is nor what it needs
        antwort = weiter(client, fehlt, **ohne, einrichtung="kita", bedarfe=["ausflug"])
        assert "ausflug-ziel" in antwort.content.decode()


def test_unticked_trip_leaves_the_application(als_portal: AlsPortal, fahrt: Fahrt) -> None:
    with als_portal() as client:
        antwort = weiter(client, weiter(client, _beginnen(client, fahrt), **HAUSHALT), **KIND)
        antwort = weiter(client, antwort, gehe="kind-0")
        ohne = {k: v for k, v in KIND.items() if k != "faehrt_mit"}
        antwort = weiter(client, antwort, **ohne, einrichtung="schule", bedarfe=["schulbedarf"])
        assert "Norderney" not in antwort.content.decode()


def test_wrong_closed_and_cancelled_codes_get_their_message(als_portal: AlsPortal, fahrt: Fahrt, schule: User) -> None:
    with als_portal() as client:
        falsch = client.get("/de/fahrt/", {"code": "0000-0000"})
        leer = client.get("/de/fahrt/", {"code": ""})
        assert (falsch.status_code, leer.status_code) == (422, 422)
        assert "Diesen Code gibt es nicht" in falsch.content.decode()
    with handeln_als_system():
        close_fahrt(fahrt_id=fahrt.pk, actor=schule, at=AT)
    with als_portal() as client:
        zu = client.get("/de/fahrt/", {"code": fahrt.code}).content.decode()
        assert "keine Anmeldungen mehr" in zu and "Norderney" not in zu
    with handeln_als_system():
        cancel_fahrt(fahrt_id=fahrt.pk, actor=schule, at=AT)
    with als_portal() as client:
        assert "findet nicht statt" in client.get("/de/fahrt/", {"code": fahrt.code}).content.decode()


def test_guessing_ends_after_thirty_wrong_codes_and_a_class_behind_one_address_does_not(
    als_portal: AlsPortal, fahrt: Fahrt
) -> None:
    with als_portal() as client:
        richtig = [client.get("/de/fahrt/", {"code": fahrt.code}).status_code for _ in range(40)]
        falsch = [client.get("/de/fahrt/", {"code": f"ZZZZ{n:04}"}).status_code for n in range(31)]
        danach = client.get("/de/fahrt/", {"code": fahrt.code}).status_code
    assert set(richtig) == {200}
    assert falsch == [422] * 30 + [429]
    assert danach == 429


def test_the_function_shows_the_letters_columns_only_and_only_of_this_office(
    fahrt: Fahrt, schule: User, datenbankserver: Any
) -> None:
    with handeln_als_system():
        add_teilnehmer(fahrt_id=fahrt.pk, kinder=[Kindzeile("Haddad", "Sami", date(2017, 3, 1))], actor=schule, at=AT)
    connection.close()
    frage = "SELECT * FROM portal_fahrt(%s, %s, 30, %s)"
    with psycopg.connect(datenbankserver.adresse(PORTAL), autocommit=True) as v:
        cursor = v.execute(frage, [fahrt.code, b"x" * 32, fahrt.bereich_id])
        zeile = cursor.fetchone()
        spalten = [s.name for s in cursor.description or ()]
        assert zeile is not None and "iban" not in spalten
        assert not {"Sami", "Haddad", fahrt.iban} & {str(w) for w in zeile}
        assert v.execute(frage, [fahrt.code, b"x" * 32, fahrt.bereich_id + 1]).fetchone() is None
        assert v.execute(frage, ["%" * 8, b"x" * 32, fahrt.bereich_id]).fetchone() is None
        for tabelle in ("fahrt", "teilnehmer", "schulzugang"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                v.execute(f"SELECT 1 FROM bildung_und_teilhabe_{tabelle}")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            v.execute("UPDATE bildung_und_teilhabe_fahrt SET kosten = 1 WHERE id = %s", [uuid.uuid4()])
