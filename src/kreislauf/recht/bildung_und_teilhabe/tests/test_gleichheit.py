"""One rule set, equal results: plain Python, Polars (eager, lazy), DuckDB, and PySpark where it is installed."""

import importlib.util
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import polars as pl
import pytest

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.bildung_und_teilhabe import BILDUNG_UND_TEILHABE
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import KINDERMONAT
from kreislauf.recht.rechtsstand import monatserster
from kreislauf.recht.sachverhalt import Spalte, Typ

BEGINN, ENDE = date(2011, 1, 1), date(2027, 12, 1)
POLARS: Mapping[Typ, Any] = {
    Typ.DATUM: pl.Date(),
    Typ.BETRAG: pl.Decimal(12, 2),
    Typ.ANZAHL: pl.Int32(),
    Typ.JA_NEIN: pl.Boolean(),
    Typ.SCHLUESSEL: pl.String(),
}
SCHEMA = {spalte.name: POLARS[spalte.typ] for spalte in KINDERMONAT.spalten.values()}
BEDARFE = ("teilhabe", "mittag", "klassenfahrt", "ausflug", "befoerderung", "lernfoerderung")


def zufaelliger_wert(spalte: Spalte, monat: date, zufall: Random) -> Inhalt:  # noqa: PLR0911 -- one way out for each type
    """A value that lies near the bounds more often than not."""
    if spalte.typ is Typ.SCHLUESSEL:
        return zufall.choice(spalte.werte)
    if spalte.typ is Typ.JA_NEIN:
        return zufall.random() < 0.3
    if spalte.typ is Typ.ANZAHL:
        return zufall.choice((0, 1, 12, 20))
    if spalte.typ is Typ.BETRAG:
        return zufall.choice((Decimal("0.00"), Decimal("0.99"), Decimal("5.00"), Decimal(zufall.randrange(9000)) / 100))
    if spalte.name == "geburtsdatum":
        jahre = zufall.choice((0, 9, 17, 18, 24, 25, zufall.randrange(30)))
        tage = zufall.choice((-1, 0, 1, 14, 28, 31))
        return min(monatserster(monat, -12 * jahre) + timedelta(days=tage), monat + timedelta(days=27))
    if spalte.name == "halbjahr_monat":
        return monatserster(monat, zufall.choice((-1, 0, 0, 1, 7)))
    return monat + timedelta(days=zufall.choice((-400, -40, -1, 0, 1, 15, 27, 31, 45, 370)))


def zufaellige_zeilen(zahl: int, saat: int) -> Iterator[dict[str, Inhalt]]:
    zufall = Random(saat)
    for _ in range(zahl):
        monat = monatserster(BEGINN, zufall.randrange(204))
        zeile: dict[str, Inhalt] = {"monat": monat}
        ohne = {bedarf for bedarf in BEDARFE if zufall.random() < 0.3}
        aufnahme = zufall.random() < 0.4
        for spalte in KINDERMONAT.spalten.values():
            if spalte.name == "monat":
                continue
            leer = spalte.name.split("_")[0] in ohne or (spalte.name.startswith("aufnahme") and not aufnahme)
            if spalte.leer == "kein Bedarf angegeben" and not leer:
                zeile[spalte.name] = zufaelliger_wert(spalte, monat, zufall)
            elif leer or (spalte.leer and not spalte.name.startswith("aufnahme") and zufall.random() < 0.4):
                zeile[spalte.name] = None
            else:
                zeile[spalte.name] = zufaelliger_wert(spalte, monat, zufall)
        yield zeile


ZEILEN = list(zufaellige_zeilen(3000, saat=4))


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return pl.DataFrame(ZEILEN, schema=SCHEMA)


@pytest.fixture(scope="module")
def ergebnis(frame: pl.DataFrame) -> pl.DataFrame:
    return BILDUNG_UND_TEILHABE.anwenden(frame, BEGINN, ENDE)


