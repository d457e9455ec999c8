"""The head while it is gathered."""

from dataclasses import dataclass, field
from datetime import date

from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.lesung import Kopfwert


@dataclass(slots=True)
class Kopf:
    werte: dict[str, Kopfwert] = field(default_factory=dict)
    datum: date | None = None
    sitzungstag: date | None = None
    gremium: str | None = None

    def wert(self, feld: str) -> str | None:
        return self.werte[feld].wert if feld in self.werte else None


def setze(kopf: Kopf, feld: str, wert: str, zeile: Zeile, dokument: Dokument, sicherheit: float) -> None:
    wert = " ".join(wert.split())
    if wert and feld not in kopf.werte:
        stelle = zeile.segmente[0][1] if zeile.segmente else 0
        zitat = dokument.quelle[stelle : stelle + len(zeile.text)].strip()
        kopf.werte[feld] = Kopfwert(zeile=zeile.nummer, zitat=zitat, sicherheit=sicherheit, feld=feld, wert=wert)
