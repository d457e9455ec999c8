"""The roles of the authority and what each may do with which class of data; the one source of all rights.

`permissions` of the apps and the row-level security of PostgreSQL both read this table: a right that is missing here
exists neither on a page nor in the database. A right holds in the area of the Zustaendigkeit and in those below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LESEN, ANLEGEN, AENDERN, LOESCHEN = "lesen", "anlegen", "aendern", "loeschen"
VERBEN = (LESEN, ANLEGEN, AENDERN, LOESCHEN)

# Classes of protected data; each protected table belongs to one (`SCHUTZ` in the app's permissions).
KLASSEN: dict[str, str] = {
    "konten": "Personen, Bereiche, Zuständigkeiten",
    "journal": "Journal aller Vorgänge und Zugriffe",
    "dokument": "Dateien",
    "lauf": "Hintergrundläufe",
    "ratsinfo": "Gremien, Vorlagen, Beratungen, Beschlüsse",
    "ratsquelle": "Quellen offener Ratsdaten und was von dort gespiegelt ist",
    "einlesen": "Importe und ihre unbestätigten Vorschläge",
    "auftrag": "Aufträge, Fristen, Verschiebungen, Nachweise",
    "bericht": "Umsetzungsberichte",
    "fallakte": "Personen, Haushalte, Leistungszeiträume, Bankverbindungen",
    "traeger": "Einrichtungen, Anbieter, Zahlungsempfänger",
    "klassenfahrt": "Fahrten und Ausflüge der Schulen und Kitas",
    "antrag": "Eingang, Anträge, Bedarfe, Nachweise",
    "bescheid": "Entscheidungen, Bescheide, Widersprüche, Schreiben",
    "zahlung": "Zahlungen und Zahlläufe",
}


@dataclass(frozen=True, slots=True)
class Rolle:
    label: str
    rechte: Mapping[str, frozenset[str]]  # class → verbs
    akte: frozenset[str] = frozenset()  # acts that need more than the right to write, e.g. signing off


def _rolle(label: str, akte: str = "", **rechte: str) -> Rolle:
    """Rights as words: `ratsinfo="lesen anlegen"`."""
    return Rolle(label, {k: frozenset(v.split()) for k, v in rechte.items()}, frozenset(akte.split()))


ROLLEN: dict[str, Rolle] = {
    "geschaeftsfuehrung": _rolle(
        "Geschäftsführung eines Gremiums",
        akte="import.confirm auftrag.postpone auftrag.drop bericht.send",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        ratsinfo="lesen anlegen aendern loeschen",
        ratsquelle="lesen anlegen aendern",
        einlesen="lesen anlegen aendern loeschen",
        auftrag="lesen anlegen aendern",
        bericht="lesen anlegen aendern",
    ),
    "fachbereich": _rolle(
        "Sachbearbeitung im Fachbereich",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        ratsinfo="lesen",
        auftrag="lesen aendern",
        bericht="lesen anlegen aendern",
    ),
    "leitung": _rolle(
        "Leitung (Freigabe von Berichten)",
        akte="bericht.approve auftrag.postpone",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        ratsinfo="lesen",
        auftrag="lesen aendern",
        bericht="lesen anlegen aendern",
    ),
    "planung": _rolle(
        "Jugendhilfeplanung und Controlling",
        konten="lesen",
        dokument="lesen",
        lauf="lesen anlegen aendern",
        ratsinfo="lesen",
        auftrag="lesen",
        bericht="lesen",
    ),
    "gremienmitglied": _rolle(
        "Gremienmitglied",
        konten="lesen",
        dokument="lesen",
        ratsinfo="lesen",
        auftrag="lesen",
        bericht="lesen",
    ),
    "sachbearbeitung_but": _rolle(
        "Sachbearbeitung Bildung und Teilhabe",
        akte="antrag.decide bescheid.send zahlung.order",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        fallakte="lesen anlegen aendern",
        traeger="lesen anlegen aendern",
        klassenfahrt="lesen anlegen aendern",
        antrag="lesen anlegen aendern",
        bescheid="lesen anlegen aendern",
        zahlung="lesen anlegen aendern",
    ),
    "teamleitung_but": _rolle(
        "Teamleitung Bildung und Teilhabe",
        akte="antrag.decide bescheid.approve bescheid.send zahlung.approve",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        fallakte="lesen anlegen aendern",
        traeger="lesen anlegen aendern",
        klassenfahrt="lesen anlegen aendern",
        antrag="lesen anlegen aendern",
        bescheid="lesen anlegen aendern",
        zahlung="lesen anlegen aendern",
    ),
    "kasse": _rolle(
        "Kreiskasse",
        akte="zahlung.release",
        konten="lesen",
        dokument="lesen anlegen",
        lauf="lesen anlegen aendern",
        zahlung="lesen aendern",
    ),
    "schule": _rolle("Schule oder Kita", klassenfahrt="lesen anlegen aendern loeschen"),
    "datenschutz": _rolle("Datenschutz und Revision", konten="lesen", journal="lesen"),
    "technik": _rolle(
        "Technische Verwaltung", akte="konto.manage", konten="lesen anlegen aendern", lauf="lesen aendern"
    ),
}
