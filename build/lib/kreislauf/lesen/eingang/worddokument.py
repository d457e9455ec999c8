"""Word documents (DOCX) → text: paragraphs with their computed numbers, rows of tables, footnotes at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from kreislauf.lesen.eingang.nummerierung import Nummerierung, ganze, wert
from kreislauf.lesen.eingang.quelltext import (
    Grenzen,
    NichtLesbar,
    Quelltext,
    mit_zeilenenden,
    ohne_steuerzeichen,
    pruefe_zeichen,
    ziffern,
)
from kreislauf.lesen.eingang.tabelle import tabellenzeile
from kreislauf.lesen.eingang.wordlauf import Zaehlung, lies_lauf
from kreislauf.lesen.eingang.xmlteile import Paket

_TIEFE = 60


def lies_docx(inhalt: bytes, grenzen: Grenzen) -> Quelltext:
    """Text of the body as it would be printed with all changes accepted; heads and feet of pages are left out."""
    paket = Paket(inhalt, grenzen)
    wurzel = paket.teil("word/document.xml")
    rumpf = None if wurzel is None else wurzel.find("body")
    if rumpf is None:
        raise NichtLesbar("kaputt", "Die Word-Datei hat keinen Textteil. Bitte speichern Sie sie in Word neu.")
    leser = _Leser(Nummerierung(paket.teil("word/numbering.xml")), _nummern_der_vorlagen(paket.teil("word/styles.xml")))
    zeilen = leser.inhalt(rumpf, 0)
    for name, art in (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote")):
        if art in leser.zaehlung.verweise:
            zeilen += _anmerkungen(leser, paket.teil(name), art)
    text = ohne_steuerzeichen(mit_zeilenenden("\n".join(zeilen))) + "\n"
    pruefe_zeichen(len(text), grenzen)
    if not text.strip():
        raise NichtLesbar("ohne_text", "Die Word-Datei enthält keinen Text, vielleicht nur Bilder.")
    return Quelltext(text, "docx", tuple(_hinweise(leser.zaehlung)))


def _hinweise(zaehlung: Zaehlung) -> Iterator[str]:
    if zaehlung.geloescht:
        yield (
            "Das Dokument enthält nachverfolgte oder durchgestrichene Änderungen; "
            f"gelöschter Text wurde weggelassen (Stellen: {ziffern(zaehlung.geloescht)})."
        )
    if zaehlung.verborgen:
        yield f"Ausgeblendeter Text wurde weggelassen (Stellen: {ziffern(zaehlung.verborgen)})."
    if zaehlung.zu_tief:
        yield "Sehr tief verschachtelte Teile wurden weggelassen; bitte das Dokument prüfen."


def _nummern_der_vorlagen(styles: Element | None) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number by themselves (also through the style they are based on)."""
    if styles is None:
        return {}
    eigene: dict[str, tuple[str | None, str, int]] = {}
    for stil in styles.iterfind("style"):
        num = stil.find("pPr/numPr")
        eigene[stil.get("styleId") or ""] = (
            wert(stil.find("basedOn")),
            (wert(num.find("numId")) or "") if num is not None else "",
            ganze(wert(num.find("ilvl"))) if num is not None else 0,
        )
    ergebnis: dict[str, tuple[str, int]] = {}
    for name in eigene:
        stufe: str | None = name
        for _ in range(10):
            grund, num_id, tiefe = eigene.get(stufe or "", (None, "", 0))
            if num_id:
                ergebnis[name] = (num_id, tiefe)
                break
            stufe = grund
    return ergebnis


def _anmerkungen(leser: "_Leser", wurzel: Element | None, art: str) -> list[str]:
    zeilen: list[str] = []
    for anmerkung in wurzel.iterfind(art) if wurzel is not None else ():
        nummer = leser.zaehlung.verweise[art].get(anmerkung.get("id") or "")
        if nummer is not None:
            texte = [zeile.strip() for zeile in leser.inhalt(anmerkung, 0) if zeile.strip()]
            zeilen += ["", f"{nummer} {' '.join(texte)}"]
    return zeilen


@dataclass(slots=True)
class _Leser:
    nummerierung: Nummerierung
    vorlagen: dict[str, tuple[str, int]]
    zaehlung: Zaehlung = field(default_factory=Zaehlung)

    def inhalt(self, behaelter: Element, tiefe: int) -> list[str]:
        """Lines of all paragraphs and tables in a container."""
        if tiefe > _TIEFE:
            self.zaehlung.zu_tief = True
            return []
        zeilen: list[str] = []
        for kind in behaelter:
            match kind.tag:
                case "p":
                    zeilen += self._absatz(kind, tiefe)
                case "tbl":
                    zeilen += ["", *self._tabelle(kind, tiefe), ""]
                case "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag":
                    zeilen += self.inhalt(kind, tiefe + 1)
                case "del" | "moveFrom":
                    self.zaehlung.geloescht += 1
        return zeilen

    def _absatz(self, p: Element, tiefe: int) -> list[str]:
        lauf = lies_lauf(p, self.zaehlung)
        zeilen = lauf.text.split("\n")
        marke = self._marke(p)
        if marke and lauf.text.strip():
            zeilen[0] = marke + zeilen[0].lstrip()
        for kasten in lauf.textfelder:
            zeilen += self.inhalt(kasten, tiefe + 1)
        return zeilen

    def _marke(self, p: Element) -> str:
        eigenschaften = p.find("pPr")
        if eigenschaften is None:
            return ""
        num = eigenschaften.find("numPr")
        num_id, stufe = self.vorlagen.get(wert(eigenschaften.find("pStyle")) or "", ("", 0))
        if num is not None:
            num_id = wert(num.find("numId")) or num_id
            stufe = ganze(wert(num.find("ilvl")), stufe)
        return self.nummerierung.marke(num_id, stufe) if num_id not in {"", "0"} else ""

    def _tabelle(self, tbl: Element, tiefe: int) -> list[str]:
        zeilen: list[str] = []
        for tr in _kinder(tbl, "tr"):
            if tr.find("trPr/del") is not None:
                self.zaehlung.geloescht += 1
                continue
            zeilen += tabellenzeile([self.inhalt(tc, tiefe + 1) for tc in _kinder(tr, "tc")])
        return zeilen


def _kinder(eltern: Element, name: str) -> Iterator[Element]:
    """Rows or cells, also those inside content controls."""
    stapel = [iter(eltern)]
    while stapel:
        kind = next(stapel[-1], None)
        if kind is None:
            stapel.pop()
        elif kind.tag == name:
            yield kind
        elif kind.tag in {"sdt", "sdtContent", "customXml", "ins"}:
            stapel.append(iter(kind))
