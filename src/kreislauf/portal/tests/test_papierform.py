"""The application to print has the fields of the pages, each with its label, in the order in which they are asked."""

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pikepdf
import pytest

from kreislauf.druck.formular import Abschnitt, Feld, Formular, als_pdf
from kreislauf.portal.antragsform import MIT_ANGABEN, AbsendenForm, HaushaltForm, KindForm, KontoForm, bedarf_form
from kreislauf.portal.papierform import papierform, papierform_pdf
from kreislauf.portal.sprachen import katalog
from kreislauf.portal.tests.conftest import AlsPortal

HEUTE = date(2026, 11, 25)
TEXTE = dict(katalog("de"))


@pytest.fixture(scope="module")
def pdf() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(papierform_pdf("Kreis Auental", HEUTE))) as datei:
        yield datei


def _namen(form: Any, vorsatz: str) -> set[str]:
    gefunden = set()
    for name, feld in form(None, texte=TEXTE, heute=HEUTE).fields.items():
        mehrere = getattr(feld.widget, "allow_multiple_selected", False)
        gefunden |= {f"{vorsatz}.{name}.{w}" for w, _ in feld.choices} if mehrere else {f"{vorsatz}.{name}"}
    return gefunden


def _erwartet() -> set[str]:
    namen = _namen(HaushaltForm, "haushalt") | _namen(KontoForm, "konto") | _namen(AbsendenForm, "erklaerung")
    for kind in ("kind1", "kind2"):
        namen |= _namen(KindForm, kind) | {f"{kind}.klassenfahrt.fahrt", f"{kind}.ausflug.fahrt"}
        namen |= {n for leistung in MIT_ANGABEN for n in _namen(bedarf_form(leistung), f"{kind}.{leistung}")}
    return namen


def test_fields_read_back_are_those_of_the_pages(pdf: pikepdf.Pdf) -> None:
    felder = {str(f.T): f for f in pdf.Root.AcroForm.Fields}

    assert felder.keys() == _erwartet()
    assert felder["haushalt.plz"].MaxLen == 5
    assert str(felder["haushalt.vorname"].TU) == TEXTE["feld.vorname"]
    kreise = [k for k, _ in HaushaltForm(None, texte=TEXTE, heute=HEUTE).fields["rechtskreis"].choices]  # type: ignore[attr-defined]
    knoepfe = [next(n for n in k.AP.N if n != "/Off")[1:] for k in felder["haushalt.rechtskreis"].Kids]
    assert knoepfe == kreise


def test_a_field_less_is_noticed() -> None:
    """The control of the test above: the comparison is with the forms, not with what the PDF was made from."""
    voll = papierform("Kreis Auental", HEUTE)
    ohne = Formular(**{**{k: getattr(voll, k) for k in voll.__dataclass_fields__}, "abschnitte": voll.abschnitte[1:]})
    with pikepdf.open(io.BytesIO(als_pdf(ohne))) as datei:
        assert {str(f.T) for f in datei.Root.AcroForm.Fields} < _erwartet()


def test_every_field_has_a_label_a_place_in_the_structure_and_the_order_of_reading(pdf: pikepdf.Pdf) -> None:
    widgets = [(nr, w) for nr, seite in enumerate(pdf.pages) for w in seite.obj.get("/Annots", [])]
    assert len(widgets) > 90
    assert all(w.Subtype == pikepdf.Name.Widget and str(w.TU).strip() and "/A" not in w for _, w in widgets)
    assert all(seite.obj.Tabs == pikepdf.Name.S for seite in pdf.pages if "/Annots" in seite.obj)
    in_struktur = list(_formelemente(pdf.Root.StructTreeRoot))
    assert {w.objgen for w in in_struktur} == {w.objgen for _, w in widgets}
    erste = [str(w.TU) for w in in_struktur[:3]]
    assert erste == [TEXTE["feld.vorname"], TEXTE["feld.nachname"], TEXTE["feld.geburtsdatum"]]
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("de-DE", True)


def _formelemente(knoten: Any) -> Iterator[Any]:
    kinder = knoten.get("/K", [])
    for kind in kinder if isinstance(kinder, pikepdf.Array) else [kinder]:
        if isinstance(kind, pikepdf.Dictionary):
            if kind.get("/Type") == pikepdf.Name.OBJR:
                assert pikepdf.Name.Form == knoten.S
                yield kind.Obj
            else:
                yield from _formelemente(kind)


def test_text_of_a_label_is_set_as_text() -> None:
    text = '#panic("x") "Anführung" \\ $1$'
    inhalt = als_pdf(Formular("Titel", "Kreis", [], [Abschnitt("Teil", [Feld("a.b", text, laenge=10)])], "Ende", HEUTE))
    with pikepdf.open(io.BytesIO(inhalt)) as datei:
        (feld,) = datei.Root.AcroForm.Fields

        assert (str(feld.T), str(feld.TU)) == ("a.b", text)


def test_portal_offers_the_form_to_everybody(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        assert "/tr/antrag/formular.pdf" in client.get("/tr/").content.decode()
        antwort = client.get("/tr/antrag/formular.pdf")
    assert (antwort.status_code, antwort["Content-Type"]) == (200, "application/pdf")
    assert antwort.content.startswith(b"%PDF-")
