"""The sections of the application: the family, each child, what each child needs, the account, the declaration."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from kreislauf.portal.anspruchspruefung import BEDARFE, EINRICHTUNGEN, KREISE, OHNE_KREIS, bezeichnung_sgb2
from kreislauf.portal.felder import (
    Absatzfeld,
    Betragfeld,
    Haken,
    Ibanfeld,
    Mehrfachwahl,
    Sprachform,
    Tagfeld,
    Textfeld,
    Wahlfeld,
    biete,
)

ROLLEN = ("elternteil", "vormund", "jugendlich", "bevollmaechtigt")
ALLE_BEDARFE = ("schulbedarf", *BEDARFE)
_AELTESTE = date(1900, 1, 1)


class _MitGeburtsdatum(Sprachform):
    def clean_geburtsdatum(self) -> date:
        tag: date = self.cleaned_data["geburtsdatum"]
        if tag > self.heute:
            raise forms.ValidationError(self.texte["fehler.zukunft"])
        if tag < _AELTESTE:
            raise forms.ValidationError(self.texte["fehler.datum"])
        return tag


class HaushaltForm(_MitGeburtsdatum):
    """Who applies (fact base, section 5, household part)."""

    vorname = Textfeld(autocomplete="given-name")
    nachname = Textfeld(autocomplete="family-name")
    geburtsdatum = Tagfeld()
    strasse = Textfeld(120, autocomplete="street-address")
    plz = Textfeld(5, muster=r"[0-9]{5}", fehler="plz", autocomplete="postal-code", inputmode="numeric")
    ort = Textfeld(autocomplete="address-level2")
    telefon = Textfeld(40, pflicht=False, autocomplete="tel", inputmode="tel", dir="ltr")
    email = Textfeld(
        200, pflicht=False, muster=r"[^@\s]+@[^@\s]+\.[^@\s.]+", fehler="email", autocomplete="email", inputmode="email"
    )
    rolle = Wahlfeld()
    rechtskreis = Wahlfeld()
    aktenzeichen = Textfeld(60, pflicht=False)

    def __init__(self, daten: Any, *, texte: Mapping[str, str], heute: date, **weiteres: Any) -> None:
        super().__init__(daten, texte=texte, heute=heute, **weiteres)
        sgb2 = bezeichnung_sgb2(heute)
        kreise = [(k, texte[f"rechtskreis.{k}"].format(sgb2=sgb2)) for k in (*KREISE, *OHNE_KREIS)]
        biete(self, "rechtskreis", kreise)
        biete(self, "rolle", [(k, texte[f"rolle.{k}"]) for k in ROLLEN])


class KindForm(_MitGeburtsdatum):
    """One child and what is applied for."""

    vorname = Textfeld()
    nachname = Textfeld()
    geburtsdatum = Tagfeld()
    einrichtung = Wahlfeld()
    einrichtung_name = Textfeld(120, pflicht=False)
    klasse = Textfeld(30, pflicht=False)
    bedarfe = Mehrfachwahl()
    faehrt_mit = Haken(pflicht=False)

    def __init__(
        self,
        daten: Any,
        *,
        texte: Mapping[str, str],
        heute: date,
        fahrt: Mapping[str, Any] | None = None,
        **weiteres: Any,
    ) -> None:
        super().__init__(daten, texte=texte, heute=heute, **weiteres)
        self.fahrt = fahrt or {}
        if self.fahrt:
            self.fields["faehrt_mit"].label = f"{texte['feld.faehrt_mit']}: {self.fahrt['titel']}"
            self.fields["einrichtung"].required = self.fields["bedarfe"].required = False
            self.order_fields(["vorname", "nachname", "geburtsdatum", "faehrt_mit"])
            if self.data.get("faehrt_mit") if self.is_bound else self.initial.get("faehrt_mit"):
                for name in ("einrichtung", "einrichtung_name", "klasse"):  # the trip says it
                    del self.fields[name]
        else:
            del self.fields["faehrt_mit"]
        if "einrichtung" in self.fields:
            biete(self, "einrichtung", [(k, texte[f"einrichtung.{k}"]) for k in EINRICHTUNGEN])
        biete(self, "bedarfe", [(k, texte[f"bedarf.{k}"]) for k in ALLE_BEDARFE])

    def clean(self) -> dict[str, Any]:
        """A child that takes part attends who runs the trip, and needs it; without the trip both must be said."""
        daten = super().clean() or self.cleaned_data
        if not self.fahrt:
            return daten
        if daten.get("faehrt_mit"):
            daten |= {k: self.fahrt[k] for k in ("einrichtung", "einrichtung_name")}
            daten["klasse"] = self.fahrt["klasse"]
            daten["bedarfe"] = [*dict.fromkeys([*daten.get("bedarfe", ()), self.fahrt["leistung"]])]
            return daten
        for name in ("einrichtung", "bedarfe"):
            if not daten.get(name) and name not in self.errors:
                self.add_error(name, self.texte["fehler.pflicht"])
        return daten


# Per benefit (fact base, section 5): name of the field → how it is asked.
_BEDARFSFELDER: dict[str, dict[str, Any]] = {
    "mittagsverpflegung": {
        "anbieter": lambda: Textfeld(120, pflicht=False),
        "preis": lambda: Betragfeld(pflicht=False),
        "tage": lambda: Textfeld(1, pflicht=False, muster=r"[1-7]", fehler="zeichen", inputmode="numeric"),
    },
    "ausflug": {
        "ziel": lambda: Textfeld(120, pflicht=False),
        "am": lambda: Tagfeld(pflicht=False),
        "kosten": lambda: Betragfeld(pflicht=False),
    },
    "klassenfahrt": {
        "ziel": lambda: Textfeld(120, pflicht=False),
        "von": lambda: Tagfeld(pflicht=False),
        "bis": lambda: Tagfeld(pflicht=False),
        "kosten": lambda: Betragfeld(pflicht=False),
        "faellig_am": lambda: Tagfeld(pflicht=False),
    },
    "teilhabe": {
        "was": lambda: Textfeld(120),
        "anbieter": lambda: Textfeld(120, pflicht=False),
        "kosten_monat": lambda: Betragfeld(pflicht=False),
    },
    "schuelerbefoerderung": {"eigenanteil": lambda: Betragfeld(pflicht=False)},
    "lernfoerderung": {"fach": lambda: Textfeld(120), "anbieter": lambda: Textfeld(120, pflicht=False)},
}
MIT_ANGABEN = tuple(_BEDARFSFELDER)


class BedarfForm(Sprachform):
    """What is known of one need; most may stay open, the office finds out (§ 20 SGB X)."""

    def clean(self) -> dict[str, Any]:
        daten = super().clean() or self.cleaned_data
        if daten.get("von") and daten.get("bis") and daten["bis"] < daten["von"]:
            self.add_error("bis", self.texte["fehler.reihenfolge"])
        return daten


def bedarf_form(leistung: str) -> type[BedarfForm]:
    felder = {name: mache() for name, mache in _BEDARFSFELDER[leistung].items()}
    return type(f"{leistung.title()}Form", (BedarfForm,), felder)


class KontoForm(Sprachform):
    kontoinhaber = Textfeld(70, pflicht=False)
    iban = Ibanfeld()


class AbsendenForm(Sprachform):
    """Declaration and consent; the files are checked by themselves (`anlagen`)."""

    anbieterkontakt = Haken(pflicht=False)
    wahrheit = Haken()


class SpaeterForm(Sprachform):
    """Where the link goes that opens the draft later; the files are checked by themselves (`anlagen`)."""

    email = Textfeld(
        200, muster=r"[^@\s]+@[^@\s]+\.[^@\s.]+", fehler="email", autocomplete="email", inputmode="email", dir="ltr"
    )


class StandForm(Sprachform):
    """Number and code, as they stand on the copy; how they are grouped or written does not matter."""

    nummer = Textfeld(40, dir="ltr", autocapitalize="characters")
    code = Textfeld(40, dir="ltr", autocapitalize="characters")


class FahrtcodeForm(Sprachform):
    fahrtcode = Textfeld(20, dir="ltr", autocapitalize="characters")


class NachweisForm(Sprachform):
    """Which of the missing proofs comes; the files are checked by themselves (`anlagen`)."""

    forderungen = Mehrfachwahl()
    nachricht = Textfeld(500, pflicht=False)

    def __init__(self, daten: Any, *, wahl: Sequence[tuple[str, str]], **weiteres: Any) -> None:
        super().__init__(daten, **weiteres)
        biete(self, "forderungen", wahl)


class WiderspruchForm(Sprachform):
    """Which decisions, and why if one likes to say."""

    zeilen = Mehrfachwahl()
    begruendung = Absatzfeld(4000, pflicht=False)

    def __init__(self, daten: Any, *, wahl: Sequence[tuple[str, str]], **weiteres: Any) -> None:
        super().__init__(daten, **weiteres)
        biete(self, "zeilen", wahl)


class HelferForm(Sprachform):
    """Who may help, and with what."""

    name = Textfeld(120)
    umfang = Mehrfachwahl(pflicht=False)

    def __init__(self, daten: Any, *, texte: Mapping[str, str], heute: date, **weiteres: Any) -> None:
        super().__init__(daten, texte=texte, heute=heute, **weiteres)
        biete(self, "umfang", [(u, texte[f"umfang.{u}"]) for u in ("nachweis", "bescheid")])
