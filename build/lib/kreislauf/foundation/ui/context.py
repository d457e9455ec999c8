"""What every page's template gets."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.ui.navigation import eintraege_fuer

FARBSCHEMA_COOKIE = "farbschema"
FARBSCHEMATA = {"system": "Wie im Gerät eingestellt", "light": "Hell", "dark": "Dunkel"}


@dataclass(frozen=True, slots=True)
class Punkt:
    titel: str
    url: str
    aktiv: bool


def _kreis() -> str:
    """Name of the county: the area above all others."""
    oberster = Bereich.objects.filter(uebergeordnet=None).order_by("pk").values_list("name", flat=True).first()
    return oberster or "Kreislauf"


def _navigation(request: HttpRequest) -> list[Punkt]:
    """Entries for this person; the one with the longest matching address is the active one."""
    adressen = [(e.titel, reverse(e.url_name)) for e in eintraege_fuer(getattr(request, "rechte", Rechte({})))]
    treffer = [url for _, url in adressen if request.path == url or (url != "/" and request.path.startswith(url))]
    aktiv = max(treffer, key=len, default=None)
    return [Punkt(titel, url, url == aktiv) for titel, url in adressen]


def seite(request: HttpRequest) -> dict[str, object]:
    gewaehlt = request.COOKIES.get(FARBSCHEMA_COOKIE, "system")
    return {
        "kreis_name": SimpleLazyObject(_kreis),
        "navigation": SimpleLazyObject(lambda: _navigation(request)),
        "farbschema": gewaehlt if gewaehlt in FARBSCHEMATA else "system",
        "farbschemata": FARBSCHEMATA,
    }
