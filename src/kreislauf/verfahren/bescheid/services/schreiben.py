"""Print the letter of an approved Bescheid: stored rows and traces → `druck`, kept as a document in the file."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.akten.fallakte.models import Aktenstueck
from kreislauf.akten.fallakte.services import add_aktenstueck
from kreislauf.akten.person.models import Person
from kreislauf.druck import Briefkopf, NichtBarrierefrei
from kreislauf.druck.bescheid import Begruendung, Bescheidschreiben, Grund, Zeile, bescheid_als_pdf, vorlagenversion
from kreislauf.druck.rechtsbehelf import widerspruch_am
from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.permissions import may_send_bescheid
from kreislauf.verfahren.bescheid.selectors import behoerde_am
from kreislauf.verfahren.bescheid.services.freigeben import lock_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidart, Bescheidstand, Zeilenart

DRUCKBAR = (
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


class SchreibenUnmoeglich(DomainError):
    """The letter cannot be made now; the text says why and what to do."""


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
    if bescheid.art not in DRUCKBAR:
        raise SchreibenUnmoeglich(f"Für die Art „{bescheid.get_art_display()}“ gibt es noch keine Vorlage.")
    try:
        pdf = bescheid_als_pdf(_schreiben(bescheid, behoerde_am(bescheid.bereich_id, tag), tag))
    except NichtBarrierefrei as fehler:
        raise SchreibenUnmoeglich(str(fehler)) from fehler
    name = f"Bescheid-{bescheid.nummer.replace('/', '-')}.pdf"
    # The level of the Bescheid is not handed on: a letter with Sozialdaten is never öffentlich.
    dokument = store_dokument(inhalt=pdf, dateiname=name, bereich_id=bescheid.bereich_id, actor=actor, at=at)
    belehrung = widerspruch_am(tag)
    bescheid.dokument, bescheid.vorlagenversion = dokument, vorlagenversion(tag)
    bescheid.texte = {**bescheid.texte, "norm": belehrung.norm, "ungeprueft": belehrung.ungeprueft}
    bescheid.save(update_fields=["dokument", "vorlagenversion", "texte"])
    add_aktenstueck(
        fallakte=bescheid.fallakte,
        dokument=dokument,
        titel=str(bescheid),
        richtung=Aktenstueck.Richtung.AUS,
        datum=tag,
        actor=actor,
        at=at,
    )
    details = {"sha256": dokument.sha256, "vorlage": bescheid.vorlagenversion}
    journal.record("bescheid.print", bescheid, actor=actor, at=at, details=details)
    return bescheid


def _schreiben(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Bescheidschreiben:
    zeilen = list(bescheid.zeilen.select_related("kind", "empfaenger", "ersetzt").prefetch_related("monate"))
    adressat, anschrift = bescheid.adressat, f"{behoerde.strasse}\n{behoerde.plz} {behoerde.ort}"
    kontakt = [(n, w) for n, w in (("Telefon", behoerde.telefon), ("E-Mail", behoerde.email)) if w]
    return Bescheidschreiben(
        briefkopf=Briefkopf(behoerde.name, behoerde.stelle, anschrift, "\n".join(w for _, w in kontakt)),
        empfaenger=_anschrift(adressat),
        anrede=f"Guten Tag {adressat},",
        datum=tag,
        aktenzeichen=bescheid.fallakte.aktenzeichen,
        nummer=bescheid.nummer,
        titel=bescheid.get_art_display(),
        sitz=f"{behoerde.name}, {behoerde.strasse}, {behoerde.plz} {behoerde.ort}",
        zeilen=[_zeile(z) for z in zeilen],
        antrag_vom=bescheid.antrag.antragsdatum if bescheid.antrag else None,
        aendert=_aendert(bescheid.ersetzt),
        vertritt=_vertretene(zeilen, adressat),
        zugangswege=behoerde.zugangswege,
        auskunft=[("Auskunft", str(bescheid.created_by)), *kontakt],
        unterzeichner=["Im Auftrag", str(bescheid.approved_by)],
    )


def _aendert(alter: Bescheid | None) -> str:
    return f"Bescheid {alter.nummer} vom {localdate(alter.created_at):%d.%m.%Y}" if alter else ""


def _anschrift(person: Person) -> list[str]:
    """Lines of the address field. Raises SchreibenUnmoeglich where the post could not deliver."""
    fehlt = [n for n, w in (("Straße", person.strasse), ("PLZ", person.plz), ("Ort", person.ort)) if not w.strip()]
    if fehlt:
        raise SchreibenUnmoeglich(f"In der Anschrift von {person} fehlt: {', '.join(fehlt)}. Bitte ergänzen.")
    zeilen = [str(person), person.adresszusatz, person.strasse, f"{person.plz} {person.ort}"]
    if person.staat != "DE":
        zeilen.append(person.staat)
    return [z for z in zeilen if z]


def _vertretene(zeilen: Sequence[Entscheidungszeile], adressat: Person) -> list[str]:
    """Children whose own entitlement it is; under § 6b BKGG the parent is entitled."""
    return list(
        dict.fromkeys(str(z.kind) for z in zeilen if z.kind_id != adressat.pk and not z.rechtskreis.startswith("bkgg_"))
    )


def _zeile(z: Entscheidungszeile) -> Zeile:
    kind = f"{z.kind}, geboren am {z.kind.geburtsdatum:%d.%m.%Y}" if z.kind.geburtsdatum else str(z.kind)
    ersetzt = f"{z.ersetzt.get_art_display()}, {_euro(z.ersetzt.betrag)}" if z.ersetzt else ""
    abgelehnt = z.art == Zeilenart.ABGELEHNT
    return Zeile(
        kind=kind,
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
