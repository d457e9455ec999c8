"""T10 at the portal's door: hostile files of 24 classes; each is refused by its name or comes out harmless.

Runs in a process of its own that may use 512 MB and 10 seconds of processor time per file. Control: a check that takes
files as they come lets hostile content through, and is seen.
"""

import argparse
import io
import random
import re
import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SPEICHER = 512 * 1024 * 1024
SEKUNDEN = 10.0
SCHLIMM = (b"<script", b"alert(", b"EICAR-STANDARD", b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/XFA", b"\x7fELF")
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Bau = Callable[[random.Random], bytes]


def _bild(art: str = "JPEG", **angaben: Any) -> bytes:
    from PIL import Image

    ausgabe = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(ausgabe, art, **angaben)
    return ausgabe.getvalue()


def _zip(namen: dict[str, bytes]) -> bytes:
    ausgabe = io.BytesIO()
    with zipfile.ZipFile(ausgabe, "w", zipfile.ZIP_DEFLATED) as archiv:
        for name, inhalt in namen.items():
            archiv.writestr(name, inhalt)
    return ausgabe.getvalue()


def _symlink() -> bytes:
    ausgabe = io.BytesIO()
    with zipfile.ZipFile(ausgabe, "w") as archiv:
        eintrag = zipfile.ZipInfo("bild.jpg")
        eintrag.external_attr = 0o120777 << 16
        archiv.writestr(eintrag, "/etc/passwd")
    return ausgabe.getvalue()


def _ueberlappend(z: random.Random) -> bytes:
    """Many entries of the directory that point at the same packed data."""
    einer = _zip({"a": bytes(1_000_000)})
    stelle = einer.index(b"PK\x01\x02")
    eintrag, ende = einer[stelle : einer.index(b"PK\x05\x06")], einer[einer.index(b"PK\x05\x06") :]
    anzahl = z.randrange(100, 2000)
    kopf = struct.pack("<4sHHHHIIH", ende[:4], 0, 0, anzahl, anzahl, len(eintrag) * anzahl, stelle, 0)
    return einer[:stelle] + eintrag * anzahl + kopf


def _pdf(aendern: Callable[[Any], None] | None = None, **sichern: Any) -> bytes:
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        if aendern is not None:
            aendern(pdf)
        ausgabe = io.BytesIO()
        pdf.save(ausgabe, **sichern)
    return ausgabe.getvalue()


def _handlung(art: str, **felder: str) -> Callable[[Any], None]:
    import pikepdf

    def setzen(pdf: Any) -> None:
        werte = {k: pikepdf.String(v) for k, v in felder.items()}
        pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name("/" + art), **werte))

    return setzen


def _eingebettet(pdf: Any) -> None:
    pdf.attachments["boese.exe"] = b"\x7fELF"


def _xfa(pdf: Any) -> None:
    import pikepdf

    pdf.Root.AcroForm = pikepdf.Dictionary(XFA=pdf.make_stream(b"<xdp:xdp/>"), Fields=pikepdf.Array())


def _pdf_bombe(z: random.Random) -> bytes:
    """A stream of some kilobytes that unpacks to hundreds of megabytes."""
    packer = zlib.compressobj(9)
    gepackt = b"".join(packer.compress(bytes(1 << 20)) for _ in range(z.choice([100, 200]))) + packer.flush()
    return _roh([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
                 b"<</Length %d/Filter/FlateDecode>>stream\n" % len(gepackt) + gepackt + b"\nendstream"])  # fmt: skip


def _roh(objekte: Sequence[bytes]) -> bytes:
    text, stellen = b"%PDF-1.7\n", []
    for nummer, objekt in enumerate(objekte, 1):
        stellen.append(len(text))
        text += b"%d 0 obj\n" % nummer + objekt + b"\nendobj\n"
    tafel = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objekte) + 1) + b"".join(
        b"%010d 00000 n \n" % s for s in stellen
    )
    return text + tafel + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objekte) + 1, len(text))


