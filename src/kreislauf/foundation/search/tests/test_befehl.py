"""`kreislauf suche`."""

import pytest

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.search import befehl
from kreislauf.foundation.search.models import Eintrag
from kreislauf.foundation.search.tests.test_services import amt, make_dokument, registriert

__all__ = ["amt", "registriert"]


def test_neu_writes_lost_entries_again_with_the_rights_of_the_application(
    amt: Bereich, registriert: None, capsys: pytest.CaptureFixture[str]
) -> None:
    make_dokument(amt)
    assert not Eintrag.objects.exists()

    assert befehl.main(["neu"]) == 0

    assert Eintrag.objects.get().titel == "Satzung.pdf"
    assert "Ein Eintrag geschrieben" in capsys.readouterr().out


def test_without_command_the_help_is_told_in_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        befehl.main([])
    assert "kreislauf suche" in capsys.readouterr().err
