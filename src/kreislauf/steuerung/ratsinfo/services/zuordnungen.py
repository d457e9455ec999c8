"""Ties between papers: proposed with reasons, confirmed by a person, undone without loss.

Merging moves nothing out of sight: the second paper stays as a source, each moved row is noted with what it was before,
and undoing puts back what still is as the merging left it.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model, Q

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.search import services as search
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.steuerung.ratsinfo import zuordnungsregeln as regeln
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beschlusspunkt, Vorlage, Vorlagenbezug, Zuordnung
from kreislauf.steuerung.ratsinfo.permissions import may_join_vorlagen
from kreislauf.steuerung.ratsinfo.selectors.zuordnungen import kandidaten, papier
from kreislauf.steuerung.ratsinfo.services.suchindex import index_vorlage
from kreislauf.steuerung.ratsinfo.states import ZUORDNUNG_TRANSITIONS, Auftragsstand, Zuordnungsstand

_KINDER = ("beratungen", "beschluesse", "punkte", "auftraege", "umsetzungsberichte", "einlesungen", "quellen")
_LEER_FUELLEN = ("datum", "art", "einreicher", "koerperschaft", "dokument_id")
Bewegt = list[list[Any]]  # [table, key, field, before, after]


class SchonAufgegangen(DomainError):
    """One of the papers is already part of another."""


class GrundFehlt(DomainError):
    """Undoing needs a reason."""


def propose_zuordnungen(vorlage: Vorlage, at: datetime) -> list[Zuordnung]:
    """Compare a paper with those like it; new proposals only. What a person decided is never asked again."""
    neu = []
    eigenes = papier(vorlage)
    je = {str(v.pk): v for v in [vorlage, *kandidaten(vorlage)]}
    bewertet = (regeln.bewerte(eigenes, papier(v)) for v in je.values() if v.pk != vorlage.pk)
    for w in regeln.waehle(b for b in bewertet if b):
        von, auf = je[w.von], je[w.auf]
        if Zuordnung.objects.filter(Q(von=von, auf=auf) | Q(von=auf, auf=von), art=w.art).exists():
            continue
        if von.bezuege.filter(auf=auf, art=w.art).exists():
            continue
        neu.append(
            Zuordnung.objects.create(
                von=von,
                auf=auf,
                art=w.art,
                wert=w.wert,
                gruende=list(w.gruende),
                bereich_id=vorlage.bereich_id,
                schutzstufe=max(von.schutzstufe, auf.schutzstufe),
                created_at=at,
            )
        )
    return neu


def _bewegen(zuordnung_id: UUID, act: str, actor: User, at: datetime, bemerkung: str) -> Zuordnung:
    zuordnung = lock(Zuordnung, zuordnung_id)
    for vorlage in (zuordnung.von, zuordnung.auf):
        require(may_join_vorlagen, actor, vorlage, tag=at.date())
    zuordnung.state = next_state(ZUORDNUNG_TRANSITIONS, act, Zuordnungsstand(zuordnung.state))
    zuordnung.decided_by, zuordnung.decided_at, zuordnung.bemerkung = actor, at, bemerkung.strip()
    return zuordnung


@transaction.atomic
def confirm_zuordnung(*, zuordnung_id: UUID, umgekehrt: bool = False, actor: User, at: datetime) -> Zuordnung:
    """Tie two papers, or merge them where they are the same; `umgekehrt` lets the other one lead.

    Raises PermissionDenied, IllegalTransition or SchonAufgegangen.
    """
    zuordnung = _bewegen(zuordnung_id, "confirm", actor, at, "")
    if zuordnung.von.aufgegangen_in_id or zuordnung.auf.aufgegangen_in_id:
        raise SchonAufgegangen("Eine der beiden Vorlagen ist schon mit einer anderen zusammengeführt.")
    bewegt: Bewegt = []
    if zuordnung.art == Zuordnung.Art.DIESELBE:
        von, auf = (zuordnung.auf, zuordnung.von) if umgekehrt else (zuordnung.von, zuordnung.auf)
        _zusammenfuehren(von, auf, bewegt)
    else:
        bewegt.append(_verbinden(zuordnung))
    zuordnung.bewegt = bewegt
    zuordnung.save()
    details = {"art": zuordnung.art, "geaendert": len(bewegt)}
    journal.record("zuordnung.confirm", zuordnung, actor=actor, at=at, details=details)
    return zuordnung


@transaction.atomic
def reject_zuordnung(*, zuordnung_id: UUID, actor: User, at: datetime) -> Zuordnung:
    """Keep that two papers do not belong together. Raises PermissionDenied or IllegalTransition."""
    zuordnung = _bewegen(zuordnung_id, "reject", actor, at, "")
    zuordnung.save()
    journal.record("zuordnung.reject", zuordnung, actor=actor, at=at, details={"art": zuordnung.art})
    return zuordnung


@transaction.atomic
def undo_zuordnung(*, zuordnung_id: UUID, grund: str, actor: User, at: datetime) -> Zuordnung:
    """Loose a wrong tie: all is as it was, except what people changed since. Raises PermissionDenied, GrundFehlt."""
    if not grund.strip():
        raise GrundFehlt("Bitte schreiben Sie, warum die beiden nicht zusammengehören.")
    zuordnung = _bewegen(zuordnung_id, "undo", actor, at, grund)
    geblieben = [eintrag for eintrag in reversed(zuordnung.bewegt) if not _zurueck(*eintrag)]
    zuordnung.bewegt = []
    zuordnung.save()
    if zuordnung.art == Zuordnung.Art.DIESELBE:
        for vorlage in Vorlage.objects.filter(pk__in=[zuordnung.von_id, zuordnung.auf_id]):
            index_vorlage(vorlage)
    details = {"art": zuordnung.art, "grund": grund.strip(), "geblieben": len(geblieben)}
    journal.record("zuordnung.undo", zuordnung, actor=actor, at=at, details=details)
    return zuordnung


def _verbinden(zuordnung: Zuordnung) -> list[Any]:
    """The tie itself; one that was there before stays when this is undone."""
    nummer = zuordnung.auf.nummer or str(zuordnung.auf_id)
    bezug, neu = Vorlagenbezug.objects.get_or_create(
        von=zuordnung.von,
        auf_nummer=nummer,
        art=zuordnung.art,
        defaults={
            "auf": zuordnung.auf,
            "bereich_id": zuordnung.von.bereich_id,
            "schutzstufe": zuordnung.schutzstufe,
            "sichtbar_fuer": zuordnung.von.sichtbar_fuer,
        },
    )
    return [Vorlagenbezug._meta.label, str(bezug.pk), "" if neu else "blieb", None, None]


def _zurueck(label: str, pk: str, feld: str, vorher: Any, nachher: Any) -> bool:
    """Undo one noted change; False where it is no longer as it was left."""
    if not feld:
        Vorlagenbezug.objects.filter(pk=pk).delete()
        return True
    if feld == "blieb":
        return True
    objekt = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if objekt is None or _wert(objekt, feld) != nachher:
        return False
    setattr(objekt, feld, vorher)
    objekt.save(update_fields=[feld])
    return True


def _wert(objekt: Model, feld: str) -> Any:
    wert = getattr(objekt, feld)
    return wert if wert is None or isinstance(wert, str) else str(wert)


def _setzen(objekt: Model, feld: str, neu: Any, bewegt: Bewegt) -> None:
    eintrag = [objekt._meta.label, str(objekt.pk), feld, _wert(objekt, feld), None]
    setattr(objekt, feld, neu)
    objekt.save(update_fields=[feld])
    bewegt.append([*eintrag[:4], _wert(objekt, feld)])


def _zusammenfuehren(von: Vorlage, auf: Vorlage, bewegt: Bewegt) -> None:
    """What the second paper has goes to the first; what both have stays where it is, as part of the source."""
    doppelt = _gleiche_auftraege(von, auf)
    for name in _KINDER:
        for kind in list(getattr(von, name).all()):
            if kind.pk in doppelt:
                _setzen(kind, "aufgegangen_in_id", str(doppelt[kind.pk]), bewegt)
                search.remove(kind)
            elif not (isinstance(kind, Beschlusspunkt) and kind.beschluss and kind.beschluss.vorlage_id == von.pk):
                _umhaengen(kind, "vorlage_id", auf, bewegt)
    for bezug in Vorlagenbezug.objects.filter(Q(von=von) | Q(auf=von)):
        _umhaengen(bezug, "von_id" if bezug.von_id == von.pk else "auf_id", auf, bewegt)
    if von.schutzstufe <= auf.schutzstufe:
        for feld in _LEER_FUELLEN:
            if not getattr(auf, feld) and getattr(von, feld):
                _setzen(auf, feld, _wert(von, feld), bewegt)
    _setzen(von, "aufgegangen_in_id", str(auf.pk), bewegt)
    search.remove(von)
    index_vorlage(Vorlage.objects.get(pk=auf.pk))


def _umhaengen(kind: Model, feld: str, auf: Vorlage, bewegt: Bewegt) -> None:
    """A row that the first paper has already (same body, day, number …) stays with the source."""
    try:
        with transaction.atomic():
            _setzen(kind, feld, str(auf.pk), bewegt)
    except IntegrityError:
        kind.refresh_from_db()


def _gleiche_auftraege(von: Vorlage, auf: Vorlage) -> dict[UUID, UUID]:
    """Duties that both papers have: of the second only those nobody has worked on yet."""
    frei = {a.pk: a for a in auf.auftraege.all()}
    gleich: dict[UUID, UUID] = {}
    unberuehrt = von.auftraege.filter(state=Auftragsstand.OFFEN, nachweise=None, verschiebungen=None)
    for auftrag in unberuehrt:
        passend = next((b for b in frei.values() if _derselbe(auftrag, b)), None)
        if passend is not None:
            gleich[auftrag.pk] = passend.pk
            del frei[passend.pk]
    return gleich


def _derselbe(eins: Auftrag, zwei: Auftrag) -> bool:
    return (eins.urspruengliche_frist or eins.frist) == (zwei.urspruengliche_frist or zwei.frist) and (
        regeln.aehnlich(eins.text, zwei.text) >= 0.8
    )
