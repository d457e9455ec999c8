"""Log-in of families against a real OIDC provider: what it opens, and that nothing else does."""

import socket
from collections.abc import Callable, Iterator
from functools import partial
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import psycopg
import pytest
from django.test import Client

from kreislauf.foundation.accounts.tests import faelscher
from kreislauf.foundation.accounts.tests.dienst import beim_dienst, laufender_anbieter
from kreislauf.portal import anmeldedienst, ausweis
from kreislauf.portal.sprachen import katalog
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import HAUSHALT, KIND, weiter
from kreislauf.project.eingebettet import SUPERUSER
from kreislauf.project.portaldienst import anmeldedienst as aus_umgebung

RUECKKEHR = "http://testserver/anmeldung/zurueck/"
AMIRA = {
    "given_name": "Amira", "family_name": "Haddad", "birthdate": "1988-05-04", "acr": "STORK-QAA-Level-3",
    "address": {"street_address": "Lindenweg 3", "postal_code": "12345", "locality": "Auental"},
}  # fmt: skip


@pytest.fixture(scope="module")
def anbieter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with laufender_anbieter(tmp_path_factory.mktemp("anbieter"), RUECKKEHR) as adresse:
        yield adresse


@pytest.fixture(autouse=True)
def eingerichtet(anbieter: str, settings: Any) -> None:
    anmeldedienst.vergessen()
    settings.ADRESSE = "http://testserver"
    vorsilbe = "KREISLAUF_PORTAL_OIDC_"
    werte = {"AUSSTELLER": f"{anbieter}/o", "CLIENT_ID": "kreislauf", "CLIENT_SECRET": "geheim-genug"}
    settings.PORTAL_ANMELDEDIENST = aus_umgebung({vorsilbe + name: wert for name, wert in werte.items()})


def hin(client: Client, ziel: str = "antrag", sprache: str = "de") -> str:
    antwort = client.get(f"/{sprache}/anmelden/?ziel={ziel}")
    assert antwort.status_code == 302, antwort.content.decode()
    return str(antwort.headers["Location"])


def zurueck(client: Client, adresse: str) -> Any:
    return client.get(adresse.removeprefix("http://testserver"))


def angemeldet(client: Client, anbieter: str, wer: str = "amira", ziel: str = "antrag", **wahl: Any) -> Any:
    adresse = beim_dienst(anbieter, hin(client, ziel), f"{wer}@x.example", angaben=AMIRA, **wahl)
    return zurueck(client, adresse)


def _paare(client: Client) -> dict[str, str]:
    """The cookies of a browser, to give them to another."""
    return {name: wert.value for name, wert in client.cookies.items()}


def stelle_antrag(client: Client, **haushalt: str) -> str:
    seite = client.get("/de/antrag/")
    seite = weiter(client, seite, **{**HAUSHALT, **haushalt})
    seite = weiter(client, seite, **KIND, bedarfe=["teilhabe"])
    seite = weiter(client, seite, **{"teilhabe-was": "Schwimmen"})
    kopie = weiter(client, seite, wahrheit="on")
    assert kopie.status_code == 200, kopie.content.decode()
    return str(kopie.content.decode())


def gespeichert(datenbankserver: Any, sql: str) -> Any:
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        return v.execute(sql).fetchall()


