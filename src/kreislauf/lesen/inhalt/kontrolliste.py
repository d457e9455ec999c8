"""What the records of a list of resolutions say: their sittings, results, numbers and states of implementation."""

from collections.abc import Iterator, Sequence
from datetime import date

from kreislauf.lesen.aufbau.datensaetze import Datensatz, Feld
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.inhalt.beschlussbau import Fundort, beschluss
from kreislauf.lesen.inhalt.ergebnisse import lies_ergebnis
from kreislauf.lesen.inhalt.gremien import finde_gremien, nenne
from kreislauf.lesen.inhalt.staende import stand_aus_label, stand_aus_text
from kreislauf.lesen.lesung import Beratung, Beschluss, Umsetzungspunkt, Verweisstelle
from kreislauf.lesen.muster import Muster

_IN_SITZUNG = Muster(
    r"\b(?:beschlossen|zugestimmt|angenommen|abgelehnt|verwiesen|vertagt|empfohlen|zurückgestellt|Kenntnis|einstimmig|mehrheitlich)\b"
)
_NUMMER = Muster(r"\S*\d\S*")


def beratungen(saetze: Sequence[Datensatz]) -> Iterator[Beratung]:
    for satz in saetze:
        gremium, tag = _sitzung(satz)
        feld = next(iter(satz.werte("sitzung")), None)
        if gremium and tag and feld is not None:
            yield Beratung(
                zeile=feld.zeile.nummer,
                zitat=feld.zeile.text,
                sicherheit=0.9,
                gremium=gremium,
                datum=tag,
                zustaendigkeit=None,
            )


def _sitzung(satz: Datensatz) -> tuple[str | None, date | None]:
    feld = satz.wert("sitzung")
    gremien = finde_gremien(feld)
    gremium = satz.wert("gremium") or (gremien[0].name if gremien else "")
    return (nenne(gremium) if gremium else None), erster_tag(feld)


def beschluesse(saetze: Sequence[Datensatz]) -> Iterator[Beschluss]:
    for satz in saetze:
        gremium, tag = _sitzung(satz)
        for feld in satz.werte("ergebnis"):
            ergebnis, stimmen = lies_ergebnis(feld.wert) if _IN_SITZUNG.search(feld.wert) else (None, None)
            if ergebnis is not None:
                yield beschluss(Fundort(feld.zeile.nummer, feld.zeile.text, 0.9), gremium, tag, ergebnis, stimmen)


def verweise(saetze: Sequence[Datensatz]) -> Iterator[Verweisstelle]:
    for satz in saetze:
        for feld in satz.werte("nummer"):
            nummer = _NUMMER.match(feld.wert)
            if nummer is not None:
                yield Verweisstelle(
                    zeile=feld.zeile.nummer, zitat=feld.zeile.text, sicherheit=0.9, nummer=nummer.group()
                )


def umsetzungspunkte(saetze: Sequence[Datensatz]) -> Iterator[Umsetzungspunkt]:
    for satz in saetze:
        stand, feld = _stand(satz)
        if stand is not None and feld is not None:
            name = " ".join(teil for teil in (satz.wert("nummer"), satz.wert("titel")) if teil)
            sachstand = " ".join(f.wert for f in satz.felder if f.art in {"stand", "text"})[:600]
            yield Umsetzungspunkt(
                zeile=feld.zeile.nummer,
                zitat=feld.zeile.text,
                sicherheit=0.9,
                nummer=name,
                status=stand,
                sachstand=sachstand,
            )


def _stand(satz: Datensatz) -> tuple[str | None, Feld | None]:
    """A label of a state, else what the text tells, else a day on which it was done."""
    for feld in [*satz.werte("stand"), *satz.werte("ergebnis"), *satz.werte("erledigt")]:
        if not _IN_SITZUNG.search(feld.wert) and (stand := stand_aus_label(feld.wert)):
            return stand, feld
    for feld in [*satz.werte("text"), *satz.werte("stand")]:
        if stand := stand_aus_text(feld.wert):
            return stand, feld
    getan = next((feld for feld in satz.werte("erledigt") if erster_tag(feld.wert)), None)
    return ("umgesetzt", getan) if getan is not None else (None, None)
