"""R1: all seven benefits with reasons, per second and core, against OpenFisca with the same rules; one case alone.

`python -m bench recht [--zeilen N]`. Targets: 3,000,000 child-months a second and core, one case under 3 ms, 50 times
OpenFisca at no more memory. Amounts and decisions of both sides must be equal in every row, or nothing is reported.
CPU seconds of one thread; the facts are random rows near the bounds of the rules. Needs `.venv-bench` (`make bench`).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

import polars as pl

from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import (
    AUFNAHMEARTEN,
    EINRICHTUNGEN,
    KINDERMONAT,
    ORTE,
    RECHTSKREISE,
)
from kreislauf.recht.bildung_und_teilhabe.tests.test_gleichheit import SCHEMA, zufaellige_zeilen, zufaelliger_wert

WURZEL = Path(__file__).resolve().parent.parent
PEER = WURZEL / ".venv-bench" / "bin" / "python"
MONAT = date(2026, 8, 1)
NIE = date(9999, 12, 31)
SCHLUESSEL = {
    "kreis": ("rechtskreis", RECHTSKREISE),
    "einrichtung": ("einrichtung", EINRICHTUNGEN),
    "aufnahme_art": ("aufnahme_art", AUFNAHMEARTEN),
    "mittag_ort": ("mittag_ort", ORTE),
}
UEBRIGE = {
    "verguetung": "ausbildungsverguetung", "einschraenkung": "anspruchseinschraenkung",
    "mittag_vertrag": "mittag_kooperationsvertrag", "mittag_gemeinsam": "mittag_gemeinschaftlich",
    "naechste": "befoerderung_naechstgelegene", "profil": "befoerderung_profilschule",
    "bestaetigt": "lernfoerderung_bestaetigung", "teilhabe_kosten": "teilhabe_kosten", "mittag_preis": "mittag_preis",
    "mittag_anzahl": "mittag_anzahl", "fahrt_kosten": "klassenfahrt_kosten",
    "fahrt_taschengeld": "klassenfahrt_taschengeld", "ausflug_kosten": "ausflug_kosten",
    "eigenanteil": "befoerderung_eigenanteil", "lern_kosten": "lernfoerderung_kosten", "geburt": "geburtsdatum",
    "antrag": "antragsdatum", "bezug_seit": "leistungsbezug_seit", "faellig": "klassenfahrt_faellig_am",
    "lern_antrag": "lernfoerderung_antragsdatum", "aufnahme": "aufnahme_datum", "erster_schultag": "erster_schultag",
    "halbjahr": "halbjahr_monat",
}  # fmt: skip
BEDARFE = {
    "hat_teilhabe": "teilhabe_kosten", "hat_mittag": "mittag_preis", "hat_fahrt": "klassenfahrt_kosten",
    "hat_ausflug": "ausflug_kosten", "hat_weg": "befoerderung_eigenanteil", "hat_lern": "lernfoerderung_kosten",
}  # fmt: skip
LEISTUNGEN = tuple(BILDUNG_UND_TEILHABE.regeln)


def tabelle(zeilen: int) -> pl.DataFrame:
    """Random rows of one month; words as enumerations, as an export of a county would bring them."""
    zufall, datumsspalten = Random(8), [s for s in KINDERMONAT.spalten.values() if SCHEMA[s.name] == pl.Date()]
    muster = []
    for zeile in zufaellige_zeilen(20_000, saat=8):
        for spalte in datumsspalten:  # dates near the month that is computed
            if zeile[spalte.name] is not None:
                zeile[spalte.name] = zufaelliger_wert(spalte, MONAT, zufall)
        muster.append({**zeile, "monat": MONAT})
    worte = {s.name: pl.Enum(list(s.werte)) for s in KINDERMONAT.spalten.values() if s.werte}
    frame = pl.DataFrame(muster, schema=SCHEMA).with_columns(pl.col(name).cast(typ) for name, typ in worte.items())
    return frame.sample(zeilen, with_replacement=True, seed=8)


def fuer_openfisca(frame: pl.DataFrame) -> pl.DataFrame:
    """The same facts as numbers and days; what is empty is false, zero or never."""
    leer: dict[Any, Any] = {pl.Date: NIE, pl.Boolean: False}
    felder = {
        name: pl.col(spalte)
        .cast(pl.String)
        .replace_strict(list(werte), list(range(len(werte))), default=0)
        .fill_null(0)
        for name, (spalte, werte) in SCHLUESSEL.items()
    }
    felder |= {name: pl.col(spalte).fill_null(leer.get(SCHEMA[spalte], 0)) for name, spalte in UEBRIGE.items()}
    felder |= {name: pl.col(spalte).is_not_null() for name, spalte in BEDARFE.items()}
    return frame.select(**felder).with_columns(pl.col(pl.Boolean).cast(pl.Int8))


def unterschiede(unsere: pl.DataFrame, ihre: pl.DataFrame) -> dict[str, int]:
    """Rows with another decision or another amount in cents, by benefit."""
    anders = {}
    for leistung in LEISTUNGEN:
        entscheidung = unsere[f"{leistung}__entscheidung"].cast(pl.Int64).fill_null(-1)
        cent = (unsere[f"{leistung}__betrag"].fill_null(0) * 100).cast(pl.Int64)
        fremde = (ihre[leistung] * 100).round().cast(pl.Int64)
        anders[leistung] = int(((entscheidung != ihre[f"{leistung}_entscheidung"]) | (cent != fremde)).sum())
    return anders


def laufe(*befehl: str) -> dict[str, Any]:
    umgebung = {**os.environ, "POLARS_MAX_THREADS": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    fertig = subprocess.run(befehl, cwd=WURZEL, env=umgebung, check=True, stdout=subprocess.PIPE, text=True)
    ergebnis: dict[str, Any] = json.loads(fertig.stdout.splitlines()[-1])
    return ergebnis


def melde(zeilen: int, unser: dict[str, Any], ihr: dict[str, Any] | None) -> int:
    rate = zeilen / median(unser["sekunden"])
    einzeln = median(unser["einzeln"]) * 1000
    p99 = quantiles(unser["einzeln"], n=100)[98] * 1000
    mb = (unser["kb_nachher"] - unser["kb_vorher"]) / 1024
    print(f"Kindermonate je Sekunde und Kern, {unser['spalten']} Ergebnisspalten: {rate:,.0f} (Ziel 3.000.000)")
    print(f"ein Fall mit Gründen als JSON: Median {einzeln:.2f} ms, 99 % {p99:.2f} ms (Ziel 3 ms)")
    print(f"Speicher über dem Sachverhalt: {mb:,.0f} MB")
    gut = rate >= 3_000_000 and einzeln < 3
    if ihr is not None:
        ihre_rate = zeilen / median(ihr["sekunden"])
        ihre_mb = max((ihr["kb_nachher"] - ihr["kb_vorher"]) / 1024, 1)
        print(f"OpenFisca: {ihre_rate:,.0f} je Sekunde, {ihre_mb:,.0f} MB, ein Fall {ihr['einzeln'] * 1000:.1f} ms")
        print(f"Verhältnis: {rate / ihre_rate:.1f}-mal so schnell (Ziel 50), Speicher {mb / ihre_mb:.2f}-mal (Ziel 1)")
        gut = gut and rate >= 50 * ihre_rate and mb <= ihre_mb
    print("erreicht" if gut else "VERFEHLT (siehe die einzelnen Ziele)")
    return 0


def main(argv: Sequence[str]) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench recht")
    leser.add_argument("--zeilen", type=int, default=2_000_000)
    leser.add_argument("--laeufe", type=int, default=3)
    angaben = leser.parse_args(argv)
    with tempfile.TemporaryDirectory() as ordner:
        ein, aus = f"{ordner}/kindermonat.parquet", f"{ordner}/ergebnis.parquet"
        frame = tabelle(angaben.zeilen)
        frame.write_parquet(ein)
        fuer_openfisca(frame).write_csv(f"{ordner}/of.csv")
        unser = laufe(sys.executable, "-m", "bench._recht_lauf", ein, aus, str(angaben.laeufe))
        if not PEER.exists():
            print("OpenFisca ist nicht eingerichtet (make bench); gemessen ist nur Kreislauf.")
            return melde(angaben.zeilen, unser, None)
        peer = (str(PEER), "bench/_openfisca_but.py", f"{ordner}/of.csv", f"{ordner}/of_aus.csv", "2026-08")
        ihr = laufe(*peer, str(angaben.laeufe))
        anders = unterschiede(pl.read_parquet(aus), pl.read_csv(f"{ordner}/of_aus.csv"))
    print(f"Abweichungen in {angaben.zeilen:,} Zeilen: {anders}")
    if any(anders.values()):
        print("Die Ergebnisse sind nicht gleich; ein Vergleich der Geschwindigkeit wäre wertlos.")
        return 1
    return melde(angaben.zeilen, unser, ihr)
