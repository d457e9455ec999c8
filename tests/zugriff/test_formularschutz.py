"""T9: no unsafe request is taken without the token of its form, at any address of the project."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver, reverse

from kreislauf.foundation.accounts.models import User
from tests.zugriff.test_adressen import FREMD, adressen, urls
from tests.zugriff.welt import bauen

pytestmark = pytest.mark.django_db
OHNE_TOKEN: dict[str, str] = {}  # address → why it is open to programs without a form


def test_every_address_refuses_a_post_without_the_forms_token() -> None:
    welt = bauen()
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    angemeldet = next(p for p in welt.personen.values() if isinstance(p, User))
    client.force_login(angemeldet, backend="allauth.account.auth_backends.AuthenticationBackend")
    alle = [(n, m) for n, m in adressen(get_resolver()) if not n.startswith(FREMD)]
    antworten = {
        kennung: client.post(url).status_code
        for name, muster in alle
        for kennung, url in urls(name, muster, welt.objekte["eigen"])
    }

    assert len(antworten) > 50
    assert {k for k, status in antworten.items() if status != 403} == set(OHNE_TOKEN)


def test_with_the_token_the_same_address_answers() -> None:
    """The control: it is the token that is missing above, not the right."""
    welt = bauen()
    client = Client(enforce_csrf_checks=True)
    person = next(p for p in welt.personen.values() if isinstance(p, User))
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/konto/")
    token = client.cookies[settings.CSRF_COOKIE_NAME].value
    angaben = {"schema": "dark"}

    assert client.post(reverse("farbschema"), angaben).status_code == 403
    assert client.post(reverse("farbschema"), {**angaben, "csrfmiddlewaretoken": token}).status_code == 302
