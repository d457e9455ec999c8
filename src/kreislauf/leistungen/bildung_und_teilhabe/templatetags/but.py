"""What only the pages of Bildung und Teilhabe need."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from kreislauf.leistungen.bildung_und_teilhabe.selectors.fallseite import gruende
from kreislauf.recht.begruendung import in_worten

register = template.Library()
register.filter("gruende", gruende)


@register.filter
def euro(betrag: Any) -> str:
    """An amount as people write it: 1.234,50 €."""
    if betrag is None:
        return "offen"
    return f"{number_format(Decimal(str(betrag)), 2, use_l10n=True, force_grouping=True)} €"


@register.filter
def grundart(art: str) -> str:
    """Kind of a reason in words."""
    return {
        "erfuellt": "erfüllt",
        "nicht_erfuellt": "nicht erfüllt",
        "person": "Person entscheidet",
        "vorbehalt": "Person entscheidet",
        "gesperrt": "gesperrt",
        "hinweis": "Hinweis",
    }.get(art, art)


@register.filter
def artfarbe(art: str) -> str:
    return {"bewilligt": "success", "abgelehnt": "danger"}.get(art, "warning")


@register.filter
def parameterwert(wert: Any) -> str:
    """A stored parameter value; amounts are kept as text."""
    try:
        return in_worten(Decimal(wert)) if isinstance(wert, str) and wert.replace(".", "", 1).isdigit() else str(wert)
    except ArithmeticError:
        return str(wert)
