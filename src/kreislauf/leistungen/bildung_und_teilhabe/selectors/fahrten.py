"""Trips, as far as the person may see them: the school its own, the office those of its schools."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from kreislauf.akten.traeger.models import Bankverbindung
from kreislauf.akten.traeger.states import Bankstand
from kreislauf.foundation.zeitraum import gilt_am
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt, Sammelpruefung, Schulzugang, Teilnehmer
from kreislauf.verfahren.antrag.models import Antragsbedarf, Nachweisforderung
from kreislauf.verfahren.antrag.states import Forderungsstand

_SPALTE = {"beginn": "beginn", "ziel": "ziel", "stand": "state"}
SORTIERUNGEN = _SPALTE | {f"-{name}": f"-{spalte}" for name, spalte in _SPALTE.items()}
_VERLESEN = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "-": "", " ": ""})
NACHWEISE_DER_EINRICHTUNG = ("schulbestaetigung", "mitteilung")  # keys in nachweise.NACHWEISE


@dataclass(frozen=True, slots=True)
class Fahrtlage:
    """One benefit of an application with its trip, and what the school's list says about the child."""

    bedarf: Antragsbedarf
    fahrt: Fahrt
    zeile: Teilnehmer | None
    gesammelt: bool  # settled with the school: must not be paid to the family again


def fahrten(*, suche: str = "", stand: str = "", sortierung: str = "-beginn") -> QuerySet[Fahrt]:
    menge = Fahrt.objects.select_related("zugang").annotate(kinder=Count("teilnehmer"))
    if suche:
        menge = menge.filter(
            Q(ziel__icontains=suche)
            | Q(klasse__icontains=suche)
            | Q(zugang__name__icontains=suche)
            | Q(code=suche.upper().translate(_VERLESEN))
        )
    if stand:
        menge = menge.filter(state=stand)
    return menge.order_by(SORTIERUNGEN.get(sortierung, "-beginn"), "pk")


def zugaenge_der_schule(bereiche: set[int]) -> QuerySet[Schulzugang]:
    """For which institutions the person enters trips."""
    return Schulzugang.objects.filter(schulbereich_id__in=bereiche)


def fahrt_zum_code(code: str) -> Fahrt | None:
    return Fahrt.objects.filter(code=code.upper().translate(_VERLESEN)).select_related("zugang").first()


def angaben(fahrt: Fahrt) -> dict[str, Any]:
    """The trip as the fields of a benefit."""
    gemeinsam: dict[str, Any] = {
        "fahrt": fahrt.code,
        "beschreibung": fahrt.ziel,
        "kosten": fahrt.kosten,
        "faellig_am": fahrt.faellig_am,
        "verwendung": fahrt.verwendungszweck,
    }
    if fahrt.art == "ausflug":
        return gemeinsam
    return gemeinsam | {"beginn": fahrt.beginn, "ende": fahrt.ende, "taschengeld": fahrt.taschengeld}


def kontostand(fahrt: Fahrt, tag: date) -> str:
    """Whether the account that the school named is the payee's: bestaetigt, neu (to be confirmed) or empty."""
    konten = Bankverbindung.objects.filter(
        gilt_am(tag), empfaenger__einrichtung=fahrt.zugang.einrichtung_id, iban=fahrt.iban
    ).exclude(state=Bankstand.ABGELEHNT)
    staende = set(konten.values_list("state", flat=True))
    return next((s.value for s in (Bankstand.BESTAETIGT, Bankstand.NEU) if s in staende), "")


def _zeilen(fahrten_ids: list[UUID]) -> Mapping[tuple[UUID, str, object], Teilnehmer]:
    menge = Teilnehmer.objects.filter(fahrt__in=fahrten_ids).select_related("fahrt")
    return {(t.fahrt_id, t.suchname, t.geburtsdatum): t for t in menge}


def fahrtlagen(antrag_id: UUID) -> list[Fahrtlage]:
    """Trips with a code in this application; the list's row is found by name and birth date of the child."""
    bedarfe = [
        b
        for b in Antragsbedarf.objects.filter(antrag_id=antrag_id, angaben__has_key="fahrt").select_related("kind")
        if b.angaben["fahrt"]
    ]
    codes = {b.angaben["fahrt"] for b in bedarfe}
    gefunden = {f.code: f for f in Fahrt.objects.filter(code__in=codes).select_related("zugang")}
    zeilen = _zeilen([f.pk for f in gefunden.values()])
    menge = Sammelpruefung.objects.filter(fahrt__in=gefunden.values(), gilt=True, art="bewilligt")
    gesammelt = set(menge.values_list("fahrt_id", "kind_id"))
    return [
        Fahrtlage(
            b,
            fahrt,
            zeilen.get((fahrt.pk, b.kind.suchname, b.kind.geburtsdatum)),
            (fahrt.pk, b.kind_id) in gesammelt,
        )
        for b in bedarfe
        if (fahrt := gefunden.get(b.angaben["fahrt"])) is not None
    ]


def bestaetigte_forderungen(antrag_id: UUID) -> Iterator[tuple[Nachweisforderung, Teilnehmer]]:
    """Proofs that are still missing and that the school's confirmation of this child provides."""
    offen = [Forderungsstand.OFFEN, Forderungsstand.ANGEFORDERT]
    for lage in fahrtlagen(antrag_id):
        zeile = lage.zeile
        if zeile is None or zeile.bestaetigt_am is None or not zeile.nimmt_teil:
            continue
        for forderung in lage.bedarf.forderungen.filter(art__in=NACHWEISE_DER_EINRICHTUNG, state__in=offen):
            yield forderung, zeile
