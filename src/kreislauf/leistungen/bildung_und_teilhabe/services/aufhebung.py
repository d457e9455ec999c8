"""What is claimed back of a revocation: paid sums and the refund brake of recht; the person decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kreislauf.foundation.accounts.models import User
from kreislauf.recht.bildung_und_teilhabe.sonderregeln import berechne_sonderregel
from kreislauf.recht.regel import Entscheidung
from kreislauf.verfahren.aufhebung.models import Aufhebung, Aufhebungszeile
from kreislauf.verfahren.aufhebung.services.entscheiden import Rueckforderung, decide_aufhebung
from kreislauf.verfahren.aufhebung.states import Grundlage
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.zahlung.states import Zahlungsstand

NULL = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Rueckvorschlag:
    """Of one line: what was paid from the day on, what the law lets claim back, and why."""

    zeile: Aufhebungszeile
    gezahlt: Decimal
    betrag: Decimal
    spur: Mapping[str, Any]


def rueckvorschlaege(aufhebung: Aufhebung, tag: date) -> list[Rueckvorschlag]:
    """Proposal per line; the brake looks at the whole Bedarfsgemeinschaft (§ 40 Abs. 1 Satz 3, Abs. 6 SGB II)."""
    zeilen = list(aufhebung.zeilen.select_related("aufhebung", "zeile__kind"))
    gezahlt = {z.pk: _gezahlt(z) for z in zeilen}
    gesamt = aufhebung.gesamterstattung
    gesamt = sum(gezahlt.values(), NULL) if gesamt is None else gesamt
    gutschein, vorschlaege = aufhebung.gutschein_zurueck, []
    for z in zeilen:
        anteil = min(gutschein, gezahlt[z.pk])
        gutschein -= anteil
        vorschlaege.append(_vorschlag(z, gezahlt[z.pk], gesamt=gesamt, gutschein=anteil, tag=tag))
    return vorschlaege


def _gezahlt(z: Aufhebungszeile) -> Decimal:
    ausgefuehrt = z.zeile.zahlungen.filter(state=Zahlungsstand.AUSGEFUEHRT, beginn__gte=z.ab.replace(day=1))
    return ausgefuehrt.aggregate(summe=Sum("betrag"))["summe"] or NULL


def _vorschlag(
    z: Aufhebungszeile, gezahlt: Decimal, *, gesamt: Decimal, gutschein: Decimal, tag: date
) -> Rueckvorschlag:
    if not z.zeile.rechtskreis:
        text = "Der Rechtskreis ist nicht eindeutig; eine Person entscheidet."
        grund = {"art": "person", "text": text, "norm": "§ 50 SGB X"}
        return Rueckvorschlag(z, gezahlt, NULL, {"gruende": [grund]})
    ergebnis = berechne_sonderregel(
        "erstattung",
        {
            "monat": tag.replace(day=1),
            "rechtskreis": z.zeile.rechtskreis,
            "gesamt": gesamt,
            "bildung_und_teilhabe": gezahlt,
            "nur_deswegen": z.aufhebung.nur_deswegen,
            "nachweis_fehlt": z.aufhebung.grundlage == Grundlage.WIDERRUF,
            "gutschein_zurueck": gutschein,
        },
    )
    if ergebnis is None:
        return Rueckvorschlag(z, gezahlt, NULL, {})
    ja = ergebnis.entscheidung is Entscheidung.JA
    return Rueckvorschlag(z, gezahlt, (ergebnis.betrag or NULL) if ja else NULL, ergebnis.als_json())


@transaction.atomic
def revoke(
    *, aufhebung_id: UUID, wahl: Mapping[UUID, tuple[Decimal, str]], actor: User, at: datetime, **angaben: str
) -> Bescheid:
    """Decide with what the person chose per line (sum to claim back, reason); the proposal is computed anew.

    Raises what `decide_aufhebung` raises.
    """
    aufhebung = Aufhebung.objects.get(pk=aufhebung_id)
    rueckforderungen = {}
    for v in rueckvorschlaege(aufhebung, localdate(at)):
        if v.zeile.pk in wahl:
            betrag, grund = wahl[v.zeile.pk]
            rueckforderungen[v.zeile.pk] = Rueckforderung(v.gezahlt, v.betrag, betrag, grund, v.spur)
    return decide_aufhebung(aufhebung_id=aufhebung_id, rueckforderungen=rueckforderungen, actor=actor, at=at, **angaben)
