"""Days named in headings and table rows: the exact ones among the expressions of time."""

from collections.abc import Iterable
from datetime import date

from kreislauf.lesen.ausdruck.zeitangaben import Zeitangabe, finde_zeitangaben
from kreislauf.lesen.muster import Muster

_MONATE = "Jan|Feb|Mär|Maer|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez"
_TAG = Muster(rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|(?:{_MONATE})[a-zä]{{0,6}})|\d{{4}}-\d\d-\d\d")


def ist_tag(angabe: Zeitangabe) -> bool:
    """The words name one day, not a month or a quarter."""
    return _TAG.search(angabe.wortlaut) is not None


def tag_von(angabe: Zeitangabe) -> date | None:
    return (angabe.frist or angabe.beginn) if ist_tag(angabe) else None


Tag = tuple[int, int, date]


def tage_aus(angaben: Iterable[Zeitangabe]) -> list[Tag]:
    """(from, to, day) for each exact day; a preposition before it is left out."""
    tage = ((a, _TAG.search(a.wortlaut), tag_von(a)) for a in angaben)
    return [(a.anfang + kern.start(), a.ende, tag) for a, kern, tag in tage if kern is not None and tag is not None]


def finde_tage(text: str, *, jahr: int | None = None) -> list[Tag]:
    """(from, to, day) for each exact day in the text."""
    if not _TAG.search(text):
        return []
    return tage_aus(finde_zeitangaben(text, jahr=jahr))


def erster_tag(text: str, *, jahr: int | None = None) -> date | None:
    tage = finde_tage(text, jahr=jahr)
    return tage[0][2] if tage else None
