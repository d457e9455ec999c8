"""All named addresses without arguments, from the resolver, and who may open them."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

_MITTEN_DRIN = "öffnet nur mitten in der Anmeldung; geprüft, wo die Anmeldung geprüft wird"
_ZWEITER_FAKTOR = "öffnet nur mit eingerichtetem zweitem Faktor; geprüft, wo dieser geprüft wird"
# Addresses that a plain GET does not open as a page, each with its reason.
KEINE_SEITEN = {
    "farbschema": "nur POST",
    "konto_erinnerungen": "nur POST",
    "but:briefe_drucken": "nur POST",
    "but:postkorb_csv": "antwortet mit CSV",
    "but:fahrten_csv": "antwortet mit CSV",
    "but:sammelabrechnungen_csv": "antwortet mit CSV",
    "ratsinfo:mitteilungen_gelesen": "nur POST",
    "ratsinfo:mitteilungswahl": "nur POST",
    "veroeffentlichung:oparl_system": "antwortet mit JSON",
    "veroeffentlichung:oparl_beschreibung": "antwortet mit JSON",
    "veroeffentlichung:oparl_bodies": "antwortet mit JSON",
    "veroeffentlichung:oparl_body": "antwortet mit JSON",
    "mfa_authenticate": _MITTEN_DRIN,
    "mfa_reauthenticate": _ZWEITER_FAKTOR,
    "mfa_view_recovery_codes": _ZWEITER_FAKTOR,
    "mfa_download_recovery_codes": _ZWEITER_FAKTOR,
    "mfa_generate_recovery_codes": _ZWEITER_FAKTOR,
    "mfa_deactivate_totp": _ZWEITER_FAKTOR,
}
ROLLEN_DER_REIHE_NACH = (
    "geschaeftsfuehrung",
    "leitung",
    "fachbereich",
    "planung",
    "teamleitung_but",
    "sachbearbeitung_but",
    "kasse",
    "schule",
    "datenschutz",
    "technik",
    None,
)


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
