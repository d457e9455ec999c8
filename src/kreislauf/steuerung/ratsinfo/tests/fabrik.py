"""Objects for tests: `make_<noun>(**overrides)`."""

from datetime import UTC, date, datetime
from typing import Any

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beschluss, Beschlusspunkt, Einlesung, Gremium, Vorlage
from kreislauf.steuerung.ratsinfo.services.einlesen import fingerabdruck, nummer_norm

__all__ = ["make_bereich", "make_user"]

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HEUTE = date(2026, 11, 24)


def make_gremium(name: str = "Jugendhilfeausschuss", **angaben: Any) -> Gremium:
    angaben.setdefault("bereich", make_bereich())
    return Gremium.objects.create(name=name, schutzstufe=Schutzstufe.OEFFENTLICH, **angaben)


def make_vorlage(**angaben: Any) -> Vorlage:
    text = angaben.setdefault("text", f"Vorlage {Vorlage.objects.count()}")
    nummer = angaben.setdefault("nummer", f"V/{Vorlage.objects.count() + 1:04}/2026")
    angaben.setdefault("bereich", make_bereich())
    angaben.setdefault("betreff", "Fachstandards für Hilfen zur Erziehung")
    angaben.setdefault("datum", date(2026, 1, 15))
    return Vorlage.objects.create(
        **angaben, nummer_norm=nummer_norm(nummer), fingerabdruck=fingerabdruck(text), created_at=AT, updated_at=AT
    )


def make_beschluss(vorlage: Vorlage | None = None, **angaben: Any) -> Beschluss:
    vorlage = vorlage or make_vorlage()
    angaben.setdefault("ergebnis", "beschlossen")
    angaben.setdefault("datum", date(2026, 2, 1))
    angaben.setdefault("gremium_name", "Jugendhilfeausschuss")
    return Beschluss.objects.create(vorlage=vorlage, bereich=vorlage.bereich, **angaben)


def make_punkt(beschluss: Beschluss | None = None, **angaben: Any) -> Beschlusspunkt:
    beschluss = beschluss or make_beschluss()
    nummer = angaben.setdefault("nummer", str(beschluss.punkte.count() + 1))
    angaben.setdefault("text", f"Die Verwaltung legt Nummer {nummer} vor.")
    return Beschlusspunkt.objects.create(
        vorlage=beschluss.vorlage, beschluss=beschluss, satz="beschluss", bereich=beschluss.bereich, **angaben
    )


def make_auftrag(**angaben: Any) -> Auftrag:
    vorlage = angaben.pop("vorlage", None) or make_vorlage()
    angaben.setdefault("bereich", vorlage.bereich)
    angaben.setdefault("verantwortlich", vorlage.bereich)
    angaben.setdefault("text", "Fachstandards vorlegen")
    if "wiedervorlage" not in angaben:
        angaben.setdefault("frist", date(2027, 6, 30))
    angaben.setdefault("created_at", AT)
    return Auftrag.objects.create(vorlage=vorlage, updated_at=AT, **angaben)


def make_einlesung(**angaben: Any) -> Einlesung:
    bereich = angaben.pop("bereich", None) or make_bereich()
    actor = angaben.pop("created_by", None) or make_user()
    dokument = Dokument.objects.create(
        sha256="0" * 64, groesse=1, medientyp="text/plain", dateiname="vorlage.txt", bereich=bereich, created_at=AT
    )
    angaben.setdefault("dateiname", "vorlage.txt")
    return Einlesung.objects.create(dokument=dokument, bereich=bereich, created_by=actor, created_at=AT, **angaben)
