import json
import os
import subprocess
import sys
import threading
import time

import pytest

from kreislauf.lesen.eingang import Grenzen, NichtLesbar, abschirmung, lies_abgeschirmt, lies_dokument_abgeschirmt
from kreislauf.lesen.eingang.tests.dateien import make_docx, make_pdf

PAPIER = "Beschlussvorlage\nVorlagen-Nr.: 2024/0123\nDatum: 05.03.2024\nBetreff: Bericht für den Ausschuss\n"


def test_lies_abgeschirmt_gives_what_lies_inhalt_gives() -> None:
    pdf = lies_abgeschirmt(make_pdf([[(70, 700, "Größe")]]), grenzen=Grenzen())
    oparl = lies_abgeschirmt(json.dumps({"type": "x/Paper", "name": "A"}).encode(), grenzen=Grenzen())

    assert (pdf.text, pdf.art, pdf.warnungen, pdf.oparl) == ("Größe\n", "pdf", (), None)
    assert (oparl.art, oparl.oparl) == ("oparl", {"type": "x/Paper", "name": "A"})


def test_lies_dokument_abgeschirmt_reads_the_paper_too() -> None:
    dokument = lies_dokument_abgeschirmt(PAPIER.encode(), datei="v.txt", grenzen=Grenzen())

    assert dokument.quelle.text == PAPIER
    assert (dokument.lesung["datei"], dokument.lesung["vorlagennummer"]) == ("v.txt", "2024/0123")


def test_lies_abgeschirmt_passes_on_why_a_file_cannot_be_read() -> None:
    with pytest.raises(NichtLesbar, match="DOCX") as fehler:
        lies_abgeschirmt(b"{\\rtf1}", grenzen=Grenzen())

    assert fehler.value.grund == "rtf"


def test_lies_abgeschirmt_ends_a_reader_that_takes_too_long_and_goes_on_with_a_new_one() -> None:
    langsam = b"<p>Absatz</p>" * 400_000
    beginn = time.monotonic()

    with pytest.raises(NichtLesbar) as fehler:
        lies_abgeschirmt(langsam, grenzen=Grenzen(sekunden=0.05))

    assert fehler.value.grund == "zeit"
    assert time.monotonic() - beginn < 5
    assert lies_abgeschirmt(b"Beschluss", grenzen=Grenzen()).text == "Beschluss"


def test_lies_abgeschirmt_holds_the_memory_limit_and_goes_on_with_a_new_worker() -> None:
    gross = make_docx("<w:p/>" * 5_000_000)

    with pytest.raises(NichtLesbar) as fehler:
        lies_abgeschirmt(gross, grenzen=Grenzen(speicher_mb=200, sekunden=60))

    assert fehler.value.grund == "speicher"
    assert lies_abgeschirmt(b"Beschluss", grenzen=Grenzen()).text == "Beschluss"


def test_lies_abgeschirmt_survives_the_death_of_its_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    arbeiter = abschirmung._Arbeiter()
    arbeiter._prozess.kill()
    arbeiter._prozess.wait()
    monkeypatch.setattr(abschirmung._vorrat, "_frei", [arbeiter])

    with pytest.raises(NichtLesbar) as fehler:
        lies_abgeschirmt(b"Beschluss", grenzen=Grenzen())

    assert fehler.value.grund == "absturz"
    assert lies_abgeschirmt(b"Beschluss", grenzen=Grenzen()).text == "Beschluss"


def test_lies_abgeschirmt_keeps_its_workers() -> None:
    abschirmung.beende_arbeiter()
    for _ in range(3):
        lies_abgeschirmt(b"Beschluss", grenzen=Grenzen())

    assert [arbeiter.auftraege for arbeiter in abschirmung._vorrat._frei] == [3]


def test_lies_abgeschirmt_serves_several_threads() -> None:
    texte: list[str] = []
    faeden = [
        threading.Thread(
            target=lambda n=n: texte.append(lies_abgeschirmt(f"Papier {n}".encode(), grenzen=Grenzen()).text)
        )
        for n in range(6)
    ]
    for faden in faeden:
        faden.start()
    for faden in faeden:
        faden.join()

    assert sorted(texte) == [f"Papier {n}" for n in range(6)]


VERSUCHE = """
import os, socket, sys
from kreislauf.lesen.eingang.arbeiter import waerme_auf
from kreislauf.lesen.eingang.schranken import schliesse_ab
waerme_auf()
schliesse_ab()
for name, tun in (
    ("lesen", lambda: open("/etc/hostname")),
    ("schreiben", lambda: open("/tmp/kreislauf-probe", "w")),
    ("netz", lambda: socket.socket()),
    ("programm", lambda: os.execv("/bin/true", ["true"])),
    ("kind", lambda: os.posix_spawn("/bin/true", ["true"], {})),
    ("toeten", lambda: os.kill(os.getppid(), 0)),
):
    try:
        tun()
    except OSError as fehler:
        continue
    print(name)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Die Schranken sind die von Linux.")
def test_schliesse_ab_leaves_no_way_out() -> None:
    ergebnis = subprocess.run(
        [sys.executable, "-c", VERSUCHE], env=dict(os.environ), capture_output=True, text=True, check=False, timeout=60
    )

    assert (ergebnis.returncode, ergebnis.stdout) == (0, ""), ergebnis.stderr[-500:]


def test_worker_sees_no_configuration_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KREISLAUF_DATABASE_URL", "postgresql://geheim")
    arbeiter = abschirmung._Arbeiter()
    try:
        if os.path.exists(f"/proc/{arbeiter._prozess.pid}/environ"):  # noqa: PTH110
            with open(f"/proc/{arbeiter._prozess.pid}/environ", "rb") as datei:  # noqa: PTH123
                assert b"geheim" not in datei.read()
    finally:
        arbeiter.beende()
