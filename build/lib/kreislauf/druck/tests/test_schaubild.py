"""Charts say everything without colours and stand in a page under a strict policy."""

from xml.etree import ElementTree

import pytest

from kreislauf.druck import Dokumentfehler
from kreislauf.druck.schaubild import Reihe, balken, gestapelte_balken

RAUM = "{http://www.w3.org/2000/svg}"


def make_schaubild(titel: str = "Offene Aufträge", **angaben: object) -> str:
    muster: dict[str, object] = {
        "beschreibung": "ASD 5 und 2, Planung 0 und 1",
        "kategorien": ["ASD", "Jugendhilfeplanung"],
        "reihen": [Reihe("in der Frist", [5, 0]), Reihe("überfällig", [2, 1])],
    }
    return balken(titel=titel, **{**muster, **angaben})  # type: ignore[arg-type]


def texte(svg: str) -> list[str]:
    return [t.text or "" for t in ElementTree.fromstring(svg).iter(f"{RAUM}text")]


def test_balken_has_title_description_and_role() -> None:
    wurzel = ElementTree.fromstring(make_schaubild(titel='A <b> & "c"'))
    titel, beschreibung = wurzel[0], wurzel[1]

    assert (titel.tag, titel.text) == (f"{RAUM}title", 'A <b> & "c"')
    assert (beschreibung.tag, beschreibung.text) == (f"{RAUM}desc", "ASD 5 und 2, Planung 0 und 1")
    assert wurzel.get("role") == "img"
    assert wurzel.get("aria-labelledby") == f"{titel.get('id')} {beschreibung.get('id')}"


def test_balken_has_nothing_that_a_strict_policy_would_block() -> None:
    boese = [
        "</text><script>alert(1)</script>",
        'x" onload="alert(1)',
        "javascript:alert(1)",
        "'+alert(1)+'",
        "\\u0027",
    ]
    svg = make_schaubild(kategorien=boese, reihen=[Reihe("<style>", [1, 2, 3, 4, 5])], einheit="</svg><script>")

    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.removeprefix(RAUM) not in {"style", "script", "foreignObject", "image", "a", "use"}
        assert not [m for m in element.attrib if m == "style" or m.startswith("on") or "href" in m]
    assert [t for t in texte(svg) if t in boese] == boese


def test_balken_names_every_figure_in_words() -> None:
    assert {"5 in der Frist · 2 überfällig", "1 überfällig", "ASD", "Jugendhilfeplanung"} <= set(
        texte(make_schaubild())
    )


def test_balken_tells_rows_apart_by_pattern_and_not_by_colour() -> None:
    wurzel = ElementTree.fromstring(make_schaubild(reihen=[Reihe(n, [1, 1]) for n in "abcd"]))
    flaechen = {e.get("fill") for e in wurzel.iter(f"{RAUM}path") if e.get("stroke") == "#333"} - {None, "#333", "none"}

    assert len(flaechen) == 3  # beside the plain one
    assert all(str(f).startswith("url(#m") for f in flaechen)
    assert {str(f)[5:-1] for f in flaechen} == {e.get("id") for e in wurzel.iter(f"{RAUM}pattern")}
    assert all(_grau(w) for e in wurzel.iter() for w in (e.get("fill"), e.get("stroke")) if w)


def _grau(farbe: str) -> bool:
    if farbe in {"none", "black", "white", "transparent"} or farbe.startswith("url("):
        return True
    ziffern = farbe.removeprefix("#")
    teile = list(ziffern) if len(ziffern) == 3 else [ziffern[n : n + 2] for n in (0, 2, 4)]
    return len(set(teile)) == 1


def test_ids_of_two_charts_on_one_page_differ() -> None:
    eins, zwei = (ElementTree.fromstring(make_schaubild(titel=t)) for t in ("eins", "zwei"))

    assert not {e.get("id") for e in eins.iter() if e.get("id")} & {e.get("id") for e in zwei.iter() if e.get("id")}


def test_balken_writes_german_numbers() -> None:
    assert {"1.234", "2,5"} <= set(texte(make_schaubild(reihen=[Reihe("x", [1234, 2.5])])))


def test_gestapelte_balken_is_the_same_chart_from_rows() -> None:
    svg = gestapelte_balken([("ASD", (5, 2))], ("pünktlich", "offen"), titel="T", beschreibung="B")

    assert "5 pünktlich · 2 offen" in texte(svg)


def test_chart_is_the_same_each_time() -> None:
    assert make_schaubild() == make_schaubild()


@pytest.mark.parametrize(
    "angaben",
    [
        {"titel": " "},
        {"beschreibung": ""},
        {"kategorien": []},
        {"reihen": []},
        {"reihen": [Reihe("x", [1])]},
        {"reihen": [Reihe("x", [1, -1])]},
        {"reihen": [Reihe("x", [1, 1])] * 5},
    ],
)
def test_balken_refuses_what_it_cannot_show(angaben: dict[str, object]) -> None:
    with pytest.raises(Dokumentfehler):
        make_schaubild(**angaben)  # type: ignore[arg-type]
