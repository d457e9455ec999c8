"""Data of the building blocks: lights, buttons, columns, and how a form field is drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django import forms
from django.db.models import TextChoices
from django.forms import BoundField
from django.utils.safestring import SafeString

from kreislauf.foundation.states import allowed_acts
from kreislauf.foundation.ui.eingaben import ohne_vorlage

# Kinds of messages and badges: KERN's own and the levels of django.contrib.messages.
ARTEN = {
    "info": "info",
    "debug": "info",
    "success": "success",
    "warning": "warning",
    "error": "danger",
    "danger": "danger",
}


class Ampel(StrEnum):
    """Levels of a status light. Computed from dates and evidence, never typed."""

    GRUEN = "gruen"
    GELB = "gelb"
    ROT = "rot"
    GRAU = "grau"


@dataclass(frozen=True, slots=True)
class Licht:
    wort: str
    symbol: str


AMPEL = {
    Ampel.GRUEN: Licht("im Plan", "success"),
    Ampel.GELB: Licht("bald fällig", "warning"),
    Ampel.ROT: Licht("überfällig", "danger"),
    Ampel.GRAU: Licht("ohne Termin", "info"),
}


@dataclass(frozen=True, slots=True)
class Spalte:
    """A column of a table; `sortierbar` makes its header a link."""

    name: str
    titel: str
    sortierbar: bool = False
    numerisch: bool = False


@dataclass(frozen=True, slots=True)
class Schritt:
    """How an act of a transition table looks as a button; with `rueckfrage` it first leads to a confirm page."""

    titel: str
    art: str = "secondary"
    symbol: str = ""
    rueckfrage: bool = False


@dataclass(frozen=True, slots=True)
class Knopf:
    akt: str
    schritt: Schritt
    url: str


S = TypeVar("S", bound=TextChoices)


def knoepfe_aus(
    transitions: Mapping[tuple[str, S], S],
    state: S,
    schritte: Mapping[str, Schritt],
    *,
    url: Callable[[str], str],
    darf: Callable[[str], bool],
) -> Sequence[Knopf]:
    """Buttons of a page from the table of transitions: what is possible in this state and allowed to this person."""
    return [Knopf(akt, schritte[akt], url(akt)) for akt in allowed_acts(transitions, state) if darf(akt)]


def feldart(field: BoundField) -> str:
    """Which template piece draws the field."""
    widget = field.field.widget
    if isinstance(widget, forms.HiddenInput | forms.MultipleHiddenInput):
        return "verborgen"
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "auswahl"
    if isinstance(widget, forms.CheckboxInput):
        return "haken"
    if isinstance(widget, forms.Select):
        return "liste"
    if isinstance(widget, forms.MultiWidget):
        return "gruppe"
    return "eingabe"


_KLASSE = {
    "haken": "kern-form-check__checkbox",
    "liste": "kern-form-input__select",
    "eingabe": "kern-form-input__input",
    "gruppe": "kern-form-input__input",
}


def widget_html(field: BoundField) -> SafeString:
    """The input element with KERN's class; label, hint and error are tied to it by Django's own ids."""
    art = feldart(field)
    if art not in _KLASSE:
        return field.as_widget()
    klassen = [_KLASSE[art], *([f"{_KLASSE[art]}--error"] if field.errors else [])]
    eigene = field.field.widget.attrs.get("class")
    if eigene:
        klassen.append(eigene)
    return field.as_widget(ohne_vorlage(field.field.widget), attrs={"class": " ".join(klassen)})
