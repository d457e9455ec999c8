"""JSON lines in, JSON lines out: same order, an error per line, nothing guessed."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kreislauf.recht.quelle import NotInForce

_DATUM = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONAT = re.compile(r"\d{4}-\d{2}", re.ASCII)
_JAHRE = range(1900, 2200)  # beyond them no period of this law can be counted
_BOM = b"\xef\xbb\xbf"
_BETRAG = re.compile(r"\d{1,9}(\.\d{1,2})?", re.ASCII)


class FalscheAngabe(ValueError):
    """A field is missing, unknown or unreadable; the message names it."""


class Angaben:
    """The fields of one JSON object, each taken once; `fertig` refuses the rest."""

    def __init__(self, roh: object, pfad: str = "") -> None:
        if not isinstance(roh, dict):
            raise FalscheAngabe(f"{pfad or 'Die Zeile'}: erwartet wird ein Objekt {{…}}.")
        self._roh: dict[str, Any] = dict(roh)
        self._pfad = pfad

    def name(self, feld: str) -> str:
        return f"{self._pfad}.{feld}" if self._pfad else feld

    def nimm(self, feld: str, *, leer: bool = False) -> Any:
        """A field's raw value; without `leer` it must be there and not null."""
        if feld not in self._roh and not leer:
            raise FalscheAngabe(f"{self.name(feld)}: Die Angabe fehlt.")
        wert = self._roh.pop(feld, None)
        if wert is None and not leer:
            raise FalscheAngabe(f"{self.name(feld)}: Die Angabe darf nicht leer (null) sein.")
        return wert

    def leer(self, feld: str) -> bool:
        """Whether a field is missing or null; it is not taken."""
        return self._roh.get(feld) is None

    def ist(self, feld: str, wert: object) -> bool:
        """Whether a field has exactly this value; it is not taken."""
        return self._roh.get(feld) is wert

    def falsch(self, feld: str, erwartet: str, wert: object) -> FalscheAngabe:
        gezeigt = json.dumps(wert, ensure_ascii=False, default=str)
        return FalscheAngabe(f"{self.name(feld)}: erwartet wird {erwartet}, angegeben ist {gezeigt[:80]}.")

    def schluessel(self, feld: str, werte: Iterable[str], *, leer: bool = False) -> str | None:
        wert = self.nimm(feld, leer=leer)
        if wert is not None and (not isinstance(wert, str) or wert not in werte):
            raise self.falsch(feld, "eines von " + ", ".join(werte), wert)
        return wert

    def ja_nein(self, feld: str) -> bool:
        wert = self.nimm(feld)
        if not isinstance(wert, bool):
            raise self.falsch(feld, "true oder false", wert)
        return wert

    def wahl(self, feld: str) -> bool | None:
        """Yes, no, or nothing said."""
        wert = self.nimm(feld, leer=True)
        if wert is not None and not isinstance(wert, bool):
            raise self.falsch(feld, "true, false oder null", wert)
        return wert

    def anzahl(self, feld: str) -> int:
        wert = self.nimm(feld)
        if not isinstance(wert, int) or isinstance(wert, bool) or not 0 <= wert <= 999:
            raise self.falsch(feld, "eine ganze Zahl von 0 bis 999", wert)
        return wert

    def betrag(self, feld: str) -> Decimal:
        wert = self.nimm(feld)
        if not isinstance(wert, str) or not _BETRAG.fullmatch(wert):
            raise self.falsch(feld, 'ein Betrag als Text mit höchstens zwei Nachkommastellen, etwa "8.00"', wert)
        return Decimal(wert)

    def datum(self, feld: str, *, leer: bool = False) -> date | None:
        return self._tag(feld, self.nimm(feld, leer=leer), _DATUM, "", "ein Datum JJJJ-MM-TT")

    def pflichtdatum(self, feld: str) -> date:
        datum = self.datum(feld)
        assert datum is not None
        return datum

    def als_datum(self, feld: str, wert: object) -> date:
        """A value of the field that was taken before, as a date."""
        datum = self._tag(feld, wert, _DATUM, "", "ein Datum JJJJ-MM-TT")
        assert datum is not None
        return datum

    def monat(self, feld: str, *, leer: bool = False) -> date | None:
        return self._tag(feld, self.nimm(feld, leer=leer), _MONAT, "-01", "ein Monat JJJJ-MM")

    def _tag(self, feld: str, wert: Any, muster: re.Pattern[str], rest: str, erwartet: str) -> date | None:
        if wert is None:
            return None
        if not isinstance(wert, str) or not muster.fullmatch(wert):
            raise self.falsch(feld, erwartet, wert)
        try:
            tag = date.fromisoformat(wert + rest)
        except ValueError:
            raise self.falsch(feld, f"{erwartet}, das es gibt", wert) from None
        if tag.year not in _JAHRE:
            raise self.falsch(feld, f"{erwartet} aus den Jahren {_JAHRE[0]} bis {_JAHRE[-1]}", wert)
        return tag

    def teil(self, feld: str, *, leer: bool = False) -> "Angaben | None":
        wert = self.nimm(feld, leer=leer)
        return None if wert is None else Angaben(wert, self.name(feld))

    def fertig(self) -> None:
        """Raises FalscheAngabe if fields are left that nobody knows."""
        if self._roh:
            raise FalscheAngabe(f"{self.name(next(iter(self._roh)))}: Diese Angabe ist nicht bekannt.")


