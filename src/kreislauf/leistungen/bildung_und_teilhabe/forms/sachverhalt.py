"""Small forms that complete facts: a price, the end of a benefit period, where something is handed on."""

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import betragsfeld, tagfeld


class PreisForm(forms.Form):
    betrag = betragsfeld("Betrag in Euro")


class ZeitraumendeForm(forms.Form):
    ende = tagfeld("Grundleistung endet am")


class WeiterleitenForm(forms.Form):
    stelle = forms.CharField(label="an welche Stelle?", max_length=200)
