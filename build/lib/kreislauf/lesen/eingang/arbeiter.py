"""The child process of `abschirmung`: reads one file after another from a pipe and can do nothing else."""

import codecs
import io
import json
import os
import traceback
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from kreislauf.lesen.eingang.abschirmung import BEREIT, KOPF
from kreislauf.lesen.eingang.inhalt import lies_inhalt
from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, ziffern
from kreislauf.lesen.eingang.schranken import begrenze_auftrag, hat_viel_gebraucht, schliesse_ab

# Everything that reading may load is loaded before the doors are shut.
_PROBEN = (
    b"Beschlussvorlage - 1/2024\nDatum: 05.03.2024\nDie Verwaltung wird beauftragt, bis 30.06.2024 zu berichten.",
    "Größe".encode("cp1252"),
    "Größe des Ausschusses".encode("utf-16"),
    "Größe des Ausschusses".encode("utf-16-le"),
    "Größe des Ausschusses".encode("utf-16-be"),
    b"<html><head><meta charset=iso-8859-2></head><body><p>Beschluss</p>\xe4</body></html>",
    b'{"type": "https://schema.oparl.org/1.1/Paper", "reference": "1/2024"}',
    b"%PDF-1.4\n",
    b"PK\x03\x04word/document.xml",
)
_KODIERUNGEN = (
    *(f"iso8859-{nummer}" for nummer in range(1, 17) if nummer != 12),
    *(f"cp{nummer}" for nummer in range(1250, 1259)),
    "cp437", "koi8-r", "koi8-u", "mac-roman", "mac-latin2", "utf-32",
)  # fmt: skip


def main() -> None:
    hin = os.fdopen(os.dup(0), "rb")
    her = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a stray print must not end up in an answer
    waerme_auf()
    schliesse_ab()
    her.write(BEREIT)
    her.flush()
    while _bediene(hin, her):
        pass
    os._exit(0)


def waerme_auf() -> None:
    from kreislauf.lesen import lies

    for kodierung in _KODIERUNGEN:
        codecs.lookup(kodierung)
    for probe in (*_PROBEN, _worddokument()):
        try:
            quelle = lies_inhalt(probe, Grenzen())
            lies(quelle.text, oparl=quelle.oparl).als_json()
        except NichtLesbar:
            continue


def _worddokument() -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("word/document.xml", "<document><body/></document>")
    return puffer.getvalue()


def _bediene(hin: IO[bytes], her: IO[bytes]) -> bool:
    """One file; False when the parent is gone or this process should be replaced."""
    kopf = hin.read(KOPF.size)
    if len(kopf) < KOPF.size:
        return False
    auftrag_laenge, inhalt_laenge = KOPF.unpack(kopf)
    auftrag = json.loads(hin.read(auftrag_laenge))
    grenzen = Grenzen(**auftrag["grenzen"])
    begrenze_auftrag(grenzen)
    antwort = _erledige(auftrag, hin.read(inhalt_laenge), grenzen)
    letzte = antwort.get("grund") in {"speicher", "absturz"} or hat_viel_gebraucht(grenzen)
    roh = _verpacke({**antwort, "letzte": letzte}, grenzen)
    her.write(KOPF.pack(len(roh), 0))
    her.write(roh)
    her.flush()
    return not letzte


def _verpacke(antwort: dict[str, Any], grenzen: Grenzen) -> bytes:
    try:
        return json.dumps(antwort, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        return json.dumps({**_speicher(grenzen), "letzte": True}).encode()


def _erledige(auftrag: dict[str, Any], inhalt: bytes, grenzen: Grenzen) -> dict[str, Any]:
    try:
        quelle = lies_inhalt(inhalt, grenzen)
        antwort = {**asdict(quelle), "oparl": quelle.oparl}
        if auftrag["aufgabe"] == "dokument":
            from kreislauf.lesen import lies

            antwort["lesung"] = lies(quelle.text, datei=auftrag["datei"], oparl=quelle.oparl).als_json()
        return antwort
    except NichtLesbar as fehler:
        return {"grund": fehler.grund, "meldung": str(fehler)}
    except MemoryError:
        return _speicher(grenzen)
    except RecursionError:
        return {"grund": "verschachtelt", "meldung": "Die Datei ist zu tief verschachtelt, um gelesen zu werden."}
    except Exception as fehler:  # noqa: BLE001  the outermost boundary: a fault of ours must name its place
        ort = traceback.extract_tb(fehler.__traceback__)[-1]
        stelle = f"{type(fehler).__name__}, {Path(ort.filename).name}:{ort.lineno}"
        return {
            "grund": "absturz",
            "meldung": f"Beim Lesen ist ein Fehler aufgetreten ({stelle}). Bitte melden Sie ihn mit der Datei.",
        }


def _speicher(grenzen: Grenzen) -> dict[str, Any]:
    meldung = f"Das Lesen brauchte mehr als {ziffern(grenzen.speicher_mb)} MB Speicher. Bitte teilen Sie die Datei auf."
    return {"grund": "speicher", "meldung": meldung}


if __name__ == "__main__":
    main()