def _ohne_doppelte(paare: list[tuple[str, Any]]) -> dict[str, Any]:
    gefunden: dict[str, Any] = {}
    for name, wert in paare:
        if name in gefunden:
            raise FalscheAngabe(f"{name}: Die Angabe steht zweimal.")
        gefunden[name] = wert
    return gefunden


def _lies(zeile: bytes) -> object:
    try:
        return json.loads(zeile.decode("utf-8"), object_pairs_hook=_ohne_doppelte)
    except UnicodeDecodeError:
        raise FalscheAngabe("Die Zeile ist kein Text in UTF-8.") from None
    except json.JSONDecodeError as fehler:
        raise FalscheAngabe(f"Die Zeile ist kein JSON (Zeichen {fehler.pos + 1}).") from None
    except RecursionError:
        raise FalscheAngabe("Die Zeile ist zu tief verschachtelt.") from None
    except ValueError:  # an integer of thousands of digits
        raise FalscheAngabe("Die Zeile enthält eine Zahl, die zu lang ist.") from None


def antworte(zeile: bytes, rechne: Callable[[Angaben], Mapping[str, object]]) -> dict[str, object]:
    """The answer to one line: `id` first, then the result or `fehler`."""
    kennung: object = None
    try:
        roh = _lies(zeile.removeprefix(_BOM))
        if isinstance(roh, dict) and isinstance(roh.get("id"), str | int) and not isinstance(roh.get("id"), bool):
            kennung = roh["id"]
        angaben = Angaben(roh)
        angegeben = angaben.nimm("id")
        if kennung is None:
            raise angaben.falsch("id", "ein Text oder eine ganze Zahl", angegeben)
        return {"id": kennung, **rechne(angaben)}
    except (FalscheAngabe, NotInForce) as fehler:
        return {"id": kennung, "fehler": str(fehler)}


def zeilen_der_eingabe() -> Iterator[bytes]:
    """Lines of standard input without line ends; empty lines are left out."""
    quelle = getattr(sys.stdin, "buffer", sys.stdin)
    for zeile in quelle:
        roh = zeile.encode() if isinstance(zeile, str) else zeile
        if roh.strip():
            yield roh.strip()


def als_zeile(antwort: Mapping[str, object]) -> bytes:
    """One line of JSON in UTF-8; half characters of the input, which UTF-8 cannot carry, come back as escapes."""
    try:
        return json.dumps(antwort, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:
        return json.dumps(antwort).encode() + b"\n"


def beantworte_eingabe(rechne: Callable[[Angaben], Mapping[str, object]]) -> int:
    """Answer every line of standard input; a line that fails is answered too, so the exit status is 0."""
    for zeile in zeilen_der_eingabe():
        sys.stdout.buffer.write(als_zeile(antworte(zeile, rechne)))
    sys.stdout.buffer.flush()
    return 0
