"""`kreislauf sicherung`, `kreislauf wiederherstellung`."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from kreislauf.project import orte
from kreislauf.project.sicherung import Sicherungsfehler, sichern, verzeichnis, wiederherstellen
from kreislauf.project.start import SchonGestartet, nur_einmal, reste_beenden


def _sagen(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def sicherung(argv: Sequence[str], *, at: datetime) -> int:
    """Make or check a backup; exit status 1 when it failed or is damaged."""
    zerleger = argparse.ArgumentParser(
        prog="kreislauf sicherung",
        description="Datenbank, Dokumente und Anker in einen neuen Ordner sichern; Kreislauf darf dabei laufen.",
        epilog="Die Sicherung enthält Sozialdaten im Klartext: legen Sie sie verschlüsselt und getrennt ab.",
    )
    zerleger.add_argument("--ziel", type=Path, help="Ordner der Sicherungen (sonst „sicherungen“ im Datenordner)")
    zerleger.add_argument("--mit-schluessel", action="store_true", help="auch den geheimen Schlüssel mitnehmen")
    zerleger.add_argument("--behalten", type=int, metavar="N", help="danach nur die neuesten N Sicherungen behalten")
    zerleger.add_argument("--pruefen", type=Path, metavar="SICHERUNG", help="nur diese Sicherung prüfen")
    angaben = zerleger.parse_args(argv)
    if angaben.behalten is not None and angaben.behalten < 1:
        zerleger.error("--behalten: mindestens 1")
    daten = orte.datenordner()

    def tun() -> None:
        if angaben.pruefen:
            stand = verzeichnis.pruefe(angaben.pruefen)
            _sagen(f"✓ Die Sicherung vom {stand.erstellt} ist unversehrt: {_umfang(stand)}.")
            return
        ziel = (angaben.ziel or daten / "sicherungen").resolve()
        neu = sichern.sichern(daten, ziel, mit_geheimnis=angaben.mit_schluessel, at=at)
        _sagen(f"✓ Gesichert in {neu}: {_umfang(verzeichnis.lies(neu))}.")
        if angaben.behalten is not None:
            for weg in sichern.aufraeumen(ziel, behalten=angaben.behalten):
                _sagen(f"  entfernt: {weg.name}")

    return _melden(tun)


def wiederherstellung(argv: Sequence[str], *, at: datetime, danach: Callable[[Path, str | None], None]) -> int:
    """Restore a backup, or try it (`--probe`). `danach` brings the restored database to this version."""
    zerleger = argparse.ArgumentParser(
        prog="kreislauf wiederherstellung",
        description="Eine Sicherung zurückholen. Erst nebenan eingespielt und Zeile für Zeile verglichen, dann "
        "getauscht; eine beschädigte Sicherung wird abgelehnt.",
    )
    zerleger.add_argument("sicherung", type=Path, help="Ordner einer Sicherung (kreislauf-…Z)")
    art = zerleger.add_mutually_exclusive_group()
    art.add_argument("--probe", action="store_true", help="Übung: einspielen, vergleichen, wieder entfernen")
    art.add_argument("--ersetzen", action="store_true", help="vorhandene Daten ersetzen; sie werden aufgehoben")
    angaben = zerleger.parse_args(argv)
    daten = orte.datenordner()

    def tun() -> None:
        if angaben.probe:
            stand = wiederherstellen.probe(angaben.sicherung)
            _sagen(f"✓ Die Übung ist gelungen: {_umfang(stand)}, alles wie gesichert.")
            return
        with nur_einmal(daten):
            reste_beenden(daten)
            vorher = wiederherstellen.wiederherstellen(angaben.sicherung, daten, ersetzen=angaben.ersetzen, at=at)
            danach(angaben.sicherung, vorher)
        _sagen(f"✓ Wiederhergestellt aus {angaben.sicherung}. Alle müssen sich neu anmelden.")
        if vorher:
            _sagen(f"  Die bisherige Datenbank heißt jetzt „{vorher}“; löschen Sie sie, wenn alles stimmt.")

    return _melden(tun)


def _umfang(stand: verzeichnis.Verzeichnis) -> str:
    zeilen = sum(t.zeilen for t in stand.tabellenstand().values())
    return f"{len(stand.tabellen)} Tabellen mit {zeilen} Zeilen, {len(stand.dateien) - 1} Dateien"


def _melden(tun: Callable[[], None]) -> int:
    try:
        tun()
    except Sicherungsfehler as fehler:
        sys.stderr.write(f"✗ {fehler}\n")
        return 1
    except SchonGestartet:
        sys.stderr.write("✗ Kreislauf läuft noch. Beenden Sie es (Strg-C) und versuchen Sie es dann noch einmal.\n")
        return 1
    return 0
