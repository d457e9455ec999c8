"""Which letter belongs to which kind of decision; apps above register theirs when Django is ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from kreislauf.druck import NichtBarrierefrei
from kreislauf.druck.rahmen import Rahmen
from kreislauf.druck.rechtsbehelf import Belehrung
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.services.briefteile import (
    SchreibenUnmoeglich,
    anschrift,
    briefkopf,
    kontakt,
    sitz,
)

# What a letter reads; for many letters fetched at once with the same name.
BEZUEGE = ("fallakte", "antrag", "adressat", "created_by", "approved_by", "ersetzt")
ZEILEN = Prefetch(
    "zeilen",
    Entscheidungszeile.objects.select_related("kind", "empfaenger", "ersetzt")
    .prefetch_related("monate")
    .defer("sachverhalt", "ersetzt__sachverhalt", "ersetzt__spur"),
)


@dataclass(frozen=True, slots=True)
class Druckstueck:
    """A finished letter, the version of its template and its instruction on remedies."""

    pdf: bytes
    vorlage: str
    belehrung: Belehrung

    @property
    def vorlagenversion(self) -> str:
        return f"{self.vorlage}/{self.belehrung.fassung}"


Schreiber = Callable[[Bescheid, Behoerde, date], Druckstueck]
_SCHREIBER: dict[str, Schreiber] = {}


def register(arten: Iterable[str], schreiber: Schreiber) -> None:
    _SCHREIBER.update(dict.fromkeys(arten, schreiber))


def write_bescheid(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Druckstueck:
    """The letter of a decision. Raises SchreibenUnmoeglich."""
    if bescheid.art not in _SCHREIBER:
        raise SchreibenUnmoeglich(f"Für die Art „{bescheid.get_art_display()}“ gibt es noch keine Vorlage.")
    prefetch_related_objects([bescheid], ZEILEN)
    try:
        return _SCHREIBER[bescheid.art](bescheid, behoerde, tag)
    except NichtBarrierefrei as fehler:
        raise SchreibenUnmoeglich(str(fehler)) from fehler


def rahmen_von(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Rahmen:
    """Head and signature. Raises SchreibenUnmoeglich."""
    return Rahmen(
        briefkopf=briefkopf(behoerde),
        empfaenger=anschrift(bescheid.adressat),
        anrede=f"Guten Tag {bescheid.adressat},",
        datum=tag,
        aktenzeichen=bescheid.fallakte.aktenzeichen,
        nummer=bescheid.nummer,
        sitz=sitz(behoerde),
        zugangswege=behoerde.zugangswege,
        vertritt=vertretene(bescheid),
        auskunft=[("Auskunft", str(bescheid.created_by)), *kontakt(behoerde)],
        unterzeichner=["Im Auftrag", str(bescheid.approved_by)],
    )


def vertretene(bescheid: Bescheid) -> list[str]:
    """Children whose own entitlement it is; under § 6b BKGG the parent is entitled."""
    return list(
        dict.fromkeys(
            str(z.kind)
            for z in bescheid.zeilen.all()
            if z.kind_id != bescheid.adressat_id and not z.rechtskreis.startswith("bkgg_")
        )
    )


def kindname(zeile: Entscheidungszeile) -> str:
    kind = zeile.kind
    return f"{kind}, geboren am {kind.geburtsdatum:%d.%m.%Y}" if kind.geburtsdatum else str(kind)
