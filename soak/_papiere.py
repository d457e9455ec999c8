"""Generated council papers whose content is known: what the reader must find and the record must hold."""

KOERPERSCHAFT = "Kreis Auental"
_SAETZE = (
    "Die Verwaltung wird beauftragt, dem Ausschuss bis zum 30.09.2026 Fachstandards für Vorhaben {n} vorzulegen.",
    "Das Jugendamt wird beauftragt, bis zum 31.12.2026 ein Schutzkonzept für alle Einrichtungen zu erarbeiten.",
    "Die Verwaltung wird beauftragt, den Bedarf an Plätzen in der Tagespflege bis zum 15.05.2027 zu ermitteln.",
    "Die Verwaltung wird beauftragt, mit den freien Trägern bis zum 01.03.2027 eine Vereinbarung zu schließen.",
    "Das Jugendamt wird beauftragt, bis zum 30.06.2027 die Wirkung der Hilfen auszuwerten.",
    "Die Verwaltung wird beauftragt, bis zum 31.10.2027 die Öffnungszeiten der Beratungsstellen zu prüfen.",
)


def _anzahl(nummer: int) -> int:
    return 3 + nummer % (len(_SAETZE) - 2)


def kennung(nummer: int) -> str:
    return f"V/{nummer:05}/2026"


def papier(nummer: int) -> bytes:
    """The text file a person uploads."""
    tag = nummer % 27 + 1
    punkte = "\n".join(f"{i}. {satz.format(n=nummer)}" for i, satz in enumerate(_SAETZE[: _anzahl(nummer)], 1))
    return (
        f"{KOERPERSCHAFT}\n\nBeschlussvorlage {kennung(nummer)}\nBetreff: Vorhaben {nummer} der Jugendhilfe\n"
        f"Datum: 15.01.2026\n\nBeratungsfolge:\nJugendhilfeausschuss  {tag:02}.02.2026  Vorberatung\n"
        f"Kreistag  {tag:02}.03.2026  Entscheidung\n\nBeschluss:\n{punkte}\n\n"
        "Abstimmungsergebnis: 15 Ja, 2 Nein, 1 Enthaltung\n"
    ).encode()


def erwartet(nummer: int) -> dict[str, int]:
    """Rows below this paper in the record, by table."""
    anzahl = _anzahl(nummer)
    return {"beratung": 2, "beschluss": 1, "beschlusspunkt": anzahl, "auftrag": anzahl}
