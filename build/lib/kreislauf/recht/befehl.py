"""`kreislauf anspruch` and `kreislauf frist`: JSON lines from standard input to standard output."""

import argparse
from collections.abc import Sequence


def _hilfe(argv: Sequence[str], name: str, was: str) -> None:
    leser = argparse.ArgumentParser(
        prog=f"kreislauf {name}",
        description=f"{was} Liest JSON-Zeilen von der Standardeingabe und schreibt je Zeile eine Antwort in derselben "
        'Reihenfolge. Eine fehlerhafte Zeile ergibt {"id": …, "fehler": "…"}.',
        add_help=False,
    )
    leser.add_argument("-h", "--help", action="help", help="diese Hilfe zeigen")
    leser.parse_args(list(argv))


def anspruch(argv: Sequence[str]) -> int:
    """Entitlements of Bildung und Teilhabe, one child and month a line."""
    _hilfe(argv, "anspruch", "Berechnet Ansprüche auf Bildung und Teilhabe mit Gründen.")
    from kreislauf.recht.bildung_und_teilhabe.eingabe import rechne_anspruch
    from kreislauf.recht.zeilen import beantworte_eingabe

    return beantworte_eingabe(rechne_anspruch)


def frist(argv: Sequence[str]) -> int:
    """Deadlines of the procedure, one a line."""
    _hilfe(argv, "frist", "Berechnet Fristen des Sozialverwaltungsverfahrens mit Rechenweg.")
    from kreislauf.recht.fristen.eingabe import rechne_frist
    from kreislauf.recht.zeilen import beantworte_eingabe

    return beantworte_eingabe(rechne_frist)
