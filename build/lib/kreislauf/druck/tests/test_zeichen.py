"""Every character is shown or named; none is lost without a word."""

import hashlib
import re

import pytest

from kreislauf.druck.zeichen import ORDNER, darstellbar, saeubern, zeichenvorrat


def test_zeichenvorrat_covers_the_languages_of_the_letters() -> None:
    proben = "ÄÖÜäöüß€„“–§ ğışçĞİŞÇ ăâîșț łżźćń ščžđ абвгґєії αβγ ابتثکگپچ ☐☒"

    assert {z for z in proben if ord(z) not in zeichenvorrat()} == set()


def test_zeichenvorrat_does_not_promise_what_no_font_shows() -> None:
    assert not {ord("中"), 0x1F600, 0xE000, 0x0} & zeichenvorrat()


@pytest.mark.parametrize(
    ("text", "erwartet"),
    [
        ("ä", "ä"),
        ("a\u0308", "ä"),  # as some systems store it
        ("x😀y", "x[U+1F600]y"),
        ("a\tb\nc\r\nd", "a\tb\nc\nd"),
        ("Zeile\u2028neu", "Zeile\nneu"),
        ("\ud800", ""),
    ],
)
def test_darstellbar_shows_or_names(text: str, erwartet: str) -> None:
    assert darstellbar(text) == erwartet


def test_saeubern_removes_what_turns_the_order_of_reading() -> None:
    assert saeubern("IBAN \u202e12\u202c 34\u2066x\u2069") == "IBAN 12 34x"


def test_fonts_are_the_vendored_ones_unchanged() -> None:
    liste = dict(re.findall(r"\| (\S+\.ttf) \| `([0-9a-f]{64})` \|", (ORDNER / "HERKUNFT.md").read_text()))

    assert liste == {d.name: hashlib.sha256(d.read_bytes()).hexdigest() for d in ORDNER.glob("*.ttf")}
