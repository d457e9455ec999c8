"""Statements on all payments of a run at once; only the services beside call them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Sum

from kreislauf.verfahren.bescheid.states import WIRKSAM
from kreislauf.verfahren.zahlung.models import Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.selectors import Stand

_SAMMELN = """
WITH faellig AS MATERIALIZED (
    SELECT z.id FROM zahlung_zahlung z
    WHERE z.bereich_id = %(bereich)s AND z.state = 'offen' AND z.faellig_am <= %(tag)s
    ORDER BY z.id FOR UPDATE
)
UPDATE zahlung_zahlung z SET state = 'im_lauf', zahllauf_id = %(lauf)s, bankverbindung_id = b.id, inhaber = b.inhaber,
    iban = b.iban, bic = b.bic, end_to_end_id = replace(gen_random_uuid()::text, '-', ''),
    verwendungszweck = left(concat_ws(' ', 'BUT', z.aktenzeichen, %(kuerzel)s::jsonb ->> z.leistung,
        to_char(z.beginn, 'MM/YYYY'), nullif(e.verwendungshinweis, '')), 140)
FROM faellig f, bescheid_entscheidungszeile e, bescheid_bescheid d, traeger_zahlungsempfaenger p,
    traeger_bankverbindung b
WHERE f.id = z.id AND e.id = z.zeile_id AND d.id = e.bescheid_id AND p.id = z.empfaenger_id
    AND b.empfaenger_id = p.id AND z.state = 'offen' AND d.state = ANY(%(wirksam)s)
    AND (e.unwirksam_ab IS NULL OR e.unwirksam_ab > z.ende) AND p.gesperrt_grund = '' AND b.state = 'bestaetigt'
    AND b.beginn <= %(tag)s AND (b.ende IS NULL OR b.ende >= %(tag)s)
    AND NOT (EXISTS (SELECT 1 FROM haushalt_leistungszeitraum g WHERE g.person_id = z.kind_id
            AND g.rechtskreis = z.rechtskreis AND g.ende < z.beginn)
        AND NOT EXISTS (SELECT 1 FROM haushalt_leistungszeitraum g WHERE g.person_id = z.kind_id
            AND g.rechtskreis = z.rechtskreis AND g.beginn <= z.ende AND (g.ende IS NULL OR g.ende >= z.beginn)))
"""
_SAMMELN_VIELE = """
UPDATE zahlung_zahlung z SET state = 'im_lauf', zahllauf_id = %(lauf)s, bankverbindung_id = b.id, inhaber = b.inhaber,
    iban = b.iban, bic = b.bic, end_to_end_id = replace(gen_random_uuid()::text, '-', ''),
    verwendungszweck = left(concat_ws(' ', 'BUT', z.aktenzeichen, %(kuerzel)s::jsonb ->> z.leistung,
        to_char(z.beginn, 'MM/YYYY')), 140)
FROM traeger_zahlungsempfaenger p, traeger_bankverbindung b
WHERE z.sammelkennung IS NOT NULL AND z.bereich_id = %(bereich)s AND z.state = 'offen' AND z.faellig_am <= %(tag)s
    AND p.id = z.empfaenger_id AND b.empfaenger_id = p.id AND p.gesperrt_grund = '' AND b.state = 'bestaetigt'
    AND b.beginn <= %(tag)s AND (b.ende IS NULL OR b.ende >= %(tag)s)
