"""The unsent application: carried by the pages themselves, encrypted; the portal keeps nothing before it is sent."""

import json
import uuid
from dataclasses import asdict, dataclass, field
from typing import Any

from kreislauf.portal.siegel import SiegelGebrochen, oeffnen, versiegeln

GUELTIG_SEKUNDEN = 2 * 60 * 60
MAX_KINDER = 12
_ZWECK = "entwurf"


class EntwurfUngueltig(Exception):
    """The carried state is too old or was changed."""


@dataclass
class Entwurf:
    """Answers by section; `kennung` makes a second sending of the same application harmless.

    `angefangen` is the step on which somebody stopped, with what stood in its fields; `ablage` is the token of the
    stored draft this one came from, and `dateien` are the names of the files that lie there. `anmeldung` is who signed
    in (`ausweis.als_daten` and since when); a stored draft does not keep it, since its link opens it for others too.
    """

    kennung: str = field(default_factory=lambda: str(uuid.uuid4()))
    haushalt: dict[str, Any] = field(default_factory=dict)
    kinder: list[dict[str, Any]] = field(default_factory=list)
    konto: dict[str, Any] = field(default_factory=dict)
    angefangen: dict[str, Any] = field(default_factory=dict)
    ablage: str = ""
    anmeldung: dict[str, Any] = field(default_factory=dict)
    dateien: list[str] = field(default_factory=list)
    fahrt: dict[str, Any] = field(default_factory=dict)  # as the school entered it; nobody types it

    def braucht_konto(self) -> bool:
        """School money and tickets are always paid in cash (§ 29 Abs. 1 SGB II, § 34a Abs. 2 SGB XII)."""
        return any({"schulbedarf", "schuelerbefoerderung"} & set(kind["bedarfe"]) for kind in self.kinder)


def aus_fahrt(kind: dict[str, Any], leistung: str) -> bool:
    """Whether what this child needs comes from a school's trip."""
    return bool(kind.get("angaben", {}).get(leistung, {}).get("fahrt"))


def verschluesseln(entwurf: Entwurf) -> str:
    return versiegeln(_ZWECK, json.dumps(asdict(entwurf), ensure_ascii=False).encode())


def entschluesseln(text: str) -> Entwurf:
    """Raises EntwurfUngueltig."""
    try:
        return Entwurf(**json.loads(oeffnen(_ZWECK, text, sekunden=GUELTIG_SEKUNDEN)))
    except (SiegelGebrochen, TypeError, ValueError):
        raise EntwurfUngueltig from None
