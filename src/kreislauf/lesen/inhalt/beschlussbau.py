"""Decisions put together: from the place, the body, the day and the votes; told twice they are one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from kreislauf.lesen.ausdruck.abstimmungen import Abstimmung
from kreislauf.lesen.lesung import Beschluss


@dataclass(frozen=True, slots=True)
class Fundort:
    zeile: int
    zitat: str
    sicherheit: float


def beschluss(
    fundort: Fundort, gremium: str | None, datum: date | None, ergebnis: str, stimmen: Abstimmung | None
) -> Beschluss:
    return Beschluss(
        zeile=fundort.zeile,
        zitat=fundort.zitat,
        sicherheit=fundort.sicherheit,
        gremium=gremium,
        datum=datum,
        ergebnis=ergebnis,
        einstimmig=stimmen.einstimmig if stimmen else None,
        ja=stimmen.ja if stimmen else None,
        nein=stimmen.nein if stimmen else None,
        enthaltung=stimmen.enthaltung if stimmen else None,
        befangen=stimmen.befangen if stimmen else None,
        punkte=(),
    )


def vereint(gefunden: Sequence[Beschluss], tops: Sequence[int]) -> list[Beschluss]:
    """The same result of the same day told twice is one; counts are gathered."""
    eindeutig: list[Beschluss] = []
    for neu in gefunden:
        gleich = next((b for b in eindeutig if _dasselbe(b, neu) and _selber_punkt(b, neu, tops)), None)
        if gleich is None:
            eindeutig.append(neu)
        else:
            eindeutig[eindeutig.index(gleich)] = _ergaenzt(gleich, neu)
    return sorted(eindeutig, key=lambda b: b.zeile or 0)


def _selber_punkt(a: Beschluss, b: Beschluss, tops: Sequence[int]) -> bool:
    """No item of the agenda begins between the two."""
    von, bis = sorted((a.zeile or 0, b.zeile or 0))
    return not any(von < top <= bis for top in tops)


def _dasselbe(a: Beschluss, b: Beschluss) -> bool:
    if a.datum != b.datum:
        return False
    if a.ergebnis != b.ergebnis and {a.ergebnis, b.ergebnis} != {"beschlossen", "geaendert_beschlossen"}:
        return False
    if a.datum is None:
        einer_ohne = a.ja is None or b.ja is None or (a.ja, a.nein) == (b.ja, b.nein)
        return a.zitat == b.zitat or einer_ohne and (a.gremium, a.ergebnis) == (b.gremium, b.ergebnis)
    widerspruch = a.ja is not None and b.ja is not None and a.ja != b.ja
    return not widerspruch and (
        not a.gremium or not b.gremium or bool(set(a.gremium.lower().split()) & set(b.gremium.lower().split()))
    )


def _ergaenzt(a: Beschluss, b: Beschluss) -> Beschluss:
    def eins(feld: str) -> object:
        erster = getattr(a, feld)
        return erster if erster is not None else getattr(b, feld)

    ergebnis = "geaendert_beschlossen" if "geaendert_beschlossen" in {a.ergebnis, b.ergebnis} else a.ergebnis
    werte = {feld: eins(feld) for feld in ("gremium", "einstimmig", "ja", "nein", "enthaltung", "befangen")}
    return replace(a, ergebnis=ergebnis, sicherheit=max(a.sicherheit, b.sicherheit), **werte)  # type: ignore[arg-type]
