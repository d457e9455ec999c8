"""Single sign-on against a real OIDC provider: discovery, code flow with PKCE, signed tokens."""

import socket
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.accounts import anmeldedienst
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.tests import faelscher
from kreislauf.foundation.accounts.tests.dienst import beim_dienst, laufender_anbieter

pytestmark = pytest.mark.django_db
RUECKRUF = "http://testserver/konto/oidc/anmeldedienst/login/callback/"


@pytest.fixture(scope="module")
def anbieter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the running provider."""
    with laufender_anbieter(tmp_path_factory.mktemp("anbieter"), RUECKRUF) as adresse:
        yield adresse


@pytest.fixture(autouse=True)
def eingerichtet(anbieter: str, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "anmeldedienst",
                    "name": "Anmeldedienst",
                    "client_id": "kreislauf",
                    "secret": "geheim-genug",
                    "settings": {"server_url": f"{anbieter}/o/.well-known/openid-configuration"},
                }
            ],
        }
    }


def zum_dienst(client: Client) -> str:
    """Where our sign-in page sends the browser."""
    antwort = client.post(reverse("openid_connect_login", args=["anmeldedienst"]))
    assert antwort.status_code == 302
    return str(antwort.headers["Location"])


def zurueck(client: Client, adresse: str) -> int:
    return client.get(adresse.removeprefix("http://testserver")).status_code


def test_known_person_with_verified_address_comes_in(client: Client, anbieter: str) -> None:
    person = User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    adresse = zum_dienst(client)
    assert "code_challenge" in parse_qs(urlsplit(adresse).query)

    assert zurueck(client, beim_dienst(anbieter, adresse, person.email)) == 302

    antwort = client.get("/")
    assert antwort.status_code == 200
    assert antwort.context["user"] == person


def _anders(adresse: str, **aenderung: str) -> str:
    """The address with other parameters; empty ones are left out."""
    teile = urlsplit(adresse)
    abfrage = {**{k: v[0] for k, v in parse_qs(teile.query).items()}, **aenderung}
    return urlunsplit(teile._replace(query=urlencode({k: v for k, v in abfrage.items() if v})))


@pytest.mark.parametrize("nonce", ["von-einer-anderen-anmeldung", ""])
def test_id_token_made_for_another_sign_in_is_refused(client: Client, anbieter: str, nonce: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")

    zurueck(client, beim_dienst(anbieter, _anders(zum_dienst(client), nonce=nonce), "bekannt@x.example"))

    assert client.get("/").status_code == 302


def test_without_comparing_the_nonce_such_a_token_signs_in(
    client: Client, anbieter: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failing control for the test above."""
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    adresse = _anders(zum_dienst(client), nonce="von-einer-anderen-anmeldung")
    monkeypatch.setattr(anmeldedienst, "constant_time_compare", lambda *_: True)

    zurueck(client, beim_dienst(anbieter, adresse, "bekannt@x.example"))

    assert client.get("/").status_code == 200


def test_each_sign_in_has_a_nonce_of_its_own(client: Client) -> None:
    nonces = {parse_qs(urlsplit(zum_dienst(client)).query)["nonce"][0] for _ in range(3)}

    assert len(nonces) == 3


def test_unknown_person_is_refused_and_no_account_is_made(client: Client, anbieter: str) -> None:
    assert zurueck(client, beim_dienst(anbieter, zum_dienst(client), "fremd@x.example")) == 403
    assert not User.objects.exists()


