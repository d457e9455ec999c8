"""The status page: number and code open one application, and only what the case work published of it."""

from typing import Any

import psycopg
import pytest

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, HEUTE, make_antrag, make_kind, make_leistung
from kreislauf.leistungen.bildung_und_teilhabe.tests.geld import freigeben
from kreislauf.portal import anmeldung
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import Kopie, sende_antrag
from kreislauf.portal.zugang import lesbar, schluessel, sender
from kreislauf.project.eingebettet import PORTAL, SUPERUSER
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.verfahren.antrag.models import Antrag, Eingang
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis, request_nachweise
from kreislauf.verfahren.widerspruch.services import file_widerspruch


def oeffne(client: Any, kopie: Kopie, sprache: str = "de", **anders: str) -> Any:
    return client.post(f"/{sprache}/stand/", {"nummer": kopie.nummer, "code": kopie.code, **anders}, follow=True)


def text(antwort: Any) -> str:
    inhalt: str = antwort.content.decode()
    return inhalt


def registriert(person: User, bereich: Bereich) -> Antrag:
    """The office makes an application of what came in."""
    kind = make_kind("Sami", make_leistung("teilhabe", kosten="8.00"), nachname="Haddad")
    eingang = Eingang.objects.get()
    antrag = make_antrag(person, bereich, kind, eingang=eingang)
    Antrag.objects.filter(pk=antrag.pk).update(kanal="portal")
    antrag.refresh_from_db()
    return antrag


def test_family_follows_its_application_from_arrival_to_objection(
    als_portal: AlsPortal, portalbereich: Bereich, leute: tuple[User, User]
) -> None:
    person, zweite = leute
    with als_portal() as client:
        kopie = sende_antrag(client)
        seite = text(oeffne(client, kopie))
        assert "Ihr Antrag ist angekommen. Wir prüfen ihn bald." in seite
        assert kopie.code not in seite

    with handeln_als(person, at=AT):
        antrag = registriert(person, portalbereich)
        examine_antrag(antrag_id=antrag.pk, actor=person, at=AT)
        forderung = antrag.forderungen.get()
        request_nachweise(
            antrag_id=antrag.pk, forderung_ids=[forderung.pk], tage=14, sitz=Dienstsitz("NW"), actor=person, at=AT
        )
    with als_portal() as client:
        seite = text(client.get("/ar/stand/"))  # the sign-in is still good, in any language
        assert "ما زلنا نحتاج إلى شيء منك." in seite
        assert forderung.text in seite
        assert "نحتاج هذا حتى" in seite

    with handeln_als(person, at=AT):
        receive_nachweis(forderung_id=forderung.pk, beschreibung="Beleg", eingegangen_am=HEUTE, actor=person, at=AT)
        complete_antrag(antrag_id=antrag.pk, actor=person, at=AT)
        zeile = vorschlaege(bedarfe_von(antrag), HEUTE)[0]
        wahl = {
            zeile.bedarf.pk: Wahl(
                art=zeile.vorschlag.art, form=zeile.form, empfaenger=zeile.empfaenger, gesehen=zeile.vorschlag.betrag
            )
        }
        entwurf = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=person, at=AT)
    with als_portal() as client:
        vorher = text(client.get("/de/stand/"))
        assert "90,00" not in vorher  # decided, but not yet out of the house
    with handeln_als_system():
        bescheid = freigeben(entwurf, person, zweite)
        zeile_id = str(bescheid.zeilen.get().pk)
    with als_portal() as client:
        seite = text(client.get("/de/stand/"))
        assert "Bewilligt: 90,00 €" in seite
        assert bescheid.widerspruchsfrist is not None
        assert f"Sie können bis zum {bescheid.widerspruchsfrist:%d.%m.%Y} widersprechen." in seite
        assert "Warum?" in seite
        client.post("/de/stand/widerspruch/", {"begruendung": "ohne Wahl"})
        antwort = client.post(
            "/ar/stand/widerspruch/", {"zeilen": [zeile_id], "begruendung": "15 € reichen nicht.\nBitte"}
        )
        assert "وصل اعتراضك" in text(antwort)
        assert "15 € reichen nicht.<br>Bitte" in text(antwort)
        assert "Widerspruch vom" in text(client.get("/de/stand/"))
    with handeln_als(person, at=AT):
        eingang = Eingang.objects.get(nachsendung__art="widerspruch")
        assert eingang.text == f"Bescheid {bescheid.nummer}: Sami, Verein, Kurs, Freizeit\n\n15 € reichen nicht.\nBitte"
        widerspruch = file_widerspruch(
            bescheid_id=bescheid.pk,
            zeile_ids=eingang.nachsendung.bezug,
            form="einfache_email",
            eingegangen_am=HEUTE,
            actor=person,
            at=AT,
            eingang=eingang,
        )
        assert widerspruch.eingang == eingang
    with als_portal() as client:
        seite = text(client.get("/de/stand/"))
        assert "Wir prüfen Ihren Widerspruch." in seite
        assert "angekommen, wir bearbeiten ihn bald" not in seite


