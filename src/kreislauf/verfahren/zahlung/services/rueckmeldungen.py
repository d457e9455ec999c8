"""Take in what the bank answers: executed and rejected runs, payments that came back; every row with its outcome."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import read_content, store_dokument
from kreislauf.foundation.journal import services as journal
from kreislauf.verfahren.zahlung.bankmeldung import CAMT054, Bankmeldung, Meldung, lies_bankmeldung
from kreislauf.verfahren.zahlung.models import Bankdatei, Rueckmeldung, Zahllauf, Zahlung
from kreislauf.verfahren.zahlung.permissions import may_release_zahllauf
from kreislauf.verfahren.zahlung.selectors import erstattete
from kreislauf.verfahren.zahlung.services.laeufe import confirm_zahllauf, reject_zahllauf, return_zahlungen
from kreislauf.verfahren.zahlung.states import RUECKGABEGRUENDE, ZU_KLAEREN, Laufstand, Meldeergebnis, Zahlungsstand

AUSGEFUEHRT, ABGELEHNT = ("ACSC", "ACCC"), "RJCT"
ZURUECKNEHMBAR = (Zahlungsstand.IM_LAUF, Zahlungsstand.AUSGEFUEHRT)
ZUSTAENDE_BEI_DER_BANK = (Laufstand.GESENDET, Laufstand.BESTAETIGT)


@dataclass
class _Lesung:
    """The file being read: runs and payments it names, locked, and what was found so far."""

    meldung: Bankmeldung
    laeufe: dict[str, Zahllauf]
    zahlungen: dict[str, Zahlung]
    datei: Bankdatei
    actor: User
    at: datetime
    erstattet: dict[UUID, Decimal]
    zurueck: dict[tuple[UUID, date, str], list[UUID]] = field(default_factory=dict)
    erledigt: set[UUID] = field(default_factory=set)


@transaction.atomic
def read_bankdatei(*, inhalt: bytes, dateiname: str, bereich_id: int, actor: User, at: datetime) -> Bankdatei:
    """Take in one file; its report has a row for each statement. The same file again gives the first report.

    What a row cannot do stands in its row and stops no other. Raises PermissionDenied, BankdateiUngueltig or what
    keeping the file raises; then nothing is written.
    """
    require(may_release_zahllauf, actor, bereich_id, tag=localdate(at))
    sha256 = hashlib.sha256(inhalt).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"bankdatei-{bereich_id}"])
    if vorhanden := Bankdatei.objects.filter(bereich_id=bereich_id, sha256=sha256).first():
        return vorhanden
    meldung = lies_bankmeldung(inhalt)
    dokument = store_dokument(inhalt=inhalt, dateiname=dateiname, bereich_id=bereich_id, actor=actor, at=at)
    datei = Bankdatei(
        dokument=dokument,
        sha256=sha256,
        nachricht=meldung.art,
        message_id=meldung.message_id,
        bereich_id=bereich_id,
        created_by=actor,
        created_at=at,
    )
    _auswerten(_lesung(meldung, datei, actor, at))
    datei.save(force_insert=True)
    details = {"sha256": sha256, "nachricht": meldung.art, "zeilen": len(datei.bericht), "offen": datei.offen}
    journal.record("bankdatei.read", datei, actor=actor, at=at, details=details)
    return datei


@transaction.atomic
def recheck_bankdatei(*, bankdatei_id: UUID, actor: User, at: datetime) -> Bankdatei:
    """Try the rows again that were to be clarified, with the file as it was kept. Raises PermissionDenied."""
    datei = lock(Bankdatei, bankdatei_id)
    require(may_release_zahllauf, actor, datei.bereich_id, tag=localdate(at))
    vorher = datei.offen
    _auswerten(_lesung(lies_bankmeldung(read_content(datei.dokument)), datei, actor, at))
    datei.save(update_fields=["bericht", "offen"])
    journal.record("bankdatei.recheck", datei, actor=actor, at=at, details={"vorher": vorher, "offen": datei.offen})
    return datei


def _auswerten(lesung: _Lesung) -> None:
    """Work through the rows, all or those still to be clarified; returns of one run, day and reason go in one go."""
    datei, alte = lesung.datei, lesung.datei.bericht
    datei.bericht = [
        alte[nr] if alte and alte[nr]["ergebnis"] not in ZU_KLAEREN else _zeile(m, *_verarbeiten(lesung, m))
        for nr, m in enumerate(lesung.meldung.meldungen)
    ]
    for (lauf_id, tag, grund), ids in lesung.zurueck.items():
        return_zahlungen(
            zahllauf_id=lauf_id, zahlung_ids=ids, gebucht_am=tag, grund=grund, actor=lesung.actor, at=lesung.at
        )
    datei.offen = sum(zeile["ergebnis"] in ZU_KLAEREN for zeile in datei.bericht)


def _lesung(meldung: Bankmeldung, datei: Bankdatei, actor: User, at: datetime) -> _Lesung:
    """Lock the runs of this area that the file names, always in the same order, then read their payments."""
    kennungen = {ebene: {m.kennung for m in meldung.meldungen if m.ebene == ebene} for ebene in ("lauf", "zahlung")}
    genannt = Zahlung.objects.filter(bereich_id=datei.bereich_id, end_to_end_id__in=kennungen["zahlung"] - {""})
    ids = set(genannt.values_list("zahllauf_id", flat=True))
    gemeint = Zahllauf.objects.filter(bereich_id=datei.bereich_id, message_id__in=kennungen["lauf"] - {""})
    ids |= set(gemeint.values_list("pk", flat=True))
    gesperrt = list(Zahllauf.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    if len(gesperrt) != len(ids - {None}):
        raise PermissionDenied
    zahlungen = {z.end_to_end_id: z for z in genannt.select_related("zahllauf")}
    return _Lesung(
        meldung=meldung,
        laeufe={lauf.message_id: lauf for lauf in gesperrt},
        zahlungen=zahlungen,
        erstattet=erstattete([z.pk for z in zahlungen.values()]),
        datei=datei,
        actor=actor,
        at=at,
    )


def grund_in_worten(code: str, hinweis: str = "") -> str:
    wort = RUECKGABEGRUENDE.get(code, "")
    return " ".join(teil for teil in (code, f"({wort})" if wort else "", hinweis) if teil)


def _zeile(m: Meldung, ergebnis: Meldeergebnis, text: str) -> dict[str, Any]:
    return {
        "zeile": m.zeile,
        "kennung": m.kennung,
        "betrag": None if m.betrag is None else f"{m.betrag:.2f}",
        "tag": m.tag.isoformat() if m.tag else None,
        "grund": grund_in_worten(m.grund, m.hinweis),
        "ergebnis": str(ergebnis),
        "text": text,
    }


def _verarbeiten(lesung: _Lesung, m: Meldung) -> tuple[Meldeergebnis, str]:
    """What one statement means here, and its effect."""
    if m.ebene == "lauf":
        return _lauf(lesung, m)
    zahlung = lesung.zahlungen.get(m.kennung)
    if zahlung is None:
        wer = f"Die Kennung „{m.kennung}“" if m.kennung else "Der Umsatz hat keine Kennung und"
        return Meldeergebnis.UNBEKANNT, f"{wer} gehört zu keiner Zahlung von hier. Bitte in der Buchhaltung klären."
    if not _ist_rueckgabe(lesung.meldung.art, m):
        return Meldeergebnis.HINWEIS, f"Mitteilung der Bank zu {zahlung.aktenzeichen}: {m.status}. Nichts zu tun."
    return _rueckgabe(lesung, m, zahlung)


def _ist_rueckgabe(art: str, m: Meldung) -> bool:
    return m.status == "CRDT" if art == CAMT054 else m.status == ABGELEHNT


def _rueckgabe(lesung: _Lesung, m: Meldung, zahlung: Zahlung) -> tuple[Meldeergebnis, str]:
    lauf = zahlung.zahllauf
    if zahlung.pk in lesung.erledigt or zahlung.state == Zahlungsstand.ZURUECKGEKOMMEN:
        return Meldeergebnis.BEKANNT, f"Die Zahlung zu {zahlung.aktenzeichen} ist schon als zurückgekommen eingetragen."
    if lauf is None or lauf.state not in ZUSTAENDE_BEI_DER_BANK or zahlung.state not in ZURUECKNEHMBAR:
        wie = f"Zahlung {zahlung.get_state_display()}, Lauf {lauf.get_state_display() if lauf else 'keiner'}"
        return (
            Meldeergebnis.ABWEICHEND,
            f"Nach den Büchern war die Zahlung zu {zahlung.aktenzeichen} nicht bei der Bank ({wie}). Bitte vermerken "
            "Sie zuerst, dass der Lauf an die Bank gegeben wurde, und prüfen Sie dann die offenen Zeilen noch einmal.",
        )
    if m.betrag is not None and m.betrag != zahlung.betrag:
        return (
            Meldeergebnis.ABWEICHEND,
            f"Die Bank nennt {m.betrag:.2f} EUR, gezahlt waren {zahlung.betrag:.2f} EUR ({zahlung.aktenzeichen}). "
            "Bitte klären Sie den Betrag mit der Bank; gebucht ist nichts.",
        )
    if erstattet := lesung.erstattet.get(zahlung.pk):
        return (
            Meldeergebnis.ABWEICHEND,
            f"Zu dieser Zahlung ({zahlung.aktenzeichen}) sind schon {erstattet:.2f} EUR Erstattung gebucht, die Bank "
            f"gibt {zahlung.betrag:.2f} EUR zurück. Bitte klären Sie mit Bank und Empfänger, was wirklich zurückkam; "
            "gebucht ist nichts.",
        )
    lesung.erledigt.add(zahlung.pk)
    tag, grund = m.tag or localdate(lesung.at), grund_in_worten(m.grund, m.hinweis)
    lesung.zurueck.setdefault((lauf.pk, tag, grund), []).append(zahlung.pk)
    _merken(lesung, m, lauf, zahlung, f"{m.kennung}/zurueck")
    return (
        Meldeergebnis.ZURUECK,
        f"{zahlung.inhaber}, {zahlung.betrag:.2f} EUR ({zahlung.aktenzeichen}): steht unter „Rückläufer“.",
    )


def _lauf(lesung: _Lesung, m: Meldung) -> tuple[Meldeergebnis, str]:
    lauf = lesung.laeufe.get(m.kennung)
    if lauf is None:
        return Meldeergebnis.UNBEKANNT, f"Zu der Nachricht „{m.kennung}“ gibt es hier keinen Zahllauf."
    ausgefuehrt = m.status in AUSGEFUEHRT or m.status == "DBIT"
    if not ausgefuehrt and m.status != ABGELEHNT:
        return Meldeergebnis.HINWEIS, f"Mitteilung der Bank zum Lauf {lauf}: {m.status}. Nichts zu tun."
    ziel = Laufstand.BESTAETIGT if ausgefuehrt else Laufstand.ABGELEHNT
    if lauf.state == ziel:
        return Meldeergebnis.BEKANNT, f"Der Lauf {lauf} ist schon {lauf.get_state_display()}."
    if widerspruch := _passt_nicht(lauf, m):
        return Meldeergebnis.ABWEICHEND, widerspruch
    _merken(lesung, m, lauf, None, f"{m.kennung}/{ziel}")
    wer: dict[str, Any] = {"zahllauf_id": lauf.pk, "actor": lesung.actor, "at": lesung.at}
    if ausgefuehrt:
        neu = confirm_zahllauf(ausgefuehrt_am=m.tag or localdate(lesung.at), **wer)
    else:
        neu = reject_zahllauf(grund=f"Bank: {grund_in_worten(m.grund, m.hinweis) or m.status}", **wer)
    lauf.state = neu.state
    if ausgefuehrt:
        return Meldeergebnis.AUSGEFUEHRT, f"Lauf {lauf}: {lauf.anzahl} Zahlungen sind als gezahlt gebucht."
    return Meldeergebnis.ABGELEHNT, f"Lauf {lauf}: Seine Zahlungen sind wieder offen."


def _passt_nicht(lauf: Zahllauf, m: Meldung) -> str:
    """Why the answer cannot be about the run as the books have it; empty where it can."""
    if lauf.state != Laufstand.GESENDET:
        return (
            f"Der Lauf {lauf} ist „{lauf.get_state_display()}“, nicht an die Bank gegeben. Bitte prüfen Sie den Lauf."
        )
    if m.status == "DBIT" and m.betrag is not None and m.betrag != lauf.summe:
        return (
            f"Die Bank hat {m.betrag:.2f} EUR belastet, der Lauf {lauf} hat {lauf.summe:.2f} EUR. Bitte mit der Bank "
            "klären; gebucht ist nichts."
        )
    return ""


def _merken(lesung: _Lesung, m: Meldung, lauf: Zahllauf, zahlung: Zahlung | None, kennung: str) -> None:
    """The bank's answer on the record; the same answer counts once."""
    eintrag = Rueckmeldung(
        zahllauf=lauf,
        zahlung=zahlung,
        nachricht=lesung.meldung.art,
        status=m.status[:10],
        grund=grund_in_worten(m.grund, m.hinweis)[:300],
        betrag=m.betrag,
        buchungstag=m.tag,
        kennung=kennung[:140],
        dokument=lesung.datei.dokument,
        received_at=lesung.at,
        bereich_id=lauf.bereich_id,
    )
    Rueckmeldung.objects.bulk_create([eintrag], ignore_conflicts=True)
