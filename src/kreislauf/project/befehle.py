"""Commands that need the database: start, arbeiter, migrieren, demo, konto, pruefen, journal, django."""

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from kreislauf.project import orte
from kreislauf.project.eingebettet import EingebetteterServer, Startfehler, clusterordner


def _django_laden(*, als_eigner: bool = False) -> None:
    """Load Django with the application's or the owner's database role."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kreislauf.project.settings")
    if als_eigner:
        os.environ["KREISLAUF_DATENBANKROLLE"] = "eigner"
    import django

    django.setup()


def _server() -> EingebetteterServer | None:
    """The embedded server of the data folder, or None where the county's own is configured."""
    return None if orte.eigene_datenbank() else EingebetteterServer(clusterordner(orte.datenordner()))


def _datenbank_starten() -> None:
    """Start or adopt the embedded server; ends the program with a clear text when it cannot."""
    server = _server()
    if server is not None:
        try:
            server.starten()
        except Startfehler as fehler:
            sys.exit(str(fehler))


def _kind(*angaben: str) -> int:
    """Run one command of ours in a process of its own: it may need another database role."""
    return subprocess.run([sys.executable, "-m", "kreislauf", *angaben], check=False).returncode


def start(argv: Sequence[str]) -> int:
    """Start everything and wait for Ctrl-C."""
    zerleger = argparse.ArgumentParser(prog="kreislauf start", description="Kreislauf starten; Strg-C beendet es.")
    zerleger.add_argument("--port", type=int, default=8000, help="gewünschter Port (sonst der nächste freie)")
    zerleger.add_argument("--demo", action="store_true", help="eine leere Datenbank mit Vorführdaten füllen")
    angaben = zerleger.parse_args(argv)
    from kreislauf.project.start import SchonGestartet, nur_einmal

    daten = orte.datenordner()
    try:
        with nur_einmal(daten):
            return _starten(angaben.port, demo_gewuenscht=angaben.demo)
    except SchonGestartet:
        adresse = daten / "adresse"
        wo = adresse.read_text() if adresse.exists() else "einer anderen Adresse"
        sys.stderr.write(f"Kreislauf läuft schon unter {wo} (Daten: {daten}).\n")
        return 1


def _starten(wunschport: int, *, demo_gewuenscht: bool) -> int:
    from kreislauf.project import start as ablauf

    daten = orte.datenordner()
    ablauf.reste_beenden(daten)
    _datenbank_starten()
    kinder: list[subprocess.Popen[bytes]] = []
    try:
        if _kind("migrieren", "--still"):
            return 1
        if demo_gewuenscht and _kind("demo", "--wenn-leer"):
            return 1
        adresse = os.environ.get("KREISLAUF_ADRESSE") or f"http://127.0.0.1:{ablauf.freier_port(wunschport)}"
        os.environ["KREISLAUF_ADRESSE"] = adresse
        portal = _portaladresse(adresse)
        (daten / "kreislauf.log").touch(mode=0o600)
        with (daten / "kreislauf.log").open("ab") as protokoll:
            kinder = ablauf.kinder_starten(adresse, portal, protokoll)
        ablauf.kinder_merken(daten, kinder)
        if not all(ablauf.auf_antwort_warten(a, kinder) for a in (adresse, portal) if a):
            sys.stderr.write(f"Der Server antwortet nicht. Protokoll: {daten / 'kreislauf.log'}\n")
            return 1
        (daten / "adresse").write_text(adresse)
        (daten / "portaladresse").write_text(portal or "")
        fuer_familien = f"Portal für Familien: {portal}\n" if portal else ""
        sys.stdout.write(f"\nKreislauf läuft: {adresse}\n{fuer_familien}\n{_anmeldungen()}\nBeenden mit Strg-C.\n")
        sys.stdout.flush()
        return _warten(kinder)
    finally:
        ablauf.beenden(kinder)
        if (server := _server()) is not None:
            server.stoppen()


def _portaladresse(adresse: str) -> str | None:
    """Where the portal answers; None where the county's own server has no log-in for it."""
    from kreislauf.project.start import freier_port

    if orte.eigene_datenbank() and not os.environ.get("KREISLAUF_PORTAL_DATABASE_URL"):
        return None
    vorgaben = orte.datenordner() / "demo-portal.json"
    if vorgaben.exists():
        for name, wert in json.loads(vorgaben.read_text(encoding="utf-8")).items():
            os.environ.setdefault(name, wert)
    port = (urlsplit(adresse).port or 8000) + 1
    return os.environ.setdefault("KREISLAUF_PORTAL_ADRESSE", f"http://127.0.0.1:{freier_port(port)}")


def _anmeldungen() -> str:
    """The demo's log-ins, as `kreislauf demo` left them; empty for a real county."""
    datei = orte.datenordner() / "demo-anmeldungen.txt"
    return datei.read_text() if datei.exists() else ""


