"""PostgreSQL's own programs, and connections as the owner of the tables."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import psycopg

from kreislauf.project import eingebettet, orte
from kreislauf.project.eingebettet import EingebetteterServer, clusterordner
from kreislauf.project.sicherung import Sicherungsfehler


def zugang(datenbank: str = "") -> str:
    """libpq's connection string: superuser of the embedded server, else the owner of the county's own database."""
    if not orte.eigene_datenbank():
        server = EingebetteterServer(clusterordner(orte.datenordner()))
        return server.adresse(eingebettet.SUPERUSER, datenbank or eingebettet.DATENBANK)
    angaben = orte.datenbank(als_eigner=True)
    teile = {
        "host": angaben["HOST"],
        "port": angaben["PORT"],
        "user": angaben["USER"],
        "password": angaben["PASSWORD"],
        "dbname": datenbank or angaben["NAME"],
        **angaben["OPTIONS"],
    }
    return psycopg.conninfo.make_conninfo(**{k: v for k, v in teile.items() if v})


def name_der_datenbank() -> str:
    return str(orte.datenbank(als_eigner=True)["NAME"])


def programm(name: str, hauptversion: int) -> Path:
    """`pg_dump` or `pg_restore` of the server's own major version where it is installed, else the embedded one.

    An older server does not understand all that newer programs say, hence the same version first.
    Raises Sicherungsfehler when there is none.
    """
    ordner = [os.environ.get("KREISLAUF_PG_PROGRAMME"), f"/usr/lib/postgresql/{hauptversion}/bin"]
    for vorschlag in ordner:
        if vorschlag and (Path(vorschlag) / name).exists():
            return Path(vorschlag) / name
    mitgeliefert = EingebetteterServer(clusterordner(orte.datenordner())).programmordner() / name
    gefunden = mitgeliefert if not orte.eigene_datenbank() else Path(shutil.which(name) or mitgeliefert)
    if not gefunden.exists():
        raise Sicherungsfehler(
            f"Das Programm {name} fehlt. Installieren Sie die PostgreSQL-Programme der Version {hauptversion} oder "
            "nennen Sie ihren Ordner in KREISLAUF_PG_PROGRAMME."
        )
    return gefunden


def hauptversion(verbindung: psycopg.Connection[Any]) -> int:
    return verbindung.info.server_version // 10000


def rufe(programm: Path, *angaben: str) -> None:
    """Run one of PostgreSQL's programs; raises Sicherungsfehler with its first words."""
    ergebnis = subprocess.run([str(programm), *angaben], capture_output=True, text=True, check=False, cwd="/")
    if ergebnis.returncode:
        raise Sicherungsfehler(f"{programm.name} ist gescheitert:\n{ergebnis.stderr.strip()[:1500]}")