def test_one_case_equals_the_frame_in_every_column(ergebnis: pl.DataFrame) -> None:
    for zeile, spalten in zip(ZEILEN, ergebnis.iter_rows(named=True), strict=True):
        fall = BILDUNG_UND_TEILHABE.anwenden_auf_fall(zeile).spalten
        einzeln = {name: fall.inhalt(name) for name in spalten}
        assert einzeln == spalten, zeile


def test_random_rows_reach_every_decision_of_every_benefit(ergebnis: pl.DataFrame) -> None:
    for leistung in BILDUNG_UND_TEILHABE.regeln:
        gefunden = set(ergebnis[f"{leistung}__entscheidung"].drop_nulls())
        assert gefunden >= {0, 1, 2, 4}, leistung
    assert 3 in set(ergebnis["schulbedarf__entscheidung"])


def test_one_month_at_a_time_equals_the_whole_span(frame: pl.DataFrame, ergebnis: pl.DataFrame) -> None:
    nummeriert, erwartet = frame.with_row_index("nr"), ergebnis.with_row_index("nr")
    monate = frame["monat"].unique().sort().gather_every(11)  # each month is a set of rules of its own
    teile = [BILDUNG_UND_TEILHABE.anwenden(nummeriert.filter(pl.col("monat") == monat), monat) for monat in monate]

    assert pl.concat(teile).sort("nr").equals(erwartet.filter(pl.col("monat").is_in(monate.implode())))


def test_polars_lazy_equals_eager(frame: pl.DataFrame, ergebnis: pl.DataFrame) -> None:
    assert BILDUNG_UND_TEILHABE.anwenden(frame.lazy(), BEGINN, ENDE).collect().equals(ergebnis)


def test_enum_columns_give_the_same(frame: pl.DataFrame, ergebnis: pl.DataFrame) -> None:
    werte = {spalte.name: spalte.werte for spalte in KINDERMONAT.spalten.values() if spalte.werte}
    mit_enum = frame.with_columns(pl.col(name).cast(pl.Enum(list(arten))) for name, arten in werte.items())
    namen = [name for name in ergebnis.columns if name not in werte]

    gerechnet = BILDUNG_UND_TEILHABE.anwenden(mit_enum, BEGINN, ENDE)

    assert gerechnet.select(namen).equals(ergebnis.select(namen))


def test_duckdb_equals_polars(frame: pl.DataFrame, ergebnis: pl.DataFrame, tmp_path: Path) -> None:
    frame.with_row_index("nr").write_parquet(tmp_path / "kindermonat.parquet")
    with duckdb.connect() as verbindung:
        tabelle = verbindung.read_parquet(str(tmp_path / "kindermonat.parquet"))
        gerechnet = BILDUNG_UND_TEILHABE.anwenden(tabelle, BEGINN, ENDE).order("nr")
        zeilen, namen = gerechnet.fetchall(), gerechnet.columns

    assert len(zeilen) == ergebnis.height
    for zeile, erwartet in zip(zeilen, ergebnis.iter_rows(named=True), strict=True):
        gefunden = dict(zip(namen, zeile, strict=True))
        assert {name: gefunden[name] for name in erwartet} == erwartet


@pytest.mark.skipif(importlib.util.find_spec("pyspark") is None, reason="PySpark ist nicht installiert.")
def test_pyspark_equals_polars(frame: pl.DataFrame, ergebnis: pl.DataFrame, tmp_path: Path) -> None:
    from pyspark.sql import SparkSession

    frame.with_row_index("nr").write_parquet(tmp_path / "kindermonat.parquet")
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        tabelle = spark.read.parquet(str(tmp_path / "kindermonat.parquet"))
        zeilen = BILDUNG_UND_TEILHABE.anwenden(tabelle, BEGINN, ENDE).orderBy("nr").collect()
        for zeile, erwartet in zip(zeilen, ergebnis.iter_rows(named=True), strict=True):
            assert {name: zeile[name] for name in erwartet} == erwartet
    finally:
        spark.stop()
