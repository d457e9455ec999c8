"""Own checks of a printed PDF: what PDF/UA-1 and PDF/A-3a ask for and a program can see in the file.

They stand beside the refusals of Typst and the checks of `pdfua`; none of them replaces a person who reads with a
screen reader, and veraPDF, the reference for conformity, is not part of the product.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_UEBERSCHRIFTEN = [Name(f"/H{n}") for n in range(1, 7)]
_ZEICHNEND = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"}
_DATEIEN = {"/FontFile", "/FontFile2", "/FontFile3"}
_XMP = {
    "pdfuaid:part": "1",
    "pdfaid:part": "3",
    "pdfaid:conformance": "A",
}


def maengel(pdf: bytes) -> list[str]:
    """Everything in the file that keeps somebody from reading it or an archive from keeping it; empty is good."""
    with pikepdf.open(io.BytesIO(pdf)) as dokument:
        wurzel = dokument.Root
        elemente = list(_elemente(wurzel.get("/StructTreeRoot")))
        return [
            *_wurzel(wurzel),
            *_metadaten(dokument),
            *_ueberschriften(elemente),
            *_bilder(elemente),
            *_tabellen(elemente),
            *_listen(elemente),
            *_schriften(dokument),
            *_inhalt(dokument),
        ]


def _kinder(element: Any) -> list[Any]:
    kinder = element.get("/K", Array())
    return [k for k in (kinder if isinstance(kinder, Array) else [kinder]) if isinstance(k, Dictionary) and "/S" in k]


def _elemente(element: Any) -> Iterator[Any]:
    for kind in _kinder(element) if element is not None else []:
        yield kind
        yield from _elemente(kind)


def _wurzel(wurzel: Any) -> Iterator[str]:
    if not wurzel.get("/MarkInfo", Dictionary()).get("/Marked", False):
        yield "Das Dokument ist nicht als ausgezeichnet markiert (MarkInfo)."
    if not str(wurzel.get("/Lang", "")):
        yield "Die Sprache fehlt (Lang)."
    if "/StructTreeRoot" not in wurzel:
        yield "Der Strukturbaum fehlt."
    if not wurzel.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle", False):
        yield "Statt des Titels würde der Dateiname angezeigt."
    if "/OutputIntents" not in wurzel:
        yield "Die Angabe der Farben fehlt (OutputIntents)."
    for name in ("/OpenAction", "/AA", "/AcroForm"):
        if name in wurzel:
            yield f"Das Dokument ist nicht reglos ({name})."
    for name in ("/JavaScript", "/EmbeddedFiles"):
        if name in wurzel.get("/Names", Dictionary()):
            yield f"Das Dokument trägt Fremdes ({name})."


def _metadaten(dokument: pikepdf.Pdf) -> Iterator[str]:
    with dokument.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name, soll in _XMP.items():
            if str(xmp.get(name, "")) != soll:
                yield f"In den Metadaten steht {name} nicht auf {soll}."
        if not xmp.get("dc:title"):
            yield "Der Titel fehlt in den Metadaten."


def _ueberschriften(elemente: list[Any]) -> Iterator[str]:
    davor = 0
    for element in elemente:
        if element.S in _UEBERSCHRIFTEN:
            ebene = _UEBERSCHRIFTEN.index(element.S) + 1
            if ebene > davor + 1:
                yield f"Nach einer Überschrift der Ebene {davor} folgt eine der Ebene {ebene}."
            davor = ebene


def _bilder(elemente: list[Any]) -> Iterator[str]:
    for element in elemente:
        if Name.Figure == element.S and not str(element.get("/Alt", "")).strip():
            yield "Ein Bild hat keinen Alternativtext."


def _merkmal(zelle: Any, name: str) -> Any:
    merkmale = zelle.get("/A", Array())
    for merkmal in merkmale if isinstance(merkmale, Array) else [merkmale]:
        if isinstance(merkmal, Dictionary) and name in merkmal:
            return merkmal[name]
    return None


def _tabellen(elemente: list[Any]) -> Iterator[str]:
    for tabelle in (e for e in elemente if Name.Table == e.S):
        zellen = [e for e in _elemente(tabelle) if e.S in (Name.TH, Name.TD)]
        koepfe = [z for z in zellen if Name.TH == z.S]
        if not koepfe:
            yield "Eine Tabelle hat keine Kopfzellen."
        if any(_merkmal(kopf, "/Scope") not in (Name.Column, Name.Row) for kopf in koepfe):
            yield "Eine Kopfzelle sagt nicht, wofür sie gilt (Scope)."
        breiten = {len(_kinder(zeile)) for zeile in _elemente(tabelle) if Name.TR == zeile.S}
        if len(breiten) > 1:
            yield f"Die Zeilen einer Tabelle haben verschieden viele Zellen: {sorted(breiten)}."


def _listen(elemente: list[Any]) -> Iterator[str]:
    for liste in (e for e in elemente if Name.L == e.S):
        if any(k.S not in (Name.LI, Name.Caption) for k in _kinder(liste)):
            yield "Eine Liste enthält anderes als Listenpunkte."
        for punkt in _kinder(liste):
            if Name.LI == punkt.S and Name.LBody not in [k.S for k in _kinder(punkt)]:
                yield "Ein Listenpunkt hat keinen Inhalt."


def _schriften(dokument: pikepdf.Pdf) -> Iterator[str]:
    for objekt in dokument.objects:
        if not isinstance(objekt, Dictionary):
            continue
        ist_schrift = objekt.get("/Subtype") in (Name.Type0, Name.TrueType, Name.Type1)
        if objekt.get("/Type") == Name.FontDescriptor and not _DATEIEN & set(objekt.keys()):
            yield f"Die Schrift {objekt.get('/FontName')} ist nicht eingebettet."
        if ist_schrift and "/ToUnicode" not in objekt:
            yield f"Die Schrift {objekt.get('/BaseFont')} sagt nicht, welche Zeichen sie zeigt."


def _inhalt(dokument: pikepdf.Pdf) -> Iterator[str]:
    """Every drawn thing is either part of the structure or marked as decoration."""
    for nummer, seite in enumerate(dokument.pages, 1):
        if "/StructParents" not in seite.obj:
            yield f"Seite {nummer} hängt nicht am Strukturbaum."
        tiefe = 0
        for befehl in pikepdf.parse_content_stream(seite):
            name = str(befehl.operator)
            if name in {"BDC", "BMC"}:
                tiefe += 1
            elif name == "EMC":
                tiefe -= 1
            elif name in _ZEICHNEND and tiefe < 1:
                yield f"Auf Seite {nummer} steht etwas, das weder Inhalt noch Zierde ist ({name})."
                break
