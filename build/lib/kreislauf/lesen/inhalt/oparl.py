"""What an OParl object (Paper, Meeting, AgendaItem) says about head and Beratungsfolge of a paper."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kreislauf.lesen.lesung import Beratung


@dataclass(frozen=True, slots=True)
class OparlDaten:
    """Fields stay None where the object is silent: servers fill few of them."""

    betreff: str | None = None
    nummer: str | None = None
    datum: date | None = None
    art: str | None = None
    koerperschaft: str | None = None
    federfuehrend: str | None = None
    beratungen: tuple[Beratung, ...] = ()

    def ergaenze(self, gelesen: Sequence[Beratung]) -> tuple[Beratung, ...]:
        """The object's consultations first; of the text's what is of another day."""
        tage = {beratung.datum for beratung in self.beratungen}
        return (*self.beratungen, *(b for b in gelesen if b.datum not in tage))


def lies_oparl(objekt: Mapping[str, Any]) -> OparlDaten:
    art = str(objekt.get("type") or "").rpartition("/")[2]
    if art == "Paper":
        return OparlDaten(
            betreff=_wort(objekt.get("name")),
            nummer=_wort(objekt.get("reference")),
            datum=_tag(objekt.get("date")),
            art=_wort(objekt.get("paperType")),
            koerperschaft=_name(objekt.get("body")),
            federfuehrend=_name(objekt.get("underDirectionOf")),
            beratungen=tuple(_beratungen(objekt)),
        )
    if art == "Meeting":
        return OparlDaten(
            betreff=_wort(objekt.get("name")), datum=_tag(objekt.get("start")), beratungen=tuple(_sitzung(objekt))
        )
    if art == "AgendaItem":
        return OparlDaten(betreff=_wort(objekt.get("name")), datum=_tag(objekt.get("start")))
    return OparlDaten()


def _wort(wert: Any) -> str | None:
    return " ".join(wert.split()) or None if isinstance(wert, str) else None


def _tag(wert: Any) -> date | None:
    try:
        return date.fromisoformat(str(wert)[:10])
    except ValueError:
        return None


def _name(wert: Any) -> str | None:
    """The name of an embedded object; an address alone names nothing."""
    if isinstance(wert, list):
        return next((name for eintrag in wert if (name := _name(eintrag))), None)
    if isinstance(wert, Mapping):
        return _wort(wert.get("name")) or _wort(wert.get("shortName"))
    return None


def _beratungen(papier: Mapping[str, Any]) -> Iterator[Beratung]:
    beratungen = papier.get("consultation")
    for beratung in beratungen if isinstance(beratungen, list) else []:
        if not isinstance(beratung, Mapping):
            continue
        sitzung = beratung.get("meeting")
        sitzung = sitzung if isinstance(sitzung, Mapping) else {}
        gremium = _name(beratung.get("organization")) or _name(sitzung.get("organization"))
        tag = _tag(sitzung.get("start"))
        if gremium and tag:
            yield _beratung(gremium, tag, _wort(beratung.get("role")))


def _sitzung(sitzung: Mapping[str, Any]) -> Iterator[Beratung]:
    gremium, tag = _name(sitzung.get("organization")), _tag(sitzung.get("start"))
    if gremium and tag:
        yield _beratung(gremium, tag, None)


def _beratung(gremium: str, tag: date, rolle: str | None) -> Beratung:
    return Beratung(zeile=None, zitat="", sicherheit=1.0, gremium=gremium, datum=tag, zustaendigkeit=rolle)
