"""Anchors: the chain's last hash of a day, kept outside the database, each tied to the one before and signed."""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import connection


def _schluessel(ordner: Path) -> Ed25519PrivateKey:
    """The key of this installation, made once; its public half lies beside it for copying elsewhere."""
    datei = ordner / "schluessel.pem"
    if not datei.exists():
        ordner.mkdir(parents=True, exist_ok=True)
        neu = Ed25519PrivateKey.generate()
        vorlaeufig = ordner / f"schluessel.{os.getpid()}"
        vorlaeufig.touch(mode=0o600)
        vorlaeufig.write_bytes(neu.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        vorlaeufig.replace(datei)
        oeffentlich = neu.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        (ordner / "oeffentlich.pem").write_bytes(oeffentlich)
    schluessel = load_pem_private_key(datei.read_bytes(), password=None)
    assert isinstance(schluessel, Ed25519PrivateKey)
    return schluessel


def _unterschrieben(nr: int, kettenhash: str, at: str, vorher: str) -> bytes:
    return f"{nr} {kettenhash} {at} {vorher}".encode()


def ankern(ordner: Path, *, at: datetime) -> str | None:
    """Append the present end of the chain to `anker.jsonl`; the new line, or None where nothing is new."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nr, encode(hash, 'hex') FROM journal_glied ORDER BY nr DESC LIMIT 1")
        ende = cursor.fetchone()
    if ende is None:
        return None
    datei = ordner / "anker.jsonl"
    zeilen = datei.read_text(encoding="utf-8").splitlines() if datei.exists() else []
    if zeilen and json.loads(zeilen[-1])["nr"] == ende[0]:
        return None
    vorher = hashlib.sha256(zeilen[-1].encode()).hexdigest() if zeilen else ""
    zeit = at.astimezone(UTC).isoformat()
    signatur = _schluessel(ordner).sign(_unterschrieben(ende[0], ende[1], zeit, vorher)).hex()
    zeile = json.dumps({"nr": ende[0], "hash": ende[1], "at": zeit, "vorher": vorher, "signatur": signatur})
    with datei.open("a", encoding="utf-8") as ausgabe:
        ausgabe.write(zeile + "\n")
        ausgabe.flush()
        os.fsync(ausgabe.fileno())
    return zeile


def falsche_unterschriften(text: str, schluessel: Ed25519PublicKey) -> list[str]:
    """Anchors whose signature does not fit."""
    maengel = []
    for zeile in text.splitlines():
        a = json.loads(zeile)
        try:
            schluessel.verify(bytes.fromhex(a["signatur"]), _unterschrieben(a["nr"], a["hash"], a["at"], a["vorher"]))
        except (InvalidSignature, ValueError, KeyError):
            maengel.append(f"Anker vom {a.get('at')}: die Unterschrift passt nicht")
    return maengel
