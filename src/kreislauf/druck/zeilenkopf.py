"""Row headers of tables: Typst 0.15 tags only column headers, so the first cells get their scope afterwards.

Typst writes its structure elements as plain objects, each on a line, with a classic table of offsets. So the cells are
changed in the bytes and the offsets counted again, which is far less work than to read and write the whole file anew.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ELEMENT = re.compile(rb"\d+ 0 obj\n<</Type/StructElem/S/(Table|TBody|TR|TD)\b[^\n]*?/K\[([^\]\n]*)\][^\n]*")
_KIND = re.compile(rb"(\d+) 0 R")
_EINTRAG = re.compile(rb"(\d{10}) 00000 n")
_ZELLE, _KOPF = b"/StructElem/S/TD", b"/StructElem/S/TH"
_MERKMAL, _REICHWEITE = b"/O/Table", b"/Scope/Row"


def mark_zeilenkoepfe(pdf: bytes, zeilenkopf: Sequence[bool]) -> bytes:
    """A file of Typst in which the n-th table has row headers where `zeilenkopf[n]` says so (TH with scope Row)."""
    if not any(zeilenkopf):
        return pdf
    beginn = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
    orte = {nummer: int(m[1]) for nummer, m in enumerate(_EINTRAG.finditer(pdf, beginn), start=1)}
    gefunden = ((nummer, _ELEMENT.match(pdf, ort)) for nummer, ort in orte.items())
    elemente = {nummer: treffer for nummer, treffer in gefunden if treffer}
    tabellen = [t for t in elemente.values() if t[1] == b"Table"]
    stellen: list[int] = []
    for tabelle, gewollt in zip(tabellen, zeilenkopf, strict=True):
        if gewollt:
            stellen.extend(_stellen(tabelle, elemente))
    return _eingefuegt(pdf, sorted(stellen), beginn)


def _kinder(element: re.Match[bytes], elemente: dict[int, re.Match[bytes]]) -> Iterator[re.Match[bytes]]:
    for kind in _KIND.findall(element[2]):
        if int(kind) in elemente:
            yield elemente[int(kind)]


def _stellen(tabelle: re.Match[bytes], elemente: dict[int, re.Match[bytes]]) -> Iterator[int]:
    """Where the scope of the first cell of each row of the body is to stand."""
    for koerper in _kinder(tabelle, elemente):
        for zeile in _kinder(koerper, elemente) if koerper[1] == b"TBody" else ():
            zelle = next(_kinder(zeile, elemente), None)
            if zelle is not None and zelle[1] == b"TD":
                yield zelle.string.index(_MERKMAL, zelle.start(), zelle.end()) + len(_MERKMAL)


def _eingefuegt(pdf: bytes, stellen: Sequence[int], beginn: int) -> bytes:
    """The scope at each place, the cells around them as headers, and the table of offsets as it is then."""
    grenzen = [0, *stellen]
    stuecke = [_KOPF.join(pdf[von:bis].rsplit(_ZELLE, 1)) for von, bis in pairwise(grenzen)]
    neu = _REICHWEITE.join([*stuecke, pdf[grenzen[-1] : beginn]])
    verzeichnis, _, _ = pdf[beginn:].rpartition(b"startxref")

    def verschoben(eintrag: re.Match[bytes]) -> bytes:
        return b"%010d 00000 n" % (int(eintrag[1]) + len(_REICHWEITE) * bisect_left(stellen, int(eintrag[1])))

    ende = b"startxref\n%d\n%%%%EOF" % len(neu)
    return neu + _EINTRAG.sub(verschoben, verzeichnis) + ende
