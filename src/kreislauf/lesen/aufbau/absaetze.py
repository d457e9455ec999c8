"""Paragraphs: lines that belong together, as one text whose every character knows its place in the source."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kreislauf.lesen.aufbau.abschnitte import Abschnitt
from kreislauf.lesen.aufbau.saetze import Satz, finde_saetze
from kreislauf.lesen.aufbau.trennung import finde_brueche, ist_bruch
from kreislauf.lesen.aufbau.zeilen import Segmente, Zeile, teil
from kreislauf.lesen.muster import Muster

_MONAT = r"(?:Jan|Feb|Mär|Maer|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
_MARKE = Muster(
    rf"(?:(?P<zahl>\d{{1,2}}(?:\.\d{{1,2}}){{0,2}})[.)]"
    rf"(?!\s*(?:{_MONAT}|Quartal|Halbjahr|Lesung|Sitzung|öffentliche|nichtöffentliche|Sprecher|Tag\b|Schul|Änderung|und\b))"
    r"|(?P<eng>\d{1,2})\.(?=[A-ZÄÖÜ][a-zäöüß]{2}|r\s)"
    r"|(?P<stufe>\d{1,2}\.\d{1,2}(?:\.\d{1,2})?)(?=\s+[A-ZÄÖÜ„])(?!\s+(?:Uhr|Mio|Mrd|Tsd|Stellen|Prozent|VZ|Euro|EUR|Plätze|Stunden)|\.\d{4})"
    r"|(?P<frei>\d{1,2})(?=\s{2,4}(?!Abs)[A-ZÄÖÜ][a-zäöüß]{1,30}\s(?!.*(?:\s{3}|\t)))"
    r"|\((?P<klammer>\d{1,2}|[a-z])\)|(?P<buchstabe>[a-z])\)|(?P<klein>[a-h])\.(?=\s+(?:[A-ZÄÖÜ][a-zäöüß]{2}|[a-zäöüß]{4}|\d{1,3}\s[A-ZÄÖÜ]))|(?P<punkt>[•▪●○◦■➢·\-–*]))(?:\s+(?=\S)|(?<=\d\.)(?=[A-ZÄÖÜ][a-zäöüß]{2}|r\s))"
)
_ABKUERZUNG_AM_ENDE = Muster(
    r"\b(?:\d{1,2}|Nr|Abs|Art|ca|bzw|Dr|z\.\s?B|gem|vgl|Ziff|Mio|Mrd|inkl|rd|lfd|o\.\s?g|i\.\s?d|i\.\s?V\.\s?m|u\.\s?a|d\.\s?h|St)\.\Z"
)
_SATZENDE = Muster(r"[.!?:][\"“”)\]]?\Z")
_LANG = 55
_WENIGSTENS_WORTE = 4
_SPALTEN = Muster(r"\t|\S {3,}\S")
_ZWISCHENTITEL_LAENGE = 80


@dataclass(slots=True)
class Absatz:
    """`marke` is the number, letter or bullet before it; `thema` the left cell of a two-column table."""

    text: str
    segmente: Segmente
    zeile: int
    abschnitt: Abschnitt
    marke: str | None = None
    einzug: int = 0
    nach_leerzeile: bool = True
    thema: str | None = None
    _saetze: list[Satz] | None = field(default=None, repr=False)

    def saetze(self) -> list[Satz]:
        if self._saetze is None:
            self._saetze = finde_saetze(self.text)
        return self._saetze

    def stelle(self, ort: int) -> int:
        """The place in the source of a character of this text."""
        index = bisect_right(self.segmente, (ort, 1 << 62)) - 1
        anfang, quelle = self.segmente[max(index, 0)]
        return quelle + ort - anfang

    @property
    def ist_tabellenzeile(self) -> bool:
        return ist_reihe(self.text)

    @property
    def ist_zwischentitel(self) -> bool:
        """A short line without a full stop that stands alone."""
        return (
            self.marke is None
            and len(self.text) <= _ZWISCHENTITEL_LAENGE
            and not self.text.endswith((".", ";", ",", "?", "!"))
            and self.text[:1].isupper()
        )


def trenne_marke(zeile: Zeile) -> tuple[str | None, Zeile]:
    """(number, letter or bullet; the line without it)."""
    treffer = _MARKE.match(zeile.text)
    if treffer is None:
        return None, zeile
    marke = (
        treffer.group("zahl")
        or treffer.group("eng")
        or treffer.group("stufe")
        or treffer.group("frei")
        or treffer.group("klammer")
        or treffer.group("buchstabe")
        or treffer.group("klein")
        or "•"
    )
    rest = teil(zeile, treffer.end(), len(zeile.text))
    return marke, Zeile(rest.nummer, rest.text, rest.segmente, zeile.einzug)


def ist_reihe(text: str) -> bool:
    """Cells stand side by side in the line."""
    return "\t" in text or ("   " in text and _SPALTEN.search(text) is not None)


def gehoert_zusammen(vorher: str, nachher: str, *, leerzeile: bool) -> bool:
    """The second line goes on with what the first one left open."""
    if ist_reihe(nachher) or ist_reihe(vorher):
        return False
    if ist_bruch(vorher, nachher):
        return True
    if vorher[-1:] == "." and _ABKUERZUNG_AM_ENDE.roh.search(vorher[-12:]):
        return not leerzeile
    if _SATZENDE.roh.search(vorher[-2:]):
        return False
    klein = nachher[0].islower() or nachher[0] in "(„§"
    if leerzeile:
        return nachher[0].islower() and len(vorher.split(None, _WENIGSTENS_WORTE)) > _WENIGSTENS_WORTE
    return klein or len(vorher) >= _LANG


def fuege_an(text: str, segmente: list[tuple[int, int]], zeile: Zeile) -> str:
    """The text with one more line; broken words are made whole."""
    stuecke: list[str] = [text]
    laenge = len(text)
    if text:
        if ist_bruch(text, zeile.text):
            stuecke[0] = text[:-1]
            laenge -= 1
        elif not (text.endswith("-") and text[-2:-1].isalpha() and zeile.text[0].isupper()):
            stuecke.append(" ")
            laenge += 1
    for von, stueck, stelle in _stuecke(zeile):
        if stueck:
            segmente.append((laenge, stelle))
            if von:
                stuecke.append(von)
                laenge += len(von)
                segmente[-1] = (laenge, stelle)
            stuecke.append(stueck)
            laenge += len(stueck)
    return "".join(stuecke)


def _stuecke(zeile: Zeile) -> Iterator[tuple[str, str, int]]:
    """(what stands before, text, place in the source) without breaks inside the line."""
    grenzen = list(zeile.segmente)
    brueche = finde_brueche(zeile.text)
    if not brueche and len(grenzen) == 1:
        yield "", zeile.text, grenzen[0][1]
        return
    schnitte = sorted({(ort, ort, "") for ort, _ in grenzen[1:]} | set(brueche))
    anfang, davor = 0, ""
    for von, bis, statt in [*schnitte, (len(zeile.text), len(zeile.text), "")]:
        if von >= anfang:
            yield davor, zeile.text[anfang:von], _stelle(zeile.segmente, anfang)
            anfang, davor = bis, statt


def _stelle(segmente: Segmente, ort: int) -> int:
    anfang, quelle = segmente[max(bisect_right(segmente, (ort, 1 << 62)) - 1, 0)]
    return quelle + ort - anfang
