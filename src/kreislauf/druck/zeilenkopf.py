"""Row headers of tables: Typst 0.15 tags only column headers, so the first cells get their scope afterwards."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def mark_zeilenkoepfe(pdf: bytes, zeilenkopf: Sequence[bool]) -> bytes:
    """The PDF in which the n-th table has row headers where `zeilenkopf[n]` says so (TH with scope Row)."""
    if not any(zeilenkopf):
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        tabellen = [e for e in _elemente(dokument.Root.StructTreeRoot) if e.get("/S") == Name.Table]
        for tabelle, gewollt in zip(tabellen, zeilenkopf, strict=True):
            if gewollt:
                _mark_tabelle(tabelle)
        puffer = io.BytesIO()
        dokument.save(
            puffer,
            static_id=False,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
        )
    return puffer.getvalue()


def _kinder(element: Any) -> Iterator[Any]:
    kinder = element.get("/K")
    for kind in kinder if isinstance(kinder, Array) else [kinder]:
        if isinstance(kind, Dictionary) and "/S" in kind:
            yield kind


def _elemente(element: Any) -> Iterator[Any]:
    """All structure elements below one, in reading order."""
    for kind in _kinder(element):
        yield kind
        yield from _elemente(kind)


def _mark_tabelle(tabelle: Any) -> None:
    for koerper in _kinder(tabelle):
        if koerper.get("/S") != Name.TBody:
            continue
        for zeile in _kinder(koerper):
            zelle = next(_kinder(zeile), None)
            if zelle is not None and zelle.S == Name.TD:
                zelle.S = Name.TH
                _tabellenmerkmal(zelle).Scope = Name.Row


def _tabellenmerkmal(zelle: Any) -> Any:
    """The attribute object of owner Table, made where there is none."""
    merkmale = zelle.get("/A", Array())
    liste = list(merkmale) if isinstance(merkmale, Array) else [merkmale]
    for merkmal in liste:
        if isinstance(merkmal, Dictionary) and merkmal.get("/O") == Name.Table:
            return merkmal
    neu = Dictionary(O=Name.Table)
    zelle.A = Array([*liste, neu])
    return zelle.A[-1]
