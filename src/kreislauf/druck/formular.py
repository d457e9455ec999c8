"""A form as PDF to fill in on the screen or print: laid out and tagged by Typst, its fields made by pikepdf.

Typst sets each place to fill in as a link, in its order of reading and with its place in the structure; the link then
becomes a field of the form, its element of the structure a `Form`. So labels, order and tags come from one layout.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, String

from kreislauf.druck.dokument import NichtBarrierefrei
from kreislauf.druck.satz import als_daten, hauptdatei, setzer

_VORSATZ = "feld:"
_MEHRZEILIG = 1 << 12
_RADIO, _NICHT_AUS = 1 << 15, 1 << 14
_DRUCKEN = 4


@dataclass(frozen=True, slots=True)
class Wahl:
    """One answer to tick; `kennung` is `name=value`."""

    kennung: str
    label: str


@dataclass(frozen=True, slots=True)
class Feld:
    """One place to fill in; `art` is text, haken, eine (of several) or mehrere."""

    kennung: str
    label: str
    art: str = "text"
    zeilen: int = 1
    laenge: int = 0
    wahl: Sequence[Wahl] = ()


@dataclass(frozen=True, slots=True)
class Abschnitt:
    titel: str
    felder: Sequence[Feld]
    ebene: int = 2


@dataclass(frozen=True, slots=True)
class Formular:
    titel: str
    verfasser: str
    einleitung: Sequence[str]
    abschnitte: Sequence[Abschnitt]
    unterschrift: str
    datum: date


def als_pdf(formular: Formular) -> bytes:
    """The form as tagged PDF with fields. Raises NichtBarrierefrei."""
    try:
        roh = setzer().compile(
            input=hauptdatei("formular", _daten(formular)),
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=datetime(formular.datum.year, formular.datum.month, formular.datum.day, tzinfo=UTC),
        )
    except typst.TypstError as fehler:
        raise NichtBarrierefrei(fehler.message) from fehler
    assert isinstance(roh, bytes)
    felder = {f.kennung: f for a in formular.abschnitte for f in a.felder}
    with pikepdf.open(io.BytesIO(roh)) as pdf:
        _felder_anlegen(pdf, felder)
        ziel = io.BytesIO()
        pdf.save(ziel, deterministic_id=True)
    return ziel.getvalue()


def _daten(formular: Formular) -> dict[str, Any]:
    daten: dict[str, Any] = als_daten(formular)
    for teil, quelle in zip(daten["abschnitte"], formular.abschnitte, strict=True):
        for f, feld_ in zip(teil["felder"], quelle.felder, strict=True):
            f["art"] = feld_.art
    return daten


def _stellen(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Page, Any, str]]:
    """Links that stand for a field, page by page in the order of reading."""
    for seite in pdf.pages:
        for notiz in seite.obj.get("/Annots", Array()):
            ziel = str(notiz.get("/A", Dictionary()).get("/URI", ""))
            if ziel.startswith(_VORSATZ):
                yield seite, notiz, ziel.removeprefix(_VORSATZ)


def _felder_anlegen(pdf: pikepdf.Pdf, felder: Mapping[str, Feld]) -> None:
    schrift = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    haken = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))
    alle, gruppen = Array(), dict[str, Any]()
    struktur = _nach_notiz(pdf)
    for seite, notiz, kennung in list(_stellen(pdf)):
        name, _, wert = kennung.partition("=")
        feld_ = felder[name]
        label = feld_.label if not wert else f"{feld_.label}: {_label(feld_, kennung)}"
        _umwandeln(seite, notiz, struktur.get(notiz.objgen), label)
        if feld_.art == "text":
            _text(notiz, feld_)
            alle.append(notiz)
        elif feld_.art == "eine":
            if name not in gruppen:
                gruppen[name] = pdf.make_indirect(_gruppe(name, feld_.label))
                alle.append(gruppen[name])
            notiz.Parent = gruppen[name]
            gruppen[name].Kids.append(notiz)
            _knopf(pdf, notiz, wert, "l")
        else:
            notiz.FT, notiz.T, notiz.V = Name.Btn, String(kennung.replace("=", ".")), Name.Off
            _knopf(pdf, notiz, "ja", "4")
            alle.append(notiz)
        seite.obj.Tabs = Name.S
    schriften = Dictionary(Font=Dictionary(Helv=schrift, ZaDb=haken))
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=alle, DR=schriften, DA=String("/Helv 10 Tf 0 g")))


def _umwandeln(seite: pikepdf.Page, notiz: Any, knoten: Any, label: str) -> None:
    """The link becomes a place to fill in, its element of the structure a `Form` with the label."""
    for schluessel in ("/A", "/H", "/Border", "/C", "/BS"):
        if schluessel in notiz:
            del notiz[schluessel]
    notiz.Subtype, notiz.F, notiz.P = Name.Widget, _DRUCKEN, seite.obj
    notiz.TU = notiz.Contents = String(label)
    if knoten is not None:
        knoten.S, knoten.Alt = Name.Form, String(label)


def _gruppe(name: str, label: str) -> Dictionary:
    """Of these answers one can be ticked."""
    return Dictionary(FT=Name.Btn, Ff=_RADIO | _NICHT_AUS, T=name, TU=label, V=Name.Off, Kids=Array())


def _label(feld_: Feld, kennung: str) -> str:
    return next(w.label for w in feld_.wahl if w.kennung == kennung)


def _text(notiz: Any, feld_: Feld) -> None:
    notiz.FT, notiz.T, notiz.V = Name.Tx, String(feld_.kennung), String("")
    notiz.DA = String("/Helv 10 Tf 0 g")
    if feld_.zeilen > 1:
        notiz.Ff = _MEHRZEILIG
    if feld_.laenge:
        notiz.MaxLen = feld_.laenge


def _knopf(pdf: pikepdf.Pdf, notiz: Any, wert: str, zeichen: str) -> None:
    """Both appearances of something to tick, so that every viewer shows it."""
    breite = float(notiz.Rect[2]) - float(notiz.Rect[0])
    hoehe = float(notiz.Rect[3]) - float(notiz.Rect[1])
    kasten = Array([0, 0, breite, hoehe])
    mittel = Dictionary(
        Font=Dictionary(ZaDb=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))
    )
    an, aus = (
        pdf.make_stream(inhalt, Type=Name.XObject, Subtype=Name.Form, BBox=kasten, Resources=mittel)
        for inhalt in (f"q BT /ZaDb 10 Tf 0 g 2 2.6 Td ({zeichen}) Tj ET Q".encode(), b"")
    )
    notiz.AP = Dictionary(N=Dictionary({f"/{wert}": an, "/Off": aus}))
    notiz.AS = Name.Off
    notiz.MK = Dictionary(CA=String(zeichen))
    notiz.DA = String("/ZaDb 10 Tf 0 g")


def _nach_notiz(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Any]:
    """The element of the structure that holds each annotation."""
    gefunden: dict[tuple[int, int], Any] = {}

    def gehe(knoten: Any) -> None:
        kinder = knoten.get("/K", Array())
        for kind in kinder if isinstance(kinder, Array) else [kinder]:
            if not isinstance(kind, Dictionary):
                continue
            if kind.get("/Type") == Name.OBJR:
                gefunden[kind.Obj.objgen] = knoten
            else:
                gehe(kind)

    gehe(pdf.Root.StructTreeRoot)
    return gefunden
