"""Reading order of the stretches of text on one page.

The file's own order is kept wherever it makes sense, because it keeps cells and paragraphs together; only what is
plainly out of order is moved: columns written line by line, values apart from their labels, heads written last.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kreislauf.lesen.eingang.pdftext import Stueck

_GLEICHE_ZEILE = 2.5
_MAX_BLOECKE = 60


@dataclass(slots=True)
class Block:
    """Stretches that follow one another downwards."""

    stuecke: list[Stueck]

    @property
    def oben(self) -> float:
        return self.stuecke[0].y + self.stuecke[0].hoehe

    @property
    def unten(self) -> float:
        return self.stuecke[-1].y

    @property
    def links(self) -> float:
        return min(s.links for s in self.stuecke)

    @property
    def rechts(self) -> float:
        return max(s.rechts for s in self.stuecke)

    @property
    def ist_fliesstext(self) -> bool:
        """Most lines fill the width."""
        breite = self.rechts - self.links
        voll = sum(s.rechts - self.links > 0.85 * breite for s in self.stuecke[:-1])
        return len(self.stuecke) > 2 and breite > 90 and voll >= 0.6 * (len(self.stuecke) - 1)


def ordne(stuecke: list[Stueck]) -> list[Stueck]:
    """The same text from top to bottom, column by column; cells of a row in one stretch with tabs."""
    zeilen = _nebeneinander(_spaltenweise(stuecke))
    bloecke = _bloecke(zeilen)
    if len(bloecke) == 1 or len(bloecke) > _MAX_BLOECKE:
        return zeilen
    bloecke = _sortiert(_mit_werten(bloecke))
    return [stueck for block in bloecke for stueck in block.stuecke]


def _spaltenweise(stuecke: list[Stueck]) -> list[Stueck]:
    """Two columns of running text that the file holds line by line across both → left column, then right."""
    paare = [(a, b) for a, b in pairwise(stuecke) if _auf_einer_zeile(a, b)]
    if len(paare) < 6:
        return stuecke
    steg_links, steg_rechts = median(a.rechts for a, _ in paare), median(b.links for _, b in paare)
    lang = [(a, b) for a, b in paare if len(a.text) >= 20 and len(b.text) >= 20 and abs(b.links - steg_rechts) < 6]
    if len(lang) < max(6, 0.7 * len(paare)) or steg_links >= steg_rechts:
        return stuecke
    steg = min(b.links for _, b in lang) - 1
    erstes = next(i for i, s in enumerate(stuecke) if s is lang[0][0])
    letztes = max(i for i, s in enumerate(stuecke) if s is lang[-1][1])
    mitte = stuecke[erstes : letztes + 1]
    if any(s.links < steg < s.rechts - 3 for s in mitte):
        return stuecke
    linke = [s for s in mitte if s.links < steg]
    rechte = [s for s in mitte if s.links >= steg]
    return [*stuecke[:erstes], *linke, *rechte, *stuecke[letztes + 1 :]]


def _auf_einer_zeile(a: Stueck, b: Stueck) -> bool:
    return abs(a.y - b.y) <= _GLEICHE_ZEILE and b.links >= a.rechts - 1


def _nebeneinander(stuecke: Sequence[Stueck]) -> list[Stueck]:
    """Neighbours on one base line become one stretch with a tab between."""
    zeilen: list[Stueck] = []
    for stueck in stuecke:
        if zeilen and _auf_einer_zeile(zeilen[-1], stueck):
            zeilen[-1] = _verbunden(zeilen[-1], stueck)
        else:
            zeilen.append(stueck)
    return zeilen


def _verbunden(a: Stueck, b: Stueck) -> Stueck:
    trenner = "\t" if b.links - a.rechts > 0.6 * max(a.hoehe, b.hoehe, 8) else " "
    return Stueck(a.text + trenner + b.text, a.links, b.rechts, a.y, max(a.hoehe, b.hoehe))


def _bloecke(zeilen: Sequence[Stueck]) -> list[Block]:
    bloecke: list[Block] = []
    for zeile in zeilen:
        if bloecke and zeile.y < bloecke[-1].stuecke[-1].y + 1 and _untereinander(bloecke[-1].stuecke[-1], zeile):
            bloecke[-1].stuecke.append(zeile)
        else:
            bloecke.append(Block([zeile]))
    return bloecke


def _untereinander(a: Stueck, b: Stueck) -> bool:
    """One stands above the other and begins at about the same margin."""
    return min(a.rechts, b.rechts) > max(a.links, b.links) - 3 and abs(a.links - b.links) < 60


def _mit_werten(bloecke: list[Block]) -> list[Block]:
    """Columns of a table or form that the file holds one after another → rows."""
    ergebnis: list[Block] = []
    for block in bloecke:
        links = next((b for b in reversed(ergebnis[-4:]) if _sind_spalten(b, block)), None)
        if links is None:
            ergebnis.append(block)
        else:
            _einordnen(links, block)
    return ergebnis


def _sind_spalten(a: Block, b: Block) -> bool:
    if b.links < a.rechts + 3 or len(a.stuecke) < 2 or (a.ist_fliesstext and b.ist_fliesstext):
        return False
    gleich = sum(any(abs(s.y - t.y) <= _GLEICHE_ZEILE for t in a.stuecke) for s in b.stuecke)
    return gleich >= 2 and gleich >= 0.5 * len(b.stuecke)


def _einordnen(a: Block, b: Block) -> None:
    """Each line of `b` beside its line of `a`; further lines of a cell below."""
    for zeile in b.stuecke:
        stelle = next((i for i, s in enumerate(a.stuecke) if abs(s.y - zeile.y) <= _GLEICHE_ZEILE), None)
        if stelle is None:
            ort = next((i for i, s in enumerate(a.stuecke) if s.y < zeile.y), len(a.stuecke))
            a.stuecke.insert(ort, zeile)
        else:
            a.stuecke[stelle] = _verbunden(a.stuecke[stelle], zeile)


def _sortiert(bloecke: list[Block]) -> list[Block]:
    """Stable: a block waits until all that must stand before it are out."""
    offen = list(bloecke)
    fertig: list[Block] = []
    while offen:
        naechster = next((b for b in offen if not any(_davor(a, b) for a in offen if a is not b)), offen[0])
        offen.remove(naechster)
        fertig.append(naechster)
    return fertig


def _davor(a: Block, b: Block) -> bool:
    """`a` must be read before `b`: it stands above it, or left of it at the same height."""
    nebeneinander = min(a.rechts, b.rechts) - max(a.links, b.links)
    if nebeneinander > 5:
        return a.unten >= b.oben - 2
    hoch = min(a.oben, b.oben) - max(a.unten, b.unten)
    beide_lang = len(a.stuecke) > 2 and len(b.stuecke) > 2
    return beide_lang and a.rechts <= b.links and hoch > 0.5 * min(a.oben - a.unten, b.oben - b.unten)
