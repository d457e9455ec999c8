"""Hostile inputs end within their limits. The full count runs in `soak/lesen_feindlich.py`."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

from kreislauf.lesen.eingang import Grenzen
from kreislauf.lesen.eingang.tests.feindlich import KLASSEN, eingabe
from kreislauf.lesen.eingang.tests.feindliche_dateien import docx_mutiert, zip_bombe
from kreislauf.lesen.eingang.tests.pruefstand import NACHFRIST, abgeschirmt, im_kindprozess, pruefe

SAAT = 20241124
ANTEIL = 3 * len(KLASSEN)


def test_hostile_inputs_end_within_time_and_memory_without_a_crash() -> None:
    grenzen = Grenzen(sekunden=4)

    bilanz = pruefe(abgeschirmt(grenzen), range(ANTEIL), saat=SAAT, grenzen=grenzen)

    assert bilanz.verstoesse == []
    assert bilanz.ausgaenge.total() == ANTEIL
    assert bilanz.ausgaenge["gelesen"] > ANTEIL / 4
    assert 0 < bilanz.megabyte < grenzen.speicher_mb


def test_hostile_inputs_are_the_same_for_the_same_seed() -> None:
    assert [eingabe(SAAT, lauf) for lauf in range(0, 60, 7)] == [eingabe(SAAT, lauf) for lauf in range(0, 60, 7)]


def _laeufe(klasse: Callable[[Random], bytes], anzahl: int) -> list[int]:
    stelle = [k.__name__ for k in KLASSEN].index(klasse.__name__)
    return [stelle + len(KLASSEN) * nummer for nummer in range(anzahl)]


def _zeitfresser(inhalt: bytes) -> None:
    """Goes back over all digits from every digit: time with the square of the length."""
    re.search(rb"9+x", inhalt + b"9" * 15_000)


def _speicherfresser(inhalt: bytes) -> None:
    """Unpacks whatever the archive holds."""
    with zipfile.ZipFile(io.BytesIO(inhalt)) as archiv:
        for name in archiv.namelist()[:3]:
            archiv.read(name)


def test_pruefstand_finds_a_reader_with_a_slow_expression() -> None:
    grenzen = Grenzen(sekunden=0.1 - NACHFRIST)

    bilanz = pruefe(im_kindprozess(_zeitfresser), [0], saat=SAAT, grenzen=grenzen)

    assert [verstoss.split()[-1] for verstoss in bilanz.verstoesse] == ["Sekunden"]


def test_pruefstand_finds_a_reader_that_unpacks_bombs_and_no_other() -> None:
    leer = im_kindprozess(lambda inhalt: None)(b"").megabyte  # a child starts with what its parent has
    grenzen = Grenzen(speicher_mb=int(leer) + 60)

    bombe = pruefe(im_kindprozess(_speicherfresser), _laeufe(zip_bombe, 6), saat=SAAT, grenzen=grenzen)
    harmlos = pruefe(im_kindprozess(len), _laeufe(zip_bombe, 6), saat=SAAT, grenzen=grenzen)

    assert any(verstoss.endswith("MB") for verstoss in bombe.verstoesse)
    assert harmlos.verstoesse == []


def test_pruefstand_finds_a_reader_that_crashes() -> None:
    bilanz = pruefe(im_kindprozess(_speicherfresser), _laeufe(docx_mutiert, 12), saat=SAAT, grenzen=Grenzen())

    assert any("absturz" in verstoss for verstoss in bilanz.verstoesse)
