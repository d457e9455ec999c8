"""The families' log-in by OpenID Connect, from the environment; off where no issuer is named (docs/portal.md)."""

import json
from collections.abc import Mapping
from typing import Any

# Claims of OpenID Connect Core, 5.1; a broker of BundID may name them otherwise.
ANGABEN = {
    "vorname": "given_name",
    "nachname": "family_name",
    "geburtsdatum": "birthdate",
    "strasse": "address.street_address",
    "plz": "address.postal_code",
    "ort": "address.locality",
    "email": "email",
}
# Levels of BundID; unverified [V] how the county's broker hands them on.
NIVEAUS = {
    "STORK-QAA-Level-1": "untergeordnet",
    "STORK-QAA-Level-2": "normal",
    "STORK-QAA-Level-3": "substantiell",
    "STORK-QAA-Level-4": "hoch",
}


def anmeldedienst(umgebung: Mapping[str, str]) -> dict[str, Any] | None:
    """Settings of the one provider; None: no log-in is offered. Raises SystemExit with a German text."""
    vorsilbe = "KREISLAUF_PORTAL_OIDC_"
    aussteller = umgebung.get(f"{vorsilbe}AUSSTELLER", "")
    if not aussteller:
        return None
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        if not umgebung.get(vorsilbe + name):
            raise SystemExit(f"{vorsilbe}{name} fehlt: Die Anmeldung für Familien braucht beides von ihrem Dienst.")
    return {
        "aussteller": aussteller,
        "client_id": umgebung[f"{vorsilbe}CLIENT_ID"],
        "client_secret": umgebung[f"{vorsilbe}CLIENT_SECRET"],
        "name": umgebung.get(f"{vorsilbe}NAME", "BundID"),
        "umfang": umgebung.get(f"{vorsilbe}UMFANG", "openid profile email"),
        "acr": umgebung.get(f"{vorsilbe}ACR", ""),
        "angaben": _zuordnung(umgebung, f"{vorsilbe}ANGABEN", ANGABEN),
        "niveaus": _zuordnung(umgebung, f"{vorsilbe}NIVEAUS", NIVEAUS),
    }


def _zuordnung(umgebung: Mapping[str, str], name: str, vorgabe: Mapping[str, str]) -> dict[str, str]:
    if not (text := umgebung.get(name, "")):
        return dict(vorgabe)
    try:
        gelesen = json.loads(text)
    except ValueError:
        gelesen = None
    if not isinstance(gelesen, dict) or not all(isinstance(wert, str) for wert in gelesen.values()):
        raise SystemExit(f'{name}: erwartet wird JSON wie {{"vorname": "given_name"}}.')
    return gelesen
