"""One stack of a run: render, keep, file, write down; all in the caller's transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Fallakte
from kreislauf.druck.druckstrom import druckstrom
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import DateiBeschaedigt, read_content, store_dokument, store_dokumente
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten, Druckstapel
from kreislauf.verfahren.anschreiben.selectors import ARTEN
from kreislauf.verfahren.anschreiben.services.aufforderung import aufforderung_schreiben
from kreislauf.verfahren.anschreiben.services.brieflauf import lock_brieflauf
from kreislauf.verfahren.anschreiben.states import Brieflaufstand, Briefstand
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.services.schreiben import write_anhoerung
from kreislauf.verfahren.aufhebung.services.vorgang import anhoerungsfrist
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid
from kreislauf.verfahren.bescheid.selectors import behoerde_am
from kreislauf.verfahren.bescheid.services.briefteile import SchreibenUnmoeglich, file_schreiben_viele
from kreislauf.verfahren.bescheid.services.druckarten import BEZUEGE, ZEILEN, Druckstueck, write_bescheid
from kreislauf.verfahren.bescheid.services.schreiben import fill_druckstueck, save_druckstuecke
from kreislauf.verfahren.bescheid.states import Bescheidstand


@dataclass(slots=True)
class Brief:
    """One letter on its way through a stack; `neu` where it is made now, else its kept file is printed."""

    posten: Briefposten
    objekt: Any
    fallakte: Fallakte
    titel: str
    dateiname: str
    pdf: bytes = b""
    neu: bool = True
    druckstueck: Druckstueck | None = None


@transaction.atomic
def print_stapel(*, brieflauf_id: UUID, anzahl: int, actor: User, at: datetime) -> int:
    """Print the next `anzahl` letters of a run as one stack; how many of them are done with (0: nothing is left).

    What cannot be printed is set aside with its reason. Raises VorgabeFehlt.
    """
    brieflauf = lock_brieflauf(brieflauf_id)
    if brieflauf.state != Brieflaufstand.ERSTELLUNG:
        return 0
    posten = list(brieflauf.posten.filter(state=Briefstand.OFFEN).order_by("nummer")[:anzahl])
    if not posten:
        return 0
    behoerde = behoerde_am(brieflauf.bereich_id, localdate(at))
    briefe = [b for b in _laden(posten) if _gesetzt(b, behoerde, localdate(at))]
    if briefe:
        _ablegen(briefe, actor, at)
        _stapeln(brieflauf, briefe, actor, at)
    _merken(posten)
    return len(posten)


_MERKEN = """
UPDATE anschreiben_briefposten p SET state = n.state, grund = n.grund, dokument_id = n.dokument, seiten = n.seiten,
    stapel_id = n.stapel
FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::int[], %s::uuid[])
    AS n (id, state, grund, dokument, seiten, stapel)
WHERE p.id = n.id
"""


def _merken(posten: Sequence[Briefposten]) -> None:
    werte = [(p.pk, p.state, p.grund, p.dokument_id, p.seiten, p.stapel_id) for p in posten]
    with connection.cursor() as cursor:
        cursor.execute(_MERKEN, [list(spalte) for spalte in zip(*werte, strict=True)])


def _laden(posten: Sequence[Briefposten]) -> Iterable[Brief]:
    """The letters still to be sent, locked: applications first; what is not ready any more is set aside."""
    bescheide = _gesperrt(Bescheid, posten, "bescheid", "antrag_id", BEZUEGE, ZEILEN)
    aufforderungen = _gesperrt(
        Mitwirkungsaufforderung, posten, "aufforderung", "antrag_id", ("antrag__fallakte", "antrag__antragsteller")
    )
    aufhebungen = _gesperrt(Aufhebung, posten, "aufhebung", "bescheid__antrag_id", ("bescheid__fallakte",))
    for p in posten:
        brief = None
        if p.bescheid_id is not None:
            b = bescheide[p.bescheid_id]
            if b.state == Bescheidstand.FREIGEGEBEN:
                name = f"Bescheid-{b.nummer.replace('/', '-')}.pdf"
                brief = Brief(p, b, b.fallakte, str(b), name)
        elif p.aufforderung_id is not None:
            a = aufforderungen[p.aufforderung_id]
            if a.posted_on is None:
                akte = a.antrag.fallakte
                titel = f"Unterlagen angefordert bis {a.frist:%d.%m.%Y}"
                brief = Brief(p, a, akte, titel, f"Unterlagen-{akte.aktenzeichen}.pdf")
        else:
            assert p.aufhebung_id is not None
            h = aufhebungen[p.aufhebung_id]
            if h.state == Aufhebungsstand.VORBEREITET:
                nummer = h.bescheid.nummer
                brief = Brief(
                    p, h, h.bescheid.fallakte, f"Anhörung zu {nummer}", f"Anhoerung-{nummer.replace('/', '-')}.pdf"
                )
        if brief is None:
            p.state, p.grund = Briefstand.ENTNOMMEN, "Inzwischen zurückgegeben oder anders versandt."
        else:
            yield brief


def _gesperrt(
    model: Any, posten: Sequence[Briefposten], art: str, antrag: str, bezuege: Sequence[str], *vorab: Any
) -> dict[UUID, Any]:
    assert art in ARTEN
    ids = [getattr(p, f"{art}_id") for p in posten if getattr(p, f"{art}_id") is not None]
    if not ids:
        return {}
    antraege = [pk for pk in model.objects.filter(pk__in=ids).values_list(antrag, flat=True) if pk is not None]
    list(Antrag.objects.select_for_update().filter(pk__in=antraege).order_by("pk").values_list("pk"))
    list(model.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    menge = model.objects.filter(pk__in=ids).select_related("dokument", *bezuege).prefetch_related(*vorab)
    return {o.pk: o for o in menge}


def _gesetzt(brief: Brief, behoerde: Behoerde, tag: date) -> bool:
    """Whether the letter's PDF is there; else it is set aside."""
    try:
        if brief.objekt.dokument is not None:  # made and read on its page before
            brief.neu, brief.pdf = False, read_content(brief.objekt.dokument)
        elif brief.posten.bescheid_id is not None:
            brief.druckstueck = write_bescheid(brief.objekt, behoerde, tag)
            brief.pdf = brief.druckstueck.pdf
        elif brief.posten.aufforderung_id is not None:
            brief.pdf = aufforderung_schreiben(brief.objekt, behoerde, tag)
        else:
            brief.objekt.frist = anhoerungsfrist(brief.objekt, tag).fristende
            brief.pdf = write_anhoerung(brief.objekt, behoerde, tag)
    except (SchreibenUnmoeglich, DateiBeschaedigt) as fehler:
        brief.posten.state, brief.posten.grund = Briefstand.FEHLER, str(fehler)[:500]
        return False
    return True


