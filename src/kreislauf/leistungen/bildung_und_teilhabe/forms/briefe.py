"""Forms of letter runs."""

from django import forms

from kreislauf.leistungen.bildung_und_teilhabe.forms.felder import tagfeld


class DruckForm(forms.Form):
    beidseitig = forms.BooleanField(
        label="Beidseitig drucken (jeder Brief beginnt auf einem neuen Blatt)", required=False, initial=True
    )


class PostForm(forms.Form):
    posted_on = tagfeld("zur Post gegeben am", help_text="Von diesem Tag an rechnen Bekanntgabe und Fristen.")
