"""The portal's process is given no log-in and no secret of the inside."""

import json
import os
import subprocess
import sys
from pathlib import Path

from kreislauf.project.start import umgebung_des_portals

GEHEIM = {
    "KREISLAUF_DATABASE_URL": "postgresql://kreislauf_app:geheim-app@127.0.0.1:1/kreislauf",
    "KREISLAUF_DATABASE_OWNER_URL": "postgresql://kreislauf_eigner:geheim-eigner@127.0.0.1:1/kreislauf",
    "KREISLAUF_PORTAL_DATABASE_URL": "postgresql://kreislauf_portal:eigenes@127.0.0.1:1/kreislauf",
    "KREISLAUF_SECRET_KEY": "geheim-innen",
    "KREISLAUF_OIDC_URL": "https://anmeldung.example",
    "KREISLAUF_OIDC_CLIENT_ID": "innen",
    "KREISLAUF_OIDC_CLIENT_SECRET": "geheim-oidc",
    "KREISLAUF_FITCONNECT_ADRESSE": "https://zustellung.example",
    "KREISLAUF_FITCONNECT_CLIENT_SECRET": "geheim-fit",
}
ZEIGEN = (
    "import json, os; from kreislauf.project import settings_portal as s; d = s.DATABASES['default']; "
    "print(json.dumps([d['USER'], d['PASSWORD'], d.get('OPTIONS', {}), sorted(os.environ.values())]))"
)


def test_portal_starts_with_its_own_log_in_and_knows_no_other(tmp_path: Path) -> None:
    alle = {k: v for k, v in os.environ.items() if not k.startswith(("KREISLAUF_", "DJANGO_"))} | GEHEIM
    umgebung = umgebung_des_portals(alle | {"KREISLAUF_DATEN": str(tmp_path), "KREISLAUF_PORTAL_SECRET_KEY": "seins"})

    lauf = subprocess.run([sys.executable, "-c", ZEIGEN], env=umgebung, capture_output=True, text=True, check=False)

    assert lauf.returncode == 0, lauf.stderr
    nutzer, passwort, weiteres, werte = json.loads(lauf.stdout)
    assert (nutzer, passwort, weiteres) == ("kreislauf_portal", "eigenes", {})
    assert [w for w in werte if "geheim" in w] == []
    assert [w for w in alle.values() if "geheim" in w]  # the control: unfiltered they would be there


def test_embedded_database_needs_nothing_of_it() -> None:
    assert umgebung_des_portals({"KREISLAUF_DATEN": "/d", "KREISLAUF_PORTAL_BEREICH": "3"}) == {
        "KREISLAUF_DATEN": "/d", "KREISLAUF_PORTAL_BEREICH": "3",
    }  # fmt: skip
