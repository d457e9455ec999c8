"""Reports: lists, comparison with the last one, what happened since."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kreislauf.steuerung.ratsinfo.berichtsregeln import abgleich
from kreislauf.steuerung.ratsinfo.models import Auftrag, Berichtspunkt, Umsetzungsbericht
from kreislauf.steuerung.ratsinfo.states import Auftragsstand, Berichtsstand


def berichte(stand: str = "") -> QuerySet[Umsetzungsbericht]:
    """Reports this person may see, newest first."""
    alle = Umsetzungsbericht.objects.select_related("vorlage", "federfuehrend", "created_by").defer(
        "vorlage__text", "vorlage__lesung"
    )
    if stand in Berichtsstand.values:
        alle = alle.filter(state=stand)
    return alle.order_by("-datum", "-created_at")


def vorheriger(bericht: Umsetzungsbericht) -> Umsetzungsbericht | None:
    """The report before this one."""
    andere = bericht.vorlage.umsetzungsberichte.exclude(pk=bericht.pk).filter(
        state__in=[Berichtsstand.FREIGEGEBEN, Berichtsstand.VERSANDT]
    )
    if bericht.datum:
        andere = andere.filter(datum__lte=bericht.datum)
    return andere.prefetch_related("punkte").order_by("-datum", "-created_at").first()


@dataclass(frozen=True, slots=True)
class Punktansicht:
    """One point with all that helps to write and to read it."""

    punkt: Berichtspunkt
    auftraege: list[Auftrag]
    saetze: list[tuple[str, bool]]  # sentence, unchanged since the last report (C6)
    seither: list[str]
    verzug: int | None  # days, Prognose − Frist (C4)

    @property
    def frist(self) -> date | None:
        fristen = [a.urspruengliche_frist or a.frist for a in self.auftraege]
        return min((f for f in fristen if f), default=self.punkt.punkt.frist if self.punkt.punkt else None)


def ansicht(bericht: Umsetzungsbericht, heute: date) -> list[Punktansicht]:
    """All points of a report as they are written and printed."""
    davor = vorheriger(bericht)
    alt = {p.nummer: p for p in davor.punkte.all()} if davor else {}
    seit = davor.datum if davor else None
    return [_ansicht(p, alt.get(p.nummer), seit, heute) for p in _punkte(bericht)]


def _punkte(bericht: Umsetzungsbericht) -> list[Berichtspunkt]:
    return list(bericht.punkte.select_related("punkt").order_by("punkt__position", "nummer"))


def _ansicht(punkt: Berichtspunkt, alt: Berichtspunkt | None, seit: date | None, heute: date) -> Punktansicht:
    auftraege = list(punkt.punkt.auftraege.select_related("verantwortlich")) if punkt.punkt else []
    fristen = [a.urspruengliche_frist or a.frist for a in auftraege]
    frist = min((f for f in fristen if f), default=punkt.punkt.frist if punkt.punkt else None)
    ziel = punkt.umgesetzt_am or punkt.prognose
    return Punktansicht(
        punkt=punkt,
        auftraege=auftraege,
        saetze=abgleich(punkt.sachstand, alt.sachstand if alt else ""),
        seither=[zeile for a in auftraege for zeile in geschehen(a, seit)],
        verzug=max((ziel - frist).days, 0) if frist and ziel else None,
    )


def geschehen(auftrag: Auftrag, seit: date | None) -> list[str]:
    """What was recorded on a duty since a day: evidence, postponements, completion."""
    zeilen = [
        (n.datum, f"Nachweis vom {n.datum:%d.%m.%Y}: {n.beschreibung}")
        for n in auftrag.nachweise.all()
        if seit is None or n.datum >= seit
    ]
    zeilen += [
        (v.created_at.date(), f"Frist verschoben auf {v.auf:%d.%m.%Y} ({v.get_grund_display()}): {v.erlaeuterung}")
        for v in auftrag.verschiebungen.all()
        if seit is None or v.created_at.date() >= seit
    ]
    if auftrag.erledigt_am and (seit is None or auftrag.erledigt_am >= seit):
        zeilen.append((auftrag.erledigt_am, f"Als erledigt gemeldet am {auftrag.erledigt_am:%d.%m.%Y}"))
    return [text for _, text in sorted(zeilen)]


@dataclass(frozen=True, slots=True)
class Stellenzeile:
    """Punctuality of one unit in a year."""

    stelle: str
    faellig: int
    puenktlich: int
    verspaetet: int
    offen_ueberfaellig: int

    @property
    def quote(self) -> float | None:
        """Share in percent; None where nothing was due."""
        return 100 * self.puenktlich / self.faellig if self.faellig else None


@dataclass(frozen=True, slots=True)
class Jahresuebersicht:
    """All that the yearly overview for a committee says; every figure is a count of rows of this selection."""

    jahr: int
    stichtag: date
    gremium: str
    offene: list[Auftrag]
    alter: list[tuple[str, int]]  # age class, number of open duties
    verschiebungen: list[tuple[str, int]]  # reason, number in the year
    verschiebungen_tage: int  # sum of days
    stellen: list[Stellenzeile]


ALTERSKLASSEN = (("unter 6 Monate", 183), ("6 bis 12 Monate", 365), ("1 bis 2 Jahre", 730), ("über 2 Jahre", None))


def jahresuebersicht(jahr: int, stichtag: date, gremium_id: str = "", gremium: str = "") -> Jahresuebersicht:
    """The year's figures as of a day (the last of the year, or today)."""
    menge = Auftrag.objects.select_related("vorlage", "verantwortlich", "gremium").prefetch_related("verschiebungen")
    if gremium_id:
        menge = menge.filter(gremium_id=gremium_id)
    alle = list(menge.defer("vorlage__text", "vorlage__lesung"))
    offene = [a for a in alle if a.state in {Auftragsstand.OFFEN, Auftragsstand.IN_ARBEIT}]
    offene.sort(key=_entstanden)
    im_jahr = [v for a in alle for v in a.verschiebungen.all() if v.created_at.year == jahr]
    gruende = Counter(v.get_grund_display() for v in im_jahr)
    return Jahresuebersicht(
        jahr=jahr,
        stichtag=stichtag,
        gremium=gremium,
        offene=offene,
        alter=_alter(offene, stichtag),
        verschiebungen=gruende.most_common(),
        verschiebungen_tage=sum((v.auf - v.von).days for v in im_jahr if v.von),
        stellen=_stellen(alle, jahr, stichtag),
    )


