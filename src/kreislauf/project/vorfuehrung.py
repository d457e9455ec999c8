"""Demo data: an invented county with its units, bodies and people."""

import json
import os
import secrets
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.project.vorfuehrung_ag import arbeitsgruppe_anlegen
from kreislauf.project.vorfuehrung_but import Beteiligte, faelle_anlegen
from kreislauf.project.vorfuehrung_schule import NAME, fahrten_anlegen
from kreislauf.steuerung.ratsinfo.models import Gremium
from kreislauf.verfahren.bescheid.models import Behoerde, Formvorgabe, Wertgrenze

KREIS = "Kreis Auental"
PORTALVORGABEN = "demo-portal.json"  # what `start` gives to the portal of the demo
_BAUM: dict[str, tuple[str, str]] = {  # name → (kind, belongs to); parents first
    "Dezernat Jugend und Soziales": ("einheit", KREIS),
    "Jugendamt": ("einheit", "Dezernat Jugend und Soziales"),
    "Allgemeiner Sozialer Dienst": ("einheit", "Jugendamt"),
    "Wirtschaftliche Jugendhilfe": ("einheit", "Jugendamt"),
    "Jugendhilfeplanung": ("einheit", "Jugendamt"),
    "Sozialamt": ("einheit", "Dezernat Jugend und Soziales"),
    "Bildung und Teilhabe": ("einheit", "Sozialamt"),
    "Kommunales Integrationszentrum": ("einheit", "Dezernat Jugend und Soziales"),
    "Jobcenter": ("einheit", KREIS),
    "Kreistag": ("gremium", KREIS),
    "Jugendhilfeausschuss": ("gremium", "Jugendamt"),
    "Grundschule am Mühlenbach": ("einheit", KREIS),
    "Unterausschuss Hilfen zur Erziehung": ("gremium", "Jugendamt"),
    "AG 78 Hilfen zur Erziehung": ("gremium", "Jugendamt"),
    "Ausschuss für Soziales und Gesundheit": ("gremium", "Sozialamt"),
}
_PERSONEN: list[tuple[str, str, str, str, str]] = [  # address, first and last name, role, area
    ("geschaeftsfuehrung", "Hanna", "Brockmann", "geschaeftsfuehrung", KREIS),
    ("fachbereich", "Emre", "Yildiz", "fachbereich", "Allgemeiner Sozialer Dienst"),
    ("leitung", "Petra", "Sandkühler", "leitung", "Jugendamt"),
    ("planung", "Jonas", "Wehmeier", "planung", KREIS),
    ("traeger", "Silvia", "Marzahn", "gremienmitglied", "AG 78 Hilfen zur Erziehung"),
    ("ausschuss", "Ursula", "Tönnies", "gremienmitglied", "Jugendhilfeausschuss"),
    ("sachbearbeitung", "Merle", "Ostkamp", "sachbearbeitung_but", "Bildung und Teilhabe"),
    ("teamleitung", "Kemal", "Aydin", "teamleitung_but", "Bildung und Teilhabe"),
    ("kasse", "Ingrid", "Vogelsang", "kasse", "Bildung und Teilhabe"),
    ("schule", "Maike", "Terhorst", "schule", "Grundschule am Mühlenbach"),
    ("datenschutz", "Dirk", "Overbeck", "datenschutz", KREIS),
    ("technik", "Olha", "Marchenko", "technik", KREIS),
]


_GREMIENARTEN = (("AG 78", Gremium.Art.ARBEITSGRUPPE), ("Unterausschuss", Gremium.Art.UNTERAUSSCHUSS))


class SchonDaten(Exception):
    """The database is not empty."""


