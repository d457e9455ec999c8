"""All named addresses without arguments, from the resolver, and who may open them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Addresses that a GET does not open as a page: they answer only POST, with a file, a fragment or a redirect.
KEINE_SEITEN = {
    "farbschema": "nur POST",
}
ROLLEN_DER_REIHE_NACH = ("geschaeftsfuehrung", "leitung", "fachbereich", "planung", "datenschutz", "technik", None)


def _muster(resolver: URLResolver, vorn: str = "", raum: str = "") -> Iterator[tuple[str, str]]:
    for eintrag in resolver.url_patterns:
        pfad = vorn + str(eintrag.pattern).lstrip("^").rstrip("$")
        if isinstance(eintrag, URLResolver):
            yield from _muster(eintrag, pfad, f"{raum}{eintrag.namespace}:" if eintrag.namespace else raum)
        elif isinstance(eintrag, URLPattern) and eintrag.name and "<" not in pfad and "(" not in pfad:
            yield raum + eintrag.name, "/" + pfad


def alle_adressen() -> list[tuple[str, str]]:
    """(name, path) of each address that needs no argument and answers GET with a page."""
    gefunden = dict(_muster(get_resolver()))
    return sorted((name, pfad) for name, pfad in gefunden.items() if name not in KEINE_SEITEN)
