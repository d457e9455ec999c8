"""What only the pages of Bildung und Teilhabe need."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.formats import number_format

from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
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


@register.filter
def fahrtcode(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


@register.filter
def fahrtzeit(fahrt: Fahrt) -> str:
    von, bis = f"{fahrt.beginn:%d.%m.%Y}", f"{fahrt.ende:%d.%m.%Y}"
    return von if von == bis else f"{von} bis {bis}"


@register.filter
def fahrtangaben(fahrt: Fahrt) -> list[tuple[str, str]]:
    """What the institution confirms, with the names of the form."""
    zeilen = [
        ("Wann", fahrtzeit(fahrt)),
        ("Kosten je Kind", euro(fahrt.kosten)),
        ("davon Taschengeld", euro(fahrt.taschengeld) if fahrt.taschengeld else "keines"),
        ("enthalten", fahrt.enthalten),
        ("Zuschüsse von anderen", fahrt.zuschuesse or "keine"),
        ("bei einer Absage", fahrt.ruecktritt or "nicht angegeben"),
        ("zu zahlen bis", f"{fahrt.faellig_am:%d.%m.%Y}"),
        ("Konto", f"{fahrt.kontoinhaber}, {fahrt.iban}"),
        ("Verwendungszweck", fahrt.verwendungszweck or "nicht angegeben"),
        ("verantwortlich", fahrt.ansprechperson),
        ("im Rahmen der schulrechtlichen Bestimmungen", "ja" if fahrt.schulrechtlich else "nein"),
    ]
    return [(name, str(wert)) for name, wert in zeilen]