def fuellen() -> None:
    """Create the demo county and leave the log-ins in the data folder, readable by the owner only.

    Raises SchonDaten; then nothing is written.
    """
    passwort = os.environ.get("KREISLAUF_DEMO_PASSWORT") or f"auental-{secrets.token_hex(5)}"
    with handeln_als_system():
        if Bereich.objects.exists() or User.objects.exists():
            raise SchonDaten("Die Datenbank enthält schon Daten; Vorführdaten kommen nur in eine leere.")
        bereiche = _bereiche_anlegen()
        _gremien_anlegen(bereiche)
        _personen_anlegen(bereiche, passwort)
        arbeitsgruppe_anlegen(bereiche["AG 78 Hilfen zur Erziehung"], bereiche["Jugendhilfeplanung"])
        _vorgaben_anlegen(bereiche["Bildung und Teilhabe"])
        rolle = {r: User.objects.get(email=f"{r}@auental.example") for r in ("sachbearbeitung", "teamleitung", "kasse")}
        faelle_anlegen(bereiche["Bildung und Teilhabe"], Beteiligte(**rolle), timezone.localdate())
        schulbereich, schule = bereiche[NAME], User.objects.get(email="schule@auental.example")
        amt = rolle["sachbearbeitung"]
        fahrten_anlegen(bereiche["Bildung und Teilhabe"], schulbereich, amt, schule, timezone.localdate())
    portal = {"KREISLAUF_KREIS": KREIS, "KREISLAUF_PORTAL_BEREICH": str(bereiche["Bildung und Teilhabe"].pk)}
    (Path(settings.DATEN) / PORTALVORGABEN).write_text(json.dumps(portal), encoding="utf-8")
    datei = Path(settings.DATEN) / "demo-anmeldungen.txt"
    datei.touch(mode=0o600)
    datei.write_text(_anmeldungen(passwort), encoding="utf-8")


def _bereiche_anlegen() -> dict[str, Bereich]:
    bereiche = {KREIS: Bereich.objects.create(name=KREIS, art=Bereich.Art.KOERPERSCHAFT)}
    for name, (art, ueber) in _BAUM.items():
        bereiche[name] = Bereich.objects.create(name=name, art=art, uebergeordnet=bereiche[ueber])
    return bereiche


def _gremien_anlegen(bereiche: dict[str, Bereich]) -> None:
    for name, bereich in bereiche.items():
        if bereich.art == Bereich.Art.GREMIUM:
            art = next((a for wort, a in _GREMIENARTEN if wort in name), Gremium.Art.GREMIUM)
            grundlage = "§ 78 SGB VIII" if art == Gremium.Art.ARBEITSGRUPPE else ""
            Gremium.objects.create(
                name=name, bereich=bereich, schutzstufe=Schutzstufe.OEFFENTLICH, art=art, rechtsgrundlage=grundlage
            )
    ausschuss = Gremium.objects.get(name="Jugendhilfeausschuss")
    Gremium.objects.exclude(art=Gremium.Art.GREMIUM).update(berichtet_an=ausschuss)


def _personen_anlegen(bereiche: dict[str, Bereich], passwort: str) -> None:
    beginn = date(timezone.localdate().year - 2, 1, 1)
    for adresse, vorname, nachname, rolle, bereich in _PERSONEN:
        user = User.objects.create_user(
            f"{adresse}@auental.example", passwort, vorname=vorname, nachname=nachname, funktion=ROLLEN[rolle].label
        )
        Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=bereiche[bereich], beginn=beginn)


def _vorgaben_anlegen(bereich: Bereich) -> None:
    """Letterhead, seat, limit and forms of the benefits: invented, as a county would enter them."""
    beginn = date(timezone.localdate().year - 2, 1, 1)
    Behoerde.objects.create(
        bereich=bereich,
        name=KREIS,
        stelle="Bildung und Teilhabe",
        strasse="Am Mühlenwehr 12",
        plz="00000",
        ort="Auental",
        land="NW",
        telefon="00000 12-340",
        email="but@auental.example",
        leitung="Kemal Aydin",
        beginn=beginn,
    )
    Wertgrenze.objects.create(bereich=bereich, betrag=Decimal("500.00"), beginn=beginn)
    for leistung in ("mittagsverpflegung", "klassenfahrt", "ausflug", "teilhabe", "lernfoerderung"):
        Formvorgabe.objects.create(bereich=bereich, leistung=leistung, form="direkt", beginn=beginn)


def _anmeldungen(passwort: str) -> str:
    zeilen = [f"Anmeldungen der Vorführung (Passwort für alle: {passwort})"]
    zeilen += [f"  {a}@auental.example".ljust(40) + ROLLEN[rolle].label for a, _, _, rolle, _ in _PERSONEN]
    return "\n".join(zeilen) + "\n"
