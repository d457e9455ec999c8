"""Papers and deliberations as another system tells them: nothing doubled, nothing deleted, what moved is kept.

The caller is a background run or a person's act and writes the journal line; here stands what the rows become.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.steuerung.ratsinfo.models import Beratung, Gremium, Vorlage
from kreislauf.steuerung.ratsinfo.services.einlesen import known_vorlage, nummer_norm
from kreislauf.steuerung.ratsinfo.services.suchindex import index_vorlage
from kreislauf.steuerung.ratsinfo.services.uebernahme import gemeinsam


@dataclass(frozen=True, slots=True)
class Vorlagendaten:
    """Head of a paper; `kennung` tells papers without a number apart."""

    kennung: str
    nummer: str
    betreff: str
    art: str = ""
    datum: date | None = None
    koerperschaft: str = ""
    einreicher: str = ""

    def felder(self) -> dict[str, object]:
        return {
            "nummer": self.nummer[:100],
            "nummer_norm": nummer_norm(self.nummer[:100]),
            "betreff": self.betreff[:1000],
            "art": self.art[:100],
            "datum": self.datum,
            "koerperschaft": self.koerperschaft[:300],
            "einreicher": self.einreicher[:300],
        }


@dataclass(frozen=True, slots=True)
class Beratungsdaten:
    gremium: Gremium | None
    gremium_name: str
    datum: date | None
    zustaendigkeit: str = ""
    ergebnis: str = ""

    def felder(self) -> dict[str, object]:
        return {
            "gremium": self.gremium,
            "gremium_name": self.gremium_name[:300],
            "datum": self.datum,
            "zustaendigkeit": self.zustaendigkeit[:100],
        }


def take_over_gremium(name: str, kurzname: str, *, bereich_id: int, schutzstufe: int) -> Gremium:
    """The body with this name, short name or other spelling in the area, created where there is none."""
    klein = " ".join(name.lower().split())
    for gremium in Gremium.objects.filter(bereich_id=bereich_id):
        namen = [gremium.name, gremium.kurzname, *gremium.andere_namen]
        if klein in {" ".join(n.lower().split()) for n in namen if n}:
            return gremium
    return Gremium.objects.create(
        name=name[:300], kurzname=kurzname[:50], bereich_id=bereich_id, schutzstufe=schutzstufe
    )


def rename_gremium(gremium: Gremium, name: str) -> None:
    """The body is called otherwise now; its old name stays as another spelling."""
    if gremium.name == name[:300] or Gremium.objects.filter(bereich_id=gremium.bereich_id, name=name[:300]).exists():
        return
    gremium.andere_namen = sorted({*gremium.andere_namen, gremium.name} - {name})
    gremium.name = name[:300]
    gremium.save(update_fields=["name", "andere_namen"])


def find_same_vorlage(daten: Vorlagendaten, bereich_id: int) -> Vorlage | None:
    """The paper with exactly this number in the area; a merged one leads to the paper it is part of."""
    return known_vorlage(bereich_id, daten.nummer, "") if nummer_norm(daten.nummer) else None


def create_vorlage(daten: Vorlagendaten, *, bereich_id: int, schutzstufe: int, at: datetime) -> Vorlage:
    """A new paper without text."""
    abdruck = hashlib.sha256(f"quelle:{daten.kennung}".encode()).hexdigest()
    vorlage = Vorlage.objects.create(
        **daten.felder(),
        bereich_id=bereich_id,
        schutzstufe=schutzstufe,
        fingerabdruck=abdruck,
        created_at=at,
        updated_at=at,
    )
    index_vorlage(vorlage)
    return vorlage


def update_vorlage(vorlage: Vorlage, daten: Vorlagendaten, *, at: datetime) -> bool:
    """Take over what changed in the head; another paper's number is never taken. Whether anything did change."""
    felder = daten.felder()
    andere = Vorlage.objects.filter(bereich_id=vorlage.bereich_id, nummer_norm=felder["nummer_norm"] or "-")
    if not felder["nummer_norm"] or andere.exclude(pk=vorlage.pk).exists():
        del felder["nummer"], felder["nummer_norm"]
    anders = [feld for feld, wert in felder.items() if getattr(vorlage, feld) != wert]
    for feld in anders:
        setattr(vorlage, feld, felder[feld])
    if anders:
        vorlage.updated_at = at
        vorlage.save(update_fields=[*anders, "updated_at"])
        index_vorlage(vorlage)
    return bool(anders)


