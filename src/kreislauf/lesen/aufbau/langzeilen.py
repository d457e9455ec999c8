"""Papers whose text is one long line: cut at label words instead of line ends."""

import itertools
import re

from kreislauf.lesen.aufbau.zeilen import Zeile, teil
from kreislauf.lesen.muster import Muster

_LANG = 300
_WENIGSTENS = 3
_ETIKETT = Muster(
    r"""(?<=\s)(?:Betreff|Betrifft|Gegenstand|Sitzungstag|Sitzungsdatum|Datum|Vorlagen?-?\s?Nr\.?|Aktenzeichen|Verfasser
    |Beschluss(?:vorschlag|entwurf|antrag|empfehlung)?(?:\s(?:aus|der|vom|des)\s[^:]{3,110})?|Abstimmungsergebnis(?:\s[^:.]{3,60})?
    |Finanzielle\sAuswirkungen|Erläuterung(?:en)?|Begründung|Sachverhalt|Sachdarstellung|Beratungsergebnis|Beratungsfolge
    |Ansprechpartner(?:in)?|Anlagen?|Stellungnahme(?:\sder\sVerwaltung)?|Protokoll|Diskussionsverlauf)\s?:""",
    re.VERBOSE,
)
_AUFZAEHLUNG = Muster(r"(?:(?<=[.;:,]\s)|(?<=[.;:,]\s\s)|\A)(\d{1,2})[.)]\s+(?=[A-ZÄÖÜ])")


def teile_lange(zeile: Zeile) -> list[Zeile]:
    """The parts of a line that holds several labels, each with the same line number."""
    if len(zeile.text) < _LANG:
        return [zeile]
    orte = [treffer.start() for treffer in _ETIKETT.finditer(zeile.text)]
    if len(orte) < _WENIGSTENS:
        return [zeile]
    grenzen = [0, *orte, len(zeile.text)]
    return [teil(zeile, von, bis) for von, bis in itertools.pairwise(grenzen) if bis > von]


def teile_aufzaehlung(zeile: Zeile) -> list[Zeile]:
    """The items of a list that runs on in one line ("1. … 2. … 3. …")."""
    if len(zeile.text) < _WENIGSTENS or ". " not in zeile.text and ") " not in zeile.text:
        return [zeile]
    orte: list[int] = []
    for treffer in _AUFZAEHLUNG.finditer(zeile.text):
        if int(treffer.group(1)) == len(orte) + 1:
            orte.append(treffer.start())
    if len(orte) < 2:
        return [zeile]
    grenzen = [*([0] if orte[0] else []), *orte, len(zeile.text)]
    return [teil(zeile, von, bis) for von, bis in itertools.pairwise(grenzen) if bis > von]
