"""Open a submission and hold it to what it says of itself: keys, hashes, schemas. Pure: no database, no network."""

import hashlib
import hmac
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn
from uuid import UUID

import jsonschema
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from kreislauf.portal.fitconnect.einrichtung import Einrichtung
from kreislauf.portal.fitconnect.leitung import UMFANG_HOECHSTENS, Einreichung

PROBLEME = "https://schema.fitko.de/fit-connect/events/problems/"  # codes under it: unverified [V], docs/fitconnect.md
_VERFAHREN = ["RSA-OAEP-256", "A256GCM"]
_METADATEN = re.compile(r"https://schema\.fitko\.de/fit-connect/metadata/(\d+)\.\d+\.\d+/metadata\.schema\.json")
TIEFE_HOECHSTENS = 100
_UNHALTBAR = re.compile("[\x00\ud800-\udfff]")
FASSUNGEN = frozenset({"1", "2"})  # of the metadata; 3 is out and not read yet
_HASH = {
    "type": "object",
    "required": ["type", "content"],
    "properties": {"type": {"const": "sha512"}, "content": {"type": "string", "pattern": "^[0-9a-fA-F]{128}$"}},
}
# The part of the metadata that is read here; the county's copy of the published schema checks the rest.
_FORM: dict[str, Any] = {
    "type": "object",
    "required": ["contentStructure"],
    "properties": {
        "contentStructure": {
            "type": "object",
            "required": ["data", "attachments"],
            "properties": {
                "data": {
                    "type": "object",
                    "required": ["submissionSchema", "hash"],
                    "properties": {
                        "hash": _HASH,
                        "submissionSchema": {
                            "type": "object",
                            "required": ["schemaUri", "mimeType"],
                            "properties": {"schemaUri": {"type": "string"}, "mimeType": {"type": "string"}},
                        },
                    },
                },
                "attachments": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["attachmentId", "hash"],
                        "properties": {
                            "attachmentId": {"type": "string"},
                            "filename": {"type": "string"},
                            "mimeType": {"type": "string"},
                            "hash": _HASH,
                        },
                    },
                },
            },
        }
    },
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a submission is refused; `instance` names the part."""

    art: str
    titel: str
    detail: str
    instance: str

    def als_daten(self) -> dict[str, str]:
        return {"type": PROBLEME + self.art, "title": self.titel, "detail": self.detail, "instance": self.instance}


class Zurueckgewiesen(Exception):
    """The submission does not hold."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.titel}: {problem.detail}")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Anhang:
    kennung: UUID
    name: str
    inhalt: bytes


@dataclass(frozen=True, slots=True)
class Geoeffnet:
    """What was sent, in the clear and checked; `marken` are the authentication tags of the parts, for the answer."""

    metadaten: Mapping[str, Any]
    daten: Any
    anhaenge: tuple[Anhang, ...]
    marken: Mapping[str, Any]


def oeffnen(einreichung: Einreichung, hole: Callable[[UUID], str], einrichtung: Einrichtung) -> Geoeffnet:
    """Decrypt and check everything. Raises Zurueckgewiesen."""
    if einrichtung.leistungen and einreichung.leistung not in einrichtung.leistungen:
        _weg("unsupported-service", "Leistung wird hier nicht angenommen", einreichung.leistung, "submission")
    metadaten = _json(_klar(einreichung.metadaten, einrichtung, "metadata"), "metadata")
    _pruefe_metadaten(metadaten, einrichtung.schemata)
    aufbau = metadaten["contentStructure"]
    roh = _klar(einreichung.daten, einrichtung, "data")
    _pruefe_hash(roh, aufbau["data"]["hash"], "data")
    daten = _pruefe_daten(roh, aufbau["data"]["submissionSchema"], einrichtung.schemata)
    genannt = {a["attachmentId"].lower(): a for a in aufbau["attachments"]}
    vorhanden = {str(a) for a in einreichung.anlagen}
    if set(genannt) != vorhanden or len(genannt) != len(aufbau["attachments"]):
        anders = ", ".join(sorted(set(genannt) ^ vorhanden)) or "doppelt genannt"
        _weg("attachments-mismatch", "Anlagen stimmen nicht mit den Metadaten überein", anders, "metadata")
    anhaenge, marken = [], {}
    for kennung in einreichung.anlagen:
        stelle, verschluesselt = f"attachment:{kennung}", hole(kennung)
        inhalt = _klar(verschluesselt, einrichtung, stelle)
        _pruefe_hash(inhalt, genannt[str(kennung)]["hash"], stelle)
        anhaenge.append(Anhang(kennung, str(genannt[str(kennung)].get("filename") or kennung), inhalt))
        marken[str(kennung)] = _marke(verschluesselt)
    alle = {"metadata": _marke(einreichung.metadaten), "data": _marke(einreichung.daten)}
    return Geoeffnet(metadaten, daten, tuple(anhaenge), alle | ({"attachments": marken} if marken else {}))


