"""Rows of tables as lines of text, the same for web pages and Word documents."""

from collections.abc import Sequence

_ZELLE_ZEICHEN = 300
_ZELLE_ZEILEN = 6


def tabellenzeile(zellen: Sequence[Sequence[str]]) -> list[str]:
    """One line with tabs between the cells; cells that hold whole paragraphs stay paragraphs, one below the other."""
    gefuellt = [[zeile for zeile in zelle if zeile.strip()] for zelle in zellen]
    if not any(gefuellt):
        return []
    if all(_ist_kurz(zelle) for zelle in gefuellt):
        return ["\t".join(" ".join(zeile.strip() for zeile in zelle) for zelle in gefuellt).rstrip("\t")]
    kopf: list[str] = []
    zeilen: list[str] = []
    for zelle, voll in zip(zellen, gefuellt, strict=True):
        if len(voll) == 1 and _ist_kurz(voll) and not zeilen:
            kopf.append(voll[0].strip())
            continue
        zeilen += _ohne_leeren_rand(zelle)
    return ["\t".join(kopf), *zeilen] if kopf else zeilen


def _ist_kurz(zelle: Sequence[str]) -> bool:
    return (
        len(zelle) <= _ZELLE_ZEILEN
        and sum(map(len, zelle)) <= _ZELLE_ZEICHEN
        and not any("\t" in zeile for zeile in zelle)
    )


def _ohne_leeren_rand(zeilen: Sequence[str]) -> list[str]:
    voll = [stelle for stelle, zeile in enumerate(zeilen) if zeile.strip()]
    return list(zeilen[voll[0] : voll[-1] + 1]) if voll else []
