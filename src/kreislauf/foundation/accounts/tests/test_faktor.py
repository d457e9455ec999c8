"""The second factor end to end: set-up on the pages, limit on guessing, no code twice, secrets unreadable."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.db import ProgrammingError, transaction
from django.test import Client, override_settings
from django.urls import reverse

from kreislauf.foundation.access.context import anmeldung_laeuft, handeln_als
from kreislauf.foundation.accounts.faktor import FaktorAdapter
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_user
from kreislauf.foundation.journal.models import Zeile

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PASSWORT = "richtiges-pferd-batterie"
FALSCH = "12345678"  # too long for any code of the app


@pytest.fixture
def person() -> User:
    return User.objects.create_user("p@x.example", PASSWORT, nachname="Person")


def code(geheimnis: str, *, schritt: int = 0) -> str:
    """The code of now (or of a neighbouring half minute), computed as the person's device does."""
    return str(format_hotp_value(hotp_value(geheimnis, int(time.time()) // 30 + schritt)))


def passwort(client: Client) -> None:
    client.post(reverse("account_login"), {"login": "p@x.example", "password": PASSWORT})


def eingeben(client: Client, eingabe: str) -> int:
    return client.post(reverse("mfa_authenticate"), {"code": eingabe}).status_code


def test_person_sets_up_the_factor_signs_in_with_it_and_removes_it(client: Client, person: User) -> None:
    passwort(client)
    einrichten = reverse("mfa_activate_totp")
    assert client.get(einrichten).headers["Location"].startswith(reverse("account_reauthenticate"))
    client.post(f"{reverse('account_reauthenticate')}?next={einrichten}", {"password": PASSWORT})
    assert client.get(einrichten).status_code == 200
    geheimnis = client.session[SECRET_SESSION_KEY]
    assert client.post(einrichten, {"code": FALSCH}).status_code == 200
    assert client.post(einrichten, {"code": code(geheimnis)}).status_code == 302
    seite = client.get(reverse("mfa_view_recovery_codes"))
    assert seite.status_code == 200
    ersatz = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(c in seite.content.decode() for c in ersatz)
    assert client.get(reverse("mfa_download_recovery_codes")).content.decode().split() == ersatz
    assert client.post(reverse("mfa_generate_recovery_codes")).status_code == 302
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() != ersatz

    anderer = Client()
    passwort(anderer)
    assert anderer.get("/").status_code == 302
    assert eingeben(anderer, code(geheimnis, schritt=1)) == 302
    assert anderer.get("/").status_code == 200

    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    akte = Zeile.objects.filter(akt__endswith="_factor").values_list("akt", flat=True)
    assert sorted(akte) == [*["konto.add_factor"] * 3, *["konto.remove_factor"] * 2]


def test_code_works_once_even_when_the_cache_forgets(client: Client, person: User) -> None:
    geheimnis = generate_totp_secret()
    TOTP.activate(person, geheimnis)
    jetzt = code(geheimnis)
    passwort(client)
    assert eingeben(client, jetzt) == 302
    cache.clear()  # another worker process has a cache of its own

    zweiter = Client()
    passwort(zweiter)

    assert eingeben(zweiter, jetzt) == 200
    assert zweiter.get("/").status_code == 302


def test_recovery_code_works_once(client: Client, person: User) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(person, generate_totp_secret())
    ersatz = RecoveryCodes.activate(person).get_unused_codes()[0]
    passwort(client)
    assert eingeben(client, ersatz) == 302

    zweiter = Client()
    passwort(zweiter)
    assert eingeben(zweiter, ersatz) == 200


def test_guessing_codes_locks_the_account_also_for_the_right_code(client: Client, person: User) -> None:
    geheimnis = generate_totp_secret()
    TOTP.activate(person, geheimnis)
    passwort(client)

    antworten = [eingeben(client, FALSCH) for _ in range(settings.AXES_FAILURE_LIMIT)]

    assert antworten[-1] == 429
    assert eingeben(client, code(geheimnis)) == 429
    assert client.get("/").status_code == 302
    assert Zeile.objects.filter(akt="konto.login_failed").count() == settings.AXES_FAILURE_LIMIT


@override_settings(AXES_ENABLED=False)
def test_without_the_limit_guessing_codes_goes_on(client: Client, person: User) -> None:
    """Failing control for the test above."""
    geheimnis = generate_totp_secret()
    TOTP.activate(person, geheimnis)
    passwort(client)

    assert {eingeben(client, FALSCH) for _ in range(settings.AXES_FAILURE_LIMIT + 3)} == {200}
    assert eingeben(client, code(geheimnis)) == 302


def test_secret_is_not_readable_in_the_database_and_dies_with_the_key(person: User) -> None:
    geheimnis = generate_totp_secret()
    TOTP.activate(person, geheimnis)
    verschluesselt = Authenticator.objects.get().data["secret"]

    assert geheimnis not in verschluesselt
    assert FaktorAdapter().decrypt(verschluesselt) == geheimnis
    with override_settings(SECRET_KEY="ein-anderer"):
        fremd = FaktorAdapter().decrypt(verschluesselt)
        assert fremd not in {"", geheimnis}
        assert FaktorAdapter().decrypt(verschluesselt) != fremd


INFORMELL = re.compile(r"\b(du|dein\w*|dich|dir|bist)\b|\b(the|your|code is|please|sign)\b", re.IGNORECASE)


def text(antwort: Any) -> str:
    inhalt = antwort.content.decode().split("<main")[1].split("</main")[0]
    return re.sub(r"<[^>]*>", " ", inhalt)


def test_all_pages_of_the_library_speak_german_and_politely(client: Client, person: User) -> None:
    seiten = [text(client.get(reverse(n))) for n in ("account_login", "account_inactive")]
    seiten.append(text(client.post(reverse("account_login"), {"login": "p@x.example", "password": "falsch"})))
    passwort(client)
    falsch = {"oldpassword": "x", "password1": "kurz", "password2": "anders"}
    seiten += [text(client.get(reverse(n))) for n in ("mfa_index", "account_reauthenticate", "account_change_password")]
    ungleich = {"oldpassword": PASSWORT, "password1": "ein-ganz-anderes-wort", "password2": "ein-noch-anderes-wort"}
    seiten += [text(client.post(reverse("account_change_password"), werte)) for werte in (falsch, ungleich)]
    client.post(f"{reverse('account_reauthenticate')}?next=/", {"password": PASSWORT})
    seiten.append(text(client.get(reverse("mfa_activate_totp"))))
    geheimnis = client.session[SECRET_SESSION_KEY]
    client.post(reverse("mfa_activate_totp"), {"code": code(geheimnis)})
    mit_faktor = ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_index", "mfa_deactivate_totp")
    seiten += [text(client.get(reverse(n))) for n in (*mit_faktor, "mfa_reauthenticate", "account_logout")]
    seiten.append(text(client.post(reverse("account_logout"), follow=True)))
    passwort(client)
    seiten.append(text(client.get(reverse("mfa_authenticate"))))
    seiten.append(text(client.post(reverse("mfa_authenticate"), {"code": FALSCH})))

    assert [treffer.group() for seite in seiten for treffer in INFORMELL.finditer(seite)] == []
    assert "Die beiden neuen Passwörter sind verschieden." in seiten[7]


def test_qr_code_brings_its_own_white_ground() -> None:
    """On a dark page black on nothing cannot be read."""
    bild = FaktorAdapter().build_totp_svg("otpauth://totp/p@x.example?secret=ABC")

    assert 'fill="white"' in bild
    assert 'fill="#000000"' in bild


@pytest.mark.parametrize("wer", ["selbst", "waehrend der anmeldung", "verwaltung", "fremd", "gast"])
def test_database_lets_only_its_owner_and_the_administration_near_a_second_factor(wer: str) -> None:
    person, fremd, verwaltung = (make_user(rolle) for rolle in ("geschaeftsfuehrung", "leitung", "technik"))
    faktor = Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    wer_ist = {"selbst": person, "fremd": fremd, "verwaltung": verwaltung}.get(wer)

    with handeln_als(wer_ist, at=AT):
        if wer == "waehrend der anmeldung":
            anmeldung_laeuft(str(person.pk))
        gelesen = Authenticator.objects.filter(pk=faktor.pk).count()
        gebraucht = Authenticator.objects.filter(pk=faktor.pk).update(data={})
        entfernt = Authenticator.objects.filter(pk=faktor.pk).delete()[0]

    erwartet = {"fremd": (0, 0, 0), "gast": (0, 0, 0), "verwaltung": (1, 0, 1)}.get(wer, (1, 1, 1))
    assert (gelesen, gebraucht, entfernt) == erwartet


def test_nobody_sets_up_a_factor_for_somebody_else() -> None:
    person, verwaltung = make_user("leitung"), make_user("technik")

    refused = pytest.raises(ProgrammingError, match="row-level security")
    with handeln_als(verwaltung, at=AT), refused, transaction.atomic():
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
