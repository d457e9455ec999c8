"""Parameters of the OParl lists, a bad value named in German; and the search of the public page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms

from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus

HOECHSTENS = 100
_ZAHL = re.compile(r"[0-9]{1,18}")
_ZEIT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
ZEITFILTER = ("created_since", "created_until", "modified_since", "modified_until")


class ParameterUngueltig(DomainError):
    """A parameter of the address has a value that cannot be understood."""


@dataclass(frozen=True, slots=True)
class Abfrage:
    """`nach` is the last seen position; deleted objects are listed when `modified_since` is given, else not."""

    limit: int = HOECHSTENS
    nach: int = 0
    created_since: datetime | None = None
    created_until: datetime | None = None
    modified_since: datetime | None = None
    modified_until: datetime | None = None
    omit_internal: bool = False


def _zeit(name: str, wert: str) -> datetime:
    """A full date-time with zone; a `+` that was sent unencoded arrives as a blank."""
    gelesen = wert.replace(" ", "+")
    try:
        if not _ZEIT.fullmatch(gelesen):
            raise ValueError
        zeit = datetime.fromisoformat(gelesen)
    except ValueError:
        zeit = None
    if zeit is None or not 1900 <= zeit.year <= 2999:
        raise ParameterUngueltig(
            f"„{name}“ muss ein Zeitpunkt mit Zeitzone zwischen 1900 und 2999 sein, zum Beispiel "
            "2026-01-31T12:00:00%2B01:00."
        )
    return zeit.astimezone(UTC)  # PostgreSQL refuses zones beyond ±15:59


def _zahl(name: str, wert: str, von: int) -> int:
    if not _ZAHL.fullmatch(wert) or int(wert) < von:
        raise ParameterUngueltig(f"„{name}“ muss eine ganze Zahl ab {von} sein.")
    return int(wert)


def lies_abfrage(parameter: Mapping[str, str]) -> Abfrage:
    """Raises ParameterUngueltig; unknown parameters are ignored, a `limit` above 100 counts as 100."""
    zeiten = {name: _zeit(name, parameter[name]) for name in ZEITFILTER if name in parameter}
    intern = parameter.get("omit_internal", "false").lower()
    if intern not in {"true", "false"}:
        raise ParameterUngueltig("„omit_internal“ muss true oder false sein.")
    return Abfrage(
        limit=min(_zahl("limit", parameter["limit"], 1), HOECHSTENS) if "limit" in parameter else HOECHSTENS,
        nach=_zahl("nach", parameter["nach"], 0) if "nach" in parameter else 0,
        omit_internal=intern == "true",
        **zeiten,
    )


class Buergersuche(forms.Form):
    suche = forms.CharField(label="Wonach suchen Sie?", required=False, max_length=200, strip=True)
    stand = forms.ChoiceField(
        label="Was ist daraus geworden?",
        required=False,
        choices=[("", "alles"), ("ohne", "noch kein Bericht"), *Umsetzungsstatus.choices],
    )
