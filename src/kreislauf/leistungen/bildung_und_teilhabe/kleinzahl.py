"""Small numbers in what leaves the office: cells about fewer people than the limit, and what would give them away.

Pure. A table is a matrix with its sums; hidden is also what follows from the sums of rows and columns (secondary
suppression), proved by linear algebra and not by a rule of thumb.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

Zelle = tuple[int, int]


def verborgene_zellen(
    personen: Sequence[Sequence[int]], grenze: int, *, summen: Mapping[Zelle, int] | None = None
) -> frozenset[Zelle]:
    """Cells to hide; row `len(personen)` and column `len(personen[0])` are the sums.

    `personen` counts the people behind each inner cell. Where one person may stand in several cells, `summen` gives
    how many different people stand behind each sum. No cell about 1 to `grenze` - 1 people can be computed from what
    stays, nor can the joint figure of hidden cells of one line that together may concern fewer than `grenze`.
    """
    if not personen or not personen[0]:
        return frozenset()
    zeilen, spalten = len(personen), len(personen[0])
    zahl = {(i, j): n for i, zeile in enumerate(personen) for j, n in enumerate(zeile)}
    zahl |= {(i, spalten): sum(personen[i]) for i in range(zeilen)}
    zahl |= {(zeilen, j): sum(zeile[j] for zeile in personen) for j in range(spalten)}
    zahl[zeilen, spalten] = sum(sum(zeile) for zeile in personen)
    zahl |= summen or {}
    klein = [zelle for zelle, n in zahl.items() if 0 < n < grenze]
    zusammen = max if summen else sum  # people who may be the same are not added
    linien = _linien(zeilen, spalten)
    verborgen = set(klein)
    while gefahr := _offene_summe(linien, verborgen, zahl, grenze, zusammen) or _bestimmte(linien, verborgen, klein):
        weitere = [z for z in gefahr if z not in verborgen]
        if not weitere:
            weitere = [z for z in zahl if z not in verborgen]
        if not weitere:
            break
        verborgen.add(min(weitere, key=lambda z: (zahl[z] == 0, z[0] == zeilen, z[1] == spalten, zahl[z], z)))
    return frozenset(verborgen)


def _linien(zeilen: int, spalten: int) -> list[list[Zelle]]:
    """Each row and column with its sum: what adds up."""
    waagrecht = [[(i, j) for j in range(spalten + 1)] for i in range(zeilen + 1)]
    senkrecht = [[(i, j) for i in range(zeilen + 1)] for j in range(spalten + 1)]
    return waagrecht + senkrecht


def _offene_summe(
    linien: Sequence[Sequence[Zelle]],
    verborgen: set[Zelle],
    zahl: Mapping[Zelle, int],
    grenze: int,
    zusammen: Callable[[Iterable[int]], int],
) -> Sequence[Zelle]:
    """A line whose sum is shown and whose hidden cells together are too few; empty where there is none."""
    for linie in linien:
        offen = [zahl[z] for z in linie[:-1] if z in verborgen]
        if offen and linie[-1] not in verborgen and 0 < zusammen(offen) < grenze:
            return linie
    return ()


def _bestimmte(linien: Sequence[Sequence[Zelle]], verborgen: set[Zelle], klein: Sequence[Zelle]) -> Sequence[Zelle]:
    """The lines of a small cell that follows from what is shown; empty where there is none."""
    bestimmt = bestimmte_zellen(linien, verborgen)
    for zelle in klein:
        if zelle in bestimmt:
            return [z for linie in linien if zelle in linie for z in linie]
    return ()


def bestimmte_zellen(linien: Iterable[Sequence[Zelle]], verborgen: set[Zelle]) -> set[Zelle]:
    """Hidden cells whose value follows from the others: pivots of the reduced equations without a free unknown."""
    spalten = {zelle: nummer for nummer, zelle in enumerate(sorted(verborgen))}
    matrix = []
    for linie in linien:
        gleichung = [Fraction(0)] * len(spalten)
        for stelle, zelle in enumerate(linie):
            if zelle in spalten:
                gleichung[spalten[zelle]] += -1 if stelle == len(linie) - 1 else 1
        if any(gleichung):
            matrix.append(gleichung)
    reduziert = _reduziere(matrix, len(spalten))
    namen = sorted(verborgen)
    return {namen[next(i for i, w in enumerate(g) if w)] for g in reduziert if sum(map(bool, g)) == 1}


def _reduziere(matrix: list[list[Fraction]], breite: int) -> list[list[Fraction]]:
    """Reduced row echelon form."""
    oben = 0
    for spalte in range(breite):
        zeile = next((z for z in range(oben, len(matrix)) if matrix[z][spalte]), None)
        if zeile is None:
            continue
        matrix[oben], matrix[zeile] = matrix[zeile], matrix[oben]
        kopf = matrix[oben][spalte]
        matrix[oben] = [w / kopf for w in matrix[oben]]
        for andere in range(len(matrix)):
            if andere != oben and matrix[andere][spalte]:
                faktor = matrix[andere][spalte]
                matrix[andere] = [w - faktor * p for w, p in zip(matrix[andere], matrix[oben], strict=True)]
        oben += 1
    return matrix[:oben]
