"""Building blocks of pages in KERN markup; docs/ui.md shows each with an example."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.template import Context
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from kreislauf.foundation.ui.bausteine import AMPEL, ARTEN, Ampel, Knopf, Spalte, feldart, widget_html

register = template.Library()

_HINWEIS_TITEL = {"info": "Hinweis", "success": "Erledigt", "warning": "Bitte beachten", "danger": "Fehler"}


@register.simple_tag
def symbol(name: str, groesse: str = "") -> SafeString:
    """A decorative icon of KERN; the word beside it carries the meaning."""
    klasse = f" kern-icon--{groesse}" if groesse else ""
    return format_html('<span class="kern-icon kern-icon--{}{}" aria-hidden="true"></span>', name, klasse)


@register.simple_block_tag
def hinweis(content: str, art: str = "info", titel: str = "") -> SafeString:
    """A message box; `art` is info, success, warning, danger or a level of django.contrib.messages."""
    art = ARTEN.get(art, "info")
    return format_html(
        '<div class="kern-alert kern-alert--{0}"{1}><div class="kern-alert__header">'
        '<span class="kern-icon kern-icon--{0}" aria-hidden="true"></span><span class="kern-title">{2}</span></div>'
        '<div class="kern-alert__body"><div class="kern-body">{3}</div></div></div>',
        art,
        mark_safe(' role="alert"') if art == "danger" else "",
        titel or _HINWEIS_TITEL[art],
        content,
    )


@register.simple_block_tag
def karte(content: str, titel: str = "", ebene: int = 2) -> SafeString:
    """A framed section with a heading."""
    kopf = (
        format_html('<header class="kern-card__header"><h{0} class="kern-title">{1}</h{0}></header>', ebene, titel)
        if titel
        else ""
    )
    return format_html(
        '<section class="kern-card karte"><div class="kern-card__container">{}<div class="kern-card__body">{}</div>'
        "</div></section>",
        kopf,
        content,
    )


@register.simple_block_tag
def leer(content: str, titel: str) -> SafeString:
    """What stands where a list has no rows: what that means and what to do next."""
    return format_html(
        '<div class="leer"><p class="kern-body kern-body--bold">{}</p><p class="kern-body">{}</p></div>', titel, content
    )


@register.simple_tag
def ampel(stufe: str | Ampel, wort: str = "", hinweis: str = "") -> SafeString:
    """A status light: icon, word and colour together, never colour alone."""
    licht = AMPEL[Ampel(stufe)]
    return format_html(
        '<span class="ampel ampel--{}"{}><span class="kern-icon kern-icon--{} kern-icon--small" aria-hidden="true">'
        '</span><span class="ampel__wort">{}</span></span>',
        Ampel(stufe).value,
        format_html(' title="{}"', hinweis) if hinweis else "",
        licht.symbol,
        wort or licht.wort,
    )


@register.simple_tag
def badge(text: str, art: str = "info") -> SafeString:
    return format_html(
        '<span class="kern-badge kern-badge--{} kern-badge--small"><span class="kern-label kern-label--small">{}</span>'
        "</span>",
        ARTEN.get(art, "info"),
        text,
    )


@register.simple_tag
def fortschritt(wert: float, von: float, titel: str, *, kennung: str = "fortschritt") -> SafeString:
    """A progress bar with its label and the figures as text."""
    return format_html(
        '<div class="kern-progress"><label class="kern-label" for="{0}">{1}</label>'
        '<progress id="{0}" value="{2}" max="{3}"></progress>'
        '<span class="kern-body kern-body--small">{4} von {5}</span></div>',
        kennung,
        titel,
        str(wert),
        str(von or 1),
        str(wert),
        str(von),
    )


@register.filter
def kurz(text: str, zeichen: int) -> str:
    """The beginning of a text with so many characters, cut ones marked."""
    return text if len(text) <= zeichen else f"{text[: zeichen - 1]}…"


@register.filter
def tag(wert: date | None) -> str:
    return f"{wert:%d.%m.%Y}" if wert else ""


_PLATZ = UUID(int=0)


@cache
def _muster(name: str) -> str:
    return reverse(name, args=[_PLATZ])


@register.filter
def adresse(schluessel: UUID, name: str) -> str:
    """The address of one object, as `url` gives it: that one compares patterns anew for each row of a list."""
    return _muster(name).replace(str(_PLATZ), str(schluessel))


def _lesbar(wert: Any) -> Any:
    """As people read it: days and times in German, nothing as a dash."""
    if isinstance(wert, datetime):
        return date_format(localtime(wert), "d.m.Y H:i")
    if isinstance(wert, date):
        return date_format(wert, "d.m.Y")
    return "–" if wert is None or wert == "" else wert


@register.simple_tag
def beschreibung(paare: Mapping[str, Any] | Iterable[tuple[str, Any]]) -> SafeString:
    """A description list; empty values show as a dash."""
    zeilen = paare.items() if isinstance(paare, Mapping) else paare
    return format_html(
        '<dl class="kern-description-list">{}</dl>',
        format_html_join(
            "",
            '<div class="kern-description-list-item"><dt class="kern-description-list-item__key">{}</dt>'
            '<dd class="kern-description-list-item__value">{}</dd></div>',
            ((name, _lesbar(wert)) for name, wert in zeilen),
        ),
    )


@register.simple_tag
def knopf(text: str, art: str = "primary", *, symbol: str = "", name: str = "", wert: str = "") -> SafeString:
    """A button that sends the form it stands in."""
    return format_html(
        '<button class="kern-btn kern-btn--{}" type="submit"{}>{}<span class="kern-label">{}</span></button>',
        art,
        format_html(' name="{}" value="{}"', name, wert) if name else "",
        format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', symbol) if symbol else "",
        text,
    )


@register.simple_tag
def knopflink(text: str, url: str, art: str = "secondary", *, symbol: str = "") -> SafeString:
    """A link that looks like a button: for going somewhere, not for acting."""
    return format_html(
        '<a class="kern-btn kern-btn--{}" href="{}">{}<span class="kern-label">{}</span></a>',
        art,
        url,
        format_html('<span class="kern-icon kern-icon--{}" aria-hidden="true"></span>', symbol) if symbol else "",
        text,
    )


@register.inclusion_tag("ui/teile/knoepfe.html", takes_context=True)
def knoepfe(context: Context, liste: Sequence[Knopf]) -> dict[str, Any]:
    """Buttons for the acts that are possible now (`bausteine.knoepfe_aus`)."""
    return {"knoepfe": liste, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/teile/feld.html")
def feld(field: BoundField) -> dict[str, Any]:
    """One form field: label, hint, error and input, tied together."""
    return {"field": field, "art": feldart(field), "eingabe": widget_html(field)}


@register.inclusion_tag("ui/teile/fehlerliste.html")
def fehlerliste(form: BaseForm) -> dict[str, Any]:
    """All errors of a form at its top, each linked to its field."""
    felder = [feld for feld in form if feld.errors]
    return {"form": form, "felder": felder}


@register.inclusion_tag("ui/teile/formular.html")
def formular(form: BaseForm) -> dict[str, Any]:
    """Error summary and all fields; the <form>, the CSRF token and the buttons stay with the page."""
    return {"form": form}


@register.inclusion_tag("ui/teile/spalten.html", takes_context=True)
def spalten(context: Context, liste: Sequence[Spalte], parameter: str = "sortierung") -> dict[str, Any]:
    """Header row of a table; sortable columns are links that keep the filter."""
    abfrage: QueryDict = context["request"].GET
    gewaehlt = abfrage.get(parameter, "")
    kopf = []
    for spalte in liste:
        richtung = {spalte.name: "ascending", f"-{spalte.name}": "descending"}.get(gewaehlt, "none")
        neu = abfrage.copy()
        neu.pop("seite", None)
        neu[parameter] = f"-{spalte.name}" if richtung == "ascending" else spalte.name
        kopf.append({"spalte": spalte, "richtung": richtung, "url": f"?{neu.urlencode()}"})
    return {"kopf": kopf}


@register.inclusion_tag("ui/teile/seiten.html", takes_context=True)
def seiten(context: Context, seite: Page[Any], parameter: str = "seite") -> dict[str, Any]:
    """Page links below a list; they keep the filter."""

    def adresse(nummer: int) -> str:
        abfrage = context["request"].GET.copy()
        abfrage[parameter] = str(nummer)
        return f"?{abfrage.urlencode()}"

    nummern = [
        (n, adresse(n)) if isinstance(n, int) else (None, "")
        for n in seite.paginator.get_elided_page_range(seite.number, on_each_side=1, on_ends=1)
    ]
    return {
        "seite": seite,
        "nummern": nummern,
        "zurueck": adresse(seite.number - 1) if seite.has_previous() else "",
        "weiter": adresse(seite.number + 1) if seite.has_next() else "",
    }


@register.inclusion_tag("ui/teile/weiterblaettern.html", takes_context=True)
def weiterblaettern(context: Context, naechster: str, parameter: str = "nach") -> dict[str, Any]:
    """Keyset paging: one link to what follows after the key `naechster` (empty: the end is reached)."""
    abfrage = context["request"].GET.copy()
    am_anfang = parameter not in abfrage
    anfang = abfrage.copy()
    anfang.pop(parameter, None)
    abfrage[parameter] = naechster
    return {
        "weiter": f"?{abfrage.urlencode()}" if naechster else "",
        "anfang": "" if am_anfang else f"?{anfang.urlencode()}",
    }


@register.inclusion_tag("ui/teile/filterleiste.html", takes_context=True)
def filterleiste(context: Context, form: BaseForm, treffer: int | None = None) -> dict[str, Any]:
    """A GET form that narrows a list; `treffer` is read out when it changes."""
    request = context["request"]
    return {"form": form, "treffer": treffer, "pfad": request.path, "gefiltert": any(request.GET.values())}