def test_log_in_fills_the_form_tells_the_office_the_level_and_shows_ones_own_applications_without_code(
    als_portal: AlsPortal, anbieter: str, datenbankserver: Any
) -> None:
    with als_portal() as client:
        assert "code_challenge_method=S256" in hin(client)
        assert angemeldet(client, anbieter).headers["Location"] == "/de/antrag/"
        formular = client.get("/de/antrag/").content.decode()
        for wert in ("Amira", "Haddad", "04.05.1988", "Lindenweg 3", "12345", "Auental"):
            assert f'value="{wert}"' in formular, wert
        stelle_antrag(client, ort="Neustadt")

        spaeter, andere, gast = Client(), Client(), Client()
        assert angemeldet(spaeter, anbieter, ziel="stand").headers["Location"] == "/de/eigene/"
        liste = spaeter.get("/de/eigene/").content.decode()
        nummer = liste.split('name="nummer" value="')[1].split('"')[0]
        spaeter.post("/de/eigene/", {"nummer": nummer})
        assert katalog("de")["zustand.eingegangen"] in spaeter.get("/de/stand/").content.decode()

        angemeldet(andere, anbieter, wer="bela", ziel="stand")
        assert katalog("de")["eigene.keine"] in andere.get("/de/eigene/").content.decode()
        assert andere.post("/de/eigene/", {"nummer": nummer}).status_code == 404
        assert gast.get("/de/eigene/").headers["Location"] == "/de/stand/"

        kopie = Client()
        kopie.cookies = SimpleCookie(_paare(spaeter))
        spaeter.post("/de/stand/abmelden/")
        assert nummer not in kopie.get("/de/eigene/").content.decode()  # ended for every copy

    text = gespeichert(datenbankserver, "SELECT text FROM antrag_eingang")[0][0]
    assert "Angemeldet mit BundID" in text
    assert "Vertrauensniveau: substantiell (STORK-QAA-Level-3)" in text
    zeile = next(z for z in text.splitlines() if "Unverändert" in z)
    assert "Nachname, Geburtsdatum, Straße und Hausnummer" in zeile
    assert "Ort" not in zeile  # she changed it
    alles = str(gespeichert(datenbankserver, "SELECT z::text, e::text FROM portal_zugang z, antrag_eingang e"))
    assert "amira@x.example" not in alles
    assert gespeichert(datenbankserver, "SELECT octet_length(subjekt) FROM portal_zugang") == [(32,)]
    assert gespeichert(datenbankserver, "SELECT count(*) FROM accounts_user WHERE email LIKE 'amira%'") == [(0,)]


def _anders(adresse: str, **aenderung: str) -> str:
    """The address with other parameters; empty ones are left out."""
    teile = urlsplit(adresse)
    abfrage = {**{k: v[0] for k, v in parse_qs(teile.query).items()}, **aenderung}
    return urlunsplit(teile._replace(query=urlencode({k: v for k, v in abfrage.items() if v})))


def _umgeleitet(monkeypatch: pytest.MonkeyPatch, **endpunkte: str) -> None:
    echt = anmeldedienst.metadaten()
    monkeypatch.setattr(anmeldedienst, "metadaten", lambda: {**echt, **endpunkte})


def abgewiesen(antwort: Any, grund: str, sprache: str = "de") -> bool:
    """The page says why and names the way that stays open; nobody is signed in."""
    text = antwort.content.decode()
    satz = katalog(sprache)[f"dienst.{grund}"].format(dienst="BundID")
    assert satz in text, text
    assert f'href="/{sprache}/antrag/"' in text
    person = antwort.cookies.get(ausweis.PERSON)
    return person is None or not person.value


FAELSCHUNGEN = [
    faelscher.inhalt_geaendert, faelscher.fremder_schluessel, faelscher.ohne_signatur, faelscher.mit_geheimnis,
    lambda _: "kein.token.hier", lambda _: "",
]  # fmt: skip


def _jemand_anders(antwort: Any) -> Any:
    return {**antwort, "sub": "jemand"}


def _mit_id_token(faelschen: Callable[[str], str], antwort: Any) -> Any:
    return {**antwort, "id_token": faelschen(antwort["id_token"])}


