"""`kreislauf lesen`: council papers from the command line, as JSON or as a short summary."""

import argparse
import io
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from kreislauf.lesen.eingang import Dokument, Grenzen, NichtLesbar, lies_dokument_abgeschirmt
from kreislauf.lesen.lesung import Lesung

_BESCHREIBUNG = """\
Liest Ratsdokumente (Text, HTML, PDF mit Textebene, DOCX, OParl-Objekte) und zeigt, was beschlossen
wurde, wer was bis wann zu tun hat und was auffällt. Jede Angabe nennt die Zeile, in der sie steht.
Gelesen wird in eigenen, abgeschotteten Prozessen mit festen Grenzen für Zeit und Speicher."""
_ENDE = """\
Beispiele:
  kreislauf lesen vorlage.pdf
  kreislauf lesen --json *.txt > vorlagen.json
  cat vorlage.html | kreislauf lesen --json -

Rückgabewert: 0 alles gelesen, 1 mindestens eine Datei war nicht lesbar, 2 falscher Aufruf."""
_ERGEBNISSE = {
    "beschlossen": "beschlossen",
    "geaendert_beschlossen": "geändert beschlossen",
    "abgelehnt": "abgelehnt",
    "kenntnisnahme": "zur Kenntnis genommen",
    "vertagt": "vertagt",
    "zurueckgezogen": "zurückgezogen",
    "verwiesen": "verwiesen",
    "erledigt": "erledigt",
    "gewaehlt": "gewählt",
}
_RHYTHMEN = {
    "P1M": "monatlich", "P2M": "alle zwei Monate", "P3M": "vierteljährlich", "P6M": "halbjährlich", "P1Y": "jährlich",
    "P2Y": "alle zwei Jahre", "unregelmaessig": "regelmäßig",
}  # fmt: skip
_DATEIEN_JE_PROZESS = 8
_BREITE = 100


@dataclass(frozen=True, slots=True)
class _Ergebnis:
    """One file: what was read, or why not."""

    datei: str
    dokument: Dokument | None
    fehler: str = ""


def main(argv: Sequence[str]) -> int:
    """Read the named files; exit status 1 if one of them could not be read."""
    angaben = _angaben(argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    ergebnisse = _lies_alle(angaben.datei, Grenzen(sekunden=angaben.sekunden, speicher_mb=angaben.speicher))
    try:
        if angaben.json:
            return _schreibe_json(ergebnisse)
        return _schreibe_text(ergebnisse) if angaben.text else _schreibe_uebersicht(ergebnisse)
    except BrokenPipeError:
        # the reader of our output has gone; nothing is left to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _angaben(argv: Sequence[str]) -> argparse.Namespace:
    leser = _Leser(
        prog="kreislauf lesen",
        description=_BESCHREIBUNG,
        epilog=_ENDE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="kreislauf lesen [--json | --text] [--sekunden N] [--speicher MB] DATEI …",
        add_help=False,
    )
    leser.add_argument("datei", nargs="+", metavar="DATEI", help="zu lesende Dateien; - liest die Standardeingabe")
    form = leser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="alle Angaben als eine JSON-Liste, ein Objekt je Datei")
    form.add_argument("--text", action="store_true", help="nur der Text mit Zeilennummern, auf die sich alles bezieht")
    leser.add_argument("--sekunden", type=_groesser_null, default=10.0, metavar="N", help="höchstens je Datei (10)")
    leser.add_argument("--speicher", type=_ab_128, default=512, metavar="MB", help="höchstens je Prozess (512)")
    leser.add_argument("-h", "--help", action="help", help="diese Hilfe")
    leser._positionals.title, leser._optionals.title = "Angaben", "Möglichkeiten"
    return leser.parse_args(list(argv))


class _Leser(argparse.ArgumentParser):
    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Aufruf: ", 1)

    def error(self, message: str) -> NoReturn:
        """Python's own words are English; the usage line says more."""
        ungueltig = re.search(r"argument (--\w+)", message)
        grund = (
            f"Die Angabe zu {ungueltig[1]} ist nicht gültig." if ungueltig else "Bitte nennen Sie Dateien wie folgt."
        )
        self.exit(2, f"{grund}\n{self.usage}\n")


