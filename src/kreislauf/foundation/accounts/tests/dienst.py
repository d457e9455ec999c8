"""Start the real OIDC provider of the tests, and sign in there as a browser would."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urljoin

import requests


@contextmanager
def laufender_anbieter(ordner: Path, rueckruf: str) -> Iterator[str]:
    """Address of the provider, which sends browsers back to `rueckruf`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    skript = Path(__file__).with_name("anbieter.py")
    umgebung = {k: v for k, v in os.environ.items() if not k.startswith("DJANGO_")}
    umgebung["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # the provider of the test speaks http on loopback
    with (ordner / "log").open("wb") as protokoll:
        prozess = subprocess.Popen(
            [sys.executable, str(skript), str(port), str(ordner), rueckruf],
            env=umgebung,
            cwd=skript.parent,
            stdout=protokoll,
            stderr=protokoll,
        )
        adresse = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                requests.get(f"{adresse}/o/.well-known/openid-configuration", timeout=2)
                break
            except requests.ConnectionError:
                assert prozess.poll() is None, (ordner / "log").read_text()
                time.sleep(0.1)
        try:
            yield adresse
        finally:
            prozess.terminate()
            prozess.wait()


def beim_dienst(
    anbieter: str,
    adresse: str,
    email: str,
    *,
    bestaetigt: bool = True,
    dauer: int = 600,
    angaben: Mapping[str, Any] | None = None,
) -> str:
    """Sign in at the provider; the address to which it sends the browser back."""
    sitzung = requests.Session()
    wahl = {"email": email, "bestaetigt": "ja" if bestaetigt else "nein", "dauer": str(dauer)}
    sitzung.get(f"{anbieter}/wer/?{urlencode(wahl | {'angaben': json.dumps(angaben or {})})}", timeout=5)
    for _ in range(6):
        antwort = sitzung.get(adresse, allow_redirects=False, timeout=5)
        assert antwort.status_code in {301, 302}, antwort.text
        adresse = urljoin(adresse, antwort.headers["Location"])
        if adresse.startswith("http://testserver"):
            return adresse
    raise AssertionError(adresse)
