"""Duties from the proposals into the record: the same passage is the same duty, also when the paper moved its lines."""

import re
from datetime import date, datetime
from difflib import SequenceMatcher

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beschlusspunkt, Gremium, Vorlage, Vorschlag
from kreislauf.steuerung.ratsinfo.services.mitteilungen import record_ereignis
from kreislauf.steuerung.ratsinfo.services.vorschlaege import check_auftrag

_GLEICH_AB = 0.85  # share of equal characters from which two passages are one duty in two versions


def _tag(wert: object) -> date | None:
    try:
        return date.fromisoformat(str(wert))
    except ValueError:
        return None


def _eben(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip().lower()


def find_auftrag(vorlage: Vorlage, vorschlag: Vorschlag, vergeben: set[object]) -> Auftrag | None:
    """The duty this proposal is another reading of."""
    zitat = _eben(vorschlag.zitat or vorschlag.daten["text"])
    frist = _tag(vorschlag.daten.get("frist"))
    kandidaten = [a for a in vorlage.auftraege.all() if a.pk not in vergeben]
    kandidaten.sort(key=lambda a: a.urspruengliche_frist != frist)  # one sentence may set two dates
    for auftrag in kandidaten:
        if _eben(auftrag.zitat or auftrag.text) == zitat:
            return auftrag
    for auftrag in kandidaten:
        if SequenceMatcher(None, _eben(auftrag.zitat or auftrag.text), zitat).ratio() >= _GLEICH_AB:
            return auftrag
    return None


def punkt_zu(vorlage: Vorlage, vorschlag: Vorschlag) -> Beschlusspunkt | None:
    """The point that the duty stands in: named in the data, else on the same line of the resolution."""
    punkte = list(vorlage.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS))
    if nummer := vorschlag.daten.get("punkt"):
        return next((p for p in punkte if p.nummer == str(nummer)), None)
    return next((p for p in punkte if p.zeile and p.zeile == vorschlag.zeile), None)


def take_over_auftraege(vorlage: Vorlage, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> None:
    """New duties are added. Of a known one text and place follow the paper; its dates and state stay as they were
    tracked, since a postponement is an act of its own (C4).

    Raises AuftragUnvollstaendig.
    """
    vergeben: set[object] = set()
    for vorschlag in vorschlaege:
        check_auftrag(vorschlag.daten)
        auftrag = find_auftrag(vorlage, vorschlag, vergeben)
        if auftrag is None:
            auftrag = _neu(vorlage, vorschlag, at)
            akt = "auftrag.create"
        else:
            akt = "auftrag.update"
        auftrag.text, auftrag.zeile, auftrag.zitat = vorschlag.daten["text"], vorschlag.zeile, vorschlag.zitat
        auftrag.punkt = punkt_zu(vorlage, vorschlag) or auftrag.punkt
        auftrag.updated_at = at
        auftrag.save()
        vergeben.add(auftrag.pk)
        journal.record(akt, auftrag, actor=actor, at=at)
        if akt == "auftrag.create":
            record_ereignis(akt, auftrag=auftrag, actor=actor, at=at)


def _neu(vorlage: Vorlage, vorschlag: Vorschlag, at: datetime) -> Auftrag:
    daten = vorschlag.daten
    frist = _tag(daten.get("frist"))
    beschluss = vorlage.beschluesse.exclude(gremium=None).first()
    gruppe = None if beschluss else arbeitsgruppe_von(vorlage)
    return Auftrag(
        vorlage=vorlage,
        bereich_id=vorlage.bereich_id,
        schutzstufe=vorlage.schutzstufe,
        sichtbar_fuer=vorlage.sichtbar_fuer,
        gremium=beschluss.gremium if beschluss else gruppe,
        quelle=_quelle(vorlage, gruppe),
        verantwortlich_id=daten["verantwortlich"],
        verantwortliche_rolle=daten.get("verantwortliche_rolle") or "leitung",
        verantwortlich_gedruckt=(daten.get("verantwortlich_gedruckt") or "")[:300],
        beginn=_tag(daten.get("beginn")),
        frist=frist,
        urspruengliche_frist=frist,
        wiedervorlage=_tag(daten.get("wiedervorlage")),
        wiederkehr=(daten.get("wiederkehr") or "")[:20],
        created_at=at,
    )


def arbeitsgruppe_von(vorlage: Vorlage) -> Gremium | None:
    """The working group of this area, whose minutes these are; it recommends and agrees, it decides nothing."""
    return Gremium.objects.filter(bereich_id=vorlage.bereich_id, art=Gremium.Art.ARBEITSGRUPPE).first()


def _quelle(vorlage: Vorlage, gruppe: Gremium | None) -> str:
    if gruppe is not None:
        return Auftrag.Quelle.PROTOKOLL
    return Auftrag.Quelle.BESCHLUSS if vorlage.beschluesse.exists() else Auftrag.Quelle.BERICHT
