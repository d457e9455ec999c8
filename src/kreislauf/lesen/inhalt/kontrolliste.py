"""What the records of a list of resolutions say: their sittings, results, numbers and states of implementation."""

from collections.abc import Iterator, Sequence
from datetime import date

from kreislauf.lesen.aufbau.datensaetze import Datensatz, Feld
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.inhalt.beschlussbau import Fundort, beschluss
from kreislauf.lesen.inhalt.ergebnisse import lies_ergebnis
from kreislauf.lesen.inhalt.gremien import finde_gremien, nenne
from kreislauf.lesen.inhalt.staende import stand_aus_label, stand_aus_text
from kreislauf.lesen.lesung import Auftrag, Beratung, Beschluss, Umsetzungspunkt, Verweisstelle
from kreislauf.lesen.muster import Muster

_IN_SITZUNG = Muster(
    r"\b(?:beschlossen|zugestimmt|angenommen|abgelehnt|verwiesen|vertagt|empfohlen|zurückgestellt|zurückgezogen|überwiesen|Kenntnis|einstimmig|mehrheitlich)\b"
)
_NUMMER = Muster(r"(?:[A-ZÄÖÜ]{1,4} )?\S*\d\S*")
_LANGER_TEXT = 60
_LAUFEND = Muster(r"\d{1,3}(?:\.\d{1,2})?\.?\Z")
_VORN = Muster(r"(\d{1,3})[.)]\s")


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
    """Body and day; in a table the day may stand below the number ("BV/0612/2023 vom 05.07.2023")."""
    feld = satz.wert("sitzung") or " ".join(f.wert for f in _nummern(satz))
    gremien = finde_gremien(feld)
    gremium = satz.wert("gremium") or (gremien[0].name if gremien else "")
    return (nenne(gremium) if gremium else None), erster_tag(feld)


def _nummern(satz: Datensatz) -> list[Feld]:
    return [*satz.werte("nummer"), *satz.werte("beschlussnummer")]


def beschluesse(
    saetze: Sequence[Datensatz], haupt: str | None = None, sitzungstag: date | None = None
) -> Iterator[Beschluss]:
    """`haupt` and `sitzungstag` are those of minutes whose table names no sitting of its own."""
    for satz in saetze:
        gremium, tag = _sitzung(satz)
        if tag is None:
            gremium, tag = gremium or haupt, sitzungstag
        gefunden = False
        for feld in satz.werte("ergebnis"):
            text = f"{feld.wert}{_stimmen(satz)}"
            ergebnis, stimmen = lies_ergebnis(text) if _IN_SITZUNG.search(feld.wert) else (None, None)
            if ergebnis is not None:
                gefunden = True
                yield beschluss(Fundort(feld.zeile.nummer, feld.zeile.text, 0.9), gremium, tag, ergebnis, stimmen)
        nummer = next(iter(satz.werte("beschlussnummer")), None)
        if not gefunden and nummer is not None and tag is not None:
            yield beschluss(Fundort(nummer.zeile.nummer, nummer.zeile.text, 0.7), gremium, tag, "beschlossen", None)


def _stimmen(satz: Datensatz) -> str:
    """Counts that stand in columns of their own."""
    namen = (("ja", "Ja"), ("nein", "Nein"), ("enthaltung", "Enthaltungen"))
    zahlen = [f"{name}: {satz.wert(art)}" for art, name in namen if satz.wert(art).isdigit()]
    return f" ({', '.join(zahlen)})" if zahlen else ""


def verweise(saetze: Sequence[Datensatz]) -> Iterator[Verweisstelle]:
    for satz in saetze:
        for feld in _nummern(satz):
            nummer = _NUMMER.match(feld.wert)
            if nummer is not None and not _LAUFEND.match(nummer.group()):
                yield Verweisstelle(
                    zeile=feld.zeile.nummer, zitat=feld.zeile.text, sicherheit=0.9, nummer=nummer.group()
                )


def umsetzungspunkte(saetze: Sequence[Datensatz]) -> Iterator[Umsetzungspunkt]:
    for satz in saetze:
        stand, feld = _stand(satz)
        if stand is not None and feld is not None:
            name = _name(satz)
            sachstand = " ".join(f.wert for f in satz.felder if f.art in {"stand", "text"})[:600]
            yield Umsetzungspunkt(
                zeile=feld.zeile.nummer,
                zitat=feld.zeile.text,
                sicherheit=0.9,
                nummer=name,
                status=stand,
                sachstand=sachstand,
            )


def _name(satz: Datensatz) -> str:
    """The running number of the row, else number and topic."""
    titel = satz.wert("titel")
    nummer = _NUMMER.match(next((f.wert for f in _nummern(satz)), ""))
    if nummer is not None and _LAUFEND.match(nummer.group()):
        return nummer.group().rstrip(".")
    vorn = _VORN.match(titel) if nummer is None else None
    return vorn.group(1) if vorn else " ".join(teil for teil in (nummer.group() if nummer else "", titel) if teil)


def auftraege(saetze: Sequence[Datensatz]) -> Iterator[Auftrag]:
    """Rows with a last day: what, by whom, by when."""
    for satz in saetze:
        for feld in satz.werte("frist"):
            if (tag := erster_tag(feld.wert)) is not None:
                yield Auftrag(
                    zeile=feld.zeile.nummer, zitat=feld.zeile.text, sicherheit=0.8, text=satz.wert("titel") or feld.zeile.text,
                    verantwortlich=satz.wert("stelle") or None, frist=tag, beginn=None, wiederkehr=None,
                )  # fmt: skip


def ohne_saetze(saetze: Sequence[Datensatz]) -> list[Datensatz]:
    """Rows without running text; what a column tells in sentences is read like any other text."""
    return [satz for satz in saetze if len(satz.wert("text")) < _LANGER_TEXT or satz.werte("frist")]


def tabellenzeilen(saetze: Sequence[Datensatz]) -> frozenset[int]:
    """Lines that belong to rows."""
    return frozenset(n for satz in saetze for n in range(satz.felder[0].zeile.nummer, satz.bis + 1) if satz.felder)


def _stand(satz: Datensatz) -> tuple[str | None, Feld | None]:
    """A label of a state, else what the text tells, else a day on which it was done."""
    for feld in [*satz.werte("stand"), *satz.werte("ergebnis"), *satz.werte("erledigt")]:
        eigener = feld.art == "stand" and " " not in feld.wert and not satz.werte("ergebnis")  # "abgelehnt" as a state
        if (eigener or not _IN_SITZUNG.search(feld.wert)) and (stand := stand_aus_label(feld.wert)):
            return stand, feld
    for feld in [*satz.werte("text"), *satz.werte("stand")]:
        if stand := stand_aus_text(feld.wert):
            return stand, feld
    getan = next((feld for feld in satz.werte("erledigt") if erster_tag(feld.wert)), None)
    return ("umgesetzt", getan) if getan is not None else (None, None)
