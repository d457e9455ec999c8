"""Council papers per second and core: text → record, PDF → text in the closed-off worker (R6).

`python -m bench.lesen [--dateien N]`; one process at a time, five runs, the median counts. The peer for PDF is what
Meine Stadt Transparent does: one `pdftotext` process and one count of pages per file (Debian: poppler-utils).
"""

import argparse
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import mean, median
from typing import TypeVar

import typst

from kreislauf.lesen import lies
from kreislauf.lesen.eingang import Grenzen, lies_abgeschirmt, lies_dokument_abgeschirmt, lies_inhalt

LAEUFE = 5
SAAT = 6
ZEICHEN_JE_SEITE = 2_000
SEITEN = (3, 4, 5, 6, 7)
Stueck = TypeVar("Stueck")
ZIEL_TEXT, ZIEL_PDF, ZIEL_VERHAELTNIS = 150, 180, 1.8

SAETZE = (
    "Die Verwaltung wird beauftragt, dem Jugendhilfeausschuss bis zum {tag}.{monat}.{jahr} über den Stand berichten.",
    "Im Kindergartenjahr {jahr}/{folge} standen {zahl} Plätze in {klein} Einrichtungen zur Verfügung.",
    "Die Fachberatung begleitet die Träger bei ihren Schutzkonzepten nach § 8a SGB VIII und § 79a SGB VIII.",
    "Aus den Sozialräumen wird berichtet, dass Alleinerziehende die Beratung häufiger nutzen als im Vorjahr.",
    "Die Zahl der Anträge stieg von {zahl} auf {mehr}, das sind {klein},5 Prozent mehr als im Jahr {jahr}.",
    "Über die Ergebnisse wird jährlich berichtet, erstmals im zweiten Quartal {folge} (vgl. Vorlage V/0{zahl}/{jahr}).",
    "Für die Umsetzung werden {klein}0.000 Euro im Produkt Hilfen zur Erziehung benötigt; sie stehen im Haushalt.",
    "Die freien Träger wurden in der Arbeitsgemeinschaft nach § 78 SGB VIII beteiligt und haben zugestimmt.",
    "Eltern wünschen sich längere Öffnungszeiten, vor allem am Nachmittag und in den Ferien.",
    "Das Jugendamt prüft gemeinsam mit den Schulen, wie Anträge auf Lernförderung einfacher werden.",
)


def satz(wahl: Random) -> str:
    jahr = wahl.randrange(2018, 2026)
    return wahl.choice(SAETZE).format(
        tag=wahl.randrange(10, 29), monat=f"{wahl.randrange(1, 13):02d}", jahr=jahr, folge=jahr + 1,
        zahl=wahl.randrange(100, 980), mehr=wahl.randrange(980, 1900), klein=wahl.randrange(11, 90),
    )  # fmt: skip


def abschnitte(wahl: Random, zeichen: int) -> list[str]:
    """Paragraphs of three to six sentences, together about so many characters."""
    fertig: list[str] = []
    while sum(map(len, fertig)) < zeichen:
        fertig.append(" ".join(satz(wahl) for _ in range(wahl.randrange(3, 7))))
    return fertig


def papier(nummer: int, seiten: int = 2) -> str:
    """A paper of so many pages as a council information system shows it."""
    wahl = Random(SAAT * 10_000 + nummer)
    absaetze = abschnitte(wahl, seiten * ZEICHEN_JE_SEITE - 700)
    punkte = [f"{stelle}. {satz(wahl)}" for stelle in range(1, 4)]
    kopf = f"Beschlussvorlage\nVorlagen-Nr.: V/{nummer:04d}/2024\nDatum: 05.03.2024\nBetreff: Bericht {nummer}\n"
    folge = "Beratungsfolge\n12.03.2024\tJugendhilfeausschuss\tVorberatung\n19.03.2024\tKreistag\tEntscheidung\n"
    beschluss = "Beschlussvorschlag:\n" + "\n".join(punkte)
    return f"{kopf}\n{folge}\n{beschluss}\n\nSachverhalt:\n\n" + "\n\n".join(absaetze) + "\n"


