"""Settings of Kreislauf; everything a county changes comes from the environment (docs/betrieb.md)."""

import os
from typing import Any

from csp.constants import NONE, SELF

from kreislauf.project import orte

BASE_DIR = orte.QUELLE
DATEN = orte.datenordner()

SECRET_KEY = os.environ.get("KREISLAUF_SECRET_KEY") or orte.geheimnis("geheimnis")
DEBUG = False
ADRESSE = os.environ.get("KREISLAUF_ADRESSE", "http://127.0.0.1:8000")
HTTPS = ADRESSE.startswith("https://")
ALLOWED_HOSTS = os.environ.get("KREISLAUF_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [ADRESSE]

INSTALLED_APPS = [
    "kreislauf.foundation.accounts",
    "kreislauf.foundation.access",
    "kreislauf.foundation.journal",
    "kreislauf.foundation.documents",
    "kreislauf.foundation.jobs",
    "kreislauf.foundation.search",
    "kreislauf.foundation.erinnerungen",
    "kreislauf.foundation.ui",
    "kreislauf.akten.person",
    "kreislauf.akten.traeger",
    "kreislauf.akten.haushalt",
    "kreislauf.akten.fallakte",
    "kreislauf.verfahren.antrag",
    "kreislauf.verfahren.bescheid",
    "kreislauf.verfahren.aufhebung",
    "kreislauf.verfahren.widerspruch",
    "kreislauf.verfahren.zahlung",
    "kreislauf.verfahren.anschreiben",
    "kreislauf.leistungen.bildung_und_teilhabe",
    "kreislauf.steuerung.ratsinfo",
    "kreislauf.steuerung.oparl_eingang",
    "kreislauf.portal",
    "kreislauf.steuerung.veroeffentlichung",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "csp",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "kreislauf.foundation.accounts.middleware.SitzungsendeMiddleware",
    "kreislauf.foundation.access.middleware.ZugriffMiddleware",
    "kreislauf.foundation.accounts.middleware.PflichtenMiddleware",
]

ROOT_URLCONF = "kreislauf.project.urls"
WSGI_APPLICATION = "kreislauf.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kreislauf.foundation.ui.context.seite",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

PORTAL_ADRESSE = os.environ.get("KREISLAUF_PORTAL_ADRESSE", "http://127.0.0.1:8001")  # where families reach the portal
PORTAL_BEREICH: int | None = None  # this and the next three are set for the portal's process only
PORTAL_PROXYS = 0
PORTAL_ENTWURF_TAGE = 28
PORTAL_ANMELDEDIENST: Any = None
KREIS_NAME = os.environ.get("KREISLAUF_KREIS", "Ihr Kreis")  # on public pages, which cannot read the areas
DATENBANKROLLE_EIGNER = os.environ.get("KREISLAUF_DATENBANKROLLE") == "eigner"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": True,
        **orte.datenbank(als_eigner=DATENBANKROLLE_EIGNER),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "/statisch/"
STATIC_ROOT = DATEN / "statisch"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Hosts of the own network that may be read as sources of open council data, and a file with further authorities.
OPARL_INTERN = [h.strip().lower() for h in os.environ.get("KREISLAUF_OPARL_INTERN", "").split(",") if h.strip()]
OPARL_ZERTIFIKATE = os.environ.get("KREISLAUF_OPARL_ZERTIFIKATE", "")
DOKUMENTE = DATEN / "dokumente"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # KERN's icons are data: pictures in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "zeile": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s", "datefmt": "%Y-%m-%dT%H:%M:%S%z"}
    },
    "handlers": {"konsole": {"class": "logging.StreamHandler", "formatter": "zeile"}},
    "root": {"handlers": ["konsole"], "level": os.environ.get("KREISLAUF_LOG", "WARNING")},
}

from kreislauf.project.anmeldung import *  # noqa: E402, F403 -- sign-in settings stand in a file of their own
from kreislauf.project.mail import *  # noqa: E402, F403