def _weg(art: str, titel: str, detail: str, instance: str) -> NoReturn:
    raise Zurueckgewiesen(Problem(art, titel, detail[:500], instance))


def _marke(kompakt: str) -> str:
    """The last part of a compact JWE."""
    return kompakt.rpartition(".")[2]


class _Register(jwe.JWERegistry):
    """These two algorithms and no others; as long as the line lets through."""

    max_ciphertext_length = 2 * UMFANG_HOECHSTENS

    def __init__(self) -> None:
        super().__init__(algorithms=_VERFAHREN, strict_check_header=False)


def _klar(kompakt: str, einrichtung: Einrichtung, instance: str) -> bytes:
    """With the key that the message names, also a former one."""

    def schluessel(empfaenger: Any) -> RSAKey:
        return einrichtung.schluessel[empfaenger.headers()["kid"]]

    grund = "Die Nachricht lässt sich mit dem Schlüssel nicht öffnen." if kompakt else "Der Teil fehlt."
    try:
        klar = jwe.decrypt_compact(kompakt, schluessel, registry=_Register()).plaintext
    except (KeyError, TypeError):
        klar, grund = None, "Der Schlüssel, den die Nachricht nennt, gehört nicht zu diesem Ziel."
    except (JoseError, ValueError):
        klar = None
    if klar is None:
        raise Zurueckgewiesen(Problem("encryption-issue", "Entschlüsselung gescheitert", grund, instance))
    return klar


def _json(roh: bytes, instance: str) -> Any:
    try:
        wert = json.loads(roh)
    except (ValueError, RecursionError):
        _weg("syntax-violation", "Kein gültiges JSON", "Der Inhalt ist kein JSON.", instance)
    if not _haltbar(wert):
        grund = "Zeichen, Zahlen oder Schachtelung, die sich nicht speichern lassen."
        _weg("syntax-violation", "Nicht speicherbares JSON", grund, instance)
    return wert


def _haltbar(wert: Any) -> bool:
    """Whether PostgreSQL keeps it: no NUL, no half of a character, no NaN, nested as people nest."""
    offen = [(wert, 0)]
    while offen:
        teil, tiefe = offen.pop()
        if tiefe > TIEFE_HOECHSTENS:
            return False
        if isinstance(teil, str) and _UNHALTBAR.search(teil):
            return False
        if isinstance(teil, float) and not math.isfinite(teil):
            return False
        if isinstance(teil, dict):
            offen += [(t, tiefe + 1) for paar in teil.items() for t in paar]
        elif isinstance(teil, list):
            offen += [(t, tiefe + 1) for t in teil]
    return True


def _pruefe_metadaten(metadaten: Any, schemata: Mapping[str, dict[str, Any]]) -> None:
    genannt = metadaten.get("$schema", "") if isinstance(metadaten, dict) else ""
    fassung = _METADATEN.fullmatch(str(genannt))
    if fassung is None or fassung[1] not in FASSUNGEN:
        _weg("unsupported-schema", "Fassung der Metadaten wird nicht unterstützt", str(genannt), "metadata")
    for schema in (_FORM, schemata.get(str(genannt))):
        if schema is not None:
            _pruefe_schema(metadaten, schema, "metadata")


def _pruefe_daten(roh: bytes, angabe: Mapping[str, str], schemata: Mapping[str, dict[str, Any]]) -> Any:
    schema = schemata.get(angabe["schemaUri"])
    if schema is None or angabe["mimeType"] != "application/json":
        genannt = f"{angabe['schemaUri']} ({angabe['mimeType']})"
        _weg("unsupported-schema", "Fachdatenschema wird nicht unterstützt", genannt, "data")
    daten = _json(roh, "data")
    _pruefe_schema(daten, schema, "data")
    return daten


def _pruefe_schema(daten: Any, schema: dict[str, Any], instance: str) -> None:
    pruefer = jsonschema.validators.validator_for(schema, jsonschema.Draft202012Validator)(schema)
    if fehler := jsonschema.exceptions.best_match(pruefer.iter_errors(daten)):
        # which field and which rule, never what somebody wrote
        stelle = "/".join(map(str, fehler.absolute_path)) or "(Anfang)"
        _weg("schema-violation", "Schema verletzt", f"Feld {stelle}: {fehler.validator}", instance)


def _pruefe_hash(inhalt: bytes, angabe: Mapping[str, str], instance: str) -> None:
    gerechnet = hashlib.sha512(inhalt).hexdigest()
    if not hmac.compare_digest(gerechnet, angabe["content"].lower()):
        _weg("hash-mismatch", "Prüfsumme stimmt nicht", "Der Inhalt hat einen anderen SHA-512-Wert.", instance)
