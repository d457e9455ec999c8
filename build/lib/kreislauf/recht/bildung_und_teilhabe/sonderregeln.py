"""The special rules, each by name: one case in, the result with its reasons out."""

from collections.abc import Mapping

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis, Sprache, begruende
from kreislauf.recht.bildung_und_teilhabe.ansparung import ANSPARUNG
from kreislauf.recht.bildung_und_teilhabe.bedarfsausloesung import BEDARFSAUSLOESUNG
from kreislauf.recht.bildung_und_teilhabe.erstattung import ERSTATTUNG
from kreislauf.recht.bildung_und_teilhabe.sammelabrechnung import SAMMELABRECHNUNG
from kreislauf.recht.bildung_und_teilhabe.selbsthilfe import SELBSTHILFE
from kreislauf.recht.regel import Fall, Regelwerk

SONDERREGELN: Mapping[str, Regelwerk] = {
    "selbsthilfe": SELBSTHILFE,
    "bedarfsausloesung": BEDARFSAUSLOESUNG,
    "ansparung": ANSPARUNG,
    "sammelabrechnung": SAMMELABRECHNUNG,
    "erstattung": ERSTATTUNG,
}


def _norm(fall: Fall, norm: Mapping[str, str] | str) -> str:
    return norm if isinstance(norm, str) else norm["sgb2"]


SPRACHE = Sprache("sonderregeln", _norm, lambda fall, spalte: None)


def berechne_sonderregel(name: str, sachverhalt: Mapping[str, Inhalt]) -> Ergebnis | None:
    """The result of one special rule for one row of its table; None if there is no need."""
    return begruende(SONDERREGELN[name].anwenden_auf_fall(sachverhalt), name, SPRACHE)