def test_forged_swapped_and_expired_answers_sign_nobody_in_and_the_guest_goes_on(
    als_portal: AlsPortal, anbieter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with als_portal() as client:
        fremde_nonce = beim_dienst(anbieter, _anders(hin(client), nonce="fremd"), "amira@x.example")
        assert abgewiesen(zurueck(client, fremde_nonce), "abgelehnt")
        assert abgewiesen(angemeldet(client, anbieter, dauer=-60), "abgelehnt")
        anderer_dienst = beim_dienst(anbieter, hin(client), "amira@x.example")
        assert abgewiesen(zurueck(client, f"{anderer_dienst}&iss=https://anders.example"), "abgelehnt")
        with faelscher.dazwischen(anbieter, _jemand_anders) as falsch, monkeypatch.context() as m:
            _umgeleitet(m, userinfo_endpoint=f"{falsch}/o/userinfo/")
            assert abgewiesen(angemeldet(client, anbieter), "abgelehnt")
        for faelschen in FAELSCHUNGEN:
            with (
                faelscher.dazwischen(anbieter, partial(_mit_id_token, faelschen)) as falsch,
                monkeypatch.context() as m,
            ):
                _umgeleitet(m, token_endpoint=f"{falsch}/o/token/")
                assert abgewiesen(angemeldet(client, anbieter), "abgelehnt")
        with faelscher.dazwischen(anbieter, lambda a: a) as weg, monkeypatch.context() as m:  # the control
            _umgeleitet(m, token_endpoint=f"{weg}/o/token/", userinfo_endpoint=f"{weg}/o/userinfo/")
            assert angemeldet(client, anbieter).status_code == 302
        with monkeypatch.context() as m:  # the control: without comparing the nonce such a token signs in
            m.setattr(anmeldedienst, "constant_time_compare", lambda *_: True)
            fremde_nonce = beim_dienst(anbieter, _anders(hin(client), nonce="fremd"), "amira@x.example")
            assert zurueck(client, fremde_nonce).status_code == 302
        assert "Schritt 1 von" in Client().get("/de/antrag/").content.decode()


def test_state_is_good_once_in_the_browser_that_began_and_for_ten_minutes(
    als_portal: AlsPortal, anbieter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with als_portal() as client:
        adresse = beim_dienst(anbieter, hin(client, sprache="ar"), "amira@x.example")
        kopie = _paare(client)
        assert abgewiesen(zurueck(Client(), adresse), "abgelaufen")  # another browser; it has no language yet
        assert abgewiesen(zurueck(client, _anders(adresse, state="x")), "abgelaufen", "ar")
        client.cookies = SimpleCookie(kopie)
        assert zurueck(client, adresse).status_code == 302
        client.cookies = SimpleCookie(kopie)  # a thief of the cookie, with the same address
        assert abgewiesen(zurueck(client, adresse), "abgelaufen", "ar")

        # The control: were the state not marked as spent, the provider would be asked again.
        gefragt: list[Any] = []

        def einloesen(*angaben: Any) -> Any:
            gefragt.append(angaben)
            raise anmeldedienst.AntwortUngueltig("zur Probe")

        monkeypatch.setattr(ausweis, "verbrauche", lambda state: True)
        monkeypatch.setattr("kreislauf.portal.views_dienst.einloesen", einloesen)
        client.cookies = SimpleCookie(kopie)
        zurueck(client, adresse)
        assert len(gefragt) == 1

        monkeypatch.setattr(ausweis, "ANLAUF_SEKUNDEN", -1)
        assert abgewiesen(zurueck(client, beim_dienst(anbieter, hin(client), "a@x.example")), "abgelaufen")


def test_provider_that_is_down_or_somebody_else_is_told_and_the_guest_way_stays_open(
    als_portal: AlsPortal, anbieter: str, settings: Any
) -> None:
    with als_portal() as client:
        abgebrochen = _anders(beim_dienst(anbieter, hin(client), "amira@x.example"), code="", error="access_denied")
        assert abgewiesen(zurueck(client, abgebrochen), "abgebrochen")

        echt = dict(settings.PORTAL_ANMELDEDIENST)
        with faelscher.dazwischen(anbieter, lambda a: a) as falsch:  # says that it is another one
            settings.PORTAL_ANMELDEDIENST = {**echt, "aussteller": f"{falsch}/o"}
            assert abgewiesen(client.get("/de/anmelden/"), "stoerung")
        settings.PORTAL_ANMELDEDIENST = echt
        adresse = beim_dienst(anbieter, hin(client, sprache="tr"), "amira@x.example")
        anmeldedienst.vergessen()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            settings.PORTAL_ANMELDEDIENST = {**echt, "aussteller": f"http://127.0.0.1:{probe.getsockname()[1]}/o"}
        antworten = [zurueck(client, adresse), client.get("/tr/anmelden/")]
        assert [a.status_code for a in antworten] == [503, 503]
        assert all(abgewiesen(a, "stoerung", "tr") for a in antworten)
        assert "/anmelden/" in client.get("/tr/antrag/").content.decode()

        settings.PORTAL_ANMELDEDIENST = None
        assert client.get("/de/anmelden/").status_code == 404
        assert "/anmelden/" not in client.get("/de/antrag/").content.decode()
        stelle_antrag(client)


def test_settings_that_do_not_fit_are_refused_in_german() -> None:
    name = "KREISLAUF_PORTAL_OIDC_"
    gut = {f"{name}AUSSTELLER": "https://x", f"{name}CLIENT_ID": "a", f"{name}CLIENT_SECRET": "b"}

    assert aus_umgebung({}) is None
    with pytest.raises(SystemExit, match="CLIENT_SECRET fehlt"):
        aus_umgebung({k: v for k, v in gut.items() if "SECRET" not in k})
    with pytest.raises(SystemExit, match="erwartet wird JSON"):
        aus_umgebung(gut | {f"{name}ANGABEN": "vorname=x"})
