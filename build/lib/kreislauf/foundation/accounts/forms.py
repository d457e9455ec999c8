"""Forms of the administration of people, roles and areas."""

from typing import Any, ClassVar

from allauth.account.forms import ChangePasswordForm
from django import forms
from django.core.exceptions import ValidationError

from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.rollen import ROLLEN


def _tag() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class PasswortForm(ChangePasswordForm):  # type: ignore[misc]
    def add_error(self, field: str | None, error: Any) -> None:
        """Say in our words that the two do not match: the library's are informal."""
        if field == "password2" and not isinstance(error, ValidationError):
            error = "Die beiden neuen Passwörter sind verschieden."
        super().add_error(field, error)


class PersonenFilter(forms.Form):
    suche = forms.CharField(label="Name oder E-Mail", required=False, max_length=100)
    rolle = forms.ChoiceField(
        label="Rolle", required=False, choices=[("", "alle"), *((k, r.label) for k, r in ROLLEN.items())]
    )
    bereich = forms.ModelChoiceField(Bereich.objects.all(), label="Bereich", required=False, empty_label="alle")
    zugang = forms.ChoiceField(
        label="Zugang", required=False, choices=[("", "alle"), ("aktiv", "aktiv"), ("gesperrt", "gesperrt")]
    )


class PersonForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ("vorname", "nachname", "email", "funktion", "telefon")


class RolleForm(forms.Form):
    rolle = forms.ChoiceField(label="Rolle", choices=[(k, r.label) for k, r in ROLLEN.items()])
    bereich = forms.ModelChoiceField(Bereich.objects.all(), label="Bereich")
    beginn = forms.DateField(label="von", widget=_tag())
    ende = forms.DateField(label="bis", required=False, widget=_tag())

    def clean(self) -> dict[str, object]:
        werte = super().clean() or {}
        beginn, ende = werte.get("beginn"), werte.get("ende")
        if beginn and ende and ende < beginn:
            self.add_error("ende", "Das Ende liegt vor dem Beginn.")
        return werte


class BereichForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Bereich
        fields = ("name", "kurzname", "art", "uebergeordnet", "beginn", "ende")
        widgets: ClassVar = {
            name: forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}) for name in ("beginn", "ende")
        }

    def clean(self) -> dict[str, object]:
        werte = super().clean() or {}
        if werte.get("beginn") and werte.get("ende") and werte["ende"] < werte["beginn"]:
            self.add_error("ende", "Das Ende liegt vor dem Beginn.")
        return werte