def pdf(nummer: int) -> bytes:
    """The same as a PDF with head, page numbers, headings and a table."""
    wahl = Random(SAAT * 20_000 + nummer)
    absaetze = abschnitte(wahl, SEITEN[nummer % len(SEITEN)] * ZEICHEN_JE_SEITE)
    quelle = (
        f"#set page(margin: 2.8cm, header: [Landkreis Musterau #h(1fr) Vorlage V/{nummer:04d}/2024], "
        "footer: context [Seite #counter(page).display() von #counter(page).final().first()])\n"
        '#set text(lang: "de", hyphenate: true, size: 11pt)\n#set par(justify: true, leading: 0.9em)\n'
        "= Beschlussvorlage\n#table(columns: 3, [Gremium], [Termin], [Zuständigkeit], "
        "[Jugendhilfeausschuss], [12.03.2024], [Vorberatung], [Kreistag], [19.03.2024], [Entscheidung])\n\n"
    )
    for stelle, absatz in enumerate(absaetze):
        quelle += (f"== {stelle // 3 + 1}. Abschnitt\n\n" if stelle % 3 == 0 else "") + absatz + "\n\n"
    inhalt: bytes = typst.compile(quelle.encode())
    return inhalt


def je_sekunde(was: Callable[[Stueck], object], stapel: Sequence[Stueck]) -> list[float]:
    was(stapel[0])  # starting a worker and loading the rules happens once
    raten = []
    for _ in range(LAEUFE):
        beginn = time.perf_counter()
        for stueck in stapel:
            was(stueck)
        raten.append(len(stapel) / (time.perf_counter() - beginn))
    return raten


def zeile(name: str, raten: Sequence[float], ziel: float | None = None) -> float:
    mitte = median(raten)
    anmerkung = "" if ziel is None else f"   Ziel {ziel:g}: {'erreicht' if mitte >= ziel else 'NICHT erreicht'}"
    print(f"{name:<58} {mitte:7.0f} /s  (von {min(raten):.0f} bis {max(raten):.0f}){anmerkung}")
    return mitte


def pdftotext(datei: Path) -> None:
    """As Meine Stadt Transparent does it: two processes per file."""
    subprocess.run(["pdftotext", datei, "-"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    subprocess.run(["pdfinfo", datei], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def main(argv: Sequence[str] | None = None) -> int:
    leser = argparse.ArgumentParser(prog="python -m bench.lesen")
    leser.add_argument("--dateien", type=int, default=100)
    anzahl = leser.parse_args(argv).dateien
    grenzen = Grenzen()
    texte = [papier(nummer) for nummer in range(anzahl)]
    pdfs = [pdf(nummer) for nummer in range(anzahl)]
    seiten = mean(lies_inhalt(inhalt, grenzen).text.count("\n") for inhalt in pdfs[:10])
    print(f"Python {platform.python_version()}, {platform.machine()}, {LAEUFE} Läufe, Median; ein Prozess zur Zeit")
    print(f"{anzahl} Papiere zu {mean(map(len, texte)):.0f} Zeichen; {anzahl} PDF zu {mean(SEITEN):.0f} Seiten", end="")
    print(f", {mean(map(len, pdfs)) / 1024:.0f} KB, {seiten:.0f} Zeilen\n")
    roh = [text.encode() for text in texte]

    def text_abgeschirmt(inhalt: bytes) -> object:
        return lies_abgeschirmt(inhalt, grenzen=grenzen)

    def angaben_abgeschirmt(inhalt: bytes) -> object:
        return lies_dokument_abgeschirmt(inhalt, grenzen=grenzen)

    zeile("Text von zwei Seiten → Angaben", je_sekunde(lies, texte), ZIEL_TEXT)
    zeile("Text von zwei Seiten → Angaben, abgeschirmt", je_sekunde(angaben_abgeschirmt, roh))
    zeile("PDF → Text, im selben Prozess", je_sekunde(lambda inhalt: lies_inhalt(inhalt, grenzen), pdfs))
    eigen = zeile("PDF → Text, abgeschirmt", je_sekunde(text_abgeschirmt, pdfs), ZIEL_PDF)
    zeile("PDF → Angaben, abgeschirmt", je_sekunde(angaben_abgeschirmt, pdfs))
    vergleiche(pdfs, eigen)
    return 0


def vergleiche(pdfs: Sequence[bytes], eigen: float) -> None:
    if shutil.which("pdftotext") is None or shutil.which("pdfinfo") is None:
        print("\nVergleich mit pdftotext entfällt: apt install poppler-utils")
        return
    with tempfile.TemporaryDirectory() as ordner:
        dateien = [Path(ordner) / f"{nummer}.pdf" for nummer in range(len(pdfs))]
        for datei, inhalt in zip(dateien, pdfs, strict=True):
            datei.write_bytes(inhalt)
        peer = zeile("Vergleich: pdftotext und Seitenzahl, je ein Prozess", je_sekunde(pdftotext, dateien))
    urteil = "erreicht" if eigen / peer >= ZIEL_VERHAELTNIS else "NICHT erreicht"
    print(f"\nR6: {eigen / peer:.1f}-mal so schnell wie der Vergleich (Ziel {ZIEL_VERHAELTNIS}: {urteil})")


if __name__ == "__main__":
    sys.exit(main())
