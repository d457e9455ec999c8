"""Granted money that is not paid any more: limitation, waiver, expired vouchers. A person decides, with a reason."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.recht.fristen.weitere import bkgg_verjaehrung
from kreislauf.verfahren.bescheid.models import Entscheidungszeile
from kreislauf.verfahren.zahlung.models import Buchung, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_approve_zahllauf
from kreislauf.verfahren.zahlung.states import Buchungsart, Verfallsgrund, Zahlungsstand

VERJAEHRUNG_JAHRE = 4  # § 45 Abs. 1 SGB I: after the end of the calendar year in which the claim arose


class VerfallUnmoeglich(DomainError):
    """Nothing is left of the line, it is being paid, or the period of limitation still runs."""


def verjaehrt_ab(rechtskreis: str, monat: date) -> date:
    """First day on which limitation of a granted month may be pleaded."""
    if rechtskreis.startswith("bkgg"):
        return bkgg_verjaehrung(monat, None).fristende + timedelta(days=1)
    return date(monat.year + VERJAEHRUNG_JAHRE + 1, 1, 1)


def offene_monate(zeile: Entscheidungszeile) -> dict[date, Decimal]:
    """What is granted, neither paid nor lapsed, by month; only months with something left."""
    rest: dict[date, Decimal] = defaultdict(Decimal)
    for monat, art, betrag in zeile.buchungen.values_list("monat", "art", "betrag"):
        if art == Buchungsart.BEWILLIGT:
            rest[monat] += betrag
        elif art in {Buchungsart.GEZAHLT, Buchungsart.VERFALLEN}:
            rest[monat] -= betrag
    return {monat: betrag for monat, betrag in sorted(rest.items()) if betrag > 0}


@transaction.atomic
def lapse_zeile(
    *, zeile_id: UUID, bis: date, grund: Verfallsgrund, erlaeuterung: str, actor: User, at: datetime
) -> Decimal:
    """Book what is left of a line up to a month as lapsed and cancel its open payments; EUR.

    Limitation is a plea (Einrede), so the reason is written down, and it counts only for months whose period has ended.
    Raises PermissionDenied or VerfallUnmoeglich.
    """
    zeile = Entscheidungszeile.objects.get(pk=zeile_id)
    zahlungen = list(Zahlung.objects.select_for_update().filter(zeile=zeile, beginn__lte=bis).order_by("pk"))
    require(may_approve_zahllauf, actor, zeile.bereich_id, tag=localdate(at))
    if not erlaeuterung.strip():
        raise VerfallUnmoeglich("Bitte begründen Sie, warum nicht mehr gezahlt wird.")
    if any(z.state == Zahlungsstand.IM_LAUF for z in zahlungen):
        raise VerfallUnmoeglich("Eine Zahlung dazu ist in einem Zahllauf. Bitte warten Sie, bis der Lauf beendet ist.")
    rest = {monat: betrag for monat, betrag in offene_monate(zeile).items() if monat <= bis}
    if grund == Verfallsgrund.VERJAEHRT:
        rest = {m: b for m, b in rest.items() if verjaehrt_ab(zeile.rechtskreis, m) <= localdate(at)}
    if not rest:
        raise VerfallUnmoeglich("Bis zu diesem Monat ist nichts offen, das verfallen sein kann.")
    for zahlung in zahlungen:
        if zahlung.state == Zahlungsstand.OFFEN and zahlung.beginn.replace(day=1) in rest:
            zahlung.state = Zahlungsstand.STORNIERT
            zahlung.save(update_fields=["state"])
    Buchung.objects.bulk_create(
        Buchung(
            kind_id=zeile.kind_id,
            leistung=zeile.leistung,
            rechtskreis=zeile.rechtskreis,
            monat=monat,
            art=Buchungsart.VERFALLEN,
            betrag=betrag,
            zeile=zeile,
            schluessel=f"verfallen-{zeile.pk}-{monat:%Y%m}",
            wertstellung=localdate(at),
            created_at=at,
            bereich_id=zeile.bereich_id,
        )
        for monat, betrag in rest.items()
    )
    summe = sum(rest.values(), Decimal(0))
    details = {"summe": str(summe), "bis": bis.isoformat(), "grund": str(grund), "erlaeuterung": erlaeuterung[:300]}
    journal.record("zahlung.lapse", zeile, actor=actor, at=at, details=details)
    return summe
