"""Settings of the portal's own process: another database role, no accounts, no sessions, only the public addresses."""

import os

from kreislauf.project import eingebettet, orte, portaldienst

# A key of its own, set before anything reads the other: what signs and encrypts inside is unknown to this process.
os.environ["KREISLAUF_SECRET_KEY"] = os.environ.get("KREISLAUF_PORTAL_SECRET_KEY") or orte.geheimnis("geheimnis-portal")

from kreislauf.project.settings import *  # noqa: F403
from kreislauf.project.settings import DATABASES, LOGGING

ADRESSE = os.environ.get("KREISLAUF_PORTAL_ADRESSE", "http://127.0.0.1:8001")
HTTPS = ADRESSE.startswith("https://")
CSRF_TRUSTED_ORIGINS = [ADRESSE]
CSRF_COOKIE_NAME = "__Host-portal_csrf" if HTTPS else "portal_csrf"  # never the cookie of the inside
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 0  # portal.kopfzeilen says it, whoever ends the encryption

EMAIL_TIMEOUT = 8  # the one thread that sends mails tries again
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 12
_bereich = os.environ.get("KREISLAUF_PORTAL_BEREICH", "")
PORTAL_BEREICH = int(_bereich) if _bereich.isdecimal() else None  # whose Eingang; without it nothing is taken

PORTAL_ANMELDEDIENST = portaldienst.anmeldedienst(os.environ)

from kreislauf.project.portalaufbau import *  # noqa: E402, F403 -- last: it replaces what the inside has

LOGGING["filters"] = {"ohne_links": {"()": "kreislauf.portal.sicherheitslog.OhneLinks"}}
LOGGING["handlers"]["konsole"]["filters"] = ["ohne_links"]
LOGGING["loggers"] = {"kreislauf.portal.sicherheitslog": {"level": "INFO"}}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # pages that store nothing answer also when the database does not
if not os.environ.get("KREISLAUF_DATABASE_URL"):
    DATABASES["default"]["USER"] = eingebettet.PORTAL
elif os.environ.get("KREISLAUF_PORTAL_DATABASE_URL"):
    DATABASES["default"] |= orte.aus_url(os.environ["KREISLAUF_PORTAL_DATABASE_URL"])
