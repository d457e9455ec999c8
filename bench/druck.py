"""Letters per second: two pages, PDF/A-3a and PDF/UA-1, one file each; beside it WeasyPrint on the same content.

`python -m bench druck [letters]`; one process, five runs, the median counts, in processor time (R3). The peer needs
`.venv-bench` (`make bench`).
"""

import io
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from statistics import median

import pikepdf

from kreislauf.druck import Brief, brief_als_pdf
from kreislauf.druck.dokument import Absatz, Tabelle
from kreislauf.druck.jahresuebersicht import als_bericht as jahr
from kreislauf.druck.pdf import als_pdf
from kreislauf.druck.schaubild import Reihe, balken
from kreislauf.druck.tests.muster import make_brief, make_jahresuebersicht, make_umsetzungsbericht
from kreislauf.druck.umsetzungsbericht import als_bericht as umsetzung
from kreislauf.druck.word import als_docx

LAEUFE = 5
PEER = Path(__file__).resolve().parent.parent / ".venv-bench" / "bin" / "python"
_CSS = (
    "@page{size:A4;margin:20mm 20mm 24mm 25mm}body{font:10.5pt/1.45 sans-serif}"
    "table{width:100%;border-collapse:collapse}td,th{border-bottom:1px solid;text-align:left;padding:4px}"
)


def briefe(anzahl: int) -> list[Brief]:
    """Letters that differ in person, date, providers and every amount; only the legal text is the same."""
    muster = make_brief()
    _, tabelle, *rest = muster.bausteine
    assert isinstance(tabelle, Tabelle)
    return [
        replace(
            muster,
            empfaenger=["Frau", f"Şebnem Öztürk-{n}", f"Am Mühlgraben {n}", "12345 Auenstadt"],
            betreff=f"Bildung und Teilhabe, Bewilligung {n}",
            infoblock=[("Unser Zeichen", f"51.3-BuT-2026-{n:06d}"), ("Auskunft", "Mara Lüders")],
            bausteine=[
                Absatz(f"auf Ihren Antrag vom {n % 28 + 1}. November 2026 bewillige ich für Kind {n}:"),
                replace(
                    tabelle,
                    zeilen=[
                        (z[0], z[1], f"Schule {n % 17}", f"{n % 90 + k},00 €") for k, z in enumerate(tabelle.zeilen)
                    ],
                ),
                *rest,
            ],
        )
        for n in range(anzahl)
    ]


def je_sekunde(was: Callable[[Brief], bytes], stapel: list[Brief]) -> list[float]:
    was(stapel[0])  # reading the fonts happens once in the life of a worker
    raten = []
    for _ in range(LAEUFE):
        beginn = time.process_time()
        for brief in stapel:
            was(brief)
        raten.append(len(stapel) / (time.process_time() - beginn))
    return raten


def als_html(brief: Brief) -> str:
    """The same content for the peer."""
    teile = [f"<h1>{escape(brief.betreff)}</h1><p>{escape(brief.anrede)}</p>"]
    for baustein in brief.bausteine:
        if isinstance(baustein, Absatz):
            teile.append(f"<p>{escape(baustein.text)}</p>")
        elif isinstance(baustein, Tabelle):
            kopf = "".join(f'<th scope="col">{escape(k)}</th>' for k in baustein.kopf)
            zeilen = "".join("<tr>" + "".join(f"<td>{escape(w)}</td>" for w in z) + "</tr>" for z in baustein.zeilen)
            teile.append(f"<table><thead><tr>{kopf}</tr></thead><tbody>{zeilen}</tbody></table>")
    anschrift = "<br>".join(map(escape, brief.empfaenger))
    return (
        f'<html lang="de"><head><title>{escape(brief.betreff)}</title><style>{_CSS}</style></head>'
        f"<body><address>{anschrift}</address>{''.join(teile)}</body></html>"
    )


def peer_je_sekunde(stapel: list[Brief]) -> list[float]:
    """WeasyPrint's rates in its own environment; empty where that is not set up."""
    if not PEER.exists():
        return []
    befehl = [str(PEER), str(Path(__file__).with_name("_weasyprint_brief.py")), str(LAEUFE)]
    lauf = subprocess.run(befehl, input=json.dumps([als_html(b) for b in stapel]), stdout=-1, text=True, check=True)
    raten: list[float] = json.loads(lauf.stdout)
    return raten


def zeile(name: str, raten: list[float]) -> None:
    print(f"{name:<44} {median(raten):8.1f} /s   (von {min(raten):.1f} bis {max(raten):.1f})")


def einmal(name: str, was: Callable[[], object]) -> None:
    was()
    zeiten = []
    for _ in range(LAEUFE):
        beginn = time.perf_counter()
        was()
        zeiten.append((time.perf_counter() - beginn) * 1000)
    print(f"{name:<44} {median(zeiten):8.1f} ms")


def main(argv: Sequence[str] = (), anzahl: int = 200) -> int:
    stapel = briefe(anzahl)
    probe = brief_als_pdf(stapel[0])
    seiten = len(pikepdf.open(io.BytesIO(probe)).pages)
    print(f"{anzahl} Briefe zu {seiten} Seiten, {len(probe) // 1024} KB, {LAEUFE} Läufe, ein Prozess")
    eigene = je_sekunde(brief_als_pdf, stapel)
    zeile("Kreislauf (Typst), PDF/A-3a + PDF/UA-1", eigene)
    if andere := peer_je_sekunde(stapel[: max(anzahl // 10, 5)]):
        zeile("WeasyPrint, PDF/UA-1", andere)
        print(f"{'Verhältnis (R3, Ziel 9)':<44} {median(eigene) / median(andere):8.1f}")
    else:
        print("WeasyPrint ist nicht eingerichtet (make bench): kein Vergleich in diesem Lauf.")
    bericht, uebersicht = umsetzung(make_umsetzungsbericht()), jahr(make_jahresuebersicht())
    einmal("Umsetzungsbericht mit 3 Punkten als PDF", lambda: als_pdf(bericht))
    einmal("Umsetzungsbericht mit 3 Punkten als DOCX", lambda: als_docx(bericht))
    einmal("Jahresübersicht mit Schaubild als PDF", lambda: als_pdf(uebersicht))
    reihen = [Reihe("pünktlich", [5, 3, 9]), Reihe("verspätet", [1, 2, 0])]
    einmal(
        "Schaubild als SVG",
        lambda: balken(titel="T", beschreibung="B", kategorien=["a", "b", "c"], reihen=reihen),
    )
    print(f"Speicher am Ende: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
