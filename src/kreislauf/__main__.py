"""The one command line: `kreislauf <befehl>`; each command is loaded only when it is called."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import NamedTuple


class Befehl(NamedTuple):
    ziel: str  # "module:function"; the function takes the remaining arguments and returns the exit status
    hilfe: str
    schalter: Mapping[str, str] | None = None  # of a command that reads no others; None: it explains its own


# argparse knows German only through compiled catalogues; these few sentences are all that people see of it.
_ARGPARSE = {
    "usage: ": "Aufruf: ",
    "options": "Schalter",
    "positional arguments": "Angaben",
    "show this help message and exit": "diese Hilfe zeigen",
    "%(prog)s: error: %(message)s\n": "%(prog)s: Fehler: %(message)s\n",
    "the following arguments are required: %s": "es fehlt: %s",
    "unrecognized arguments: %s": "unbekannte Angaben: %s",
    "expected one argument": "hier fehlt ein Wert",
    "expected at least one argument": "hier fehlt mindestens ein Wert",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r gibt es hier nicht, möglich: %(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r passt hier nicht (erwartet: %(type)s)",
    "not allowed with argument %s": "nicht zusammen mit %s",
}


BEFEHLE: dict[str, Befehl] = {
    "start": Befehl("kreislauf.project.befehle:start", "Kreislauf starten (Datenbank, Server, Aufträge)"),
    "arbeiter": Befehl(
        "kreislauf.project.befehle:arbeiter", "Hintergrundläufe abarbeiten (startet „start“ selbst)", {}
    ),
    "migrieren": Befehl(
        "kreislauf.project.befehle:migrieren",
        "Datenbank auf den Stand dieser Fassung bringen",
        {"--still": "nichts melden, wenn alles gelingt"},
    ),
    "demo": Befehl(
        "kreislauf.project.befehle:demo",
        "Vorführdaten anlegen (nur in eine leere Datenbank)",
        {"--wenn-leer": "nichts tun, wenn schon Daten da sind"},
    ),
    "konto": Befehl("kreislauf.project.befehle:konto", "Konto anlegen, sperren, zweiten Faktor zurücksetzen"),
    "pruefen": Befehl("kreislauf.project.befehle:pruefen", "Einrichtung und Rechte der Datenbank prüfen", {}),
    "pruefmigration": Befehl("kreislauf.project.befehle:pruefmigration", "Prüfen, ob Migrationen fehlen", {}),
    "sicherung": Befehl("kreislauf.project.befehle:sicherung", "Alles sichern; eine Sicherung prüfen"),
    "wiederherstellung": Befehl("kreislauf.project.befehle:wiederherstellung", "Eine Sicherung zurückholen oder üben"),
    "journal": Befehl("kreislauf.project.befehle:journal", "Journal: pruefen, ankern"),
    "suche": Befehl("kreislauf.project.befehle:suche", "Suche: neu (den Suchindex neu schreiben)"),
    "erinnern": Befehl("kreislauf.project.befehle:erinnern", "Erinnerungen von heute versenden; Mailserver erproben"),
    "django": Befehl("kreislauf.project.befehle:django", "Verwaltungsbefehle von Django (für die Technik)"),
    "lesen": Befehl("kreislauf.lesen.befehl:main", "Ratsdokumente lesen: Text, HTML, PDF, DOCX, OParl"),
    "oparl": Befehl("kreislauf.project.befehle:oparl", "Quellen offener Ratsdaten (OParl): nächtlicher Abruf"),
    "fitconnect": Befehl("kreislauf.project.befehle:fitconnect", "Anträge von FIT-Connect abholen"),
    "anspruch": Befehl("kreislauf.recht.befehl:anspruch", "Ansprüche berechnen (JSON-Zeilen)"),
    "frist": Befehl("kreislauf.recht.befehl:frist", "Fristen berechnen (JSON-Zeilen)"),
}


def hilfe() -> str:
    breite = max(map(len, BEFEHLE))
    zeilen = [f"  {name:<{breite}}  {befehl.hilfe}" for name, befehl in BEFEHLE.items()]
    return "\n".join(
        [
            "Kreislauf – was ein Rat beschließt, kommt als Wirkung zu ihm zurück.",
            "",
            "Aufruf: kreislauf BEFEHL [ANGABEN]",
            "",
            *zeilen,
            "",
            "Hilfe zu einem Befehl: kreislauf BEFEHL --help",
        ]
    )


def _nur_schalter(name: str, befehl: Befehl, angaben: Sequence[str]) -> int | None:
    """Help and refusal for a command without argparse; None when it may run."""
    schalter = {**(befehl.schalter or {}), "-h, --help": "diese Hilfe zeigen"}
    text = f"Aufruf: kreislauf {name} [SCHALTER]\n\n{befehl.hilfe}\n\nSchalter:\n"
    text += "".join(f"  {k:<12}  {v}\n" for k, v in schalter.items())
    if "-h" in angaben or "--help" in angaben:
        sys.stdout.write(text)
        return 0
    unbekannt = [a for a in angaben if a not in (befehl.schalter or {})]
    if unbekannt:
        sys.stderr.write(f"kreislauf {name}: unbekannte Angaben: {' '.join(unbekannt)}\n\n{text}")
        return 2
    return None


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit status 0 is success, 2 a wrong call."""
    angaben = list(sys.argv[1:] if argv is None else argv)
    if not angaben or angaben[0] in {"-h", "--help", "hilfe"}:
        sys.stdout.write(hilfe() + "\n")
        return 0
    name, rest = angaben[0], angaben[1:]
    befehl = BEFEHLE.get(name)
    if befehl is None:
        sys.stderr.write(f"Den Befehl „{name}“ gibt es nicht.\n\n{hilfe()}\n")
        return 2
    argparse._ = lambda text: _ARGPARSE.get(text, text)  # type: ignore[attr-defined]
    if befehl.schalter is not None and (status := _nur_schalter(name, befehl, rest)) is not None:
        return status
    modul, _, funktion = befehl.ziel.partition(":")
    aufruf: Callable[[Sequence[str]], int] = getattr(import_module(modul), funktion)
    return aufruf(rest)


if __name__ == "__main__":
    sys.exit(main())