def _ablegen(briefe: Sequence[Brief], actor: User, at: datetime) -> None:
    """Keep and file what was made now, and let decision, request or hearing point to its letter."""
    neue = [b for b in briefe if b.neu]
    dokumente = store_dokumente(
        [(b.dateiname, b.pdf) for b in neue], bereich_id=briefe[0].posten.bereich_id, actor=actor, at=at
    )
    file_schreiben_viele(
        [(b.fallakte, dokument, b.titel) for b, dokument in zip(neue, dokumente, strict=True)], actor=actor, at=at
    )
    gedruckt: dict[str, list[tuple[Model, dict[str, str]]]] = {}
    for brief, dokument in zip(neue, dokumente, strict=True):
        brief.objekt.dokument = dokument
        if brief.druckstueck is not None:
            fill_druckstueck(brief.objekt, brief.druckstueck, dokument)
        art = "bescheid" if brief.druckstueck else "aufforderung" if brief.posten.aufforderung_id else "aufhebung"
        gedruckt.setdefault(f"{art}.print", []).append((brief.objekt, {"sha256": dokument.sha256}))
    for akt, objekte in gedruckt.items():
        journal.record_many(akt, objekte, actor=actor, at=at)
    save_druckstuecke([b.objekt for b in neue if isinstance(b.objekt, Bescheid)])
    _speichern(Mitwirkungsaufforderung, neue, ["dokument"])
    _speichern(Aufhebung, neue, ["dokument", "frist"])


def _speichern(model: Any, briefe: Sequence[Brief], felder: Sequence[str]) -> None:
    objekte = [b.objekt for b in briefe if isinstance(b.objekt, model)]
    if objekte:
        model.objects.bulk_update(objekte, felder)


def _stapeln(brieflauf: Brieflauf, briefe: Sequence[Brief], actor: User, at: datetime) -> None:
    strom, seiten = druckstrom([b.pdf for b in briefe], beidseitig=brieflauf.beidseitig)
    nummer = brieflauf.stapel.count() + 1
    dokument: Dokument = store_dokument(
        inhalt=strom,
        dateiname=f"{brieflauf.nummer}-Stapel-{nummer:02}.pdf",
        bereich_id=brieflauf.bereich_id,
        actor=actor,
        at=at,
    )
    stapel = Druckstapel.objects.create(
        brieflauf=brieflauf,
        nummer=nummer,
        von=briefe[0].posten.nummer,
        bis=briefe[-1].posten.nummer,
        briefe=len(briefe),
        seiten=sum(seiten),
        dokument=dokument,
        bereich_id=brieflauf.bereich_id,
    )
    for brief, anzahl in zip(briefe, seiten, strict=True):
        p = brief.posten
        p.state, p.dokument, p.stapel, p.seiten = Briefstand.GEDRUCKT, brief.objekt.dokument, stapel, anzahl
    journal.record("druckstapel.create", stapel, actor=actor, at=at, details={"sha256": dokument.sha256})
