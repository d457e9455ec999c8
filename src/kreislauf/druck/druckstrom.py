"""Many letters as one stream for the printer; the archive keeps each letter as its own accessible file."""

import io
from collections.abc import Sequence

import pikepdf


def seitenzahl(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        return len(dokument.pages)


def druckstrom(briefe: Sequence[bytes], *, beidseitig: bool) -> tuple[bytes, list[int]]:
    """One PDF with all letters in order, and the pages of each; with `beidseitig` each begins on a new sheet."""
    seiten, quellen = [], []
    with pikepdf.new() as strom:
        for brief in briefe:
            quelle = pikepdf.open(io.BytesIO(brief))
            quellen.append(quelle)  # pages are copied when the stream is saved
            anzahl = len(quelle.pages)
            seiten.append(anzahl)
            strom.pages.extend(quelle.pages)
            if beidseitig and anzahl % 2:
                strom.add_blank_page(page_size=(595.276, 841.89))
        for seite in strom.pages:  # the tags stay with the single letters
            for merkmal in ("/StructParents", "/Tabs"):
                if merkmal in seite.obj:
                    del seite.obj[merkmal]
        puffer = io.BytesIO()
        strom.save(
            puffer,
            static_id=False,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    for quelle in quellen:
        quelle.close()
    return puffer.getvalue(), seiten
