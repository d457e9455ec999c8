"""The mirror of one foreign server as a file: a head with the watermark, then one object a line."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kreislauf.steuerung.oparl_eingang.lesart import Objekt, build_objekt

FASSUNG = 1


class SpiegelUnlesbar(Exception):
    """The file is no mirror of this source; the text says what to do."""


@dataclass(frozen=True)
class Spiegel:
    quelle: str
    seit: datetime | None = None
    objekte: Mapping[str, Objekt] = field(default_factory=dict)


def read_spiegel(datei: Path, quelle: str) -> Spiegel:
    """The mirror in a file, or an empty one where there is none yet.

    Raises SpiegelUnlesbar for a damaged file and for the mirror of another source.
    """
    if not datei.exists():
        return Spiegel(quelle)
    try:
        with datei.open(encoding="utf-8") as zeilen:
            kopf = json.loads(next(zeilen, ""))
            objekte = [_from_zeile(json.loads(zeile)) for zeile in zeilen]
        seit = datetime.fromisoformat(kopf["seit"]) if kopf["seit"] else None
        ganz = kopf["fassung"] == FASSUNG and kopf["anzahl"] == len(objekte)
    except (ValueError, KeyError, TypeError) as fehler:
        raise SpiegelUnlesbar(f"{datei} ist beschädigt ({fehler}). Datei löschen und neu holen.") from fehler
    if not ganz:
        raise SpiegelUnlesbar(f"{datei} ist unvollständig. Datei löschen und neu holen.")
    if kopf["quelle"] != quelle:
        raise SpiegelUnlesbar(f"{datei} gehört zu {kopf['quelle']}. Für {quelle} eine andere Datei nennen.")
    return Spiegel(quelle, seit, {objekt.kennung: objekt for objekt in objekte})


def write_spiegel(datei: Path, spiegel: Spiegel) -> None:
    """Put the whole mirror in place of the old one; whoever stops it in between leaves the old one."""
    kopf = {
        "fassung": FASSUNG,
        "quelle": spiegel.quelle,
        "seit": spiegel.seit.isoformat() if spiegel.seit else None,
        "anzahl": len(spiegel.objekte),
    }
    neben = datei.with_name(f"{datei.name}.neu")
    with neben.open("w", encoding="utf-8") as ziel:
        for zeile in (kopf, *map(_to_zeile, spiegel.objekte.values())):
            ziel.write(json.dumps(zeile, ensure_ascii=False, separators=(",", ":")) + "\n")
        ziel.flush()
        os.fsync(ziel.fileno())
    neben.replace(datei)


def _to_zeile(objekt: Objekt) -> dict[str, object]:
    return {"kennung": objekt.kennung, "typ": objekt.typ, "eingebettet": objekt.eingebettet, "roh": objekt.roh}


def _from_zeile(zeile: dict[str, object]) -> Objekt:
    roh = zeile["roh"]
    if not isinstance(roh, dict):
        raise TypeError("ein Objekt ist keines")
    return build_objekt(roh, str(zeile["typ"]), str(zeile["kennung"]), eingebettet=zeile["eingebettet"] is True)
