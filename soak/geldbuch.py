"""T20: random books. Whatever people and bank do, ledger, payments, files and days agree to the cent.

`python -m soak geldbuch [--buecher N --schritte N]`: each book begins with the same open payments and goes through
random acts (draft, approve, file, send, executed, rejected, returned, paid again, refunded, line ended); after every
act all sums are compared. The control books one cent too much in the end, and must be noticed every time. Nothing is
kept: each book is one transaction that is undone.
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

BEGINN = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
BIS = date(2027, 12, 31)


class Zurueck(Exception):
    """Undo the book."""


@dataclass
class Buch:
    """One book: who acts, the day it is, and what the bank was told and answered, kept apart from the database."""

    zufall: random.Random
    ordnet: Any
    gibt_frei: Any
    kasse: Any
    bereich_id: int
    at: datetime = BEGINN
    je_tag: dict[date, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    getan: Counter[str] = field(default_factory=Counter)

    def schritt(self) -> str:
        """One random act; what the rules refuse is an act, too."""
        from django.core.exceptions import PermissionDenied

        from kreislauf.foundation.states import DomainError

        self.at += timedelta(hours=self.zufall.randint(1, 30))
        name, akt = self.zufall.choice(list(AKTE.items()))
        try:
            getan = akt(self)
        except (DomainError, PermissionDenied):
            getan = False
        self.getan[name if getan else f"{name}: verweigert"] += 1
        return name

    def lauf(self, *staende: str) -> Any:
        from kreislauf.verfahren.zahlung.models import Zahllauf

        return Zahllauf.objects.filter(state__in=staende).exclude(dokument=None, state="bestaetigt").first()

    def einige(self, stand: str, anzahl: int = 3) -> list[Any]:
        from kreislauf.verfahren.zahlung.models import Zahlung

        alle = list(Zahlung.objects.filter(state=stand).exclude(zahllauf__dokument=None).order_by("pk"))
        return self.zufall.sample(alle, min(len(alle), anzahl))

    def wer(self, person: Any) -> dict[str, Any]:
        return {"actor": person, "at": self.at}


def _zusammenstellen(b: Buch) -> bool:
    from kreislauf.verfahren.zahlung.services import laeufe
    from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber

    konto = Auftraggeber("Kreis", "DE02120300000000202051", "BYLADEM1001")
    tag = b.at.date() + timedelta(days=b.zufall.randint(0, 90))
    laeufe.draft_zahllauf(bereich_id=b.bereich_id, ausfuehrungstag=tag, auftraggeber=konto, **b.wer(b.ordnet))
    return True


def _weiter(stand: str, dienst: str, person: str) -> Callable[[Buch], bool]:
    def tu(b: Buch) -> bool:
        from kreislauf.verfahren.zahlung.services import laeufe

        lauf = b.lauf(stand)
        if lauf is None:
            return False
        getattr(laeufe, dienst)(zahllauf_id=lauf.pk, **b.wer(getattr(b, person)))
        return True

    return tu


def _ausgefuehrt(b: Buch) -> bool:
    """The bank debits the run as the file said; payments rejected before are not in it."""
    from kreislauf.verfahren.zahlung.services import laeufe

    lauf = b.lauf("gesendet")
    if lauf is None:
        return False
    summe = sum((z.betrag for z in lauf.zahlungen.filter(state="im_lauf")), Decimal(0))
    laeufe.confirm_zahllauf(zahllauf_id=lauf.pk, ausgefuehrt_am=b.at.date(), **b.wer(b.kasse))
    b.je_tag[b.at.date()] += summe
    return True


def _abgelehnt(b: Buch) -> bool:
    from kreislauf.verfahren.zahlung.services import laeufe

    lauf = b.lauf("entwurf", "freigegeben", "gesendet")
    if lauf is None:
        return False
    person = b.kasse if lauf.state == "gesendet" else b.gibt_frei
    laeufe.reject_zahllauf(zahllauf_id=lauf.pk, grund="Zufall", **b.wer(person))
    return True


def _zurueckgekommen(b: Buch) -> bool:
    from kreislauf.verfahren.zahlung.services import laeufe

    zahlungen = b.einige(b.zufall.choice(["ausgefuehrt", "im_lauf"]))
    for z in zahlungen:
        if z.state == "im_lauf" and z.zahllauf.state != "gesendet":
            return False
        gezahlt = _gebucht(z)
        try:
            laeufe.return_zahlungen(
                zahllauf_id=z.zahllauf_id, zahlung_ids=[z.pk], gebucht_am=b.at.date(), grund="MS03", **b.wer(b.kasse)
            )
        except laeufe.SchonErstattet:
            assert gezahlt < z.betrag  # refused only where some of it was refunded
            continue
        b.je_tag[b.at.date()] -= z.betrag if gezahlt else Decimal(0)
    return bool(zahlungen)


def _gebucht(zahlung: Any) -> Decimal:
    return sum((x.betrag for x in zahlung.buchungen.filter(art="gezahlt")), Decimal(0))


def _neu_gezahlt(b: Buch) -> bool:
    from kreislauf.verfahren.zahlung.selectors import ruecklaeufer
    from kreislauf.verfahren.zahlung.services.anlegen import repeat_zahlung

    zahlung = ruecklaeufer().first()
    if zahlung is None:
        return False
    repeat_zahlung(zahlung_id=zahlung.pk, **b.wer(b.ordnet))
    return True


def _erstattet(b: Buch) -> bool:
    from kreislauf.verfahren.zahlung.services.rueckfluesse import book_erstattung

    for z in b.einige("ausgefuehrt", 1):
        betrag = Decimal(b.zufall.randint(1, int(z.betrag * 120))) / 100  # sometimes too much: refused
        beleg = f"E{b.zufall.randint(1, 10**9)}"
        book_erstattung(zahlung_id=z.pk, betrag=betrag, gebucht_am=b.at.date(), beleg=beleg, **b.wer(b.kasse))
        b.je_tag[b.at.date()] -= betrag
        return True
    return False


def _beendet(b: Buch) -> bool:
    """A line has no effect any more from some month on."""
    from kreislauf.verfahren.bescheid.models import Entscheidungszeile
    from kreislauf.verfahren.zahlung.services.anlegen import stop_zeile

    zeilen = list(Entscheidungszeile.objects.filter(unwirksam_ab=None, zahlungen__state="offen").distinct())
    if not zeilen or b.zufall.random() < 0.7:
        return False
    zeile = b.zufall.choice(zeilen)
    zeile.unwirksam_ab = date(2026, 12, 1)
    zeile.save(update_fields=["unwirksam_ab"])
    stop_zeile(zeile=zeile, **b.wer(b.ordnet))
    return True


AKTE: dict[str, Callable[[Buch], bool]] = {
    "zusammenstellen": _zusammenstellen,
    "freigeben": _weiter("entwurf", "approve_zahllauf", "gibt_frei"),
    "selbst freigeben": _weiter("entwurf", "approve_zahllauf", "ordnet"),
    "ausgeben": _weiter("freigegeben", "export_zahllauf", "kasse"),
    "senden": _weiter("ausgegeben", "send_zahllauf", "kasse"),
    "ausgefuehrt": _ausgefuehrt,
    "abgelehnt": _abgelehnt,
    "zurueckgekommen": _zurueckgekommen,
    "neu gezahlt": _neu_gezahlt,
    "erstattet": _erstattet,
    "beendet": _beendet,
}


def maengel(b: Buch, grundlage: dict[date, Decimal]) -> list[str]:
    """Where ledger, payments, runs and what the bank said disagree; `grundlage` is what was booked before the book."""
    from django.db.models import Count, Q, Sum

    from kreislauf.verfahren.zahlung.models import Buchung, Zahllauf, Zahlung

    gefunden = []
    tage = defaultdict(Decimal, je_tag())
    for tag in set(tage) | set(b.je_tag) | set(grundlage):
        soll = grundlage.get(tag, Decimal(0)) + b.je_tag[tag]
        if tage[tag] != soll:
            gefunden.append(f"{tag}: gebucht {tage[tag]}, von der Bank {soll}")
    lebend = ~Q(state__in=["zurueckgekommen", "storniert"])
    if (
        Zahlung.objects.filter(lebend)
        .values("zeile", "beginn", "rate")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .exists()
    ):
        gefunden.append("ein Schlüssel zweimal")
    for lauf in Zahllauf.objects.exclude(state__in=["abgelehnt"]).exclude(dokument=None, state="bestaetigt"):
        stand = lauf.zahlungen.aggregate(n=Count("pk"), summe=Sum("betrag"))
        if (stand["n"], stand["summe"]) != (lauf.anzahl, lauf.summe):
            gefunden.append(f"{lauf}: {stand} statt {lauf.anzahl}, {lauf.summe}")
        if lauf.released_by_id in {lauf.created_by_id, lauf.approved_by_id} - {None}:
            gefunden.append(f"{lauf}: dieselbe Person zweimal")
    falsch = Buchung.objects.filter(art="gezahlt").values("zahlung").annotate(summe=Sum("betrag")).filter(summe__lt=0)
    return gefunden + [f"mehr zurück als gezahlt: {z}" for z in falsch]


def je_tag() -> dict[date, Decimal]:
    """Paid money in the ledger by day of booking."""
    from django.db.models import Sum

    from kreislauf.verfahren.zahlung.models import Buchung

    return dict(Buchung.objects.filter(art="gezahlt").values_list("wertstellung").annotate(s=Sum("betrag")).order_by())


def fuehre(b: Buch, schritte: int, grundlage: dict[date, Decimal]) -> list[str]:
    """One book; its faults, with the act after which they showed."""
    for nummer in range(schritte):
        akt = b.schritt()
        if gefunden := maengel(b, grundlage):
            return [f"nach {nummer + 1} Schritten ({akt}): {x}" for x in gefunden]
    return []


def verfaelsche() -> None:
    """The control: one cent that nobody paid."""
    from kreislauf.verfahren.zahlung.models import Buchung

    alte = Buchung.objects.first()
    assert alte is not None
    felder = ("kind_id", "leistung", "rechtskreis", "monat", "zeile_id", "wertstellung", "created_at", "bereich_id")
    werte = {f: getattr(alte, f) for f in felder}
    Buchung.objects.create(art="gezahlt", betrag=Decimal("0.01"), schluessel="falsch", **werte)


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak geldbuch")
    leser.add_argument("--buecher", type=int, default=1000)
    leser.add_argument("--schritte", type=int, default=40)
    leser.add_argument("--frist", type=float, default=3600)
    leser.add_argument("--saat", type=int, default=1)
    angaben = leser.parse_args(list(argv))
    from bench._kreis_but import lade

    from soak._server import eigener_server, verbinde_django

    with eigener_server("geldbuch", dauerhaft=False) as (server, umgebung):
        lade(server.adresse("postgres"), kinder=8)
        verbinde_django(umgebung, "kreislauf_app")
        from kreislauf.foundation.access.context import handeln_als_system
        from kreislauf.foundation.accounts.models import User

        getan: Counter[str] = Counter()
        gefunden: list[str] = []
        beginn, fertig, bemerkt = time.monotonic(), 0, 0
        for nummer in range(angaben.buecher):
            if time.monotonic() - beginn > angaben.frist:
                break
            try:
                with handeln_als_system():
                    ordnet, gibt_frei, kasse = User.objects.order_by("email")
                    buch = Buch(random.Random(f"{angaben.saat}-{nummer}"), ordnet, gibt_frei, kasse, bereich_id=2)
                    grundlage = je_tag()
                    gefunden += [f"Buch {nummer}, {m}" for m in fuehre(buch, angaben.schritte, grundlage)]
                    verfaelsche()
                    bemerkt += bool(maengel(buch, grundlage))
                    getan += buch.getan
                    raise Zurueck
            except Zurueck:
                fertig += 1
    print(f"{fertig} Bücher, {getan.total()} Schritte in {time.monotonic() - beginn:.0f} s; Mängel: {len(gefunden)}")
    print(", ".join(f"{name} {zahl}" for name, zahl in sorted(getan.items())))
    print(f"Kontrolle: ein Cent zu viel, bemerkt in {bemerkt} von {fertig}")
    for mangel in gefunden[:10]:
        print(f"   {mangel}")
    return int(bool(gefunden) or bemerkt < fertig)