def test_wrong_code_unknown_number_and_nothing_are_answered_alike(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
        client.cookies.clear()
        falsch = oeffne(client, kopie, code="0000-0000-0000")
        fremd = oeffne(client, kopie, nummer="0000-0000-00")

        for antwort in (falsch, fremd):
            assert antwort.status_code == 422
            assert "Nummer und Code passen nicht zusammen" in text(antwort)
            assert anmeldung.KEKS not in client.cookies
        gleich = [text(a).replace(kopie.nummer, "N").replace("0000-0000-00", "N").count("<") for a in (falsch, fremd)]
        assert gleich[0] == gleich[1]


def test_code_is_read_as_people_write_it(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
        anders = kopie.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")

        assert "Ihr Antrag ist angekommen" in text(oeffne(client, kopie, code=anders))


def test_tries_end_after_ten_an_hour_and_the_known_browser_still_gets_in(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
        bekannt = client.cookies.pop(anmeldung.GERAET)
        fremde = [
            client.post("/de/stand/", {"nummer": kopie.nummer, "code": "AAAA"}, REMOTE_ADDR=f"192.0.2.{n}").status_code
            for n in range(10)
        ]
        richtig = oeffne(client, kopie)
        client.cookies[anmeldung.GERAET] = bekannt.value
        zuhause = oeffne(client, kopie)

    assert fremde == [422] * 10
    assert richtig.status_code == 422  # the eleventh try counts for nothing, even with the right code
    assert "Ihr Antrag ist angekommen" in text(zuhause)


def test_one_sender_ends_after_thirty_tries_of_any_numbers(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        antworten = [client.post("/de/stand/", {"nummer": f"{n:010}", "code": "AAAA"}).status_code for n in range(31)]

    assert antworten == [422] * 30 + [429]


def test_cookie_is_dead_after_sign_out_and_when_it_was_changed(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
        oeffne(client, kopie)
        keks = client.cookies[anmeldung.KEKS].value
        assert kopie.code.replace("-", "") not in keks
        client.post("/de/stand/abmelden/")
        client.cookies[anmeldung.KEKS] = keks
        danach = text(client.get("/de/stand/"))
        client.cookies[anmeldung.KEKS] = keks[:-5] + "AAAA="
        veraendert = text(client.get("/de/stand/"))

    for seite in (danach, veraendert):
        assert "Ihr Antrag ist angekommen" not in seite
        assert 'name="code"' in seite


def test_sign_in_ends_after_fifteen_quiet_minutes_and_after_ten_hours(
    als_portal: AlsPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for grenze in ("RUHE_SEKUNDEN", "HOECHSTENS_SEKUNDEN"):
        with als_portal() as client:
            oeffne(client, sende_antrag(client))
            assert "Ihr Antrag ist angekommen" in text(client.get("/de/stand/"))
            with monkeypatch.context() as m:
                m.setattr(anmeldung, grenze, -1)
                assert 'name="code"' in text(client.get("/de/stand/"))


def test_code_is_stored_only_as_a_hash_and_sent_twice_it_is_the_same(
    als_portal: AlsPortal, datenbankserver: Any
) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        zugaenge = v.execute("SELECT nummer, schluessel FROM portal_zugang").fetchall()
        alles = str(v.execute("SELECT * FROM antrag_eingang").fetchall())

    erwartet = schluessel(kopie.nummer, kopie.code)
    assert [(n, bytes(s)) for n, s in zugaenge] == [(erwartet.nummer, erwartet.gespeichert)]
    assert kopie.code.replace("-", "") not in alles


def test_portals_role_learns_one_row_by_the_function_and_nothing_else(
    als_portal: AlsPortal, datenbankserver: Any
) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
    richtig = schluessel(kopie.nummer, kopie.code)
    sitzung = "11111111-1111-4111-8111-111111111111"
    frage = "SELECT stand FROM portal_auskunft_lesen(%s, %s, false, %s)"
    with psycopg.connect(datenbankserver.adresse(PORTAL), autocommit=True) as v:
        assert v.execute(frage, [richtig.nummer, richtig.geheimnis, sitzung]).fetchall() == [("eingegangen",)]
        for nummer, geheimnis in ((richtig.nummer, b"x"), ("", b""), ("%", richtig.geheimnis), (richtig.nummer, None)):
            assert v.execute(frage, [nummer, geheimnis, sitzung]).fetchall() == []
        verboten = (
            "SELECT * FROM portal_zugang_finden('', '', false, NULL)",
            "SELECT portal_veroeffentlichen(gen_random_uuid(), 'beschieden', '{}', now())",
            "UPDATE portal_auskunft SET stand = 'beschieden'",
            "UPDATE portal_zugang SET schluessel = sha256('x')",
            "DELETE FROM portal_zaehler",
            "INSERT INTO portal_zugang (id, eingang_id, nummer, schluessel, art, name, umfang, created_at) "
            "SELECT gen_random_uuid(), gen_random_uuid(), 'X', sha256('x'), 'familie', '', '{}', now()",
            "INSERT INTO portal_zugang (id, eingang_id, nummer, schluessel, art, name, umfang, created_at) "
            "SELECT gen_random_uuid(), gen_random_uuid(), 'X', sha256('x'), 'helfer', '', '{}', now()",
        )
        for versuch in verboten:
            with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.ForeignKeyViolation)):
                v.execute(versuch)


def test_who_may_act_on_a_case_may_read_what_its_family_is_told() -> None:
    """Else an act would publish less than there is."""
    for rolle in ROLLEN.values():
        if rolle.rechte.get("antrag", frozenset()) & {"aendern"} or rolle.rechte.get("bescheid", frozenset()) & {
            "aendern"
        }:
            assert "lesen" in rolle.rechte["antrag"]
            assert "lesen" in rolle.rechte["bescheid"]
            assert "lesen" in rolle.rechte["fallakte"]


def test_sender_behind_a_proxy_is_the_last_address_it_does_not_know(settings: Any, rf: Any) -> None:
    settings.PORTAL_PROXYS = 1
    kopf = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "REMOTE_ADDR": "10.0.0.1"}
    echt, gefaelscht = rf.get("/", **kopf), rf.get("/", **{**kopf, "HTTP_X_FORWARDED_FOR": "1.1.1.1, 198.51.100.7"})

    assert sender(echt) == sender(gefaelscht)
    settings.PORTAL_PROXYS = 0
    assert sender(echt) != sender(rf.get("/", REMOTE_ADDR="10.0.0.2"))


def test_number_and_code_are_written_in_groups() -> None:
    assert lesbar("0123456789AB") == "0123-4567-89AB"
