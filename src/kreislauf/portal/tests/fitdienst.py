"""A delivery service after the published protocol (API v2), with real keys: what a sender puts in lies there encrypted,
and only an event signed with the destination's key takes it out."""

import hashlib
import json
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwe, jwt
from joserfc.jwk import RSAKey

SCHEMA = "https://schema.example.de/fim/but.schema.json"
METADATEN = "https://schema.fitko.de/fit-connect/metadata/2.1.0/metadata.schema.json"
DATEN = {"antragsteller": {"name": "Amira Haddad"}, "kinder": [{"vorname": "Sami", "schule": True}]}
_VERFAHREN = ["RSA-OAEP-256", "A256GCM"]


@dataclass
class Fitdienst:
    schluessel: RSAKey
    signatur: RSAKey
    ziel: str = field(default_factory=lambda: str(uuid.uuid4()))
    adresse: str = ""
    bereit: dict[str, dict[str, Any]] = field(default_factory=dict)
    anlagen: dict[str, str] = field(default_factory=dict)
    ereignisse: list[dict[str, Any]] = field(default_factory=list)
    aufgelegt: int = 0  # how many events the service swallows: the connection ends before it has kept them
    angekommen: threading.Event = field(default_factory=threading.Event)

    def zu(self, klar: bytes, schluessel: RSAKey | None = None) -> str:
        eigen = schluessel or self.schluessel
        kopf = {"alg": _VERFAHREN[0], "enc": _VERFAHREN[1], "kid": eigen.kid, "cty": "application/json"}
        return jwe.encrypt_compact(kopf, klar, eigen, algorithms=_VERFAHREN)

    def einreichen(self, *, anlagen: dict[str, bytes] | None = None, **anders: Any) -> str:
        """As a sender does; `anders` changes the metadata, the data or the parts on their way."""
        kennung, daten = str(uuid.uuid4()), json.dumps(anders.get("daten", DATEN)).encode()
        teile = {str(uuid.uuid4()): (name, inhalt) for name, inhalt in (anlagen or {}).items()}
        metadaten = {
            "$schema": METADATEN,
            "contentStructure": {
                "data": {
                    "submissionSchema": {"schemaUri": SCHEMA, "mimeType": "application/json"},
                    "hash": _hash(daten),
                },
                "attachments": [
                    {"attachmentId": a, "purpose": "attachment", "filename": name, "hash": _hash(inhalt)}
                    for a, (name, inhalt) in teile.items()
                ],
            },
        }
        anders.get("metadaten", lambda m: None)(metadaten)
        self.anlagen |= {f"{kennung}/{a}": self.zu(inhalt) for a, (_, inhalt) in teile.items()}
        self.bereit[kennung] = {
            "destinationId": self.ziel,
            "submissionId": kennung,
            "caseId": str(uuid.uuid4()),
            "attachments": list(teile),
            "publicService": {"identifier": "urn:de:fim:leika:leistung:99000000000000", "name": "Bildung und Teilhabe"},
            "encryptedMetadata": self.zu(json.dumps(metadaten).encode()),
            "encryptedData": self.zu(anders.get("unterwegs", daten)),
            **anders.get("huelle", {}),
        }
        return kennung

    def nimm_ereignis(self, fall: str, token: str) -> None:
        """Only with a valid signature of the destination; accept and reject take the submission out."""
        geprueft = jwt.decode(token, self.signatur, algorithms=["PS512"])
        assert geprueft.header["typ"] == "secevent+jwt"
        assert geprueft.header["kid"] == self.signatur.kid
        angaben = geprueft.claims
        assert (angaben["iss"], angaben["txn"]) == (self.ziel, f"case:{fall}")
        kennung = angaben["sub"].removeprefix("submission:")
        assert self.bereit[kennung]["caseId"] == fall
        self.ereignisse.append(angaben)
        del self.bereit[kennung]

    def ablehnungen(self) -> list[Any]:
        alle = (next(iter(e["events"].items())) for e in self.ereignisse)
        return [inhalt for art, inhalt in alle if art.endswith("/reject-submission")]

    def letztes(self) -> tuple[str, Any]:
        ((art, inhalt),) = self.ereignisse[-1]["events"].items()
        return art.rpartition("/")[2], inhalt


def _hash(inhalt: bytes) -> dict[str, str]:
    return {"type": "sha512", "content": hashlib.sha512(inhalt).hexdigest()}


@contextmanager
def laufender_dienst(dienst: Fitdienst) -> Iterator[Fitdienst]:
    class Antworten(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            teile = urlsplit(self.path)
            weg = teile.path.split("/")[1:]
            if self.headers["Authorization"] != "Bearer zugang" or weg[:2] != ["v2", "submissions"]:
                return self._ab(401)
            if len(weg) == 2:
                abfrage = parse_qs(teile.query)
                ab, hoechstens = int(abfrage["offset"][0]), int(abfrage["limit"][0])
                namen = ("destinationId", "submissionId", "caseId")
                alle = [{n: e[n] for n in namen} for e in dienst.bereit.values()]
                return self._ab(200, json.dumps({"submissions": alle[ab : ab + hoechstens]}).encode())
            if len(weg) == 3:
                return self._ab(200, json.dumps(dienst.bereit[weg[2]]).encode())
            return self._ab(200, dienst.anlagen[f"{weg[2]}/{weg[4]}"].encode())

        def do_POST(self) -> None:
            inhalt = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self.path == "/token":
                gut = parse_qs(inhalt)["client_secret"] == ["geheim"]
                zugang = {"access_token": "zugang", "expires_in": 1800}
                return self._ab(200 if gut else 401, json.dumps(zugang if gut else {}).encode())
            if dienst.aufgelegt:
                dienst.aufgelegt -= 1
                dienst.angekommen.set()
                self.close_connection = True
                return None
            dienst.nimm_ereignis(self.path.split("/")[3], inhalt)
            return self._ab(204)

        def _ab(self, status: int, rumpf: bytes = b"") -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(rumpf)))
            self.end_headers()
            self.wfile.write(rumpf)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Antworten)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    dienst.adresse = f"http://127.0.0.1:{server.server_port}"
    try:
        yield dienst
    finally:
        server.shutdown()
        server.server_close()
