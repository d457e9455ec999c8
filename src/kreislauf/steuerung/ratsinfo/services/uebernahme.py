"""Confirm an import: the accepted proposals enter the record, all in one transaction; a repeated paper updates it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.ratsinfo.models import (
    Beratung,
    Beschluss,
    Einlesung,
    Gremium,
    Vorlage,
    Vorlagenbezug,
    Vorschlag,
)
from kreislauf.steuerung.ratsinfo.permissions import may_confirm_einlesung
from kreislauf.steuerung.ratsinfo.services import uebernahme_auftraege, uebernahme_punkte
from kreislauf.steuerung.ratsinfo.services.einlesen import find_vorlage, nummer_norm
from kreislauf.steuerung.ratsinfo.services.erfassen import record_quelle
from kreislauf.steuerung.ratsinfo.services.punktvergleiche import propose_punktvergleiche
from kreislauf.steuerung.ratsinfo.services.suchindex import index_vorlage
from kreislauf.steuerung.ratsinfo.services.vorschlagsdaten import WIEDERVORLAGE_MONATE, in_monaten
from kreislauf.steuerung.ratsinfo.services.zuordnungen import propose_zuordnungen
from kreislauf.steuerung.ratsinfo.states import EINLESUNG_TRANSITIONS, Einlesestand, Entscheidung

UEBERNOMMEN = (Entscheidung.ANGENOMMEN, Entscheidung.BERICHTIGT, Entscheidung.ERGAENZT)
_AUSLESE = {Vorschlag.Art.ZAHL: "zahlen", Vorschlag.Art.NORM: "normen", Vorschlag.Art.VERWEIS: "verweise"}


class NochOffen(DomainError):
    """Some proposals are undecided; `anzahl` says how many."""


class KopfFehlt(DomainError):
    """The head of the paper was rejected or has no subject."""


class BeschlussFehlt(DomainError):
    """A point claims a resolution that is not in the record."""


@transaction.atomic
def confirm_einlesung(*, einlesung_id: UUID, actor: User, at: datetime) -> Vorlage:
    """Let the accepted proposals enter the record; writes one journal line per object.

    Raises PermissionDenied, IllegalTransition, NochOffen, KopfFehlt, BeschlussFehlt or AuftragUnvollstaendig; then
    nothing is written.
    """
    einlesung = lock(Einlesung, einlesung_id)
    require(may_confirm_einlesung, actor, einlesung, tag=at.date())
    einlesung.state = next_state(EINLESUNG_TRANSITIONS, "confirm", Einlesestand(einlesung.state))
    if offen := einlesung.vorschlaege.filter(entscheidung=Entscheidung.OFFEN).count():
        raise NochOffen(f"{offen} Vorschläge sind noch nicht entschieden. Bitte annehmen, berichtigen oder ablehnen.")
    vorschlaege = list(einlesung.vorschlaege.filter(entscheidung__in=UEBERNOMMEN).order_by("art", "position"))
    vorlage = _vorlage(einlesung, vorschlaege, actor, at)
    _beratungen(vorlage, _von(vorschlaege, Vorschlag.Art.BERATUNG), actor, at)
    _beschluesse(vorlage, _von(vorschlaege, Vorschlag.Art.BESCHLUSS), actor, at)
    uebernahme_punkte.take_over_punkte(vorlage, _von(vorschlaege, Vorschlag.Art.PUNKT), actor, at)
    uebernahme_auftraege.take_over_auftraege(vorlage, _von(vorschlaege, Vorschlag.Art.AUFTRAG), actor, at)
    uebernahme_punkte.take_over_berichte(vorlage, _von(vorschlaege, Vorschlag.Art.BERICHT), actor, at)
    _verweise(vorlage)
    propose_punktvergleiche(vorlage)
    record_quelle(vorlage, art="datei", kennung=str(einlesung.dokument_id), dokument_id=einlesung.dokument_id, at=at)
    propose_zuordnungen(vorlage, at)
    einlesung.vorlage, einlesung.confirmed_by, einlesung.confirmed_at = vorlage, actor, at
    einlesung.save()
    index_vorlage(vorlage)
    journal.record("einlesung.confirm", einlesung, actor=actor, at=at, details={"vorlage": str(vorlage.pk)})
    return vorlage


def _von(vorschlaege: list[Vorschlag], art: str) -> list[Vorschlag]:
    return [v for v in vorschlaege if v.art == art]


def tag(wert: Any) -> date | None:
    """A day from the proposal's data; incomplete dates ("2022-05") are none."""
    try:
        return date.fromisoformat(str(wert))
    except ValueError:
        return None


def find_gremium(name: str, bereich_id: int) -> Gremium | None:
    """The body with this name, short name or other spelling."""
    klein = " ".join(name.lower().split())
    for gremium in Gremium.objects.all():
        namen = [gremium.name, gremium.kurzname, *gremium.andere_namen]
        if klein in {" ".join(n.lower().split()) for n in namen if n}:
            return gremium
    return None


