"""The product's side of `bench.recht`, in a process of its own."""

import gc
import json
import sys
import time
from datetime import date
from pathlib import Path

import polars as pl
import polars.selectors as cs

from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne

MONAT = date(2026, 8, 1)
SCHEIBE = 400_000  # rows at a time: what is in between takes memory


def _kb(feld: str) -> int:
    """VmRSS (now) or VmHWM (peak since `_neu`)."""
    zeilen = Path("/proc/self/status").read_text().splitlines()
    return next(int(zeile.split()[1]) for zeile in zeilen if zeile.startswith(feld))


def _neu() -> int:
    """Forget the peak so far; memory in use now."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    return _kb("VmRSS")


def alle(frame: pl.DataFrame) -> pl.DataFrame:
    """Decisions, amounts and every condition and hint; the plan is built once and runs slice by slice."""
    plan = BILDUNG_UND_TEILHABE.anwenden(frame.lazy(), MONAT).select(
        (cs.contains("__") & cs.boolean()) | cs.ends_with("__entscheidung", "__betrag")
    )
    return pl.concat([plan.slice(i, SCHEIBE).collect() for i in range(0, frame.height, SCHEIBE)])


def main(tabelle: str, ausgabe: str, laeufe: int) -> None:
    frame = pl.read_parquet(tabelle)
    alle(frame.head(10))
    vorher, zeiten = _neu(), []
    for _ in range(laeufe):
        beginn = time.process_time()
        ergebnis = alle(frame)
        zeiten.append(time.process_time() - beginn)
    nachher, breite = _kb("VmHWM"), ergebnis.width
    ergebnis.select(cs.ends_with("__entscheidung", "__betrag")).write_parquet(ausgabe)
    zeilen = frame.head(200).to_dicts()
    einzeln = []
    for zeile in [zeilen[0], *zeilen]:
        beginn = time.process_time()
        for ergebnis_je_leistung in berechne(zeile).values():
            ergebnis_je_leistung.als_json()
        einzeln.append(time.process_time() - beginn)
    print(json.dumps({
        "sekunden": zeiten, "kb_vorher": vorher, "kb_nachher": nachher, "spalten": breite, "einzeln": einzeln[1:],
    }))  # fmt: skip


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), sys.argv[2], int(sys.argv[3]))
