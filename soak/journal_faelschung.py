"""10,000 forgeries by somebody with all rights over the database: each one is found with the last anchor (T15).

Every forgery of `journal.faelschung` at random places of one chain, each undone before the next. What looks is what the
county runs, `kreislauf journal pruefen`: once with the anchor file, once without. The control: without the anchor,
those forgeries that are consistent in themselves must stay unseen, and the untouched chain must be sound.
"""

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from soak._server import eigener_server, schreibe_journal, verbinde_django

LAENGE = 300
AUFRAEUMEN_NACH = 200  # forgeries whose dead rows slow the next ones down


class Zurueck(Exception):
    """Undo the forgery."""


@dataclass
class Bilanz:
    versucht: Counter[str] = field(default_factory=Counter)
    gefunden: Counter[str] = field(default_factory=Counter)
    ohne_anker: Counter[str] = field(default_factory=Counter)


def faelsche(anzahl: int, anker_datei: Path, saat: int) -> Bilanz:
    """As superuser, in Django's connection: forge, verify twice, undo."""
    from django.db import connection, transaction

    from kreislauf.foundation.journal.befehl import pruefen
    from kreislauf.foundation.journal.faelschung import FAELSCHUNGEN

    def sieht_etwas(anker: Path | None) -> bool:
        ergebnis, weitere = pruefen(anker)
        return bool(ergebnis.maengel or weitere)

    assert not sieht_etwas(anker_datei), "die unversehrte Kette muss gut sein"
    zufall, bilanz, arten = random.Random(saat), Bilanz(), list(FAELSCHUNGEN)
    for nummer in range(anzahl):
        name = arten[nummer % len(arten)]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT 1")  # the transaction begins here: what the forgery does is part of it
                FAELSCHUNGEN[name](connection.connection, zufall.randint(1, LAENGE - 1))
                bilanz.versucht[name] += 1
                bilanz.gefunden[name] += sieht_etwas(anker_datei)
                bilanz.ohne_anker[name] += sieht_etwas(None)
                raise Zurueck
        except Zurueck:
            pass
        if nummer % AUFRAEUMEN_NACH == 0:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM journal_zeile, journal_glied")
    assert not sieht_etwas(anker_datei), "jede Fälschung muss zurückgenommen sein"
    return bilanz


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak journal_faelschung")
    leser.add_argument("--anzahl", type=int, default=10_000)
    leser.add_argument("--saat", type=int, default=1)
    angaben = leser.parse_args(list(argv))
    with eigener_server("faelschung", dauerhaft=False) as (_, umgebung), tempfile.TemporaryDirectory() as ordner:
        verbinde_django(umgebung, "postgres")
        from kreislauf.foundation.journal.anker import ankern
        from kreislauf.foundation.journal.faelschung import ohne_anker_unsichtbar

        schreibe_journal(LAENGE)
        ankern(Path(ordner), at=datetime.now(UTC))
        b = faelsche(angaben.anzahl, Path(ordner) / "anker.jsonl", angaben.saat)
    for name, zahl in b.versucht.items():
        print(f"{name:<26} {zahl:6}   gefunden {b.gefunden[name]:6}   ohne Anker {b.ohne_anker[name]:6}")
    print(f"{'zusammen':<26} {b.versucht.total():6}   gefunden {b.gefunden.total():6}")
    unsichtbar = ohne_anker_unsichtbar()
    kontrolle = all(b.ohne_anker[n] == (0 if n in unsichtbar else b.versucht[n]) for n in b.versucht)
    print(
        f"Kontrolle (ohne Anker bleiben {len(unsichtbar)} Arten verborgen): {'wie erwartet' if kontrolle else 'NEIN'}"
    )
    return 0 if b.gefunden == b.versucht and kontrolle else 1
