"""Read dated parameters from YAML: exact decimals, no duplicate keys, checked against a schema."""

import hashlib
import json
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

WURZEL = Path(__file__).parent
ORDNER = WURZEL / "parameter"

Parameterwert = bool | int | Decimal | str | None


class FehlerhafteQuelle(ValueError):
    """A file of parameters or texts breaks the schema; the message names file and place."""


class NotInForce(LookupError):
    """A parameter has no value on a day: not yet, no longer, or not yet published."""

    def __init__(self, parameter: "Parameter", tag: date) -> None:
        stand = parameter.eintrag(tag)
        warum = "noch nicht veröffentlicht" if stand and stand.unpublished else "an diesem Tag nicht in Kraft"
        self.parameter, self.tag = parameter, tag
        super().__init__(f"{parameter.label} ({parameter.statute}): Der Wert zum {tag:%d.%m.%Y} ist {warum}.")


@dataclass(frozen=True)
class Eintrag:
    """One value with its first day in force."""

    ab: date
    value: Parameterwert
    source: str
    unverified: str | None = None
    unpublished: bool = False


@dataclass(frozen=True, eq=False)
class Parameter:
    """A dated parameter; `values` ascending by first day in force, each valid until the next begins."""

    key: str
    label: str
    statute: str
    unit: str
    checked_on: date
    values: tuple[Eintrag, ...]

    def eintrag(self, tag: date) -> Eintrag | None:
        """The entry in force on a day, or None before the first."""
        for eintrag in reversed(self.values):
            if eintrag.ab <= tag:
                return eintrag
        return None

    def wert(self, tag: date) -> bool | int | Decimal | str:
        """The value on a day; raises NotInForce."""
        eintrag = self.eintrag(tag)
        if eintrag is None or eintrag.value is None:
            raise NotInForce(self, tag)
        return eintrag.value


class _Leser(yaml.SafeLoader):
    """YAML as written: decimals stay decimals, a key stands once."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        gesehen: set[Hashable] = set()
        for schluessel, _ in node.value:
            wert = self.construct_object(schluessel, deep=True)
            if wert in gesehen:
                raise FehlerhafteQuelle(f"{schluessel.start_mark}: „{wert}“ steht zweimal.")
            gesehen.add(wert)
        return super().construct_mapping(node, deep)


def _dezimal(leser: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(leser.construct_scalar(node)))


_Leser.add_constructor("tag:yaml.org,2002:float", _dezimal)


def _schluessel_als_text(wert: Any) -> Any:
    """Dates as ISO text, so that JSON Schema can look at keys and values."""
    if isinstance(wert, dict):
        return {_schluessel_als_text(k): _schluessel_als_text(v) for k, v in wert.items()}
    if isinstance(wert, list):
        return [_schluessel_als_text(v) for v in wert]
    return wert.isoformat() if isinstance(wert, date) else wert


def lies_yaml(pfad: Path, schema: Path) -> dict[str, Any]:
    """One YAML file, checked; raises FehlerhafteQuelle naming file and place."""
    with pfad.open("rb") as datei:
        leser = _Leser(datei)
        try:
            inhalt = leser.get_single_data()
        except yaml.YAMLError as fehler:
            raise FehlerhafteQuelle(f"{pfad.name}: {fehler}") from fehler
        finally:
            leser.dispose()
    pruefer = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    for verstoss in pruefer.iter_errors(_schluessel_als_text(inhalt)):
        raise FehlerhafteQuelle(f"{pfad.name}: {verstoss.json_path}: {verstoss.message}")
    return dict(inhalt)


def _parameter(key: str, roh: Mapping[str, Any], pfad: Path) -> Parameter:
    eintraege = tuple(Eintrag(ab=ab, **angaben) for ab, angaben in roh["values"].items())
    tage = [eintrag.ab for eintrag in eintraege]
    if tage != sorted(tage):
        raise FehlerhafteQuelle(f"{pfad.name}: {key}: Die Werte stehen nicht nach ihrem ersten Tag geordnet.")
    arten = {type(eintrag.value) for eintrag in eintraege if eintrag.value is not None}
    if len(arten) > 1:
        raise FehlerhafteQuelle(f"{pfad.name}: {key}: Die Werte sind von verschiedener Art.")
    return Parameter(key, roh["label"], roh["statute"], roh["unit"], roh["checked_on"], eintraege)


def lies_parameter(ordner: Path = ORDNER) -> dict[str, Parameter]:
    """All parameters of a folder by key `folder.file.name`; raises FehlerhafteQuelle."""
    gefunden: dict[str, Parameter] = {}
    for pfad in sorted(ordner.glob("*/*.yaml")):
        for name, roh in lies_yaml(pfad, ORDNER / "schema.json").items():
            key = f"{pfad.parent.name}.{pfad.stem}.{name}"
            gefunden[key] = _parameter(key, roh, pfad)
    return gefunden


@cache
def parameter() -> Mapping[str, Parameter]:
    """The parameters that come with this version."""
    return lies_parameter()


@cache
def fassung() -> str:
    """SHA-256 over all parameter files: names the set with which a decision was computed."""
    return _summe(ORDNER.glob("*/*.yaml"))


@cache
def regelfassung() -> str:
    """SHA-256 over the rules, their texts and holidays: names the code with which a decision was computed."""
    return _summe(pfad for muster in ("**/*.py", "texte/*.yaml", "fristen/*.yaml") for pfad in WURZEL.glob(muster))


def _summe(pfade: Iterable[Path]) -> str:
    summe = hashlib.sha256()
    for pfad in sorted(pfad for pfad in pfade if "tests" not in pfad.parts):
        summe.update(f"{pfad.relative_to(WURZEL).as_posix()}\n".encode())
        summe.update(pfad.read_bytes())
    return summe.hexdigest()