def test_unverified_address_is_refused(client: Client, anbieter: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")

    assert zurueck(client, beim_dienst(anbieter, zum_dienst(client), "bekannt@x.example", bestaetigt=False)) == 403
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("feld", ["state", "code"])
def test_tampered_answer_does_not_sign_in(client: Client, anbieter: str, feld: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    teile = urlsplit(beim_dienst(anbieter, zum_dienst(client), "bekannt@x.example"))
    abfrage = {**{k: v[0] for k, v in parse_qs(teile.query).items()}, feld: "gefaelscht"}

    zurueck(client, urlunsplit(teile._replace(query=urlencode(abfrage))))

    assert client.get("/").status_code == 302


def test_answer_meant_for_another_browser_does_not_sign_in(client: Client, anbieter: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    adresse = beim_dienst(anbieter, zum_dienst(client), "bekannt@x.example")
    anderer = Client()

    zurueck(anderer, adresse)

    assert anderer.get("/").status_code == 302


def ueber(settings: Any, **endpunkte: str) -> None:
    """Let Kreislauf use these endpoints instead of the provider's own."""
    dienst = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    dienst["settings"]["openid_configuration_overrides"] = endpunkte


def kommt_herein(client: Client, anbieter: str, **wahl: Any) -> bool:
    zurueck(client, beim_dienst(anbieter, zum_dienst(client), "bekannt@x.example", **wahl))
    return client.get("/").status_code == 200


@pytest.mark.parametrize(
    "faelschen", [faelscher.inhalt_geaendert, faelscher.fremder_schluessel, faelscher.ohne_signatur,
                  faelscher.mit_geheimnis, lambda _: "kein.token.hier", lambda _: ""]
)  # fmt: skip
def test_forged_id_token_does_not_sign_in(
    client: Client, anbieter: str, settings: Any, faelschen: Callable[[str], str]
) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    with faelscher.dazwischen(anbieter, lambda a: {**a, "id_token": faelschen(a["id_token"])}) as falsch:
        ueber(settings, token_endpoint=f"{falsch}/o/token/")
        assert not kommt_herein(client, anbieter)


def test_without_our_check_changed_content_signs_in(
    client: Client, anbieter: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Failing control for the test above."""
    monkeypatch.setattr(anmeldedienst, "StrengerAdapter", OpenIDConnectOAuth2Adapter)
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    aendern = faelscher.inhalt_geaendert
    with faelscher.dazwischen(anbieter, lambda a: {**a, "id_token": aendern(a["id_token"])}) as falsch:
        ueber(settings, token_endpoint=f"{falsch}/o/token/")
        assert kommt_herein(client, anbieter)


def test_the_same_detour_without_forgery_signs_in(client: Client, anbieter: str, settings: Any) -> None:
    """Failing control: it is the forgery that is refused, not the way."""
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    with faelscher.dazwischen(anbieter, lambda a: a) as weg:
        ueber(settings, token_endpoint=f"{weg}/o/token/", userinfo_endpoint=f"{weg}/o/userinfo/")
        assert kommt_herein(client, anbieter)


def test_expired_id_token_does_not_sign_in(client: Client, anbieter: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")

    assert not kommt_herein(client, anbieter, dauer=-60)


@pytest.mark.parametrize("angaben", [{"sub": "jemand-anderes"}, {"email_verified": "false"}, {"email_verified": 1.5}])
def test_userinfo_of_somebody_else_or_unverified_does_not_sign_in(
    client: Client, anbieter: str, settings: Any, angaben: dict[str, Any]
) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    with faelscher.dazwischen(anbieter, lambda a: {**a, **angaben}) as falsch:
        ueber(settings, userinfo_endpoint=f"{falsch}/o/userinfo/")
        assert not kommt_herein(client, anbieter)


def test_locked_person_does_not_come_in_by_single_sign_on(client: Client, anbieter: str) -> None:
    User.objects.create_user("bekannt@x.example", None, nachname="Bekannt", is_active=False)

    assert not kommt_herein(client, anbieter)


def test_unreachable_provider_is_told_and_password_still_works(client: Client, settings: Any) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        zu = f"http://127.0.0.1:{probe.getsockname()[1]}"
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["settings"]["server_url"] = zu
    antwort = client.post(reverse("openid_connect_login", args=["anmeldedienst"]))

    assert antwort.status_code == 503
    assert "Anmeldung nicht möglich" in antwort.content.decode()
    assert client.get(reverse("account_login")).status_code == 200


def test_who_comes_by_single_sign_on_needs_neither_password_nor_our_second_factor(
    client: Client, anbieter: str, settings: Any
) -> None:
    """Both are the office of the county's own service."""
    person = User.objects.create_user("bekannt@x.example", None, nachname="Bekannt", passwort_vorlaeufig=True)
    kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
    Zustaendigkeit.objects.create(user=person, rolle="leitung", bereich=kreis, beginn=date(2026, 1, 1))
    settings.ZWEITER_FAKTOR_PFLICHT = True

    assert kommt_herein(client, anbieter)


def test_own_second_factor_is_asked_for_after_single_sign_on_too(client: Client, anbieter: str) -> None:
    person = User.objects.create_user("bekannt@x.example", None, nachname="Bekannt")
    TOTP.activate(person, generate_totp_secret())

    assert not kommt_herein(client, anbieter)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
