"""T4: restore drills, each compared row by row; damaged backups are refused; kills leave the state before or after.

Control: the same comparison after one changed row, and the same damage without looking at the list, must be seen
respectively not be seen.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg

from kreislauf.project.eingebettet import SUPERUSER, EingebetteterServer
from soak._server import JOURNALZEILEN, eigener_server

INHALT = b"Anlage %d"


def rufe(umgebung: dict[str, str], *angaben: str) -> subprocess.CompletedProcess[str]:
    befehl = [sys.executable, "-m", "kreislauf", *angaben]
    return subprocess.run(befehl, env=umgebung, capture_output=True, text=True, check=False)


def fuelle(server: EingebetteterServer, daten: Path, zeilen: int, dokumente: int) -> None:
    """A demo county with journal lines and documents."""
    import hashlib

    with psycopg.connect(server.adresse(SUPERUSER)) as v:
        v.execute(JOURNALZEILEN, [zeilen])
        for nummer in range(dokumente):
            inhalt = INHALT % nummer
            h = hashlib.sha256(inhalt).hexdigest()
            ziel = daten / "dokumente" / h[:2] / h[2:4] / h
            ziel.parent.mkdir(parents=True, exist_ok=True)
            ziel.write_bytes(inhalt)
            v.execute(
                "INSERT INTO documents_dokument (id, sha256, groesse, medientyp, dateiname, bereich_id, schutzstufe, "
                "sichtbar_fuer, created_by_id, created_at) SELECT gen_random_uuid(), %s, %s, 'text/plain', 'a.txt', "
                "(SELECT min(id) FROM accounts_bereich), 2, '{}', (SELECT id FROM accounts_user LIMIT 1), now()",
                [h, len(inhalt)],
            )


def stand(server: EingebetteterServer) -> dict[str, object]:
    from kreislauf.project.sicherung import bestand

    with psycopg.connect(server.adresse(SUPERUSER)) as v:
        return {"tabellen": bestand.tabellen(v), "zaehler": bestand.zaehler(v)}


def sichere(umgebung: dict[str, str], daten: Path) -> Path:
    vorher = set((daten / "sicherungen").glob("*Z"))
    while (ergebnis := rufe(umgebung, "sicherung")).returncode and "gibt es schon" in ergebnis.stderr:
        time.sleep(0.3)
    assert ergebnis.returncode == 0, ergebnis.stderr
    (neu,) = set((daten / "sicherungen").glob("*Z")) - vorher
    return neu


def beschaedige(sicherung: Path, zufall: random.Random) -> str:
    """Damage one random file of a backup in a random way; what was done."""
    datei = zufall.choice([p for p in sicherung.rglob("*") if p.is_file()])
    inhalt = datei.read_bytes()
    art = zufall.choice(["weg", "kurz", "bit", "leer", "lang"])
    if art == "weg":
        datei.unlink()
    elif art == "kurz":
        datei.write_bytes(inhalt[: zufall.randrange(len(inhalt))])
    elif art == "bit":
        stelle = zufall.randrange(len(inhalt))
        datei.write_bytes(inhalt[:stelle] + bytes([inhalt[stelle] ^ (1 << zufall.randrange(8))]) + inhalt[stelle + 1 :])
    elif art == "leer":
        datei.write_bytes(b"")
    else:
        datei.write_bytes(inhalt + b"x")
    return f"{art} {datei.relative_to(sicherung)}"


def abgelehnt(umgebung: dict[str, str], sicherung: Path, zufall: random.Random) -> bool:
    """Whether a damaged copy is refused before anything is restored."""
    kopie = sicherung.with_name(f"{sicherung.name}-schaden")
    shutil.copytree(sicherung, kopie)
    try:
        beschaedige(kopie, zufall)
        return rufe(umgebung, "wiederherstellung", str(kopie), "--ersetzen").returncode == 1
    finally:
        shutil.rmtree(kopie)


def abbruch(umgebung: dict[str, str], sicherung: Path, nach: float) -> None:
    """Kill a restoration after some seconds."""
    befehl = [sys.executable, "-m", "kreislauf", "wiederherstellung", str(sicherung), "--ersetzen"]
    with Path(os.devnull).open("w") as nirgends:
        prozess = subprocess.Popen(befehl, env=umgebung, stdout=nirgends, stderr=nirgends, start_new_session=True)
        try:
            prozess.wait(nach)
        except subprocess.TimeoutExpired:
            os.killpg(prozess.pid, 9)
            prozess.wait()


def raeume_datenbanken(server: EingebetteterServer) -> None:
    with psycopg.connect(server.adresse(SUPERUSER, "postgres"), autocommit=True) as v:
        alte = v.execute("SELECT datname FROM pg_database WHERE datname LIKE 'kreislauf_vorher_%'").fetchall()
        for (name,) in alte:
            v.execute(f'DROP DATABASE "{name}"')


def main(argv: Sequence[str]) -> int:
    zerleger = argparse.ArgumentParser(prog="soak sicherung_uebung")
    zerleger.add_argument("--anzahl", type=int, default=20)
    zerleger.add_argument("--zeilen", type=int, default=1_000_000)
    angaben = zerleger.parse_args(argv)
    zufall = random.Random(4)
    fehler = 0
    with eigener_server("sicherung") as (server, umgebung):
        daten = Path(umgebung["KREISLAUF_DATEN"])
        rufe(umgebung, "demo")
        fuelle(server, daten, angaben.zeilen, 50)
        rufe(umgebung, "journal", "ankern")
        soll, beginn = stand(server), time.monotonic()
        sicherung = sichere(umgebung, daten)
        print(f"Sicherung von {angaben.zeilen} Journalzeilen: {time.monotonic() - beginn:.1f} s")
        for nummer in range(angaben.anzahl):
            beginn = time.monotonic()
            ergebnis = rufe(umgebung, "wiederherstellung", str(sicherung), "--probe")
            fehler += bool(ergebnis.returncode)
            print(f"Übung {nummer + 1}: {ergebnis.stdout.strip()} {time.monotonic() - beginn:.1f} s", flush=True)
        abgelehnte = sum(abgelehnt(umgebung, sicherung, zufall) for _ in range(angaben.anzahl))
        print(f"beschädigte Sicherungen abgelehnt: {abgelehnte} von {angaben.anzahl}")
        fehler += angaben.anzahl - abgelehnte
        fehler += _abbrueche(server, umgebung, sicherung, soll, anzahl=angaben.anzahl, zufall=zufall)
        with psycopg.connect(server.adresse(SUPERUSER)) as v:
            v.execute(
                "UPDATE accounts_bereich SET name = name || ' ' WHERE id = (SELECT min(id) FROM accounts_bereich)"
            )
        gesehen = stand(server) != soll
        print(f"Gegenprobe (eine Zeile anders): {'gesehen' if gesehen else 'NICHT gesehen'}")
    return 1 if fehler or not gesehen else 0


def _abbrueche(
    server: EingebetteterServer,
    umgebung: dict[str, str],
    sicherung: Path,
    soll: dict[str, object],
    *,
    anzahl: int,
    zufall: random.Random,
) -> int:
    """Kills at random moments; each time the database must be the old or the new one, and readable."""
    schlecht = 0
    for _ in range(anzahl):
        abbruch(umgebung, sicherung, zufall.uniform(0.3, 6))
        ist = stand(server)
        tabellen = {k: v for k, v in dict(ist["tabellen"]).items() if not k.startswith(("journal_", "django_session"))}  # type: ignore[call-overload]
        erwartet = {k: v for k, v in dict(soll["tabellen"]).items() if k in tabellen}  # type: ignore[call-overload]
        schlecht += tabellen != erwartet or bool(rufe(umgebung, "journal", "pruefen").returncode)
        raeume_datenbanken(server)
    print(f"Abbrüche mit kill -9: {anzahl}, davon mit halbem Stand: {schlecht}")
    return schlecht
