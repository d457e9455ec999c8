"""Numbers and marks of list items."""

import re

_EIGENE = re.compile(r"[•▪‣◦·●○■□☐☒–-]\s|\(?(?:\d{1,2}|[a-z])[.)]")
_ROEMISCH = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def hat_eigene_marke(anfang: str) -> bool:
    """The author typed a bullet or a number in front of the words."""
    return bool(_EIGENE.match(anfang))


def zahlzeichen(zahl: int, zeichen: str) -> str:
    """The number in the way of writing that HTML calls "1", "a", "A", "i" or "I"."""
    if not 0 < zahl < 4000:
        return str(zahl)
    match zeichen:
        case "a" | "A":
            buchstaben = _buchstaben(zahl)
        case "i" | "I":
            buchstaben = _roemisch(zahl)
        case _:
            return str(zahl)
    return buchstaben.upper() if zeichen.isupper() else buchstaben


def _buchstaben(zahl: int) -> str:
    """a … z, aa … zz, as Word and browsers differ only beyond z; here as browsers do."""
    teile: list[str] = []
    while zahl:
        zahl, rest = divmod(zahl - 1, 26)
        teile.append(chr(97 + rest))
    return "".join(reversed(teile))


def _roemisch(zahl: int) -> str:
    teile: list[str] = []
    for wert, zeichen in _ROEMISCH:
        anzahl, zahl = divmod(zahl, wert)
        teile.append(zeichen * anzahl)
    return "".join(teile)
