"""Inputs that are meant to break a reader: made from a seed, so that every one can be made again."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

from kreislauf.lesen.eingang.tests.feindliche_dateien import (
    DOCX,
    PDF,
    TEXT,
    docx_boese,
    docx_inhalt_mutiert,
    docx_mutiert,
    groesse,
    mutiert,
    pdf_boese,
    pdf_mutiert,
    xml_bombe,
    zip_bombe,
)

WORTE = [
    *TEXT.split(),
    "§§ 42, 42a und", "bis zum", "ab dem", "einstimmig", "bei 3 Enthaltungen", "mehrheitlich", "Ziffer 1, 2 und 4:",
    "31. Au- gust", "49 von 732", "in der ersten Hälfte des Jahres", "(Vorlage", "alle zwei", "T€", "x", "☒", "•", "a)",
    "1.", "2.1.1", "Ja-Stimmen", "Beschluss:", "Protokoll:", "vertagt", "Mittwoch, 20.", "Mio.", "SGB", "Abs.", "Satz",
]  # fmt: skip
HTML = (
    "<!doctype html><html><head><title>ALLRIS - Vorlage</title></head><body><h1>Vorlage - 0123/2024</h1>"
    "<table><tr><td>Betreff:</td><td>Bericht</td></tr></table><ol><li>Die Verwaltung<ul><li>berichtet</li></ul></li></ol>"
    "<table><tr><th>Datum</th><th>Gremium</th></tr><tr><td>12.03.2024</td><td>Kreistag</td></tr></table>"
    "<p>Ja <input type='checkbox' checked> Nein <input type='checkbox'></p></body></html>"
)
OPARL = {
    "id": "https://oparl.example.org/paper/1",
    "type": "https://schema.oparl.org/1.1/Paper",
    "name": "Bericht",
    "reference": "0123/2024",
    "date": "2024-03-05",
    "mainFile": {"id": "https://oparl.example.org/file/1", "text": TEXT},
    "consultation": [{"role": "Entscheidung", "organization": ["https://oparl.example.org/o/1"]}],
}


def zufall(w: Random) -> bytes:
    return w.randbytes(w.choice((1, 10, 1_000, 50_000)))


def kaputte_kodierung(w: Random) -> bytes:
    kodierungen = ("utf-8", "cp1252", "utf-16-le", "utf-16", "utf-32", "utf-7", "cp437")
    teile = [zeile.encode(w.choice(kodierungen), "replace") for zeile in TEXT.split("\n")]
    return w.choice((b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")) + w.choice((b"\n", b"\r", b"\x00\n")).join(teile)


def steuerzeichen(w: Random) -> bytes:
    boese = [
        *map(chr, range(32)),
        "\x85",
        "\u2028",
        "\u202e",
        "\u200b",
        "\ufeff",
        "\ufffe",
        "\u0301" * 50,
        "\U0010ffff",
    ]
    zeichen = list(TEXT)
    for _ in range(w.choice((5, 20, 200))):
        zeichen.insert(w.randrange(len(zeichen)), w.choice(boese))
    return "".join(zeichen).encode()


def text_mutiert(w: Random) -> bytes:
    return mutiert(w, TEXT.encode())


def regelgift(w: Random) -> bytes:
    """Runs that make naive expressions go back and forth: near misses of dates, lists, votes, sections, amounts."""
    kern = w.choice((
        "1.", "1 ", "§", "§ 1, ", "und ", "((", "a)", "..", ",-", "-\n", "\t", ": ", "x ", "9", "1.1.1.", "Ja: ", "☒ ",
        "1. Januar ", "Vorlage V/", "bis zum Ende des ", "SGB VIII, ", "alle zwei ", "a-", "ß", "1/2/", "T€ ", "Nein: 1, ",
        "Beschluss:\n", "2024/", "  ", "•\n", "Abs. 1 Satz 1 ", "drei und", "Kreistag ", "ist ", "Umsetzung: ", "=-", "A" * 9,
    ))  # fmt: skip
    laenge = groesse(w, (200, 200, 2_000, 2_000, 5_000), 20_000)
    return (w.choice(WORTE) + kern * (laenge // len(kern)) + w.choice(("", "!", "x", "\n", *WORTE))).encode()


def wortsalat(w: Random) -> bytes:
    trenner = (" ", " ", " ", "\n", "\n\n", "\t", ", ", " - ")
    return "".join(
        w.choice(WORTE) + w.choice(trenner) for _ in range(groesse(w, (20, 50, 50, 100, 200), 2_000))
    ).encode()


def lange_zeile(w: Random) -> bytes:
    """Mostly some kilobytes; of those with their full weight every other has 50 megabytes or as much as is still read."""
    laenge = groesse(w, (2_000, 5_000, 5_000, 20_000), 200_000)
    if laenge == 200_000:
        laenge = w.choice((50 * 1024 * 1024, 4_900_000, 200_000, 200_000))
    stueck = w.choice(("x", "x ", "1", "Die Verwaltung wird beauftragt. ", "äö ", "§ 8a SGB VIII ")).encode()
    return (stueck * (laenge // len(stueck) + 1))[:laenge]


def viele_zeilen(w: Random) -> bytes:
    return w.choice(("\n", "a\n", "\t\n", "1.\n", "x\t" * 20 + "\n", "Ja\n", "- \n")).encode() * groesse(
        w, (100, 300, 300, 1_000), 20_000
    )


def html_mutiert(w: Random) -> bytes:
    return mutiert(w, HTML.encode())


def html_tief(w: Random) -> bytes:
    marke = w.choice(("div", "b", "table><tr><td", "ul><li", "span", "a", "font", "select", "svg", "pre", "ol><li><p"))
    return b"<!doctype html>" + f"<{marke}>".encode() * groesse(w, (100, 1_000, 9_000), 60_000) + b"Beschluss"


def html_breit(w: Random) -> bytes:
    anzahl = groesse(w, (30, 100, 100, 500), 5_000)
    return w.choice((
        b"<p " + b" ".join(b"a%d='x'" % n for n in range(anzahl)) + b">Beschluss",
        b"<p style='" + b"display:" * anzahl + b"'>Beschluss",
        b"<html>" + b"<" * anzahl,
        b"<html>&" + b"amp;&" * anzahl,
        b"<html><!--" + b"--!>" * anzahl,
        b"<table><tr>" + b"<td>x" * anzahl + b"</table>",
        b"<html><ol start=99999999999><li value='-9'>x<li value='a'>y" * 50,
        b"<html>" + b"<p>Beschluss</p>" * anzahl,
    ))  # fmt: skip


def json_mutiert(w: Random) -> bytes:
    return mutiert(w, json.dumps(OPARL).encode())


def json_boese(w: Random) -> bytes:
    tiefe = w.choice((10, 100, 1_000, 100_000))
    objekt: dict[str, Any] = dict(OPARL)
    werte: list[Any] = [None, [], {}, [[[]]], 1e308, -1, "", "N/A", [None, {"text": 3}], {"data": 1}]
    objekt[w.choice(list(objekt))] = w.choice(werte)
    return w.choice((
        json.dumps(objekt).encode(),
        b'{"a":' * tiefe + b"1" + b"}" * tiefe,
        b'[{"type":"Paper","name":' + b"[" * tiefe,
        b'{"type":"x/Paper","name":"A","n":' + b"9" * tiefe + b"}",
        b'{"type":"x/Paper","name":"' + b"\\ud800" * tiefe + b'"}',
        b'{"type":"x/Paper","reference":"' + b"\\u0000\x01" * tiefe + b'"}',
        b'{"data":[' + json.dumps(OPARL).encode() + b"," * tiefe + b"]}",
    ))  # fmt: skip


def zwitter(w: Random) -> bytes:
    """Several kinds of file in one."""
    teile = [PDF, DOCX, HTML.encode(), TEXT.encode(), json.dumps(OPARL).encode(), b"GIF89a", b"{\\rtf1 ", b"\x7fELF"]
    w.shuffle(teile)
    return w.choice((b"", b"\n", b"\x00")).join(teile[: w.choice((2, 3))])


KLASSEN: tuple[Callable[[Random], bytes], ...] = (
    zufall, kaputte_kodierung, steuerzeichen, text_mutiert, regelgift, wortsalat, lange_zeile, viele_zeilen,
    html_mutiert, html_tief, html_breit, pdf_mutiert, pdf_boese, docx_mutiert, docx_inhalt_mutiert, docx_boese,
    zip_bombe, xml_bombe, json_mutiert, json_boese, zwitter,
)  # fmt: skip


def eingabe(saat: int, lauf: int) -> tuple[str, bytes]:
    """The class and the content of one input."""
    klasse = KLASSEN[lauf % len(KLASSEN)]
    return klasse.__name__, klasse(Random(saat * 1_000_003 + lauf))
