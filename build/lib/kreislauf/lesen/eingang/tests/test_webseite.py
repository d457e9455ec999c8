import pytest

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, Quelltext, lies_inhalt


def lies(html: str) -> Quelltext:
    return lies_inhalt(f"<!doctype html><html><body>{html}</body></html>".encode(), Grenzen())


def zeilen(html: str) -> list[str]:
    return [zeile for zeile in lies(html).text.split("\n") if zeile]


def test_lies_html_breaks_lines_where_the_page_does() -> None:
    html = "<h1>Beschluss-<b>vorlage</b></h1><p>Eine   Zeile\n weiter<br>zweite</p><div>drei</div><div>vier</div>"

    assert lies(html).text == "Beschluss-vorlage\n\nEine Zeile weiter\nzweite\n\ndrei\nvier\n"


def test_lies_html_joins_cells_of_a_row_and_labels_with_their_values() -> None:
    html = """<table><tr><th>Datum</th><th>Gremium</th></tr><tr><td>03.05.2023<br>18:00</td><td>Kreistag</td></tr></table>
        <dl><dt>Federführend</dt><dd>FB Jugend</dd><dt>Status</dt><dd>öffentlich</dd></dl>"""

    assert zeilen(html) == [
        "Datum\tGremium",
        "03.05.2023 18:00\tKreistag",
        "Federführend\tFB Jugend",
        "Status\töffentlich",
    ]


def test_lies_html_takes_tables_that_only_arrange_the_page_apart() -> None:
    html = "<table><tr><td>Betreff:</td><td><p>Erster Absatz</p><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"

    assert zeilen(html) == ["Betreff:", "Erster Absatz", "a\tb"]


def test_lies_html_numbers_lists_as_a_browser_shows_them() -> None:
    html = """<ol><li>eins<ul><li>Punkt</li><li>– eigener Strich</li></ul></li><li value=5><p>fünf</p></li></ol>
        <ol type=a start=2><li>b</li></ol><ol style="list-style-type: upper-roman"><li>römisch</li></ol>
        <ul style="list-style: none"><li>ohne</li></ul>"""

    assert zeilen(html) == [
        "  1. eins", "    • Punkt", "– eigener Strich", "  5. fünf", "  b) b", "  I. römisch", "ohne",
    ]  # fmt: skip


def test_lies_html_leaves_out_what_is_not_part_of_the_paper() -> None:
    html = """<nav>Menü</nav><header>Stadt</header><script>x()</script><style>p{}</style><p>Beschluss</p>
        <p hidden>weg</p><div style="display : none">weg</div><button>Reduzieren</button><footer>Impressum</footer>"""

    assert zeilen(html) == ["Beschluss"]
    assert lies(html).warnungen == ()


def test_lies_html_tells_of_longer_hidden_texts_and_of_struck_out_ones() -> None:
    gelesen = lies(f"<p>neu <s>alt</s></p><div style='display:none'>{'verborgen ' * 30}</div>")

    assert gelesen.text == "neu\n"
    assert [warnung.split()[0] for warnung in gelesen.warnungen] == ["Durchgestrichener", "Längere"]


def test_lies_html_shows_ticks() -> None:
    html = """<p>Ja <input type=checkbox checked> Nein <input type=checkbox></p>
        <p><img src="/img/checked.gif" alt=""> umgesetzt <img src="/img/unchecked.gif"> offen</p>"""

    assert zeilen(html) == ["Ja ☒ Nein ☐", "☒ umgesetzt ☐ offen"]


def test_lies_html_keeps_footnote_numbers_apart_from_figures() -> None:
    assert zeilen("<p>im Jahr 2023<sup>1</sup></p>") == ["im Jahr 2023¹"]


@pytest.mark.parametrize("kodierung", ["utf-8", "cp1252", "iso-8859-1", "utf-16", "iso-8859-2"])
def test_lies_html_finds_the_encoding(kodierung: str) -> None:
    seite = f'<html><head><meta charset="{kodierung}"></head><body><p>Größe für Ämter</p></body></html>'

    assert lies_inhalt(seite.encode(kodierung), Grenzen()).text == "Größe für Ämter\n"


def test_lies_html_refuses_endless_nesting_and_empty_pages() -> None:
    with pytest.raises(NichtLesbar) as fehler:
        lies("<div>" * 100_000 + "x")
    assert fehler.value.grund == "verschachtelt"

    with pytest.raises(NichtLesbar) as fehler:
        lies("<script>alert(1)</script>")
    assert fehler.value.grund == "ohne_text"


def test_lies_html_reads_deep_tables() -> None:
    assert "innen" in lies("<table><tr><td>" * 300 + "innen").text
