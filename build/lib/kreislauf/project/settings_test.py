"""Settings of the tests: a data folder and a database server of this test run's own."""

import os
from pathlib import Path

TESTORDNER = Path("/var/tmp") / f"kreislauf-test-{os.getpid()}"  # noqa: S108 -- short, for the socket's path
os.environ["KREISLAUF_DATEN"] = str(TESTORDNER)
os.environ["KREISLAUF_SECRET_KEY"] = "nur-fuer-tests"  # noqa: S105
for _name in ("KREISLAUF_DATABASE_URL", "KREISLAUF_DATABASE_OWNER_URL"):
    os.environ.pop(_name, None)

from kreislauf.project.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; the real one is tested by itself
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
