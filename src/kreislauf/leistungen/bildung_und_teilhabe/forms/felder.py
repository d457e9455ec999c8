"""Fields as this Leistung uses them."""

from typing import Any

from django import forms


def tagfeld(label: str, *, required: bool = True, **angaben: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **angaben
    )


def betragsfeld(label: str, *, required: bool = True, **angaben: Any) -> forms.DecimalField:
    """Euro with comma or point."""
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=8,
        decimal_places=2,
        min_value=0,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        **angaben,
    )


def grundfeld(label: str, *, required: bool = True, zeilen: int = 2, **angaben: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": zeilen}), **angaben
    )
