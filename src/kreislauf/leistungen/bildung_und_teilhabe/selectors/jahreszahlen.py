"""The year's figures, each counted over the selection whose rows the page lists; money comes from the ledger alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from statistics import median_low
from uuid import UUID

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DIGITALE_KANAELE, GRUPPEN, gruppe_von
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.states import OFFEN, Antragsstand
from kreislauf.verfahren.bescheid.models import Bescheid, Entscheidungszeile
from kreislauf.verfahren.bescheid.states import WIRKSAM, Bescheidart, Bescheidstand
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.states import Widerspruchsstand
from kreislauf.verfahren.zahlung.models import Buchung, Forderung
from kreislauf.verfahren.zahlung.states import Buchungsart, Forderungsstand

ERSTENTSCHEIDUNG = (
    Bescheidart.BEWILLIGUNG,
    Bescheidart.TEILBEWILLIGUNG,
    Bescheidart.VORLAEUFIG,
    Bescheidart.ABLEHNUNG,
    Bescheidart.VERSAGUNG,
)
ABGEHOLFEN = (Widerspruchsstand.ABGEHOLFEN, Widerspruchsstand.TEILABGEHOLFEN)


def _im_jahr(feld: str, jahr: int) -> Q:
    return Q(**{f"{feld}__gte": date(jahr, 1, 1), f"{feld}__lte": date(jahr, 12, 31)})


def antraege(jahr: int) -> QuerySet[Antrag]:
    return Antrag.objects.filter(_im_jahr("antragsdatum", jahr)).exclude(state=Antragsstand.WEITERGELEITET)


def _bekanntgegeben() -> QuerySet[Bescheid]:
    staende = (*WIRKSAM, Bescheidstand.ERSETZT)
    return Bescheid.objects.filter(antrag__isnull=False, art__in=ERSTENTSCHEIDUNG, state__in=staende)


def bescheide(jahr: int) -> QuerySet[Bescheid]:
    """Decisions on applications announced in the year."""
    return _bekanntgegeben().filter(_im_jahr("bekanntgabe", jahr))


def zeilen(jahr: int) -> QuerySet[Entscheidungszeile]:
    return Entscheidungszeile.objects.filter(bescheid__in=bescheide(jahr))


def ausgaben(jahr: int) -> QuerySet[Buchung]:
    """Every booking of paid money in the year, returned money as its counter entry."""
    return Buchung.objects.filter(_im_jahr("wertstellung", jahr), art=Buchungsart.GEZAHLT)


def rueckfluesse(jahr: int) -> QuerySet[Buchung]:
    return ausgaben(jahr).filter(betrag__lt=0)


def forderungen(jahr: int) -> QuerySet[Forderung]:
    """Refunds claimed by revocations announced in the year, as they stand today; what was dropped is none."""
    return Forderung.objects.filter(_im_jahr("entstanden_am", jahr)).exclude(state=Forderungsstand.ENTFALLEN)


def erste_bescheide(jahr: int) -> QuerySet[Bescheid]:
    """The first decision of each application, if it was announced in the year."""
    frueher = _bekanntgegeben().filter(antrag=OuterRef("antrag"))
    frueher = frueher.filter(
        Q(bekanntgabe__lt=OuterRef("bekanntgabe")) | Q(bekanntgabe=OuterRef("bekanntgabe"), pk__lt=OuterRef("pk"))
    )
    return bescheide(jahr).exclude(Exists(frueher))


def widersprueche(jahr: int) -> QuerySet[Widerspruch]:
    return Widerspruch.objects.filter(_im_jahr("eingegangen_am", jahr))


@dataclass(frozen=True, slots=True)
class Ausgabe:
    """Money of one legal circle, benefit and month of payment, EUR."""

    rechtskreis: str
    leistung: str
    monat: date
    gezahlt: Decimal
    zurueck: Decimal  # 0 or below

    @property
    def netto(self) -> Decimal:
        return self.gezahlt + self.zurueck


@dataclass(frozen=True, slots=True)
class Dauer:
    """Days; None where nothing was decided."""

    anzahl: int
    median: int | None
    p90: int | None
    median_vollstaendig: int | None
    ueber_frist: int


@dataclass(frozen=True, slots=True)
class Jahr:
    """All figures of one year as of `stichtag`."""

    jahr: int
    stichtag: date
    kanaele: dict[str, int]
    bescheide: dict[str, int]
    zeilen: dict[tuple[str, str], int]  # benefit, kind
    ausgaben: list[Ausgabe]
    kinder: dict[tuple[str, str], int]  # group of circles, benefit → different children; empty word: all
    kinder_rueckfluss: int
    dauer: Dauer
    ueberfaellig: int  # open today, past the period
    widersprueche: dict[str, int]
    gefordert: Decimal
    forderung_erstattet: Decimal
    forderung_offen: Decimal

    @property
    def antraege(self) -> int:
        return sum(self.kanaele.values())

    @property
    def digital(self) -> int:
        return sum(self.kanaele.get(kanal, 0) for kanal in DIGITALE_KANAELE)

    @property
    def entschieden(self) -> int:
        return sum(self.bescheide.values())

    @property
    def abgeholfen(self) -> int:
        return sum(self.widersprueche.get(stand, 0) for stand in ABGEHOLFEN)

    def summe(self, gruppe: str = "", leistung: str = "", monat: int = 0) -> Decimal:
        """Net EUR of a part of the year; an empty word means all."""
        return sum((a.netto for a in self._teil(gruppe, leistung, monat)), Decimal(0))

    def zurueck(self, gruppe: str = "") -> Decimal:
        return sum((a.zurueck for a in self._teil(gruppe)), Decimal(0))

    def _teil(self, gruppe: str, leistung: str = "", monat: int = 0) -> Iterable[Ausgabe]:
        kreise = GRUPPEN[gruppe][1] if gruppe else None
        return (
            a
            for a in self.ausgaben
            if (kreise is None or a.rechtskreis in kreise)
            and (not leistung or a.leistung == leistung)
            and (not monat or a.monat.month == monat)
        )


def _zaehle(menge: QuerySet[Antrag] | QuerySet[Bescheid] | QuerySet[Widerspruch], feld: str) -> dict[str, int]:
    return dict(menge.order_by().values_list(feld).annotate(n=Count("pk")))


def _ausgaben(jahr: int) -> list[Ausgabe]:
    menge = ausgaben(jahr).order_by().values_list("rechtskreis", "leistung", TruncMonth("wertstellung"))
    summen = menge.annotate(ein=Sum("betrag", filter=Q(betrag__gt=0)), aus=Sum("betrag", filter=Q(betrag__lt=0)))
    null = Decimal(0)
    geordnet = summen.order_by(TruncMonth("wertstellung"), "rechtskreis", "leistung")
    return [Ausgabe(k, w, m, ein or null, aus or null) for k, w, m, ein, aus in geordnet]


def _kinder(jahr: int) -> dict[tuple[str, str], int]:
    """Different children behind each cell and each sum (empty word: all), so that small ones can be hidden."""
    paare = ausgaben(jahr).order_by().values_list("rechtskreis", "leistung", "kind_id").distinct()
    gesehen: set[tuple[str, str, UUID]] = {(gruppe_von(kreis), leistung, kind) for kreis, leistung, kind in paare}
    je_zelle = {(g, w, kind) for gruppe, leistung, kind in gesehen for g in (gruppe, "") for w in (leistung, "")}
    return dict(Counter((gruppe, leistung) for gruppe, leistung, _ in je_zelle))


def perzentil(werte: Sequence[int], anteil: Decimal) -> int | None:
    """The smallest value that at least this share does not exceed (nearest rank)."""
    if not werte:
        return None
    return sorted(werte)[max(ceil(len(werte) * anteil), 1) - 1]


def _forderungen(jahr: int) -> dict[str, Decimal]:
    offen = Q(state=Forderungsstand.OFFEN)
    summen = forderungen(jahr).aggregate(
        gefordert=Sum("betrag"),
        forderung_erstattet=Sum("erstattet"),
        forderung_offen=Sum(F("betrag") - F("erstattet"), filter=offen),
    )
    return {name: summe or Decimal(0) for name, summe in summen.items()}


def _dauer(jahr: int) -> Dauer:
    felder = ("bekanntgabe", "antrag__antragsdatum", "antrag__vollstaendig_am", "antrag__untaetigkeit_ab")
    reihen = list(erste_bescheide(jahr).order_by().values_list(*felder))
    tage = [(bekannt - antrag).days for bekannt, antrag, _, _ in reihen]
    ab_vollstaendig = [(bekannt - voll).days for bekannt, _, voll, _ in reihen if voll]
    return Dauer(
        anzahl=len(tage),
        median=median_low(tage) if tage else None,
        p90=perzentil(tage, Decimal("0.9")),
        median_vollstaendig=median_low(ab_vollstaendig) if ab_vollstaendig else None,
        ueber_frist=sum(bekannt >= frist for bekannt, _, _, frist in reihen),
    )


def ueberfaellige(jahr: int, stichtag: date) -> QuerySet[Antrag]:
    """Applications of the year that are still open although action for failure to act is admissible."""
    return antraege(jahr).filter(state__in=OFFEN, untaetigkeit_ab__lte=stichtag)


def jahreszahlen(jahr: int, stichtag: date) -> Jahr:
    """One year's figures, as far as the user may see the rows."""
    je_zeile = zeilen(jahr).order_by().values_list("leistung", "art").annotate(n=Count("pk"))
    return Jahr(
        jahr=jahr,
        stichtag=stichtag,
        kanaele=_zaehle(antraege(jahr), "kanal"),
        bescheide=_zaehle(bescheide(jahr), "art"),
        zeilen={(leistung, art): n for leistung, art, n in je_zeile},
        ausgaben=_ausgaben(jahr),
        kinder=_kinder(jahr),
        kinder_rueckfluss=rueckfluesse(jahr).order_by().values("kind_id").distinct().count(),
        dauer=_dauer(jahr),
        ueberfaellig=ueberfaellige(jahr, stichtag).count(),
        widersprueche=_zaehle(widersprueche(jahr), "state"),
        **_forderungen(jahr),
    )


def erstes_jahr(heute: date) -> int:
    """The year of the first application or booking."""
    antrag = Antrag.objects.aggregate(tag=Min("antragsdatum"))["tag"]
    buchung = Buchung.objects.filter(art=Buchungsart.GEZAHLT).aggregate(tag=Min("wertstellung"))["tag"]
    return min((tag.year for tag in (antrag, buchung) if tag), default=heute.year)
