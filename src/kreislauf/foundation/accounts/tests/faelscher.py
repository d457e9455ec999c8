"""Stands between Kreislauf and the real provider and changes what the provider answers."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import requests
from cryptography.hazmat.primitives.asymmetric import rsa

Aendern = Callable[[dict[str, Any]], dict[str, Any]]


@contextmanager
def dazwischen(ziel: str, aendern: Aendern) -> Iterator[str]:
    """Address of a server that passes each request on to `ziel` and changes the JSON it gets back."""

    class Weiterreichen(BaseHTTPRequestHandler):
        def _weiter(self) -> None:
            laenge = int(self.headers.get("Content-Length", 0))
            kopf = {k: v for k, v in self.headers.items() if k.lower() in {"authorization", "content-type"}}
            antwort = requests.request(
                self.command, ziel + self.path, data=self.rfile.read(laenge), headers=kopf, timeout=5
            )
            inhalt = json.dumps(aendern(antwort.json())).encode()
            self.send_response(antwort.status_code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(inhalt)

        do_GET = do_POST = _weiter  # noqa: N815 -- names of http.server

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Weiterreichen)
    faden = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    faden.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def _inhalt(id_token: str) -> dict[str, Any]:
    angaben: dict[str, Any] = jwt.decode(id_token, options={"verify_signature": False})
    return angaben


def inhalt_geaendert(id_token: str) -> str:
    """Other content under the true signature."""
    kopf, _, signatur = id_token.split(".")
    neu = base64.urlsafe_b64encode(json.dumps({**_inhalt(id_token), "name": "anders"}).encode()).rstrip(b"=")
    return f"{kopf}.{neu.decode()}.{signatur}"


def fremder_schluessel(id_token: str) -> str:
    """The true content, signed with another key under the provider's key name."""
    schluessel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kid = jwt.get_unverified_header(id_token)["kid"]
    return jwt.encode(_inhalt(id_token), schluessel, algorithm="RS256", headers={"kid": kid})


def ohne_signatur(id_token: str) -> str:
    kid = jwt.get_unverified_header(id_token)["kid"]
    return jwt.encode(_inhalt(id_token), key="", algorithm="none", headers={"kid": kid})


def mit_geheimnis(id_token: str) -> str:
    kid = jwt.get_unverified_header(id_token)["kid"]
    return jwt.encode(_inhalt(id_token), "geheim-genug-fuer-hs256-0123456789", algorithm="HS256", headers={"kid": kid})