def _versteckt(z: random.Random) -> bytes:
    """The action's name written in another way, which readers understand all the same."""
    name = z.choice([b"/J#61vaScript", b"/#4aavaScript", b"/JavaScrip#74"])
    return _roh([b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S" + name + b"/J#53(app.alert\\(1\\))>>>>",
                 b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"])  # fmt: skip


def _viele_objekte(z: random.Random) -> bytes:
    anzahl = z.choice([30_000, 60_000])
    return _roh([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                 b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>", *([b"<</A 1>>"] * anzahl)])  # fmt: skip


def _png(breite: int, hoehe: int, *weitere: tuple[bytes, bytes]) -> bytes:
    def stueck(art: bytes, inhalt: bytes) -> bytes:
        return len(inhalt).to_bytes(4, "big") + art + inhalt + zlib.crc32(art + inhalt).to_bytes(4, "big")

    kopf = breite.to_bytes(4, "big") + hoehe.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    teile = b"".join(stueck(a, i) for a, i in weitere)
    return (
        b"\x89PNG\r\n\x1a\n"
        + stueck(b"IHDR", kopf)
        + teile
        + stueck(b"IDAT", zlib.compress(bytes(999)))
        + stueck(b"IEND", b"")
    )


def _entitaeten(z: random.Random) -> bytes:
    ebenen = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, z.randrange(5, 12)))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "x">{ebenen}]><x>&a4;</x>'.encode()


def _verschluesselt(z: random.Random) -> bytes:
    import pikepdf

    return _pdf(encryption=pikepdf.Encryption(owner="o", user=z.choice(["", "u"]), R=z.choice([4, 6])))


KLASSEN: dict[str, Bau] = {
    "html": lambda z: b"<!DOCTYPE html>" + b" " * z.randrange(900) + b"<script>alert(1)</script>",
    "svg": lambda z: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(%d)"/>' % z.randrange(99),
    "programm": lambda z: z.choice([b"\x7fELF", b"MZ\x90\x00", b"#!/bin/sh\n"]) + z.randbytes(500),
    "zip": lambda z: _zip({"a.txt": z.randbytes(200)}),
    "zip_im_zip": lambda z: _zip({"a.zip": _zip({"b.zip": _zip({"c": bytes(z.randrange(10_000_000))})})}),
    "zip_ausbruch": lambda z: _zip({"../" * z.randrange(1, 9) + "etc/cron.d/x": b"x"}),
    "zip_verweis": lambda z: _symlink() + z.randbytes(z.randrange(1, 20)),
    "zip_ueberlappend": _ueberlappend,
    "makro": lambda z: _zip({"[Content_Types].xml": b"<Types/>", "word/vbaProject.bin": z.randbytes(900)}),
    "xml_entitaeten": _entitaeten,
    "pdf_skript": lambda z: _pdf(_handlung("JavaScript", JS=f"app.alert({z.randrange(99)})")),
    "pdf_skript_versteckt": _versteckt,
    "pdf_start": lambda z: _pdf(_handlung(z.choice(["Launch", "SubmitForm", "ImportData", "GoToR"]), F="cmd.exe")),
    "pdf_angehaengt": lambda z: _pdf(_eingebettet) + b"\n" * z.randrange(9),
    "pdf_xfa": lambda z: _pdf(_xfa) + b"\n" * z.randrange(9),
    "pdf_verschluesselt": _verschluesselt,
    "pdf_kaputt": lambda z: _pdf()[: z.randrange(20, 300)],
    "pdf_bombe": _pdf_bombe,
    "pdf_viele_objekte": _viele_objekte,
    "bild_bombe": lambda z: _png(z.choice([30_000, 65_000, 2**31 - 1]), z.choice([30_000, 1_000_000])),
    "bild_textbombe": lambda z: _png(9, 9, (b"zTXt", b"k\0\0" + zlib.compress(bytes(z.randrange(5, 40) << 20), 9))),
    "bild_abgeschnitten": lambda z: _bild(z.choice(["JPEG", "PNG"]))[: z.randrange(5, 80)],
    "zwitter": lambda z: z.choice([_bild(), _bild("PNG"), _pdf()]) + b"<script>alert(1)</script>" + EICAR,
    "eicar": lambda z: EICAR + b" " * z.randrange(20),
    "fremdes_bild": lambda z: _bild(z.choice(["GIF", "BMP", "TIFF", "ICO"])),
}  # fmt: skip


def pruefe(bauen: Bau, saat: int, annehmen: Callable[..., Any] | None = None) -> tuple[str, float]:
    """`abgelehnt`, `harmlos` or `DURCH` for one file, and its seconds of processor time."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from kreislauf.portal.anlagen import DateiAbgelehnt, nimm_an

    inhalt = bauen(random.Random(saat))
    beginn = time.process_time()
    try:
        (datei,) = (annehmen or nimm_an)([SimpleUploadedFile("foto.jpg", inhalt, "image/jpeg")])
    except DateiAbgelehnt:
        return "abgelehnt", time.process_time() - beginn
    ergebnis = bytes(datei.inhalt)
    sauber = datei.medientyp in {"image/jpeg", "application/pdf"} and not any(s in ergebnis for s in SCHLIMM)
    return "harmlos" if sauber else "DURCH", time.process_time() - beginn


def _wie_es_kommt(hochgeladen: Sequence[Any]) -> list[Any]:
    """The control: a check that believes what the sender says."""
    from kreislauf.portal.anlagen import Datei

    return [Datei(d.name, "image/jpeg", d.read()) for d in hochgeladen]


def _hoechststand(*, neu: bool = False) -> float:
    """Most memory of this process in MB; begun anew, since a process inherits the figure of the one that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if neu:
        Path("/proc/self/clear_refs").write_text("5")
    return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]


def main(argv: Sequence[str]) -> int:
    zerleger = argparse.ArgumentParser(prog="soak portal_dateien")
    zerleger.add_argument("--anzahl", type=int, default=20, help="Dateien je Klasse")
    anzahl = zerleger.parse_args(argv).anzahl
    resource.setrlimit(resource.RLIMIT_AS, (2 * SPEICHER, 2 * SPEICHER))  # building the corpus needs some, too
    _hoechststand(neu=True)
    zaehler: dict[str, int] = {}
    durch, langsam = [], 0.0
    for klasse, bauen in KLASSEN.items():
        for saat in range(anzahl):
            ergebnis, sekunden = pruefe(bauen, saat)
            zaehler[ergebnis] = zaehler.get(ergebnis, 0) + 1
            langsam = max(langsam, sekunden)
            durch += [f"{klasse}/{saat}"] if ergebnis == "DURCH" else []
    gegenprobe = sum(pruefe(KLASSEN[k], 1, _wie_es_kommt)[0] == "DURCH" for k in ("html", "svg", "eicar", "pdf_skript"))
    megabyte = _hoechststand()
    print(
        f"{anzahl * len(KLASSEN)} Dateien aus {len(KLASSEN)} Klassen: {zaehler}; längste {langsam:.2f} s, Speicher "
        f"höchstens {megabyte:.0f} MB; Gegenprobe lässt {gegenprobe} durch. {' '.join(durch)}"
    )
    return int(bool(durch) or langsam > SEKUNDEN or megabyte * 1024 * 1024 > SPEICHER or not gegenprobe)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
