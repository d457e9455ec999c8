"""What happened to an object is told in German: every act that the journal records has words."""

import re
from pathlib import Path

from kreislauf.foundation.journal.selectors import satz
from tests.test_states import TABELLEN

QUELLEN = Path(__file__).resolve().parents[1] / "src" / "kreislauf"
_AKT = re.compile(r'(?:\brecord|\brecord_many|_vermerken)\(\s*"([a-z_]+\.[a-z_]+)"')


def test_every_act_of_the_journal_has_german_words() -> None:
    gefunden = {
        akt
        for datei in QUELLEN.rglob("*.py")
        if "tests" not in datei.parts
        for akt in _AKT.findall(datei.read_text(encoding="utf-8"))
    }

    assert len(gefunden) > 80
    assert sorted(akt for akt in gefunden if satz(akt) == akt) == []


def test_every_act_of_the_tables_has_german_words() -> None:
    akte = {f"objekt.{akt}" for tabelle in TABELLEN.values() for akt, _ in tabelle}

    assert sorted(akt for akt in akte if satz(akt) == akt) == []
