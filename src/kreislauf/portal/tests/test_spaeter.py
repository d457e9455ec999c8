"""Go on later: what lies in the database is ciphertext, and only the e-mailed link opens, changes or deletes it."""

import io
import re
import socket
from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kreislauf.portal import tasks, zwischenstand
from kreislauf.portal.sprachen import SPRACHEN, katalog
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import HAUSHALT, bis_zur_pruefung, verborgen, weiter
from kreislauf.portal.versand import versand
from kreislauf.project.eingebettet import SUPERUSER

EMAIL = "amira.haddad@familie.example"
Sicht = Callable[..., Any]


@pytest.fixture(autouse=True)
def post(settings: Any) -> None:
    settings.MAIL_EINGERICHTET = True
    versand._gestoert_bis = 0.0


@pytest.fixture
def sicht(datenbankserver: Any) -> Sicht:
    """What a thief of the database sees, and what its owner may change."""

    def fragen(sql: str, *werte: Any) -> Any:
        with psycopg.connect(datenbankserver.adresse(SUPERUSER), autocommit=True) as v:
            cursor = v.execute(sql, werte)
            return cursor.fetchall() if cursor.description else None

    return fragen


def foto() -> SimpleUploadedFile:
    puffer = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(puffer, "PNG")
    return SimpleUploadedFile("bescheid.png", puffer.getvalue())


def spaeter(client: Client, antwort: Any, sprache: str = "de", **werte: Any) -> Any:
    """From the page of a step to the one that asks for the address, and send it."""
    text = antwort.content.decode()
    daten = {"entwurf": verborgen(text, "entwurf"), "schritt": verborgen(text, "schritt")}
    fragen = client.post(f"/{sprache}/antrag/spaeter/", {**daten, **werte})
    assert fragen.status_code == 200, fragen.content.decode()
    return fragen


def ablegen(client: Client, antwort: Any, sprache: str = "de", email: str = EMAIL, **werte: Any) -> Any:
    text = antwort.content.decode()
    daten = {"entwurf": verborgen(text, "entwurf"), "schritt": "spaeter", "email": email, **werte}
    return client.post(f"/{sprache}/antrag/spaeter/", daten)


def link() -> str:
    """The address in the newest mail, without its host."""
    versand.abwarten()
    gefunden = re.findall(r"https?://[^/\s]+(/\w\w/weiter/[\w-]{43}/)", str(mail.outbox[-1].body))
    assert len(gefunden) == 1, mail.outbox[-1].body
    return str(gefunden[0])


def abgelegt(client: Client, sprache: str = "de", **werte: Any) -> str:
    fertig = ablegen(client, spaeter(client, bis_zur_pruefung(client, sprache=sprache), sprache), sprache, **werte)
    assert fertig.status_code == 200, fertig.content.decode()
    return link()


def test_family_goes_on_later_with_its_answers_and_files_and_nothing_is_left_after_sending(
    als_portal: AlsPortal, sicht: Sicht
) -> None:
    with als_portal() as client:
        adresse = abgelegt(client, dateien=[foto()])
        seite = Client().get(adresse)  # another device
        assert "Weitermachen" in seite.content.decode()
        assert "Haddad" not in seite.content.decode()
        pruefung = client.post(adresse, {"akt": "weiter"})
        assert "Lindenweg 3" in pruefung.content.decode()
        assert "Schon dabei: bescheid.jpg" in pruefung.content.decode()
        for _ in range(2):  # pressed twice, it arrives once
            kopie = weiter(client, pruefung, wahrheit="on", nachweise=[foto()])
            assert kopie.status_code == 200, kopie.content.decode()
        danach = client.get(adresse)

    assert danach.status_code == 404
    assert sicht("SELECT count(*) FROM portal_zwischenstand") == [(0,)]
    assert sicht("SELECT count(*), min(dateiname) FROM portal_anlage") == [(2, "bescheid.jpg")]
    assert sicht("SELECT count(*) FROM antrag_eingang WHERE text LIKE '%%Lindenweg 3%%'") == [(1,)]


