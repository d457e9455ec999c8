"""The application as a PDF to fill in, print and sign, from the same forms as the pages; in German, which binds."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms

from kreislauf.druck.formular import Abschnitt, Feld, Formular, Wahl, als_pdf
from kreislauf.portal.antragsform import MIT_ANGABEN, AbsendenForm, HaushaltForm, KindForm, KontoForm, bedarf_form
from kreislauf.portal.felder import Absatzfeld, Mehrfachwahl, Sprachform
from kreislauf.portal.sprachen import GRUNDSPRACHE, katalog

KINDER = 2  # on one form; a larger family prints it twice


def _felder(form: Sprachform, vorsatz: str) -> Iterator[Feld]:
    """The fields of a form, named as in the portal behind a prefix."""
    for name, feld in form.fields.items():
        kennung, label = f"{vorsatz}.{name}", str(feld.label)
        if isinstance(feld, forms.BooleanField):
            yield Feld(kennung, label, "haken")
        elif isinstance(feld, forms.ChoiceField):
            art = "mehrere" if isinstance(feld, Mehrfachwahl) else "eine"
            wahl = [Wahl(f"{kennung}={wert}", str(text)) for wert, text in list(feld.choices)]  # type: ignore[arg-type]  # a stub of all ways
            yield Feld(kennung, label, art, wahl=wahl)
        else:
            zeilen = 3 if isinstance(feld, Absatzfeld) else 1
            yield Feld(kennung, label, zeilen=zeilen, laenge=getattr(feld, "max_length", 0) or 0)


def _abschnitte(texte: Mapping[str, str], heute: date) -> Iterator[Abschnitt]:
    gemeinsam: dict[str, Any] = {"texte": texte, "heute": heute}
    yield Abschnitt(texte["antrag.sie"], list(_felder(HaushaltForm(None, **gemeinsam), "haushalt")))
    for nummer in range(1, KINDER + 1):
        kind = f"kind{nummer}"
        yield Abschnitt(f"{texte['antrag.kind']} ({nummer})", list(_felder(KindForm(None, **gemeinsam), kind)))
        for leistung in MIT_ANGABEN:
            felder = list(_felder(bedarf_form(leistung)(None, **gemeinsam), f"{kind}.{leistung}"))
            if leistung in {"klassenfahrt", "ausflug"}:  # with the code of the school the rest may stay empty
                felder.insert(0, Feld(f"{kind}.{leistung}.fahrt", texte["feld.fahrt"], laenge=20))
            yield Abschnitt(f"{texte[f'bedarf.{leistung}']} ({nummer}. Kind)", felder, ebene=3)
    yield Abschnitt(texte["antrag.konto"], list(_felder(KontoForm(None, **gemeinsam), "konto")))
    yield Abschnitt(texte["antrag.absenden"], list(_felder(AbsendenForm(None, **gemeinsam), "erklaerung")))


def papierform(kreis: str, heute: date) -> Formular:
    texte = katalog(GRUNDSPRACHE)
    return Formular(
        titel="Antrag auf Leistungen für Bildung und Teilhabe",
        verfasser=kreis,
        einleitung=[
            f"{kreis}. Schneller geht es im Internet: Dort werden Sie nur gefragt, was für Ihre Kinder nötig ist.",
            "Füllen Sie aus, was Sie wissen; fehlt etwas, fragen wir nach. Der Tag, an dem der Antrag bei uns ist, "
            "zählt. Füllen Sie bei jedem Kind nur die Teile aus, die Sie beantragen.",
            texte["antrag.konto_text"],
        ],
        abschnitte=list(_abschnitte(texte, heute)),
        unterschrift=texte["antrag.datenschutz"],
        datum=heute,
    )


@lru_cache(maxsize=4)
def papierform_pdf(kreis: str, heute: date) -> bytes:
    """The PDF of a day; made once, since everybody gets the same. Raises NichtBarrierefrei."""
    return als_pdf(papierform(kreis, heute))
