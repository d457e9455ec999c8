"""PDF and Word files built by hand, so that tests know every byte of them."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Text = tuple[float, float, str]


def make_pdf(seiten: Sequence[Sequence[Text]], *, groesse: int = 10, ressourcen: str = "") -> bytes:
    """Texts at their places (points from the lower left corner), in the order given."""
    objekte = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objekte.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kinder = []
    for seite in seiten:
        strom = "".join(f"BT /F1 {groesse} Tf {x} {y} Td ({_maskiert(text)}) Tj ET\n" for x, y, text in seite)
        objekte.append(f"<< /Length {len(strom.encode('cp1252'))} >>\nstream\n{strom}\nendstream")
        objekte.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objekte)} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {ressourcen} >> >>"
        )
        kinder.append(f"{len(objekte)} 0 R")
    objekte[1] = f"<< /Type /Pages /Kids [{' '.join(kinder)}] /Count {len(kinder)} >>"
    return pdf_aus(objekte)


def pdf_aus(objekte: Sequence[str]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    puffer = io.BytesIO(b"%PDF-1.4\n")
    puffer.seek(0, io.SEEK_END)
    orte = []
    for nummer, objekt in enumerate(objekte, start=1):
        orte.append(puffer.tell())
        puffer.write(f"{nummer} 0 obj\n{objekt}\nendobj\n".encode("cp1252"))
    tafel = puffer.tell()
    puffer.write(f"xref\n0 {len(objekte) + 1}\n0000000000 65535 f \n".encode())
    puffer.write("".join(f"{ort:010d} 00000 n \n" for ort in orte).encode())
    puffer.write(f"trailer << /Size {len(objekte) + 1} /Root 1 0 R >>\nstartxref\n{tafel}\n%%EOF\n".encode())
    return puffer.getvalue()


def _maskiert(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def make_docx(rumpf: str, teile: Mapping[str, str] | None = None) -> bytes:
    """A Word file with this body; `teile` are further parts such as "numbering"."""
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w", zipfile.ZIP_DEFLATED) as archiv:
        archiv.writestr("[Content_Types].xml", "<Types/>")
        archiv.writestr("word/document.xml", f"<w:document {W}><w:body>{rumpf}</w:body></w:document>")
        for name, inhalt in (teile or {}).items():
            archiv.writestr(f"word/{name}.xml", f"<w:{name} {W}>{inhalt}</w:{name}>")
    return puffer.getvalue()


def absatz(text: str, eigenschaften: str = "") -> str:
    return f"<w:p><w:pPr>{eigenschaften}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def nummer(reihe: int, tiefe: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{tiefe}"/><w:numId w:val="{reihe}"/></w:numPr>'


def zelle(*absaetze: str) -> str:
    return f"<w:tc>{''.join(map(absatz, absaetze))}</w:tc>"
