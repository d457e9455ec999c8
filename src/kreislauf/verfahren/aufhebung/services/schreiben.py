"""Stored rows of a revocation → the letters of its hearing and of its Bescheid."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.druck import NichtBarrierefrei
from kreislauf.druck.anhoerung import Anhoerungsschreiben, anhoerung_als_pdf
from kreislauf.druck.aufhebung import FASSUNG, Anhoerungsvermerk, Aufhebungsschreiben, aufhebung_als_pdf
from kreislauf.druck.bescheid import euro
from kreislauf.druck.rahmen import Betroffen
from kreislauf.druck.rechtsbehelf import widerspruch_am
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.aufhebung.models import Aufhebung, Aufhebungszeile
from kreislauf.verfahren.aufhebung.permissions import may_write_aufhebung
from kreislauf.verfahren.aufhebung.services.vorgang import anhoerungsfrist, lock_aufhebung
from kreislauf.verfahren.aufhebung.states import NORMEN, Aufhebungsstand, Grundlage
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid
from kreislauf.verfahren.bescheid.selectors import behoerde_am
from kreislauf.verfahren.bescheid.services.briefteile import (
    SchreibenUnmoeglich,
    anschrift,
    briefkopf,
    file_schreiben,
    kontakt,
)
from kreislauf.verfahren.bescheid.services.druckarten import Druckstueck, kindname, rahmen_von


@transaction.atomic
def print_anhoerung(*, aufhebung_id: UUID, actor: User, at: datetime) -> Aufhebung:
    """Make the letter of the hearing, store and file it; made again before posting, the earlier one stays.

    Raises PermissionDenied, SchreibenUnmoeglich or VorgabeFehlt.
    """
    aufhebung, tag = lock_aufhebung(aufhebung_id), localdate(at)
    require(may_write_aufhebung, actor, aufhebung.bereich_id, tag=tag)
    if aufhebung.state != Aufhebungsstand.VORBEREITET:
        raise SchreibenUnmoeglich("Das Anhörungsschreiben entsteht, bevor es zur Post geht.")
    aufhebung.frist = max(anhoerungsfrist(aufhebung, tag).fristende, aufhebung.frist or tag)
    pdf = write_anhoerung(aufhebung, behoerde_am(aufhebung.bereich_id, tag), tag)
    akte = aufhebung.bescheid.fallakte
    aufhebung.dokument = file_schreiben(
        pdf=pdf,
        name=f"Anhoerung-{aufhebung.bescheid.nummer.replace('/', '-')}.pdf",
        titel=f"Anhörung zu {aufhebung.bescheid.nummer}",
        fallakte=akte,
        actor=actor,
        at=at,
    )
    aufhebung.save(update_fields=["dokument", "frist"])
    journal.record("aufhebung.print", aufhebung, actor=actor, at=at, details={"sha256": aufhebung.dokument.sha256})
    return aufhebung


def _betroffen(z: Aufhebungszeile, *weiteres: str) -> Betroffen:
    return Betroffen(
        kindname(z.zeile), z.zeile.get_leistung_display(), f"{z.ab:%d.%m.%Y} bis {z.zeile.ende:%d.%m.%Y}", weiteres
    )


def _zeilen(aufhebung: Aufhebung) -> list[Aufhebungszeile]:
    return list(aufhebung.zeilen.select_related("zeile__kind"))


def write_anhoerung(aufhebung: Aufhebung, behoerde: Behoerde, tag: date) -> bytes:
    """The letter as PDF; `aufhebung.frist` is the day told in it. Raises SchreibenUnmoeglich."""
    bescheid, adressat = aufhebung.bescheid, aufhebung.bescheid.adressat
    assert aufhebung.frist is not None
    try:
        return anhoerung_als_pdf(
            Anhoerungsschreiben(
                briefkopf=briefkopf(behoerde),
                empfaenger=anschrift(adressat),
                anrede=f"Guten Tag {adressat},",
                datum=tag,
                aktenzeichen=bescheid.fallakte.aktenzeichen,
                bescheid=_name(bescheid),
                betroffene=[_betroffen(z, euro(z.zeile.betrag)) for z in _zeilen(aufhebung)],
                norm=NORMEN[Grundlage(aufhebung.grundlage)],
                anlass=aufhebung.anlass,
                vergangenheit=aufhebung.get_vergangenheit_display(),
                frist=aufhebung.frist,
                auskunft=[("Auskunft", str(aufhebung.created_by)), *kontakt(behoerde)],
                unterzeichner=["Im Auftrag", str(aufhebung.created_by)],
            )
        )
    except NichtBarrierefrei as fehler:
        raise SchreibenUnmoeglich(str(fehler)) from fehler


def _name(bescheid: Bescheid) -> str:
    return f"Bescheid {bescheid.nummer} vom {localdate(bescheid.created_at):%d.%m.%Y}"


def write_aufhebung(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Druckstueck:
    """The letter of the Bescheid that takes back. Raises SchreibenUnmoeglich."""
    aufhebung = Aufhebung.objects.select_related("bescheid").get(aufhebungsbescheid=bescheid)
    zeilen = _zeilen(aufhebung)
    schreiben = Aufhebungsschreiben(
        rahmen=rahmen_von(bescheid, behoerde, tag),
        bescheid=_name(aufhebung.bescheid),
        betroffene=[_betroffen(z, euro(z.gezahlt), euro(z.erstattung)) for z in zeilen],
        norm=NORMEN[Grundlage(aufhebung.grundlage)],
        anlass=aufhebung.anlass,
        vergangenheit=aufhebung.get_vergangenheit_display(),
        anhoerung=_vermerk(aufhebung),
        ermessen=bescheid.texte["ermessen"],
        erstattung=sum((z.erstattung for z in zeilen), Decimal(0)),
        erstattungsgruende=[
            f"{z.zeile.get_leistung_display()} für {z.zeile.kind.vorname}: {text}"
            for z in zeilen
            for text in _erstattungsgruende(z)
        ],
        rechtskreise=sorted({z.zeile.rechtskreis for z in zeilen}),
    )
    return Druckstueck(aufhebung_als_pdf(schreiben), FASSUNG, widerspruch_am(tag))


def _erstattungsgruende(z: Aufhebungszeile) -> list[str]:
    texte = [f"{g['text']} ({g['norm']})" for g in z.spur.get("gruende", ()) if g["art"] != "erfuellt"]
    return [*texte, z.grund] if z.grund else texte


def _vermerk(aufhebung: Aufhebung) -> Anhoerungsvermerk:
    return Anhoerungsvermerk(
        vom=localdate(aufhebung.dokument.created_at) if aufhebung.dokument and aufhebung.posted_on else None,
        aeusserung=aufhebung.aeusserung,
        geaeussert_am=aufhebung.geaeussert_am,
        ausnahme=aufhebung.get_ohne_anhoerung_display(),
        ausnahme_grund=aufhebung.ohne_anhoerung_grund,
    )
