"""Print the letter of an approved Bescheid: stored rows and traces → `druck`, kept as a document in the file."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from kreislauf.druck.bescheid import FASSUNG, Begruendung, Bescheidschreiben, Grund, Zeile, bescheid_als_pdf
from kreislauf.druck.erlaeuterung import Punkt, erlaeuterung
from kreislauf.druck.rechtsbehelf import widerspruch_am
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.permissions import may_send_bescheid
from kreislauf.verfahren.bescheid.selectors import behoerde_am
from kreislauf.verfahren.bescheid.services.briefteile import (
    SchreibenUnmoeglich,
    anschrift,
    briefkopf,
    file_schreiben,
    kontakt,
    sitz,
)
from kreislauf.verfahren.bescheid.services.druckarten import Druckstueck, kindname, vertretene, write_bescheid
from kreislauf.verfahren.bescheid.services.freigeben import lock_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart, Bescheidstand, Zeilenart

LEISTUNGEN = (  # kinds whose letter is that of decisions on benefits
    Bescheidart.BEWILLIGUNG,
    Bescheidart.TEILBEWILLIGUNG,
    Bescheidart.ABLEHNUNG,
    Bescheidart.VORLAEUFIG,
    Bescheidart.AENDERUNG,
)
STAND = {
    "erfuellt": "erfüllt",
    "nicht_erfuellt": "nicht erfüllt",
    "person": "im Einzelfall entschieden",
    "vorbehalt": "im Einzelfall entschieden",
    "gesperrt": "Wert fehlt",
}


@transaction.atomic
def print_bescheid(*, bescheid_id: UUID, actor: User, at: datetime) -> Bescheid:
    """Make the PDF before posting, store it and file it; made again, the earlier one stays in the file.

    Raises PermissionDenied, SchreibenUnmoeglich or VorgabeFehlt.
    """
    bescheid = lock_bescheid(bescheid_id)
    tag = localdate(at)
    require(may_send_bescheid, actor, bescheid, tag=tag)
    if bescheid.state != Bescheidstand.FREIGEGEBEN:
        raise SchreibenUnmoeglich("Ein Schreiben entsteht nach der Freigabe und vor dem Postausgang.")
    druckstueck = write_bescheid(bescheid, behoerde_am(bescheid.bereich_id, tag), tag)
    name = f"Bescheid-{bescheid.nummer.replace('/', '-')}.pdf"
    dokument = file_schreiben(
        pdf=druckstueck.pdf, name=name, titel=str(bescheid), fallakte=bescheid.fallakte, actor=actor, at=at
    )
    fill_druckstueck(bescheid, druckstueck, dokument)
    bescheid.save(update_fields=["dokument", "vorlagenversion", "texte"])
    details = {"sha256": dokument.sha256, "vorlage": bescheid.vorlagenversion}
    journal.record("bescheid.print", bescheid, actor=actor, at=at, details=details)
    return bescheid


def fill_druckstueck(bescheid: Bescheid, druckstueck: Druckstueck, dokument: Dokument) -> None:
    """Which file is the letter, and from which versions it was made; the caller saves."""
    belehrung = druckstueck.belehrung
    bescheid.dokument, bescheid.vorlagenversion = dokument, druckstueck.vorlagenversion
    bescheid.texte = {**bescheid.texte, "norm": belehrung.norm, "ungeprueft": belehrung.ungeprueft}


_MERKEN = """
UPDATE bescheid_bescheid b SET dokument_id = n.dokument, vorlagenversion = n.version, texte = n.texte
FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::jsonb[]) AS n (id, dokument, version, texte) WHERE b.id = n.id
"""


def save_druckstuecke(bescheide: Sequence[Bescheid]) -> None:
    """What `fill_druckstueck` set, for many decisions by one statement."""
    werte = [(b.pk, b.dokument_id, b.vorlagenversion, json.dumps(b.texte, ensure_ascii=False)) for b in bescheide]
    if werte:
        with connection.cursor() as cursor:
            cursor.execute(_MERKEN, [list(spalte) for spalte in zip(*werte, strict=True)])


def write_leistungen(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Druckstueck:
    """The letter of decisions on benefits. Raises SchreibenUnmoeglich."""
    return Druckstueck(bescheid_als_pdf(_schreiben(bescheid, behoerde, tag)), FASSUNG, widerspruch_am(tag))


def _schreiben(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Bescheidschreiben:
    zeilen = list(bescheid.zeilen.all())
    adressat = bescheid.adressat
    return Bescheidschreiben(
        briefkopf=briefkopf(behoerde),
        empfaenger=anschrift(adressat),
        anrede=f"Guten Tag {adressat},",
        datum=tag,
        aktenzeichen=bescheid.fallakte.aktenzeichen,
        nummer=bescheid.nummer,
        titel=bescheid.get_art_display(),
        sitz=sitz(behoerde),
        zeilen=[_zeile(z) for z in zeilen],
        antrag_vom=bescheid.antrag.antragsdatum if bescheid.antrag else None,
        aendert=_aendert(bescheid.ersetzt),
        vertritt=vertretene(bescheid),
        zugangswege=behoerde.zugangswege,
        auskunft=[("Auskunft", str(bescheid.created_by)), *kontakt(behoerde)],
        unterzeichner=["Im Auftrag", str(bescheid.approved_by)],
        beilage=erlaeuterung(adressat.sprache, [_punkt(z) for z in zeilen]),
    )


def _punkt(z: Entscheidungszeile) -> Punkt:
    return Punkt(z.kind.vorname, z.leistung, z.art, z.betrag, z.beginn, z.ende)


def _aendert(alter: Bescheid | None) -> str:
    return f"Bescheid {alter.nummer} vom {localdate(alter.created_at):%d.%m.%Y}" if alter else ""


def _zeile(z: Entscheidungszeile) -> Zeile:
    ersetzt = f"{z.ersetzt.get_art_display()}, {_euro(z.ersetzt.betrag)}" if z.ersetzt else ""
    abgelehnt = z.art == Zeilenart.ABGELEHNT
    return Zeile(
        kind=kindname(z),
        leistung=z.get_leistung_display(),
        beginn=z.beginn,
        ende=z.ende,
        art=z.art,
        betrag=z.betrag,
        monate=() if abgelehnt else [(m.monat, m.betrag) for m in z.monate.all()],
        form=z.get_form_display(),
        empfaenger=str(z.empfaenger) if z.empfaenger else "",
        ersetzt=ersetzt,
        grund=_grund(z),
        begruendung=list(_begruendung(z)),
    )


def _euro(betrag: Decimal) -> str:
    return f"{betrag:.2f} €".replace(".", ",")


def _grund(z: Entscheidungszeile) -> str:
    """The person's own reason, told apart from what the rules gave."""
    if not z.abweichung_grund:
        return ""
    vorn = "Im Einzelfall entschieden" if z.vorschlag_art == Zeilenart.PERSON else "Davon abweichend entschieden"
    return f"{vorn}: {z.abweichung_grund}"