def _groesser_null(text: str) -> float:
    zahl = float(text)
    if not 0 < zahl <= 3600:
        raise argparse.ArgumentTypeError("bitte eine Zahl über 0 bis 3600")
    return zahl


def _ab_128(text: str) -> int:
    zahl = int(text)
    if not 128 <= zahl <= 65_536:
        raise argparse.ArgumentTypeError("bitte eine ganze Zahl von 128 bis 65536")
    return zahl


def _lies_alle(dateien: Sequence[str], grenzen: Grenzen) -> Iterator[_Ergebnis]:
    """In the order given; several processes only where that pays for their start."""
    anzahl = max(1, min(4, os.cpu_count() or 1, len(dateien) // _DATEIEN_JE_PROZESS))
    with ThreadPoolExecutor(anzahl) as faeden:
        yield from faeden.map(lambda datei: _lies(datei, grenzen), dateien)


def _lies(datei: str, grenzen: Grenzen) -> _Ergebnis:
    name = datei.encode("utf-8", "backslashreplace").decode()
    try:
        inhalt = _inhalt(datei, grenzen.max_bytes + 1)
        return _Ergebnis(name, lies_dokument_abgeschirmt(inhalt, datei=name, grenzen=grenzen))
    except NichtLesbar as fehler:
        return _Ergebnis(name, None, str(fehler))
    except FileNotFoundError:
        return _Ergebnis(name, None, "Diese Datei gibt es nicht.")
    except IsADirectoryError:
        return _Ergebnis(name, None, "Das ist ein Ordner; bitte nennen Sie die Dateien darin.")
    except PermissionError:
        return _Ergebnis(name, None, "Für diese Datei fehlt das Leserecht.")
    except (OSError, ValueError) as fehler:
        return _Ergebnis(name, None, f"Die Datei lässt sich nicht öffnen ({fehler}).")


def _inhalt(datei: str, hoechstens: int) -> bytes:
    if datei == "-":
        return sys.stdin.buffer.read(hoechstens)
    with Path(datei).open("rb") as strom:
        return strom.read(hoechstens)


def _schreibe_json(ergebnisse: Iterator[_Ergebnis]) -> int:
    status = 0
    for nummer, ergebnis in enumerate(ergebnisse):
        sys.stdout.write("[\n" if nummer == 0 else ",\n")
        json.dump(_objekt(ergebnis), sys.stdout, ensure_ascii=False)
        status = status or int(bool(ergebnis.fehler))
    sys.stdout.write("\n]\n")
    sys.stdout.flush()
    return status


def _objekt(ergebnis: _Ergebnis) -> dict[str, Any]:
    if ergebnis.dokument is None:
        return {**Lesung(datei=ergebnis.datei).als_json(), "fehler": ergebnis.fehler}
    return {**ergebnis.dokument.lesung, "warnungen": list(ergebnis.dokument.quelle.warnungen)}


def _schreibe_text(ergebnisse: Iterator[_Ergebnis]) -> int:
    status = 0
    for ergebnis in ergebnisse:
        if ergebnis.dokument is None:
            sys.stderr.write(f"{ergebnis.datei}: {ergebnis.fehler}\n")
            status = 1
            continue
        for nummer, zeile in enumerate(ergebnis.dokument.quelle.text.split("\n"), start=1):
            sys.stdout.write(f"{nummer:>5}  {zeile}\n")
    sys.stdout.flush()
    return status


def _schreibe_uebersicht(ergebnisse: Iterator[_Ergebnis]) -> int:
    status = 0
    for ergebnis in ergebnisse:
        zeilen = [ergebnis.datei, "=" * min(len(ergebnis.datei), _BREITE)]
        if ergebnis.dokument is None:
            status = 1
            zeilen.append(f"Nicht gelesen: {ergebnis.fehler}")
        else:
            zeilen += uebersicht(ergebnis.dokument.lesung, ergebnis.dokument.quelle.warnungen)
        sys.stdout.write("\n".join(zeilen) + "\n\n")
    sys.stdout.flush()
    return status


def uebersicht(lesung: dict[str, Any], warnungen: Sequence[str]) -> list[str]:
    """Head, resolutions, duties with their dates and what a person should look at."""
    zeilen = [*_kopf(lesung)]
    for titel, eintraege, schreibe in (
        ("Beratungsfolge", lesung["beratungsfolge"], _beratung),
        ("Beschlüsse", lesung["beschluesse"], _beschluss),
        ("Aufträge", sorted(lesung["auftraege"], key=lambda a: (a["frist"] is None, a["frist"] or "")), _auftrag),
    ):
        if eintraege:
            zeilen += ["", f"{titel} ({len(eintraege)})", *(f"  – {schreibe(eintrag)}" for eintrag in eintraege)]
    befunde = [_befund(befund) for befund in lesung["befunde"]]
    if befunde or warnungen:
        zeilen += ["", "Bitte ansehen", *(f"  ! {text}" for text in (*befunde, *warnungen))]
    return zeilen


def _kopf(lesung: dict[str, Any]) -> Iterator[str]:
    vom = f"vom {_tag(lesung['datum'])}" if lesung["datum"] else None
    erste = " ".join(teil for teil in (lesung["art"] or "Dokument", lesung["vorlagennummer"], vom) if teil)
    yield erste
    for name, feld in (("Betreff", "betreff"), ("Körperschaft", "koerperschaft"), ("Federführend", "federfuehrend")):
        if lesung.get(feld):
            yield f"{name}: {lesung[feld]}"


def _beratung(eintrag: dict[str, Any]) -> str:
    teile = (_tag(eintrag["datum"]), eintrag["gremium"], eintrag["zustaendigkeit"])
    return " · ".join(teil for teil in teile if teil) + _zeile(eintrag)


def _beschluss(eintrag: dict[str, Any]) -> str:
    stimmen = [
        f"{eintrag[feld]} {name}"
        for feld, name in (("ja", "Ja"), ("nein", "Nein"), ("enthaltung", "Enthaltung"))
        if eintrag[feld] is not None
    ]
    wie = "einstimmig " if eintrag["einstimmig"] else ""
    zahlen = f" ({', '.join(stimmen)})" if stimmen else ""
    wo = " · ".join(teil for teil in (_tag(eintrag["datum"]), eintrag["gremium"]) if teil)
    return f"{wo + ': ' if wo else ''}{wie}{_ERGEBNISSE[eintrag['ergebnis']]}{zahlen}{_zeile(eintrag)}"


def _auftrag(eintrag: dict[str, Any]) -> str:
    rhythmus = eintrag["wiederkehr"]
    teile = (
        f"bis {_tag(eintrag['frist'])}" if eintrag["frist"] else None,
        f"ab {_tag(eintrag['beginn'])}" if eintrag["beginn"] else None,
        _RHYTHMEN.get(rhythmus, f"wiederkehrend ({rhythmus})") if rhythmus else None,
        "ohne Termin" if not (eintrag["frist"] or eintrag["beginn"] or rhythmus) else None,
        eintrag["verantwortlich"],
        _gekuerzt(eintrag["text"]),
    )
    return " · ".join(teil for teil in teile if teil) + _zeile(eintrag)


def _befund(eintrag: dict[str, Any]) -> str:
    zeilen = ", ".join(map(str, eintrag["zeilen"]))
    return f"{eintrag['text']} [Zeile {zeilen}]" if zeilen else str(eintrag["text"])


def _tag(iso: str | None) -> str | None:
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else None


def _gekuerzt(text: str) -> str:
    glatt = " ".join(text.split())
    return glatt if len(glatt) <= _BREITE else glatt[: _BREITE - 1].rstrip() + "…"


def _zeile(eintrag: dict[str, Any]) -> str:
    return f" [Zeile {eintrag['zeile']}]" if eintrag["zeile"] else ""
