"""A county with many approved decisions that wait for a letter run; made once from one decided application."""

import uuid
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit


@dataclass(frozen=True, slots=True)
class Kreis:
    bereich: Bereich
    user: User


def einrichten(anzahl: int) -> Kreis:
    """Approved decisions on two children with four lines each, all of different families. Django is set up."""
    from kreislauf.leistungen.bildung_und_teilhabe.tests import fabrik

    with handeln_als_system():
        bereich = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
        user = User.objects.create_user("briefe@kreis.example", None, vorname="Mara", nachname="Lüders")
        Zustaendigkeit.objects.create(user=user, rolle="sachbearbeitung_but", bereich=bereich, beginn="2026-01-01")
        fabrik.make_vorgaben(bereich)
        vervielfache(_muster(bereich, user), anzahl)
    return Kreis(bereich, user)


def _muster(bereich: Bereich, user: User) -> Any:
    """One decided application through the services: lunch, club, class trip, and a line against the proposal."""
    from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
    from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
    from kreislauf.leistungen.bildung_und_teilhabe.tests import fabrik
    from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
    from kreislauf.verfahren.antrag.services.mitwirkung import receive_nachweis
    from kreislauf.verfahren.bescheid.states import Zeilenart

    wer: dict[str, Any] = {"actor": user, "at": fabrik.AT}
    antrag = fabrik.make_antrag(
        user,
        bereich,
        fabrik.make_kind(
            "Ida",
            fabrik.make_leistung("mittagsverpflegung", **fabrik.MITTAG),
            fabrik.make_leistung("teilhabe", kosten="8.00"),
        ),
        fabrik.make_kind(
            "Jonte",
            fabrik.make_leistung("klassenfahrt", **fabrik.FAHRT),
            fabrik.make_leistung("teilhabe", kosten="12.00"),
            geburtsdatum=date(2013, 5, 2),
        ),
        antragsteller=fabrik.SILKE,
    )
    examine_antrag(antrag_id=antrag.pk, **wer)
    for forderung in antrag.forderungen.all():
        receive_nachweis(forderung_id=forderung.pk, beschreibung="liegt vor", eingegangen_am=fabrik.HEUTE, **wer)
    complete_antrag(antrag_id=antrag.pk, **wer)
    wahl = {
        z.bedarf.pk: Wahl(z.vorschlag.art, z.form, empfaenger=z.empfaenger, gesehen=z.vorschlag.betrag)
        for z in vorschlaege(bedarfe_von(antrag), fabrik.HEUTE)
    }
    fest = antrag.bedarfe.get(leistung="teilhabe", kind__vorname="Jonte").pk
    wahl[fest] = Wahl(Zeilenart.ABGELEHNT, wahl[fest].form, Decimal(0), "Der Verein besteht nicht mehr.")
    return decide(antrag_id=antrag.pk, wahl=wahl, version=None, **wer)


def vervielfache(muster: Any, anzahl: int) -> None:
    """`anzahl` approved copies of a decision with families, files, lines and months of their own."""
    from kreislauf.akten.fallakte.models import Fallakte
    from kreislauf.akten.haushalt.models import Haushalt
    from kreislauf.akten.person.models import Person
    from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT
    from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungsmonat, Entscheidungszeile

    alt_zeilen = list(muster.zeilen.prefetch_related("monate"))
    personen, haushalte, akten, bescheide, zeilen, monate = [], [], [], [], [], []
    for n in range(1, anzahl + 1):
        person = _kopie(muster.adressat, nachname=f"Öztürk-{n}", strasse=f"Weg {n}", suchname=f"silke {n}")
        haushalt = _kopie(muster.fallakte.haushalt, bezeichnung=f"Familie {n}")
        akte = _kopie(muster.fallakte, aktenzeichen=f"BuT-2025-{n:06}", haushalt=haushalt, antragsteller=person)
        bescheid = _kopie(
            muster, nummer=f"BuT-2025-{n:06}/01", fallakte=akte, adressat=person, antrag=None, state="freigegeben"
        )
        bescheid.zweite_person_noetig, bescheid.approved_by, bescheid.approved_at = False, muster.created_by, AT
        personen.append(person)
        haushalte.append(haushalt)
        akten.append(akte)
        bescheide.append(bescheid)
        for alt in alt_zeilen:
            zeile = _kopie(alt, bescheid=bescheid, bedarf=None)
            zeilen.append(zeile)
            monate += [_kopie(m, zeile=zeile) for m in alt.monate.all()]
    for model, menge in (
        (Person, personen),
        (Haushalt, haushalte),
        (Fallakte, akten),
        (Bescheid, bescheide),
        (Entscheidungszeile, zeilen),
        (Entscheidungsmonat, monate),
    ):
        model.objects.bulk_create(menge, batch_size=2000)  # type: ignore[attr-defined]


def _kopie(objekt: Any, **anders: Any) -> Any:
    neu = copy(objekt)
    neu._state = copy(objekt._state)
    neu._state.fields_cache = dict(objekt._state.fields_cache)
    neu._state.adding, neu.pk = True, uuid.uuid4()
    for name, wert in anders.items():
        setattr(neu, name, wert)
    return neu
