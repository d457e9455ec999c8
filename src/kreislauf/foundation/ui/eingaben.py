"""Django's own inputs, drawn without its templates, which take most of the time of a page with a filter."""

from collections.abc import Iterable
from copy import copy
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.forms.widgets import Input
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class _Liste(forms.Select):
    """Django's select without a template for each option: a list of units or bodies has dozens."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        gewaehlt = set(self.format_value(value))
        gruppen = []
        for wert, text in _wahlen(self.choices):
            optionen = text if isinstance(text, list | tuple) else [("" if wert is None else wert, text)]
            html = format_html_join(
                "",
                '<option value="{}"{}>{}</option>',
                [(w, _SELECTED if str(w) in gewaehlt else "", t) for w, t in optionen],
            )
            gruppen.append(
                html if optionen is not text else format_html('<optgroup label="{}">{}</optgroup>', wert, html)
            )
        angaben = flatatt(self.build_attrs(self.attrs, attrs))
        inhalt = format_html_join("", "{}", [(gruppe,) for gruppe in gruppen])
        return format_html('<select name="{}"{}>{}</select>', name, angaben, inhalt)


class _Eingabe(Input):
    """Django's input without a template."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        wert = self.format_value(value)
        return format_html(
            '<input type="{}" name="{}"{}{}>',
            self.input_type,
            name,
            "" if wert is None else format_html(' value="{}"', wert),
            flatatt(self.build_attrs(self.attrs, attrs)),
        )


_SELECTED = mark_safe(" selected")
_EINGABEN = (forms.TextInput, forms.NumberInput, forms.EmailInput, forms.DateInput)
_OHNE_VORLAGE: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.Select: _Liste,
    **{klasse: type(klasse.__name__, (_Eingabe, klasse), {}) for klasse in _EINGABEN},
}


def _wahlen(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Rows of a table in one query: Django opens a cursor of the database for them, which is three."""
    if not isinstance(choices, ModelChoiceIterator):
        return iter(choices)
    leer = [] if choices.field.empty_label is None else [("", choices.field.empty_label)]
    return [*leer, *(choices.choice(zeile) for zeile in choices.queryset.all())]


def ohne_vorlage(widget: forms.Widget) -> forms.Widget:
    """The widget, drawn without templates if it is one of Django's own."""
    if klasse := _OHNE_VORLAGE.get(type(widget)):
        widget = copy(widget)
        widget.__class__ = klasse
    return widget