def test_half_filled_page_is_there_again_as_it_was(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        kind = weiter(client, client.get("/de/antrag/"), **HAUSHALT)
        halb: dict[str, Any] = {"vorname": "Sami", "geburtsdatum": "1.3.20", "bedarfe": ["teilhabe", "schulbedarf"]}
        ablegen(client, spaeter(client, kind, **halb))
        wieder = client.post(link(), {"akt": "weiter"}).content.decode()

    assert 'name="vorname" value="Sami"' in wieder
    assert 'name="geburtsdatum" value="1.3.20"' in wieder
    assert len(re.findall(r'name="bedarfe"[^>]*checked', wieder)) == 2


def test_stolen_database_shows_nothing_readable(als_portal: AlsPortal, sicht: Sicht) -> None:
    with als_portal() as client:
        adresse = abgelegt(client, dateien=[foto()])
    token = adresse.split("/")[-2]

    def gefunden() -> list[str]:
        alles = b"".join(
            bytes(z[0])
            for tabelle in ("portal_zwischenstand", "portal_zaehler")
            for z in sicht(f"SELECT convert_to(t::text, 'UTF8') FROM {tabelle} t")
        )
        roh = alles + b"".join(bytes(z[0]) for z in sicht("SELECT inhalt FROM portal_zwischenstand"))
        gesucht = ("Haddad", "Lindenweg", "Sami", "bescheid", EMAIL, "familie.example", token, token.encode().hex())
        return [wort for wort in gesucht if wort.encode() in roh]

    assert sicht("SELECT count(*) FROM portal_zwischenstand") == [(2,)]
    assert gefunden() == []
    # The control: the same search finds what was stored in the clear.
    sicht("UPDATE portal_zwischenstand SET inhalt = %s WHERE teil = 0", b"Haddad, Lindenweg 3")
    assert gefunden() == ["Haddad", "Lindenweg"]


def test_wrong_key_and_parts_put_elsewhere_or_given_more_time_are_refused(
    als_portal: AlsPortal, sicht: Sicht, monkeypatch: pytest.MonkeyPatch
) -> None:
    with als_portal() as client:
        adresse = abgelegt(client, dateien=[foto()])
        token = adresse.split("/")[-2]
        falsch = adresse.replace(token, ("A" if token[0] != "A" else "B") + token[1:])
        assert client.get(falsch).status_code == 404
        for unsinn in ("x", token[:-1], token + "A", "ä" * 43, "%00"):
            assert client.get(f"/de/weiter/{unsinn}/").status_code == 404, unsinn
        assert client.get(adresse).status_code == 200
        sicht("UPDATE portal_zwischenstand SET gueltig_bis = gueltig_bis + interval '1 year'")
        assert client.get(adresse).status_code == 404

        # The control: without binding what belongs to it, the longer time would count.
        monkeypatch.setattr(zwischenstand, "_zusatz", lambda teil, bis: b"")
        zweite = abgelegt(client)
        sicht("UPDATE portal_zwischenstand SET gueltig_bis = gueltig_bis + interval '1 year'")
        assert client.get(zweite).status_code == 200


def test_saving_again_ends_the_first_link_and_deleting_ends_the_second(als_portal: AlsPortal, sicht: Sicht) -> None:
    with als_portal() as client:
        erste = abgelegt(client, dateien=[foto()])
        ablegen(client, spaeter(client, client.post(erste, {"akt": "weiter"})))
        zweite = link()
        assert client.get(erste).status_code == 404
        assert "bescheid.jpg" in client.post(zweite, {"akt": "weiter"}).content.decode()
        assert "Der Entwurf ist gelöscht" in client.post(zweite, {"akt": "loeschen"}).content.decode()
        assert client.get(zweite).status_code == 404

    assert sicht("SELECT count(*) FROM portal_zwischenstand") == [(0,)]


def test_draft_is_closed_at_its_end_and_removed_by_the_worker(als_portal: AlsPortal, sicht: Sicht) -> None:
    with als_portal() as client:
        adresse = abgelegt(client)
        assert sicht("SELECT gueltig_bis - created_at FROM portal_zwischenstand")[0][0].days == 28
        sicht("UPDATE portal_zwischenstand SET gueltig_bis = now() - interval '1 second'")
        assert client.get(adresse).status_code == 404
    assert sicht("SELECT count(*) FROM portal_zwischenstand") == [(1,)]

    tasks.aufraeumen(0)

    assert sicht("SELECT count(*) FROM portal_zwischenstand") == [(0,)]


def test_files_that_are_gone_are_said_so_and_not_left_out(als_portal: AlsPortal, sicht: Sicht) -> None:
    with als_portal() as client:
        pruefung = client.post(abgelegt(client, dateien=[foto()]), {"akt": "weiter"})
        sicht("DELETE FROM portal_zwischenstand WHERE teil = 1")
        antwort = weiter(client, pruefung, wahrheit="on")
        assert antwort.status_code == 422
        assert katalog("de")["weiter.dateien_weg"] in antwort.content.decode()
        assert sicht("SELECT count(*) FROM antrag_eingang") == [(0,)]
        assert weiter(client, antwort, wahrheit="on").status_code == 200


KEINE_ADRESSEN = ("", "x", "a@b", "a@x.example\nBcc: b@x.example", "a b@x.example", "a,b@x.example")


def test_only_an_address_gets_mail_at_most_three_an_hour_and_the_fourth_answer_is_the_same(
    als_portal: AlsPortal,
) -> None:
    with als_portal() as client:
        fragen = spaeter(client, client.get("/de/antrag/"))
        assert [ablegen(client, fragen, email=email).status_code for email in KEINE_ADRESSEN] == [422] * 6
        seiten = [
            re.sub(r'value="[^"]*"', "", ablegen(client, spaeter(client, client.get("/de/antrag/"))).content.decode())
            for _ in range(4)
        ]
        versand.abwarten()
        assert [m.to for m in mail.outbox] == [[EMAIL]] * 3
        assert len(set(seiten)) == 1
        anfang = spaeter(client, client.get("/de/antrag/"))
        antworten = [ablegen(client, anfang, email=f"a{n}@x.example").status_code for n in range(7)]

    assert antworten == [200] * 6 + [429]  # ten an hour from one sender


def test_server_that_is_missing_or_does_not_answer_is_told_and_the_application_goes_on(
    als_portal: AlsPortal, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = probe.getsockname()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    monkeypatch.setattr("kreislauf.portal.versand.PAUSEN_SEKUNDEN", (0, 0))
    with als_portal() as client:
        anfang = spaeter(client, client.get("/de/antrag/"))
        assert ablegen(client, anfang).status_code == 200  # it was not known yet
        versand.abwarten()
        antwort = ablegen(client, anfang)

        assert antwort.status_code == 503
        assert katalog("de")["spaeter.geht_nicht"] in antwort.content.decode()
        daten = {"entwurf": verborgen(antwort.content.decode(), "entwurf"), "schritt": "spaeter", "gehe": "sie"}
        assert 'name="vorname"' in client.post("/de/antrag/", daten).content.decode()
        settings.MAIL_EINGERICHTET = False
        assert "/antrag/spaeter/" not in client.get("/de/antrag/").content.decode()


def test_mail_is_plain_text_in_the_language_of_the_family_and_names_nobody(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        for nummer, sprache in enumerate(SPRACHEN):
            ablegen(
                client, spaeter(client, client.get(f"/{sprache}/antrag/"), sprache), sprache, f"f{nummer}@x.example"
            )
            assert link().startswith(f"/{sprache}/weiter/")
            nachricht = mail.outbox[-1]
            assert nachricht.subject == katalog(sprache)["mail.betreff"]
            assert nachricht.message().get_content_type() == "text/plain"
            assert "Haddad" not in nachricht.body
    assert len({m.body.split("http")[0] for m in mail.outbox}) == len(SPRACHEN)