"""
KUERZEL = (
    '{"schulbedarf":"SB","mittagsverpflegung":"MV","klassenfahrt":"KF","ausflug":"AF","teilhabe":"TH",'
    '"schuelerbefoerderung":"SBF","lernfoerderung":"LF"}'
)
_BUCHEN = """
WITH gezahlt AS (
    UPDATE zahlung_zahlung SET {setzen}
    WHERE zahllauf_id = %(lauf)s AND {bedingung}
    RETURNING id, bereich_id, kind_id, leistung, rechtskreis, beginn, betrag, zeile_id, sammelkennung
), anteile AS (
    SELECT id, bereich_id, kind_id, leistung, rechtskreis, date_trunc('month', beginn)::date AS monat, betrag, zeile_id,
        id::text AS kennung FROM gezahlt WHERE sammelkennung IS NULL
    UNION ALL
    SELECT g.id, g.bereich_id, a.kind_id, a.leistung, a.rechtskreis, a.monat, a.betrag, NULL,
        g.id || '-' || a.kind_id || '-' || to_char(a.monat, 'YYYYMM')
    FROM gezahlt g JOIN zahlung_sammelanteil a ON a.sammelkennung = g.sammelkennung
), gebucht AS (
    INSERT INTO zahlung_buchung (id, bereich_id, schutzstufe, sichtbar_fuer, kind_id, leistung, rechtskreis, monat, art,
        betrag, zeile_id, zahlung_id, schluessel, wertstellung, created_at)
    SELECT gen_random_uuid(), bereich_id, 2, '{{}}', kind_id, leistung, rechtskreis, monat,
        'gezahlt', {vorzeichen}betrag, zeile_id, id, '{schluessel}-' || kennung, %(tag)s, %(at)s
    FROM anteile {nur}
)
SELECT count(*), coalesce(sum(betrag), 0) FROM gezahlt
"""


def _zaehlen(sql: str, werte: dict[str, Any]) -> tuple[int, Decimal]:
    with connection.cursor() as cursor:
        cursor.execute(sql, werte)
        anzahl, summe = cursor.fetchone()
    return anzahl, summe


def total(lauf: Zahllauf) -> Stand:
    werte = Zahlung.objects.filter(zahllauf=lauf).aggregate(anzahl=Count("pk"), summe=Sum("betrag"))
    return Stand(werte["anzahl"], werte["summe"] or Decimal(0))


def collect(lauf: Zahllauf) -> Stand:
    """Put what can be paid into the run; count and sum."""
    werte: dict[str, Any] = {
        "bereich": lauf.bereich_id,
        "tag": lauf.ausfuehrungstag,
        "lauf": lauf.pk,
        "kuerzel": KUERZEL,
        "wirksam": [str(s) for s in WIRKSAM],
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAMMELN, werte)
        cursor.execute(_SAMMELN_VIELE, werte)
    return total(lauf)


def release(lauf: Zahllauf) -> int:
    """Payments of a rejected run are open again, without account and reference; cancelled where their line ended.

    Reads payments only: the cashier's office, which rejects what the bank refused, sees no decisions.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE zahlung_zahlung SET state = CASE WHEN entfaellt_ab IS NULL THEN 'offen' ELSE 'storniert' END,"
            " zahllauf_id = NULL, bankverbindung_id = NULL, inhaber = '', iban = '', bic = '', end_to_end_id = '',"
            " verwendungszweck = '' WHERE zahllauf_id = %s AND state = 'im_lauf'",
            [lauf.pk],
        )
        return int(cursor.rowcount)


def pay(lauf: Zahllauf, tag: date, at: datetime) -> tuple[int, Decimal]:
    sql = _BUCHEN.format(
        setzen="state = 'ausgefuehrt', ausgefuehrt_am = %(tag)s",
        bedingung="state = 'im_lauf'",
        vorzeichen="",
        schluessel="gezahlt",
        nur="",
    )
    return _zaehlen(sql, {"lauf": lauf.pk, "tag": tag, "at": at})


def give_back(lauf: Zahllauf, ids: list[UUID], tag: date, at: datetime) -> tuple[int, Decimal]:
    """Only what had been booked as paid is countered."""
    sql = _BUCHEN.format(
        setzen="state = 'zurueckgekommen'",
        bedingung="state IN ('im_lauf', 'ausgefuehrt') AND id = ANY(%(ids)s)",
        vorzeichen="-",
        schluessel="zurueck",
        nur="WHERE EXISTS (SELECT 1 FROM zahlung_buchung b WHERE b.schluessel = 'gezahlt-' || anteile.kennung)",
    )
    return _zaehlen(sql, {"lauf": lauf.pk, "tag": tag, "at": at, "ids": ids})
