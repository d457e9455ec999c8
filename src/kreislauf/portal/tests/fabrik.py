"""An application sent through the portal's pages."""

import html
import re
from dataclasses import dataclass
from typing import Any

from django.test import Client

HAUSHALT = {
    "vorname": "Amira", "nachname": "Haddad", "geburtsdatum": "4.5.1988", "strasse": "Lindenweg 3", "plz": "12345",
    "ort": "Auental", "rolle": "elternteil", "rechtskreis": "sgb2",
}  # fmt: skip
KIND = {"vorname": "Sami", "nachname": "Haddad", "geburtsdatum": "1.3.2017", "einrichtung": "schule"}


@dataclass(frozen=True)
class Kopie:
    """What the family keeps."""

    nummer: str
    code: str


def verborgen(text: str, name: str) -> str:
    gefunden = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert gefunden is not None, text
    return html.unescape(gefunden[1])


def weiter(client: Client, antwort: Any, sprache: str = "de", **werte: Any) -> Any:
    text = antwort.content.decode()
    daten = {"entwurf": verborgen(text, "entwurf"), "schritt": verborgen(text, "schritt"), **werte}
    return client.post(f"/{sprache}/antrag/", daten)


def bis_zur_pruefung(client: Client, *bedarfe: str, sprache: str = "de") -> Any:
    antwort = client.get(f"/{sprache}/antrag/")
    antwort = weiter(client, antwort, sprache, **HAUSHALT)
    antwort = weiter(client, antwort, sprache, **KIND, bedarfe=list(bedarfe or ("teilhabe",)))
    if "schulbedarf" not in bedarfe or len(bedarfe) > 1:
        antwort = weiter(client, antwort, sprache, **{"teilhabe-was": "Schwimmen"})
    return antwort


def sende_antrag(client: Client, *bedarfe: str, sprache: str = "de") -> Kopie:
    antwort = weiter(client, bis_zur_pruefung(client, *bedarfe, sprache=sprache), sprache, wahrheit="on")
    assert antwort.status_code == 200, antwort.content.decode()
    text = antwort.content.decode()
    code = re.search(r'class="code" dir="ltr">([0-9A-Z-]+)<', text)
    nummer = re.search(r"\b([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{2})\b", text)
    assert code is not None and nummer is not None, text
    return Kopie(nummer[1], code[1])
