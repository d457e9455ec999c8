"""What the FIT-Connect adapter needs to know, from the environment; addresses and keys are never constants."""

import json
import os
import stat
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

VORSILBE = "KREISLAUF_FITCONNECT_"
MINDESTENS_BIT = 4096


class EinrichtungFehlt(Exception):
    """The adapter is not or wrongly set up; the text says which value, in German."""


@dataclass(frozen=True, slots=True)
class Einrichtung:
    """One destination. `schluessel` open what is sent to it, also with a former key; `signatur` signs the answers."""

    adresse: str
    token_adresse: str
    client_id: str
    client_secret: str
    ziel: str
    bereich_id: int
    schluessel: Mapping[str, RSAKey]
    signatur: RSAKey
    schemata: Mapping[str, dict[str, Any]]
    leistungen: frozenset[str]


def eingerichtet(umgebung: Mapping[str, str] = os.environ) -> bool:
    return bool(umgebung.get(f"{VORSILBE}ADRESSE"))


def lies_einrichtung(umgebung: Mapping[str, str], ordner: Path) -> Einrichtung:
    """Settings with keys and schemas read and checked. Raises EinrichtungFehlt."""
    wert = {name: umgebung.get(VORSILBE + name, "").strip() for name in _PFLICHT}
    if fehlt := [VORSILBE + name for name, gesetzt in wert.items() if not gesetzt]:
        raise EinrichtungFehlt(f"FIT-Connect ist nicht eingerichtet. Es fehlt: {', '.join(fehlt)}.")
    bereich = umgebung.get(f"{VORSILBE}BEREICH") or umgebung.get("KREISLAUF_PORTAL_BEREICH", "")
    if not bereich.isdecimal():
        raise EinrichtungFehlt(f"{VORSILBE}BEREICH: erwartet wird die Nummer des Bereichs, der die Anträge bekommt.")
    try:
        ziel = str(uuid.UUID(wert["ZIEL"]))
    except ValueError:
        raise EinrichtungFehlt(f"{VORSILBE}ZIEL: erwartet wird die destinationId (UUID).") from None
    signatur = _schluessel(f"{VORSILBE}SIGNATUR", wert["SIGNATUR"])
    if len(signatur) != 1:
        raise EinrichtungFehlt(f"{VORSILBE}SIGNATUR: erwartet wird genau ein privater Schlüssel mit kid.")
    return Einrichtung(
        adresse=wert["ADRESSE"].rstrip("/"),
        token_adresse=wert["TOKEN_ADRESSE"],
        client_id=wert["CLIENT_ID"],
        client_secret=wert["CLIENT_SECRET"],
        ziel=ziel,
        bereich_id=int(bereich),
        schluessel=_schluessel(f"{VORSILBE}SCHLUESSEL", wert["SCHLUESSEL"]),
        signatur=next(iter(signatur.values())),
        schemata=_schemata(Path(umgebung.get(f"{VORSILBE}SCHEMATA") or ordner / "fitconnect" / "schemata")),
        leistungen=frozenset(umgebung.get(f"{VORSILBE}LEISTUNGEN", "").split()),
    )


_PFLICHT = ("ADRESSE", "TOKEN_ADRESSE", "CLIENT_ID", "CLIENT_SECRET", "ZIEL", "SCHLUESSEL", "SIGNATUR")


def _schluessel(name: str, pfad: str) -> dict[str, RSAKey]:
    """Private keys of a file (one JWK or a set of them) by their `kid`."""
    datei = Path(pfad)
    try:
        if os.name == "posix" and stat.S_IMODE(datei.stat().st_mode) & 0o077:
            raise EinrichtungFehlt(f"{name}: {pfad} dürfen auch andere lesen. Abhilfe: chmod 600 {pfad}")
        gelesen = json.loads(datei.read_text(encoding="utf-8"))
    except OSError as fehler:
        raise EinrichtungFehlt(f"{name}: {pfad} ist nicht zu lesen ({fehler.strerror}).") from fehler
    except ValueError:
        raise EinrichtungFehlt(f"{name}: {pfad} ist kein JSON.") from None
    angaben = gelesen.get("keys", [gelesen]) if isinstance(gelesen, dict) else []
    gefunden = {}
    for angabe in angaben:
        try:
            schluessel = RSAKey.import_key(angabe)
        except (JoseError, ValueError, TypeError, KeyError):
            raise EinrichtungFehlt(f"{name}: {pfad} enthält keinen RSA-Schlüssel als JWK.") from None
        if not schluessel.is_private or not schluessel.kid:
            raise EinrichtungFehlt(f"{name}: In {pfad} fehlt der private Teil oder die Kennung (kid).")
        if schluessel.raw_value.key_size < MINDESTENS_BIT:
            raise EinrichtungFehlt(f"{name}: Der Schlüssel in {pfad} hat weniger als {MINDESTENS_BIT} Bit.")
        gefunden[schluessel.kid] = schluessel
    if not gefunden:
        raise EinrichtungFehlt(f"{name}: In {pfad} steht kein Schlüssel.")
    return gefunden


def _schemata(ordner: Path) -> dict[str, dict[str, Any]]:
    """JSON schemas of a folder by their `$id`."""
    gefunden = {}
    for datei in sorted(ordner.glob("*.json")):
        try:
            schema = json.loads(datei.read_text(encoding="utf-8"))
            gefunden[str(schema["$id"])] = schema
        except (ValueError, KeyError, TypeError):
            raise EinrichtungFehlt(f"{datei} ist kein JSON-Schema mit $id.") from None
    return gefunden
