"""A real OIDC provider for the tests (django-oauth-toolkit), as a process of its own.

    python anbieter.py PORT FOLDER CALLBACK

The person who signs in there is set by GET /wer/?email=…&bestaetigt=ja|nein&dauer=SECONDS&angaben=JSON: `dauer` for how
long its ID tokens are valid, `angaben` for further claims; then the usual code flow runs.
"""

import json
import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import make_server

import django
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

PORT, ORDNER, RUECKRUF = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
_SCHLUESSEL = rsa.generate_private_key(public_exponent=65537, key_size=2048)

settings.configure(
    SECRET_KEY="nur-fuer-tests",
    DEBUG=False,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "oauth2_provider"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ORDNER / "anbieter.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LOGIN_URL="/anmelden/",
    USE_TZ=True,
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],  # the provider hashes its client secret
    OAUTH2_PROVIDER={
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": _SCHLUESSEL.private_bytes(
            Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        ).decode(),
        "SCOPES": {"openid": "openid", "profile": "profile", "email": "email"},
        "PKCE_REQUIRED": True,
        "OAUTH2_VALIDATOR_CLASS": f"{__name__}.Angaben",
    },
)
sys.modules.setdefault("anbieter", sys.modules[__name__])
django.setup()

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.settings import oauth2_settings

WER: dict[str, Any] = {"email": "", "bestaetigt": False, "angaben": {}}


class Angaben(OAuth2Validator):  # type: ignore[misc]
    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        eigene = {"email": request.user.email, "email_verified": WER["bestaetigt"], "name": request.user.username}
        return {**eigene, **WER["angaben"]}


def wer(request: HttpRequest) -> HttpResponse:
    WER.update(email=request.GET["email"], bestaetigt=request.GET["bestaetigt"] == "ja")
    WER["angaben"] = json.loads(request.GET.get("angaben", "{}"))
    oauth2_settings.ID_TOKEN_EXPIRE_SECONDS = int(request.GET["dauer"])
    return HttpResponse("ja")


def anmelden(request: HttpRequest) -> HttpResponse:
    email = str(WER["email"])
    user: Any = User.objects.get_or_create(username=email, defaults={"email": email})[0]
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(request.GET["next"])


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    path("anmelden/", anmelden),
    path("wer/", wer),
]

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    Application.objects.create(
        name="Kreislauf",
        client_id="kreislauf",
        client_secret="geheim-genug",
        client_type=Application.CLIENT_CONFIDENTIAL,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        algorithm=Application.RS256_ALGORITHM,
        redirect_uris=RUECKRUF,
        skip_authorization=True,
    )
    make_server("127.0.0.1", PORT, get_wsgi_application()).serve_forever()