def mark_deleted(objekt: Vorlage | Beratung, *, at: datetime) -> None:
    """The source no longer has it: it stays with a mark, and is no longer shown to the public."""
    if objekt.quelle_geloescht_at is None:
        objekt.quelle_geloescht_at = at
        objekt.schutzstufe = max(objekt.schutzstufe, Schutzstufe.INTERN)
        objekt.save(update_fields=["quelle_geloescht_at", "schutzstufe"])


def unmark_deleted(objekt: Vorlage | Beratung, *, schutzstufe: int) -> None:
    """The source has it again."""
    if objekt.quelle_geloescht_at is not None:
        objekt.quelle_geloescht_at, objekt.schutzstufe = None, schutzstufe
        objekt.save(update_fields=["quelle_geloescht_at", "schutzstufe"])


def take_over_beratung(
    vorlage: Vorlage, daten: Beratungsdaten, bisher: Beratung | None, vergeben: set[UUID]
) -> Beratung:
    """The row of one deliberation. `vergeben`: rows of the paper that are other deliberations of the source.

    A moved one is a new row, and the old one points to it; what is only filled in stays the same row.
    """
    felder = daten.felder()
    if bisher is None:
        bisher = _same(vorlage, daten, vergeben)
    elif _moved(bisher, daten):
        neue = _exact(vorlage, daten) or Beratung.objects.create(
            vorlage=vorlage, **gemeinsam(vorlage), **felder, ergebnis=daten.ergebnis[:40]
        )
        bisher.verlegt_auf, neue.verlegt_auf = neue, None
        neue.save(update_fields=["verlegt_auf"])
        bisher.save(update_fields=["verlegt_auf"])
        return neue
    if bisher is None:
        gleiche = _exact(vorlage, daten)
        return gleiche or Beratung.objects.create(
            vorlage=vorlage, **gemeinsam(vorlage), **felder, ergebnis=daten.ergebnis[:40]
        )
    gleiche = _exact(vorlage, daten)
    if gleiche is not None and gleiche.pk != bisher.pk:
        return gleiche
    if daten.ergebnis:
        felder["ergebnis"] = daten.ergebnis[:40]
    anders = [feld for feld, wert in felder.items() if getattr(bisher, feld) != wert]
    for feld in anders:
        setattr(bisher, feld, felder[feld])
    if anders:
        bisher.save(update_fields=anders)
    return bisher


def _moved(bisher: Beratung, daten: Beratungsdaten) -> bool:
    """Another day or another body, where both were known."""
    if bisher.datum is None or daten.datum is None:
        return False
    return bisher.datum != daten.datum or (
        bisher.gremium_id is not None and daten.gremium is not None and bisher.gremium_id != daten.gremium.pk
    )


def _exact(vorlage: Vorlage, daten: Beratungsdaten) -> Beratung | None:
    return vorlage.beratungen.filter(
        gremium_name=daten.gremium_name[:300], datum=daten.datum, zustaendigkeit=daten.zustaendigkeit[:100]
    ).first()


def _same(vorlage: Vorlage, daten: Beratungsdaten, vergeben: set[UUID]) -> Beratung | None:
    """A row typed by hand or read from a file: the same body on the same day."""
    if daten.datum is None:
        return None
    gremium = Q(gremium_name__iexact=daten.gremium_name)
    if daten.gremium is not None:
        gremium |= Q(gremium=daten.gremium)
    return vorlage.beratungen.filter(gremium, datum=daten.datum).exclude(pk__in=vergeben).first()
