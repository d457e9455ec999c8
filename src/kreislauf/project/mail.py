"""Settings of outgoing mail: the county's own server, off where none is named (docs/betrieb.md names the variables)."""

import os

EMAIL_HOST = os.environ.get("KREISLAUF_MAIL_SERVER", "")
MAIL_EINGERICHTET = bool(EMAIL_HOST)
_SCHUTZ = os.environ.get("KREISLAUF_MAIL_VERSCHLUESSELUNG", "starttls")  # starttls, tls, keine
EMAIL_BACKEND = "django.core.mail.backends." + ("smtp" if MAIL_EINGERICHTET else "dummy") + ".EmailBackend"
EMAIL_USE_TLS = _SCHUTZ == "starttls"
EMAIL_USE_SSL = _SCHUTZ == "tls"
EMAIL_PORT = int(os.environ.get("KREISLAUF_MAIL_PORT") or {"starttls": 587, "tls": 465}.get(_SCHUTZ, 25))
EMAIL_HOST_USER = os.environ.get("KREISLAUF_MAIL_BENUTZER", "")
EMAIL_HOST_PASSWORD = os.environ.get("KREISLAUF_MAIL_PASSWORT", "")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("KREISLAUF_MAIL_ABSENDER") or f"kreislauf@{EMAIL_HOST or 'localhost'}"
