"""What every page of the portal gets: the texts of its language and the way to the others."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from kreislauf.portal.sprachen import GRUNDSPRACHE, SPRACHEN, auswahl, html_sprache, katalog


class Texte(dict[str, str]):
    """A catalogue for templates, where a dot leads into parts: `t.start_titel` is the entry `start.titel`."""

    def __missing__(self, schluessel: str) -> str:
        return self.get(schluessel.replace("_", ".", 1), "")


def seite(request: HttpRequest) -> dict[str, Any]:
    """Language from the first part of the address; where that has none, as the view says."""
    anfang, _, rest = request.path.lstrip("/").partition("/")
    sprache = anfang if anfang in SPRACHEN else getattr(request, "sprache", GRUNDSPRACHE)
    rest = rest if anfang in SPRACHEN else ""
    texte = katalog(sprache)
    return {
        "t": Texte(texte),
        "sprache": sprache,
        "html_sprache": html_sprache(sprache),
        "sprachen": [(code, html, name, f"/{code}/{rest}") for code, html, name in auswahl()],
        "kreis": settings.KREIS_NAME,
        "fusszeile": texte["bild_fuss"].format(kreis=settings.KREIS_NAME),
    }
