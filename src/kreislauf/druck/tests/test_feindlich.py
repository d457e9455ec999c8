"""No text whatever stops a letter, breaks its structure or reaches another letter."""

import re
import threading

from hypothesis import given, settings
from hypothesis import strategies as st

from kreislauf.druck import Absatz, Hinweis, Liste, Saetze, Tabelle, Ueberschrift, als_docx, als_pdf, brief_als_pdf
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.druck.tests.muster import make_brief
from kreislauf.druck.tests.test_pdf import make_bericht, text_von

TEXT = st.text(alphabet=st.characters(), max_size=40) | st.text(alphabet='#$\\*_`=-+@<>[](){}/"\n\t ~^&%', max_size=40)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(TEXT, TEXT)
def test_any_text_is_printed_in_both_forms(eins: str, zwei: str) -> None:
    bausteine = [
        Ueberschrift(f"x{eins}"),
        Absatz(eins),
        Absatz(zwei, sprache="ar"),
        Liste([eins, zwei]),
        Hinweis(zwei, eins),
        Saetze([(eins, True), (zwei, False)], marke=zwei),
        Tabelle([f"x{eins}", zwei], [[zwei, eins]], titel=eins, zeilenkopf=True),
    ]
    bericht = make_bericht(bausteine=bausteine, untertitel=zwei, verfasser=eins, stichwoerter=(eins, zwei))

    assert maengel(als_pdf(bericht)) == []
    assert als_docx(bericht).startswith(b"PK")


def test_letters_set_at_the_same_time_keep_their_own_words() -> None:
    gesetzt: dict[str, bytes] = {}

    def setzen(wer: str) -> None:
        for nummer in range(8):
            gesetzt[f"{wer} {nummer}"] = brief_als_pdf(make_brief(anrede=f"Guten Tag {wer} {nummer},"))

    faeden = [threading.Thread(target=setzen, args=(wer,)) for wer in "ABCD"]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    # Read afterwards, by one thread: PDFium may not be called by several at once.
    assert len(gesetzt) == 32
    assert {wer: re.findall(r"Guten Tag (\w \d),", text_von(pdf)) for wer, pdf in gesetzt.items()} == {
        wer: [wer] for wer in gesetzt
    }
