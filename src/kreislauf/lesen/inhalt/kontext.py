"""What the whole paper tells about each of its sentences: its year, its day, the body that sits."""

from dataclasses import dataclass, field
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.saetze import Satz
from kreislauf.lesen.aufbau.tage import Tag, tage_aus
from kreislauf.lesen.ausdruck.zeitangaben import Zeitangabe, finde_zeitangaben
from kreislauf.lesen.muster import Muster, Worte

_JAHR_IN_NUMMER = Muster(r"(?:\A|[/\-.\s])((?:19|20)\d\d)(?:\Z|[/\-.\s])")
_KURZJAHR_IN_NUMMER = Muster(r"/(\d\d)(?:\Z|-)")
_TAG = Muster(r"\d(?:\.\s?(?:\d{1,2}\.|[A-Z])|-\d\d-)")
_ZEITWORTE = Worte(
    "0", "jähr", "jahr", "monat", "quartal", "turnus", "regelmäßig", "laufend", "wöchentlich", "täglich", "nachgang", "zeitnah", "möglich", "weiteres", "woche",
    "sitzung", "frist", "umgehend", "unverzüglich", "sommerpause", "ende", "mitte", "anfang", "januar", "februar", "märz", "april", "mai", "juni", "juli",
    "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
_FRISTWORT = ("bis", "ab ", "spätestens", "seit", "befristet", "nach dem", "vor dem")
_IM_JAHR = Muster(r"\b(?:im|des) Jahre?s? ((?:19|20)\d\d)\b")


@dataclass(slots=True)
class Kontext:
    """`jahr` is None where the paper gives none: no year is guessed. `beratungstag`: the first sitting that deals with it."""

    dokument: Dokument
    datum: date | None = None
    nummer: str | None = None
    jahr: int | None = None
    betreff: str | None = None
    gremium: str | None = None
    sitzungstag: date | None = None
    beratungstag: date | None = None
    kuerzel: dict[str, str] = field(default_factory=dict)
    _tage: dict[tuple[int, int], list[Tag]] = field(default_factory=dict, repr=False)
    _zeiten: dict[tuple[int, int, int | None], list[Zeitangabe]] = field(default_factory=dict, repr=False)

    def bezug(self, absatz: Absatz) -> date | None:
        """The day from which this paragraph speaks."""
        return absatz.abschnitt.datum or self.datum

    def jahr_von(self, absatz: Absatz) -> int | None:
        bezug = self.bezug(absatz)
        return bezug.year if bezug else self.jahr

    def zeiten(self, absatz: Absatz, satz: Satz, jahr: int | None = None) -> list[Zeitangabe]:
        """Expressions of time in the sentence; read once, however many kinds of items ask for them."""
        jahr = jahr or self.jahr_von(absatz)
        schluessel = (id(absatz), satz.anfang, jahr)
        if schluessel not in self._zeiten:
            vorhanden = _ZEITWORTE.steht_in(satz.text)
            self._zeiten[schluessel] = (
                finde_zeitangaben(satz.text, bezugsdatum=self.bezug(absatz), jahr=jahr) if vorhanden else []
            )
        return self._zeiten[schluessel]

    def tage(self, absatz: Absatz, satz: Satz) -> list[Tag]:
        """The exact days in the sentence, deadlines left out."""
        schluessel = (id(absatz), satz.anfang)
        tage = self._tage.get(schluessel)
        if tage is None:
            angaben = self.zeiten(absatz, satz) if _TAG.search(satz.text) else ()
            tage = tage_aus(z for z in angaben if not z.wortlaut.lower().startswith(_FRISTWORT))
            self._tage[schluessel] = tage
        return tage


def jahr_aus_nummer(nummer: str | None) -> int | None:
    """The year that a paper number carries, if it is plainly one."""
    treffer = _JAHR_IN_NUMMER.search(nummer or "")
    if treffer:
        return int(treffer.group(1))
    kurz = _KURZJAHR_IN_NUMMER.search(nummer or "")
    return 2000 + int(kurz.group(1)) if kurz and 5 <= int(kurz.group(1)) <= 60 else None


def jahr_vorher(absatz: Absatz, ort: int) -> int | None:
    """The year last named before this place ("im Jahr 2023")."""
    jahre = _IM_JAHR.findall(absatz.text[:ort])
    return int(jahre[-1]) if jahre else None
