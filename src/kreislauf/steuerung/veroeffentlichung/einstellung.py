"""What the county says about itself on its OParl endpoint: `oparl.yaml` in the data folder; without it, it is off."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml
from django.conf import settings

LOG = logging.getLogger(__name__)
SCHEMA = json.loads((Path(__file__).parent / "schema" / "oparl_einstellung.json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Einstellung:
    angaben: Mapping[str, Any]
    stand: datetime  # when the file was last changed
    seit: datetime  # since when the endpoint has been offered


@lru_cache(maxsize=4)
def _lesen(datei: Path, geaendert_ns: int) -> Einstellung | None:
    try:
        angaben = yaml.safe_load(datei.read_text(encoding="utf-8"))
        jsonschema.validate(angaben, SCHEMA)
        seit = datetime.fromisoformat(str(angaben["seit"])).replace(tzinfo=UTC)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, jsonschema.ValidationError) as fehler:
        kurz = str(fehler).splitlines()[0]
        LOG.error("oparl.yaml ist nicht lesbar, der OParl-Zugang bleibt aus: %s", kurz)
        return None
    if not angaben["eingeschaltet"]:
        return None
    stand = datetime.fromtimestamp(geaendert_ns // 1_000_000_000, UTC)
    return Einstellung(angaben, max(stand, seit), seit)


def einstellung() -> Einstellung | None:
    """The county's settings, None while the endpoint is off."""
    datei = Path(settings.DATEN) / "oparl.yaml"
    try:
        geaendert = datei.stat().st_mtime_ns
    except OSError:
        return None
    return _lesen(datei, geaendert)
