"""Who may see and write trips, and what of a school's list the office may see."""

from datetime import date

from kreislauf.foundation.access.permissions import may
from kreislauf.foundation.access.rls import Bereichsschutz, bereiche
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.rollen import AENDERN, LESEN, LOESCHEN

_KLASSE = "klassenfahrt"


class Zugangsschutz(Bereichsschutz):
    """Both read; whose people enter trips is said by who keeps institutions, never by a school."""

    def bedingung(self, verb: str) -> str:
        return super().bedingung(verb) if verb == LESEN else Bereichsschutz("traeger").bedingung(verb)


class Schulschutz(Bereichsschutz):
    """Both read; only the school writes."""

    def bedingung(self, verb: str) -> str:
        if verb == LESEN:
            return super().bedingung(verb)
        ids = bereiche(_KLASSE, verb)
        return f"0 = ANY ({ids}) OR schulbereich_id = ANY ({ids})"


class Einreichschutz(Schulschutz):
    """The school hands in and reads; what becomes of it only the office writes."""

    def bedingung(self, verb: str) -> str:
        return Bereichsschutz("antrag").bedingung(verb) if verb == AENDERN else super().bedingung(verb)


class Listenschutz(Schulschutz):
    """The office sees of a school's list only children it knows already; what is confirmed stays."""

    def bedingung(self, verb: str) -> str:
        ids = bereiche(_KLASSE, verb)
        schule = f"0 = ANY ({ids}) OR schulbereich_id = ANY ({ids})"
        if verb == LOESCHEN:
            return f"bestaetigt_am IS NULL AND ({schule})"
        if verb != LESEN:
            return schule
        bekannt = (
            "EXISTS (SELECT 1 FROM person_person p WHERE p.geburtsdatum = bildung_und_teilhabe_teilnehmer.geburtsdatum "
            "AND p.suchname = bildung_und_teilhabe_teilnehmer.suchname)"
        )
        return f"{schule} OR (bereich_id = ANY ({ids}) AND {bekannt})"


_BEIDE = ("bereich_id", "schulbereich_id")
SCHUTZ = {
    "bildung_und_teilhabe_schulzugang": Zugangsschutz(_KLASSE, spalten=_BEIDE, oeffentlich_moeglich=False),
    "bildung_und_teilhabe_fahrt": Schulschutz(_KLASSE, spalten=_BEIDE, oeffentlich_moeglich=False),
    "bildung_und_teilhabe_sammelabrechnung": Einreichschutz(_KLASSE, spalten=_BEIDE, oeffentlich_moeglich=False),
    "bildung_und_teilhabe_sammelzeile": Schulschutz(
        _KLASSE, nur=(LESEN, "anlegen"), spalten=_BEIDE, oeffentlich_moeglich=False
    ),
    "bildung_und_teilhabe_sammelpruefung": Bereichsschutz("antrag", oeffentlich_moeglich=False),
    "bildung_und_teilhabe_teilnehmer": Listenschutz(
        _KLASSE, nur=(LESEN, "anlegen", AENDERN, LOESCHEN), spalten=_BEIDE, oeffentlich_moeglich=False
    ),
}


def may_open_schulzugang(user: User, bereich_id: int, *, tag: date) -> bool:
    """The office, for its own area."""
    return may(user, "traeger", "aendern", bereich_id, tag=tag)


def may_write_fahrt(user: User, schulbereich_id: int, *, tag: date) -> bool:
    """The school's own people."""
    return may(user, _KLASSE, "aendern", schulbereich_id, tag=tag)