def _entstanden(auftrag: Auftrag) -> date:
    return auftrag.vorlage.datum or auftrag.created_at.date()


def _alter(offene: list[Auftrag], stichtag: date) -> list[tuple[str, int]]:
    zahlen = Counter(_klasse((stichtag - _entstanden(a)).days) for a in offene)
    return [(name, zahlen[name]) for name, _ in ALTERSKLASSEN]


def _klasse(tage: int) -> str:
    return next(name for name, grenze in ALTERSKLASSEN if grenze is None or tage < grenze)


def _stellen(alle: list[Auftrag], jahr: int, stichtag: date) -> list[Stellenzeile]:
    """Duties whose original date lies in the year: done by then, done later, still open."""
    je_stelle: dict[str, list[Auftrag]] = {}
    for auftrag in alle:
        frist = auftrag.urspruengliche_frist
        if frist and frist.year == jahr and frist <= stichtag and auftrag.state != Auftragsstand.ENTFALLEN:
            je_stelle.setdefault(auftrag.verantwortlich.name, []).append(auftrag)
    zeilen = []
    for stelle, liste in sorted(je_stelle.items()):
        fertig = [a for a in liste if a.erledigt_am and a.urspruengliche_frist]
        puenktlich = sum(a.erledigt_am <= a.urspruengliche_frist for a in fertig)  # type: ignore[operator]
        zeilen.append(Stellenzeile(stelle, len(liste), puenktlich, len(fertig) - puenktlich, len(liste) - len(fertig)))
    return zeilen
