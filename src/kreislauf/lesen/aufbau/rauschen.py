"""Lines that carry nothing: buttons of web pages, page counters, footers, shreds of watermarks."""

import re
from collections.abc import Sequence

from kreislauf.lesen.aufbau.zeilen import Zeile
from kreislauf.lesen.muster import Muster

_RAUSCHEN = Muster(
    r"""(?:
      Reduzieren | Erweitern | Loading\s?(?:\.{3}|…)? | Zurück | zuck | Inhalt | Drucken | Seite\ drucken(?:\s+Zurück)?
    | (?:NEU\s)?ALLRIS\s?-\s?(?:Vorlage|Auszug|Drucksache|Tagesordnung) | Normal\.dot | Nach\ oben | Seitenanfang
    | Untergeordnete\ Dokumente | Startseite | Suche | Navigation | \[?Barrierefreiheit\]?
    | --?\s?\d{1,4}\ (?:of|von)\ \d{1,4}\s?--? | [–-]\s?\d{1,4}\s?[–-]
    | (?:-\s?)?Seite:?\s\d{1,4}(?:\s?(?:von|/)\s?\d{1,4})?(?:\s?-)? | \d{1,4}\ von\ \d{1,4}(?:\ in\ Zusammenstellung)?
    | .{0,80}\s{3,}Seite:?\s\d{1,4}(?:\ von\ \d{1,4})? | Ausdruck\ vom:?\ .{0,60} | Stand:\ \d\d\.\d\d\.\d{4}\s+Seite.{0,20}
    | (?:gedruckt\ auf|Gedruckt\ auf)\ .{0,30}Recyclingpapier.{0,40} | [_=\-–—\s.*·+|]{3,}
    | @[A-Z]{2,8}\d{0,3}@(?:\s+@[A-Z]{2,8}\d{0,3}@)*
    )\s*""",
    re.VERBOSE,
)
_SCHNIPSEL_AUS = Muster(r"(?i)(?:ja|nein|top|ö|nö|n|na|x|☒|☐|\(x\)|\( \)|\d+|[\d.,]+\s?%?|[a-z]\)|\d+\.)\Z")
_SCHNIPSEL_LAENGE = 4
_SCHNIPSEL_REIHE = 3


def ohne_rauschen(zeilen: Sequence[Zeile]) -> list[Zeile]:
    """The same lines, noise emptied in place so that line numbers and gaps stay."""
    sauber = [
        zeile._replace(text="", segmente=()) if len(zeile.text) < 200 and _RAUSCHEN.fullmatch(zeile.text) else zeile
        for zeile in zeilen
    ]
    reihe: list[int] = []
    for stelle, zeile in enumerate([*sauber, Zeile(0, "", ())]):
        if zeile.text and len(zeile.text) <= _SCHNIPSEL_LAENGE:
            reihe.append(stelle)
            continue
        if len(reihe) >= _SCHNIPSEL_REIHE and _ist_wasserzeichen([sauber[i].text for i in reihe]):
            for i in reihe:
                sauber[i] = sauber[i]._replace(text="", segmente=())
        reihe = []
    return sauber


def _ist_wasserzeichen(texte: Sequence[str]) -> bool:
    """Columns of numbers or ticks are short lines too; shreds are neither."""
    fremd = sum(1 for text in texte if not _SCHNIPSEL_AUS.match(text))
    return fremd >= _SCHNIPSEL_REIHE - 1 and fremd * 2 >= len(texte)