def _warten(kinder: list[subprocess.Popen[bytes]]) -> int:
    """Until Ctrl-C, SIGTERM or the end of a child."""
    halt: list[int] = []
    for zeichen in (signal.SIGINT, signal.SIGTERM):
        signal.signal(zeichen, lambda nummer, _: halt.append(nummer))
    while not halt:
        for kind in kinder:
            if kind.poll() is not None:
                sys.stderr.write(f"Ein Teil von Kreislauf hat sich beendet (Status {kind.returncode}).\n")
                return 1
        signal.sigtimedwait([], 0.5)
    sys.stdout.write("\nKreislauf wird beendet …\n")
    return 0


def arbeiter(argv: Sequence[str]) -> int:
    """The worker that does background runs."""
    _django_laden()
    from django.core.management import call_command

    call_command("procrastinate", "worker", concurrency=1)
    return 0


def migrieren(argv: Sequence[str]) -> int:
    """Bring the schema, grants and policies to this version; safe to repeat."""
    _datenbank_starten()
    _django_laden(als_eigner=True)
    from kreislauf.project.schema import auf_stand_bringen, statische_dateien_sammeln

    auf_stand_bringen(laut="--still" not in argv)
    statische_dateien_sammeln()
    return 0


def django(argv: Sequence[str]) -> int:
    """Django's own management commands, as the owner of the tables."""
    _datenbank_starten()
    _django_laden(als_eigner=True)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["kreislauf django", *argv])
    return 0


def pruefmigration(argv: Sequence[str]) -> int:
    """Fail when the models ask for a migration that is not there; needs no database."""
    _django_laden(als_eigner=True)
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    return 0


def demo(argv: Sequence[str]) -> int:
    """Fill an empty database with demo people, units and bodies."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.project.vorfuehrung import SchonDaten, fuellen

    try:
        fuellen()
    except SchonDaten as fehler:
        if "--wenn-leer" in argv:
            return 0
        sys.stderr.write(f"{fehler}\n")
        return 1
    if "--wenn-leer" not in argv:
        sys.stdout.write(_anmeldungen())
    return 0


def konto(argv: Sequence[str]) -> int:
    """Accounts from the command line."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.foundation.accounts.befehl import main

    return main(argv)


def journal(argv: Sequence[str]) -> int:
    """Verify, anchor and export the journal."""
    _datenbank_starten()
    _django_laden(als_eigner=True)
    from kreislauf.foundation.journal.befehl import main

    return main(argv)


def sicherung(argv: Sequence[str]) -> int:
    """Back up database, documents and anchors."""
    _datenbank_starten()
    from kreislauf.project.sicherung.befehl import sicherung as ausfuehren

    return ausfuehren(argv, at=datetime.now(UTC))


def wiederherstellung(argv: Sequence[str]) -> int:
    """Restore a backup, bring it to this version and write that down."""
    _datenbank_starten()
    from kreislauf.project.sicherung.befehl import wiederherstellung as ausfuehren

    at = datetime.now(UTC)

    def danach(quelle: Path, vorher: str | None) -> None:
        if _kind("migrieren", "--still"):
            sys.exit("Die Daten sind zurück, aber „kreislauf migrieren“ ist gescheitert (siehe oben).")
        _django_laden(als_eigner=True)
        from django.contrib.sessions.models import Session

        from kreislauf.foundation.journal.services import record

        Session.objects.all().delete()  # who had signed off meanwhile must not be signed in again
        record("sicherung.restore", None, actor=None, at=at, details={"sicherung": quelle.name, "vorher": vorher})

    return ausfuehren(argv, at=at, danach=danach)


def erinnern(argv: Sequence[str]) -> int:
    """Send today's reminders, or try the mail server."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.foundation.erinnerungen.befehl import main

    return main(argv)


def oparl(argv: Sequence[str]) -> int:
    """Queue the nightly fetches of open council data."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.steuerung.oparl_eingang.befehl import main

    return main(argv)


def fitconnect(argv: Sequence[str]) -> int:
    """Fetch what waits at FIT-Connect."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.portal.fitconnect.befehl import main

    return main(argv)


def suche(argv: Sequence[str]) -> int:
    """Write the index of the search anew."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.foundation.search.befehl import main

    return main(argv)


def pruefen(argv: Sequence[str]) -> int:
    """Check the set-up: the application's role, protection of all tables, the data folder."""
    _datenbank_starten()
    _django_laden()
    from kreislauf.project.einrichtung import maengel

    gefunden = maengel()
    for mangel in gefunden:
        sys.stdout.write(f"✗ {mangel}\n")
    if not gefunden:
        sys.stdout.write("✓ Die Einrichtung ist in Ordnung.\n")
    return 1 if gefunden else 0
