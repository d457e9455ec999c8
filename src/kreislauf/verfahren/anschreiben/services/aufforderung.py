"""The letter that asks for proofs: printed, printed again, given to the post."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.druck import NichtBarrierefrei
from kreislauf.druck.aufforderung import Aufforderungsschreiben, Fehlendes, aufforderung_als_pdf
from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung
from kreislauf.verfahren.antrag.permissions import may_write_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import post_aufforderung
from kreislauf.verfahren.bescheid.models import Behoerde
from kreislauf.verfahren.bescheid.selectors import behoerde_am, dienstsitz
from kreislauf.verfahren.bescheid.services.briefteile import (
    SchreibenUnmoeglich,
    anschrift,
    briefkopf,
    file_schreiben,
    kontakt,
)


@transaction.atomic
def print_aufforderung(*, aufforderung_id: UUID, actor: User, at: datetime) -> Mitwirkungsaufforderung:
    """Make the PDF, store and file it; made again before posting, the earlier one stays in the file.

    Raises PermissionDenied, SchreibenUnmoeglich or VorgabeFehlt.
    """
    aufforderung = lock_aufforderung(aufforderung_id)
    require(may_write_antrag, actor, aufforderung.bereich_id, tag=localdate(at))
    if aufforderung.posted_on is not None:
        raise SchreibenUnmoeglich(
            f"Das Schreiben ging am {aufforderung.posted_on:%d.%m.%Y} zur Post und wird nicht mehr geändert. "
            "Die gedruckte Fassung liegt in der Akte."
        )
    pdf = aufforderung_schreiben(aufforderung, behoerde_am(aufforderung.bereich_id, localdate(at)), localdate(at))
    akte = aufforderung.antrag.fallakte
    aufforderung.dokument = file_schreiben(
        pdf=pdf,
        name=f"Unterlagen-{akte.aktenzeichen}-{localdate(at):%Y%m%d}.pdf",
        titel=f"Unterlagen angefordert bis {aufforderung.frist:%d.%m.%Y}",
        fallakte=akte,
        actor=actor,
        at=at,
    )
    aufforderung.save(update_fields=["dokument"])
    details = {"sha256": aufforderung.dokument.sha256}
    journal.record("aufforderung.print", aufforderung, actor=actor, at=at, details=details)
    return aufforderung


@transaction.atomic
def send_aufforderung(*, aufforderung_id: UUID, posted_on: date, actor: User, at: datetime) -> Mitwirkungsaufforderung:
    """Record the day of posting; the period is computed from it and is never earlier than the day in the letter.

    Raises PermissionDenied, VorgabeFehlt and what `post_aufforderung` raises.
    """
    bereich_id = Mitwirkungsaufforderung.objects.values_list("bereich_id", flat=True).get(pk=aufforderung_id)
    sitz = dienstsitz(behoerde_am(bereich_id, posted_on))
    return post_aufforderung(aufforderung_id=aufforderung_id, posted_on=posted_on, sitz=sitz, actor=actor, at=at)


def lock_aufforderung(aufforderung_id: UUID) -> Mitwirkungsaufforderung:
    """Application first, as everywhere."""
    lock(Antrag, Mitwirkungsaufforderung.objects.values_list("antrag_id", flat=True).get(pk=aufforderung_id))
    return lock(Mitwirkungsaufforderung, aufforderung_id)


def aufforderung_schreiben(aufforderung: Mitwirkungsaufforderung, behoerde: Behoerde, tag: date) -> bytes:
    """The letter as PDF. Raises SchreibenUnmoeglich."""
    antrag = aufforderung.antrag
    fehlend = [
        Fehlendes(f.text, f"{f.bedarf.get_leistung_display()} für {f.bedarf.kind.vorname}" if f.bedarf else "")
        for f in aufforderung.forderungen.select_related("bedarf__kind")
    ]
    try:
        return aufforderung_als_pdf(
            Aufforderungsschreiben(
                briefkopf=briefkopf(behoerde),
                empfaenger=anschrift(antrag.antragsteller),
                anrede=f"Guten Tag {antrag.antragsteller},",
                datum=tag,
                aktenzeichen=antrag.fallakte.aktenzeichen,
                antrag_vom=antrag.antragsdatum,
                fehlend=fehlend,
                frist=aufforderung.frist,
                hinweis=aufforderung.hinweis,
                auskunft=[("Auskunft", str(aufforderung.created_by)), *kontakt(behoerde)],
                unterzeichner=["Im Auftrag", str(aufforderung.created_by)],
            )
        )
    except NichtBarrierefrei as fehler:
        raise SchreibenUnmoeglich(str(fehler)) from fehler