def _vorlage(einlesung: Einlesung, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> Vorlage:
    kopf = next(iter(_von(vorschlaege, Vorschlag.Art.KOPF)), None)
    daten: Mapping[str, Any] = kopf.daten if kopf else {}
    if not (daten.get("betreff") or "").strip():
        raise KopfFehlt("Die Vorlage braucht einen Betreff. Bitte den Kopf der Vorlage annehmen oder berichtigen.")
    nummer = daten.get("vorlagennummer") or ""
    vorlage = find_vorlage(einlesung, nummer) or Vorlage(bereich_id=einlesung.bereich_id, created_at=at)
    neu = vorlage._state.adding
    eigene = nummer and not vorlage.teile.filter(nummer_norm=nummer_norm(nummer)).exists()  # else a source's number
    if neu or eigene:
        vorlage.nummer, vorlage.nummer_norm = nummer, nummer_norm(nummer)
    vorlage.betreff, vorlage.art = daten["betreff"][:1000], daten.get("art") or ""
    vorlage.datum, vorlage.koerperschaft = tag(daten.get("datum")), daten.get("koerperschaft") or ""
    vorlage.einreicher = daten.get("einreicher") or ""
    vorlage.schutzstufe, vorlage.dokument_id = einlesung.schutzstufe, einlesung.dokument_id
    vorlage.text, vorlage.fingerabdruck, vorlage.updated_at = einlesung.text, einlesung.fingerabdruck, at
    vorlage.lesung = {feld: [v.daten for v in _von(vorschlaege, art)] for art, feld in _AUSLESE.items()}
    vorlage.lesung["befunde"] = list(einlesung.befunde.values("art", "text", "zeilen", "schwere"))
    vorlage.sichtbar_fuer = _sichtbar_fuer(vorschlaege, einlesung)
    vorlage.save()
    journal.record("vorlage.import" if neu else "vorlage.update", vorlage, actor=actor, at=at)
    return vorlage


def _sichtbar_fuer(vorschlaege: list[Vorschlag], einlesung: Einlesung) -> list[int]:
    """Units that owe something and bodies that deliberate may read a paper that is not öffentlich."""
    stellen = {v.daten.get("verantwortlich") for v in _von(vorschlaege, Vorschlag.Art.AUFTRAG)}
    stellen.add(einlesung.federfuehrend_id)
    for vorschlag in _von(vorschlaege, Vorschlag.Art.BERATUNG):
        gremium = find_gremium(vorschlag.daten.get("gremium") or "", einlesung.bereich_id)
        stellen.add(gremium.bereich_id if gremium else None)
    return sorted(s for s in stellen if s)


def gemeinsam(vorlage: Vorlage) -> dict[str, Any]:
    """What every row below a paper takes from it."""
    return {
        "bereich_id": vorlage.bereich_id,
        "schutzstufe": vorlage.schutzstufe,
        "sichtbar_fuer": vorlage.sichtbar_fuer,
    }


def _beratungen(vorlage: Vorlage, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> None:
    """A moved consultation is a new row; the old one, no longer in the paper, stays and points to it."""
    genannt = {(v.daten.get("gremium") or "", tag(v.daten.get("datum"))) for v in vorschlaege}
    for vorschlag in vorschlaege:
        name, datum = vorschlag.daten.get("gremium") or "", tag(vorschlag.daten.get("datum"))
        zustaendigkeit = vorschlag.daten.get("zustaendigkeit") or ""
        beratung, neu = Beratung.objects.update_or_create(
            vorlage=vorlage,
            gremium_name=name,
            datum=datum,
            zustaendigkeit=zustaendigkeit,
            defaults={**gemeinsam(vorlage), "gremium": find_gremium(name, vorlage.bereich_id)},
        )
        if not neu:
            continue
        journal.record("beratung.import", beratung, actor=actor, at=at)
        fruehere = vorlage.beratungen.filter(gremium_name=name, zustaendigkeit=zustaendigkeit, verlegt_auf=None)
        for alte in fruehere.exclude(pk=beratung.pk):
            if (name, alte.datum) not in genannt:
                alte.verlegt_auf = beratung
                alte.save(update_fields=["verlegt_auf"])
                journal.record("beratung.move", alte, actor=actor, at=at)


def _beschluesse(vorlage: Vorlage, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> None:
    """C2: with the resolution the day of the first report is set."""
    for vorschlag in vorschlaege:
        daten = vorschlag.daten
        datum = tag(daten.get("datum"))
        beschluss, neu = Beschluss.objects.update_or_create(
            vorlage=vorlage,
            gremium_name=daten.get("gremium") or "",
            datum=datum,
            ergebnis=daten.get("ergebnis") or "beschlossen",
            defaults={
                **gemeinsam(vorlage),
                "gremium": find_gremium(daten.get("gremium") or "", vorlage.bereich_id),
                **{feld: daten.get(feld) for feld in ("einstimmig", "ja", "nein", "enthaltung")},
                "zeile": vorschlag.zeile,
                "zitat": vorschlag.zitat,
            },
        )
        if neu and datum:
            beschluss.erster_bericht_am = tag(daten.get("erster_bericht_am")) or in_monaten(datum, WIEDERVORLAGE_MONATE)
            beschluss.save(update_fields=["erster_bericht_am"])
        journal.record("beschluss.import" if neu else "beschluss.update", beschluss, actor=actor, at=at)


def _verweise(vorlage: Vorlage) -> None:
    """References that were read, tied to the paper where we have it; and those of others that waited for this one."""
    vorhanden = {
        v.nummer_norm: v
        for v in Vorlage.objects.filter(bereich_id=vorlage.bereich_id).exclude(nummer_norm="").only("pk", "nummer_norm")
    }
    for verweis in vorlage.lesung.get("verweise", []):
        nummer = (verweis.get("nummer") or "")[:300]
        auf = vorhanden.get(nummer_norm(nummer))
        Vorlagenbezug.objects.update_or_create(
            von=vorlage,
            auf_nummer=nummer,
            art=Vorlagenbezug.Art.VERWEIS,
            defaults={**gemeinsam(vorlage), "auf": auf if auf != vorlage else None},
        )
    if vorlage.nummer_norm:
        for bezug in Vorlagenbezug.objects.filter(auf=None, bereich_id=vorlage.bereich_id).exclude(von=vorlage):
            if nummer_norm(bezug.auf_nummer) == vorlage.nummer_norm:
                bezug.auf = vorlage
                bezug.save(update_fields=["auf"])
