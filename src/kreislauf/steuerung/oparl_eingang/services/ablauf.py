"""The whole course of a fetch, whatever happens in it."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import UUID

from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Leitung
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.services.abrufe import begin_abruf, end_abruf
from kreislauf.steuerung.oparl_eingang.services.einspeisen import feed_batch, mark_affected
from kreislauf.steuerung.oparl_eingang.services.lesegang import Bilanz, Gang, make_leitung, read_quelle


class QuelleUnlesbar(DomainError):
    """Not even the first address of the source could be read."""


def run_abruf(gang: Gang, abruf_id: UUID, *, leitung_zu: Callable[[Quelle], Leitung] = make_leitung) -> dict[str, Any]:
    """Fetch a source and store it; its numbers.

    Raises QuelleUnlesbar, what `begin_abruf` says, and Abgebrochen; the fetch is closed then too.
    """
    with gang.schritt() as at:
        abruf = begin_abruf(abruf_id=abruf_id, actor=gang.actor, at=at)
    try:
        bilanz = read_quelle(gang, abruf, leitung_zu(abruf.quelle))
        _feed(gang, abruf)
    except AbrufFehler as fehler:
        bilanz = Bilanz()
        bilanz.note(fehler, "Anfang")
        _end(gang, abruf, "fail", bilanz)
        raise QuelleUnlesbar(str(fehler)) from fehler
    except Exception:
        _end(gang, abruf, "cancel", Bilanz())
        raise
    _end(gang, abruf, "complete_partly" if bilanz.fehler else "complete", bilanz)
    gang.melden(1, 1, _satz(abruf))
    return {"zahlen": abruf.zahlen, "fehler": len(bilanz.fehler)}


def _feed(gang: Gang, abruf: Abruf) -> None:
    """Tell the record what the mirror learned, batch by batch."""
    with gang.schritt() as at:
        mark_affected(abruf.quelle, at=at)
        gesamt = Spiegelobjekt.objects.filter(quelle=abruf.quelle, typ="Paper", einzuspeisen=True).count()
    erledigt = 0
    while True:
        gang.melden(erledigt, max(gesamt, 1), f"{erledigt} von {gesamt} Vorlagen übernommen")
        with gang.schritt() as at:
            zahlen = feed_batch(abruf.quelle, at=at)
            abruf.zahlen = dict(Counter(abruf.zahlen) + zahlen)
            abruf.save(update_fields=["zahlen"])
        if not zahlen:
            return
        erledigt += sum(zahlen.values())


def _end(gang: Gang, abruf: Abruf, act: str, bilanz: Bilanz) -> None:
    with gang.schritt() as at:
        end_abruf(abruf=abruf, act=act, fehler=bilanz.fehler, actor=gang.actor, at=at)


def _satz(abruf: Abruf) -> str:
    z = abruf.zahlen
    teile = [f"{z.get(k, 0)} {k}" for k in ("neu", "geaendert", "geloescht")]
    text = ", ".join(teile).replace("geaendert", "geändert").replace("geloescht", "gelöscht")
    return f"{text}; {len(abruf.fehler)} Mal war etwas nicht zu lesen." if abruf.fehler else f"{text}."