def _begruendung(z: Entscheidungszeile) -> Iterator[Begruendung]:
    """Months with the same reasons and calculation together; conditions only where they are needed (§ 35 SGB X)."""
    abweichend = (z.art, z.betrag) != (z.vorschlag_art, z.vorschlag_betrag)
    gruppen: dict[tuple[Any, ...], list[date]] = {}
    for eintrag in z.spur:
        monat = date.fromisoformat(eintrag["monat"])
        voll = abweichend or z.art != Zeilenart.BEWILLIGT or eintrag.get("entscheidung") != "ja"
        gruende = tuple(_gruende(eintrag, monat)) if voll else ()
        rechenweg = tuple((r["text"], r["betrag"]) for r in eintrag.get("rechenweg", ()))
        if gruende or rechenweg:
            gruppen.setdefault((gruende, rechenweg), []).append(monat)
    for (gruende, rechenweg), monate in gruppen.items():
        schritte = [(text, Decimal(betrag) if betrag is not None else None) for text, betrag in rechenweg]
        yield Begruendung(_zeit(monate), gruende, schritte)


def _gruende(eintrag: dict[str, Any], monat: date) -> Iterator[Grund]:
    """What is missing or was decided by a person; where nothing is, all that is fulfilled."""
    alle = eintrag.get("gruende", [])
    for g in [g for g in alle if g["art"] != "erfuellt"] or alle:
        text = g["text"].replace(f"im Monat {monat:%m/%Y}", "im genannten Zeitraum")
        text = text.replace(f"am Ersten des Monats {monat:%m/%Y}", "am Ersten des Monats")
        yield Grund(STAND.get(g["art"], g["art"]), text, g["norm"])


def _zeit(monate: Sequence[date]) -> str:
    """A span only where no month is missing in it."""
    nummern = [m.year * 12 + m.month for m in monate]
    if len(monate) > 1 and nummern == list(range(nummern[0], nummern[0] + len(nummern))):
        return f"{monate[0]:%m/%Y} bis {monate[-1]:%m/%Y}"
    return ", ".join(f"{m:%m/%Y}" for m in monate)
