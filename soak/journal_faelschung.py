"""10,000 forgeries by somebody with all rights over the database: each one is found with the last anchor."""

import argparse
import random
from collections import Counter
from collections.abc import Sequence

import psycopg

from kreislauf.foundation.journal.faelschung import FAELSCHUNGEN, ohne_anker_unsichtbar
from kreislauf.foundation.journal.pruefer import Glied, pruefe
from soak._server import eigener_server

LAENGE = 120
_SCHREIBEN = """
INSERT INTO journal_zeile (inhalt, salz, at, akt, tabelle, objekt_id, klasse, lesend)
SELECT '{"akt":"probe.act","bereich":null,"lesend":false,"nummer":' || n || ',"objekt":"","person":null,"tabelle":""}',
       sha256(n::text::bytea), now(), 'probe.act', '', '', '', false FROM generate_series(1, %s) n
"""
_LESEN = (
    "SELECT g.nr, g.zeile_id, g.festlegung, g.hash, z.salz, convert_to(z.inhalt, 'UTF8') "
    "FROM journal_glied g LEFT JOIN journal_zeile z ON z.id = g.zeile_id ORDER BY g.nr"
)
_LOSE = "SELECT count(*) FROM journal_zeile z WHERE NOT EXISTS (SELECT 1 FROM journal_glied g WHERE g.zeile_id = z.id)"
_SPALTEN = "SELECT count(*) FROM journal_zeile WHERE inhalt IS NOT NULL AND akt IS DISTINCT FROM inhalt::jsonb->>'akt'"


class Zurueck(Exception):
    """Undo the forgery."""


def glieder(v: psycopg.Connection[tuple[object, ...]]) -> list[Glied]:
    return v.execute(_LESEN).fetchall()  # type: ignore[return-value]


def gefunden(v: psycopg.Connection[tuple[object, ...]], anker: dict[int, bytes]) -> bool:
    """Whether the whole verification sees something."""
    if not pruefe(glieder(v), anker).unversehrt:
        return True
    return any((v.execute(sql).fetchone() or (0,))[0] for sql in (_LOSE, _SPALTEN))


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak journal_faelschung")
    leser.add_argument("--anzahl", type=int, default=10_000)
    anzahl = leser.parse_args(list(argv)).anzahl
    zufall = random.Random(1)
    gesamt: Counter[str] = Counter()
    gesehen: Counter[str] = Counter()
    ohne_anker: Counter[str] = Counter()
    with (
        eigener_server("faelschung", dauerhaft=False) as (server, _),
        psycopg.connect(server.adresse("postgres"), autocommit=True) as v,
    ):
        v.execute(_SCHREIBEN, [LAENGE])
        ende = glieder(v)[-1]
        anker = {ende[0]: bytes(ende[3])}
        assert not gefunden(v, anker), "die unversehrte Kette muss gut sein"
        for _ in range(anzahl):
            name = zufall.choice(list(FAELSCHUNGEN))
            try:
                with v.transaction():
                    FAELSCHUNGEN[name](v, zufall.randint(1, LAENGE - 1))
                    gesamt[name] += 1
                    gesehen[name] += gefunden(v, anker)
                    ohne_anker[name] += gefunden(v, {})
                    raise Zurueck
            except Zurueck:
                pass
    for name in FAELSCHUNGEN:
        print(f"{name:28} {gesamt[name]:6} gefunden {gesehen[name]:6}  ohne Anker {ohne_anker[name]:6}")
    print(f"zusammen {sum(gesamt.values())}, gefunden {sum(gesehen.values())}")
    unsichtbar = all(ohne_anker[name] < gesamt[name] for name in ohne_anker_unsichtbar() if gesamt[name])
    return 0 if gesamt == gesehen and unsichtbar else 1
