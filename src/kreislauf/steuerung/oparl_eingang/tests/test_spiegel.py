from collections.abc import Iterator
from pathlib import Path

import pytest

from kreislauf.steuerung.oparl_eingang.befehl import main
from kreislauf.steuerung.oparl_eingang.spiegel import Spiegel, SpiegelUnlesbar, read_spiegel, write_spiegel
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver
from kreislauf.steuerung.oparl_eingang.tests.test_abruf import fill, record


@pytest.fixture
def rat() -> Iterator[Ratsserver]:
    server = Ratsserver()
    fill(server)
    yield server
    server.close()


def test_oparl_holen_mirrors_the_server_and_the_second_time_takes_over_what_changed(
    rat: Ratsserver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    datei, adresse = tmp_path / "rat.jsonl", f"{rat.adresse}/oparl/system"
    assert main(["holen", adresse, str(datei), "--intern"]) == 0
    assert record(dict(read_spiegel(datei, adresse).objekte)) == rat.truth()
    rat.remove("paper", 2)
    rat.put("meeting", 3, start="2026-06-01T18:00:00+02:00")
    rat.stand["paper"][2]["modified"] = rat.stand["meeting"][3]["modified"] = "2999-01-01T00:00:00+01:00"
    capsys.readouterr()
    assert main(["holen", adresse, str(datei), "--intern"]) == 0
    assert "neu 0 · geändert 1 · entfernt " in capsys.readouterr().out
    assert record(dict(read_spiegel(datei, adresse).objekte)) == rat.truth()


def test_oparl_holen_refuses_an_internal_server_that_was_not_released(
    rat: Ratsserver, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["holen", f"{rat.adresse}/oparl/system", str(tmp_path / "rat.jsonl")]) == 1
    assert "internes Netz" in capsys.readouterr().err
    assert rat.anfragen == []


def test_a_cut_mirror_and_the_mirror_of_another_source_are_refused(rat: Ratsserver, tmp_path: Path) -> None:
    datei, adresse = tmp_path / "rat.jsonl", f"{rat.adresse}/oparl/system"
    main(["holen", adresse, str(datei), "--intern"])
    with pytest.raises(SpiegelUnlesbar, match="andere Datei"):
        read_spiegel(datei, "https://anderer.example/oparl")
    datei.write_text("\n".join(datei.read_text().splitlines()[:-1]) + "\n")
    with pytest.raises(SpiegelUnlesbar, match="unvollständig"):
        read_spiegel(datei, adresse)


def test_a_write_that_is_stopped_leaves_the_old_mirror(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    datei = tmp_path / "rat.jsonl"
    write_spiegel(datei, Spiegel("https://rat.example/oparl"))
    vorher = datei.read_bytes()

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_spiegel(datei, Spiegel("https://rat.example/oparl"))
    assert datei.read_bytes() == vorher
