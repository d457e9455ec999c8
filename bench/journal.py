"""Lines of the journal verified and written per second."""

import statistics
import threading
import time
from collections.abc import Sequence

import psycopg
from soak._server import eigener_server
from soak.journal_faelschung import _SCHREIBEN

from kreislauf.foundation.journal.pruefer import pruefe

ZEILEN = 300_000
LAEUFE = 5
_KOPIE = """
COPY (SELECT g.nr, g.zeile_id, encode(g.festlegung, 'hex'), encode(g.hash, 'hex'), encode(z.salz, 'hex'),
             encode(convert_to(z.inhalt, 'UTF8'), 'hex')
      FROM journal_glied g LEFT JOIN journal_zeile z ON z.id = g.zeile_id ORDER BY g.nr) TO STDOUT
"""


def main(argv: Sequence[str] = ()) -> int:
    from kreislauf.foundation.journal.befehl import glieder_aus

    with eigener_server("bench", dauerhaft=True) as (server, _):
        with psycopg.connect(server.adresse("postgres"), autocommit=True) as v:
            beginn = time.perf_counter()
            v.execute(_SCHREIBEN, [ZEILEN])
            print(f"schreiben, eine Transaktion: {ZEILEN / (time.perf_counter() - beginn):,.0f} Zeilen/s")
            zeiten = []
            for _ in range(LAEUFE):
                beginn = time.perf_counter()
                with v.cursor() as cursor, cursor.copy(_KOPIE) as kopie:
                    assert pruefe(glieder_aus(kopie), {}).geprueft == ZEILEN
                zeiten.append(time.perf_counter() - beginn)
            fertig = list(_alle(v))
            print(f"prüfen mit Lesen aus der Datenbank: {ZEILEN / statistics.median(zeiten):,.0f} Zeilen/s")
        zeiten = []
        for _ in range(LAEUFE):
            beginn = time.perf_counter()
            assert pruefe(fertig, {}).unversehrt
            zeiten.append(time.perf_counter() - beginn)
        print(f"prüfen allein: {ZEILEN / statistics.median(zeiten):,.0f} Zeilen/s (Ziel 200.000)")
        print(f"schreiben, 8 zugleich, je eine Zeile je Transaktion: {_zugleich(server.adresse('postgres')):,.0f} /s")
    return 0


def _alle(v: psycopg.Connection[tuple[object, ...]]) -> object:
    from soak.journal_faelschung import glieder

    return [tuple(bytes(w) if isinstance(w, memoryview) else w for w in g) for g in glieder(v)]


def _zugleich(adresse: str, faeden: int = 8, je: int = 200) -> float:
    def arbeiten() -> None:
        with psycopg.connect(adresse, autocommit=True) as v:
            for _ in range(je):
                v.execute(_SCHREIBEN, [1])

    alle = [threading.Thread(target=arbeiten) for _ in range(faeden)]
    beginn = time.perf_counter()
    for faden in alle:
        faden.start()
    for faden in alle:
        faden.join()
    return faeden * je / (time.perf_counter() - beginn)
