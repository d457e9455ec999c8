"""Fields of the application that check themselves and complain in the reader's language."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms

TAGE = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
_KLASSE = "kern-form-input__input"
_OHNE_ZEICHEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_IBAN_REST = 1


def _sauber(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


class Textfeld(forms.CharField):
    """One line of text, without characters that cannot be printed."""

    def __init__(
        self, laenge: int = 100, *, pflicht: bool = True, muster: str = "", fehler: str = "", **eingabe: str
    ) -> None:
        widget = forms.TextInput(attrs={"class": _KLASSE, "autocomplete": "off", **eingabe})
        super().__init__(max_length=laenge, required=pflicht, widget=widget)
        self.muster, self.fehler = muster, fehler

    def clean(self, value: Any) -> str:
        text = _sauber(str(super().clean(value)))
        if any(unicodedata.category(z) in _OHNE_ZEICHEN for z in text):
            raise forms.ValidationError(self.error_messages["zeichen"])
        if text and self.muster and not re.fullmatch(self.muster, text):
            raise forms.ValidationError(self.error_messages[self.fehler])
        return text


class Absatzfeld(Textfeld):
    """Several lines; line ends stay."""

    def __init__(self, laenge: int, *, pflicht: bool = True) -> None:
        super().__init__(laenge, pflicht=pflicht)
        self.widget = forms.Textarea(attrs={"class": _KLASSE, "rows": 6, "dir": "auto"})

    def clean(self, value: Any) -> str:
        zeilen = str(value or "").replace("\r\n", "\n").split("\n")
        if sum(map(len, zeilen)) > 2 * (self.max_length or 0):
            raise forms.ValidationError(self.error_messages["lang"])
        return "\n".join(super(Absatzfeld, self).clean(zeile) if zeile.strip() else "" for zeile in zeilen).strip()


class Tagfeld(forms.DateField):
    def __init__(self, *, pflicht: bool = True) -> None:
        attrs = {"class": _KLASSE, "inputmode": "decimal", "autocomplete": "off", "dir": "ltr"}
        super().__init__(required=pflicht, input_formats=TAGE, widget=forms.TextInput(attrs=attrs))


class Betragfeld(Textfeld):
    """An amount in euros as people write it: 4,50 or 4.50 or 1.250,00."""

    def __init__(self, *, pflicht: bool = True) -> None:
        super().__init__(12, pflicht=pflicht, inputmode="decimal", dir="ltr")

    def clean(self, value: Any) -> str:
        """The amount as text with two decimals; empty if nothing was said."""
        text = super().clean(value).replace("€", "").replace(" ", "")
        if not text:
            return ""
        if "," in text:
            text = text.replace(".", "").replace(",", ".")
        try:
            betrag = Decimal(text)
        except InvalidOperation:
            raise forms.ValidationError(self.error_messages["betrag"]) from None
        if not re.fullmatch(r"\d{1,6}(\.\d{1,2})?", text, re.ASCII) or betrag <= 0:
            raise forms.ValidationError(self.error_messages["betrag"])
        return f"{betrag:.2f}"


class Ibanfeld(Textfeld):
    """Check digits by ISO 7064 (mod 97), 22 characters for Germany."""

    def __init__(self) -> None:
        super().__init__(40, pflicht=False, dir="ltr")

    def clean(self, value: Any) -> str:
        iban = super().clean(value).replace(" ", "").upper()
        if iban and not gueltige_iban(iban):
            raise forms.ValidationError(self.error_messages["iban"])
        return iban


def gueltige_iban(iban: str) -> bool:
    if not re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", iban, re.ASCII) or (iban[:2] == "DE" and len(iban) != 22):
        return False
    return int("".join(str(int(z, 36)) for z in iban[4:] + iban[:4])) % 97 == _IBAN_REST


class Wahlfeld(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(widget=forms.RadioSelect)


class Mehrfachwahl(forms.MultipleChoiceField):
    def __init__(self, *, pflicht: bool = True) -> None:
        super().__init__(required=pflicht, widget=forms.CheckboxSelectMultiple)


def biete(form: forms.Form, name: str, wahl: Sequence[tuple[str, str]]) -> None:
    """Give a field its choices, in the family's language."""
    feld = form.fields[name]
    assert isinstance(feld, forms.ChoiceField)
    feld.choices = wahl


class Haken(forms.BooleanField):
    def __init__(self, *, pflicht: bool = True) -> None:
        super().__init__(required=pflicht, widget=forms.CheckboxInput(attrs={"class": "kern-form-check__checkbox"}))


class Sprachform(forms.Form):
    """A form in the reader's language: label `feld.<name>`, hint `feld.<name>_hinweis`, errors from the catalogue."""

    def __init__(self, daten: Any, *, texte: Mapping[str, str], heute: date, **weiteres: Any) -> None:
        super().__init__(daten, label_suffix="", use_required_attribute=False, **weiteres)
        self.texte, self.heute = texte, heute
        for name, feld in self.fields.items():
            feld.label = texte[f"feld.{name}"]
            feld.error_messages = {**self._fehler(feld)}
            feld.validators = [v for v in feld.validators if not hasattr(v, "limit_value")] + [
                _Laenge(getattr(feld, "max_length", None), texte["fehler.lang"])
            ]

    def _fehler(self, feld: forms.Field) -> dict[str, str]:
        wahl = isinstance(feld, forms.ChoiceField | forms.BooleanField)
        pflicht = "fehler.pflicht" if wahl else "fehler.tag" if isinstance(feld, Tagfeld) else "fehler.text"
        fehler = {k: self.texte[f"fehler.{k}"] for k in ("zeichen", "betrag", "iban", "plz", "email", "lang")}
        tag = self.texte["fehler.tag"]
        return {
            **fehler,
            "required": self.texte[pflicht],
            "invalid": tag,
            "invalid_choice": self.texte["fehler.pflicht"],
        }

    def als_daten(self) -> dict[str, Any]:
        """The answers as they travel in the draft: days as ISO text."""
        return {k: v.isoformat() if isinstance(v, date) else v for k, v in self.cleaned_data.items()}


class _Laenge:
    def __init__(self, hoechstens: int | None, text: str) -> None:
        self.hoechstens, self.text = hoechstens, text

    def __call__(self, wert: object) -> None:
        if self.hoechstens is not None and isinstance(wert, str) and len(wert) > self.hoechstens:
            raise forms.ValidationError(self.text)
