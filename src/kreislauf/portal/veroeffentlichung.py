"""What the family may see of its application, written anew with each act of the case; runs in the inside only."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung, Nachweisforderung
from kreislauf.verfahren.antrag.states import Forderungsstand, Kanal
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.widerspruch.models import Widerspruch, Widerspruchszeile

GEZEIGT = (Forderungsstand.ANGEFORDERT, Forderungsstand.EINGEGANGEN, Forderungsstand.ENTBEHRLICH)


def antraege_zu(obj: object) -> list[Antrag]:
    """Applications from the portal that an act on `obj` may change for the family."""
    if isinstance(obj, Mitwirkungsaufforderung):
        obj = obj.antrag  # its period may end later once it is posted
    if isinstance(obj, Widerspruch):
        obj = obj.bescheid
    if isinstance(obj, Bescheid):
        while obj.antrag is None and obj.ersetzt is not None:
            obj = obj.ersetzt
        obj = obj.antrag
    return [obj] if isinstance(obj, Antrag) and obj.kanal == Kanal.PORTAL and obj.eingang_id is not None else []


def publish_auskunft(antrag: Antrag, at: datetime) -> None:
    """Write what may be seen now, in the transaction of the act."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT portal_veroeffentlichen(%s, %s, %s, %s)",
            [antrag.eingang_id, antrag.state, json.dumps(inhalt(antrag), ensure_ascii=False), at],
        )


def inhalt(antrag: Antrag) -> dict[str, Any]:
    """Proofs asked for, decisions that left the house with their reasons, objections: names of children, no account."""
    bescheide = list(_bescheide(antrag))
    return {
        "forderungen": [_forderung(f) for f in antrag.forderungen.select_related("bedarf__kind", "aufforderung")],
        "bescheide": [_bescheid(b) for b in bescheide],
        "widersprueche": [
            _widerspruch(w)
            for w in Widerspruch.objects.filter(bescheid__in=bescheide).order_by("eingegangen_am", "created_at")
        ],
    }


def _bescheide(antrag: Antrag) -> Iterable[Bescheid]:
    """Those of the application and what replaced them; before posting a decision is nobody's."""
    gehoert = Q(antrag=antrag) | Q(ersetzt__antrag=antrag) | Q(ersetzt__ersetzt__antrag=antrag)
    gefunden = Bescheid.objects.filter(gehoert, posted_on__isnull=False).distinct().order_by("posted_on", "created_at")
    return gefunden.prefetch_related("zeilen__kind", "zeilen__empfaenger", "zeilen__widerspruchszeilen")


def _forderung(f: Nachweisforderung) -> dict[str, Any]:
    frist = f.aufforderung.frist.isoformat() if f.aufforderung else ""
    return {
        "id": str(f.pk),
        "art": f.art,
        "text": f.text,
        "kind": f.bedarf.kind.vorname if f.bedarf else "",
        "leistung": f.bedarf.leistung if f.bedarf else "",
        "stand": f.state,
        "frist": frist,
    }


def _bescheid(b: Bescheid) -> dict[str, Any]:
    assert b.posted_on is not None
    return {
        "id": str(b.pk),
        "nummer": b.nummer,
        "art": b.art,
        "vom": b.posted_on.isoformat(),
        "versandart": b.versandart,
        "bekanntgabe": b.bekanntgabe.isoformat() if b.bekanntgabe else "",
        "frist": b.widerspruchsfrist.isoformat() if b.widerspruchsfrist else "",
        "stand": b.state,
        "zeilen": [_zeile(z) for z in b.zeilen.all()],
    }


def _zeile(z: Entscheidungszeile) -> dict[str, Any]:
    ergebnisse: list[Widerspruchszeile] = sorted(z.widerspruchszeilen.all(), key=lambda w: w.pk)
    return {
        "id": str(z.pk),
        "kind": z.kind.vorname,
        "leistung": z.leistung,
        "von": z.beginn.isoformat(),
        "bis": z.ende.isoformat(),
        "art": z.art,
        "betrag": str(z.betrag),
        "form": z.form,
        "empfaenger": str(z.empfaenger) if z.empfaenger and z.form == "direkt" else "",
        "gruende": list(_gruende(z)),
        "widerspruch": ergebnisse[-1].ergebnis if ergebnisse else "",
        "ersetzt": z.unwirksam_ab is not None,
    }


def _gruende(z: Entscheidungszeile) -> Iterator[str]:
    """In German, as in the letter: what the person wrote, else what is missing, else what is fulfilled; each once."""
    if z.abweichung_grund:
        yield z.abweichung_grund
    alle: dict[str, str] = {}
    for eintrag in z.spur:
        monat = date.fromisoformat(eintrag["monat"])
        for g in eintrag.get("gruende", ()):
            text = g["text"].replace(f"im Monat {monat:%m/%Y}", "im genannten Zeitraum")
            alle.setdefault(text.replace(f"Monats {monat:%m/%Y}", "Monats"), g["art"])
    wichtig = [text for text, art in alle.items() if art != "erfuellt"]
    yield from wichtig or alle


def _widerspruch(w: Widerspruch) -> dict[str, Any]:
    return {"am": w.eingegangen_am.isoformat(), "stand": w.state, "bescheid": w.bescheid.nummer}
