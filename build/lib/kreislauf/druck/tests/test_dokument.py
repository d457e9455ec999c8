"""What would be unreadable for some is refused before anything is written."""

from collections.abc import Callable
from datetime import date

import pytest

from kreislauf.druck import Bericht, Bild, Briefkopf, Dokumentfehler, NichtBarrierefrei, Saetze, Tabelle, Ueberschrift


@pytest.mark.parametrize(
    ("bauen", "meldung"),
    [
        (lambda: Bild("<svg/>", "  "), "Text für Menschen"),
        (lambda: Bild("<svg/>", "x", breite=1.5), "Anteil"),
        (lambda: Briefkopf(" "), "Körperschaft"),
        (lambda: Ueberschrift("a", 4), "Ebene"),
        (lambda: Ueberschrift(" "), "leer"),
        (lambda: Tabelle([], []), "Überschriften"),
        (lambda: Tabelle(["a", "b"], [["1"]]), "Spalten"),
        (lambda: Tabelle(["a", "b"], [], breiten=(1,)), "Breite"),
        (lambda: Tabelle(["a", "b"], [], breiten=(1, 0)), "Breite"),
        (lambda: Bericht(Briefkopf("K"), " ", date(2026, 1, 1)), "Titel"),
        (lambda: Bericht(Briefkopf("K"), "T", date(2026, 1, 1), bausteine=[Ueberschrift("b", 2)]), "Ebene 1"),
        (
            lambda: Bericht(Briefkopf("K"), "T", date(2026, 1, 1), bausteine=[Ueberschrift("a"), Ueberschrift("b", 3)]),
            "Ebene 2",
        ),
    ],
)
def test_document_that_not_everybody_could_read_is_refused(bauen: Callable[[], object], meldung: str) -> None:
    with pytest.raises(Dokumentfehler, match=meldung) as fehler:
        bauen()

    assert isinstance(fehler.value, NichtBarrierefrei)


@pytest.mark.parametrize(
    "inhalt",
    [
        '<image href="file:///etc/passwd"/>',
        "<image xlink:href='https://beispiel.invalid/x.png'/>",
        "<script>1</script>",
        "<svg:script>1</svg:script>",
        "<style>@import 'x'</style>",
        '<rect fill="url(https://beispiel.invalid/#x)"/>',
        "<foreignObject/>",
    ],
)
def test_picture_that_fetches_or_runs_something_is_refused(inhalt: str) -> None:
    with pytest.raises(Dokumentfehler, match="nachladen"):
        Bild(f'<svg xmlns="http://www.w3.org/2000/svg">{inhalt}</svg>', "x")
    with pytest.raises(Dokumentfehler, match="nachladen"):
        Bild('<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>', "x")


def test_picture_of_a_drawing_programme_is_taken() -> None:
    kopf = '<?xml version="1.0"?><!-- gezeichnet --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    stil = '<style>.a{fill:url(#g)}</style><image href="data:image/png;base64,AA=="/><use href="#g"/></svg>'

    assert Bild(kopf + stil, "Wappen").alternativtext == "Wappen"


def test_passagen_joins_neighbours_of_one_kind() -> None:
    saetze = Saetze([("A.", True), ("B.", True), ("C.", False), ("D.", True)])

    assert saetze.passagen() == [("A. B.", True), ("C.", False), ("D.", True)]
