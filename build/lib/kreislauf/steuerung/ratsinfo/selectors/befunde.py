"""What the record itself shows to be wrong (fact base Steuerung, section 10: C1, C3, C4, C7)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kreislauf.steuerung.ratsinfo.berichtsregeln import gesamtstatus
from kreislauf.steuerung.ratsinfo.models import Beschlusspunkt, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.states import Umsetzungsstatus


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding; `warum` names the figures it was computed from."""

    art: str
    text: str
    warum: str


def befunde_zu(vorlage: Vorlage, heute: date) -> list[Befund]:
    """Findings on one paper as of a day, most serious first."""
    berichte = list(vorlage.umsetzungsberichte.prefetch_related("punkte").order_by("datum", "created_at"))
    fertig = [b for b in berichte if b.datum]
    punkte = list(vorlage.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS).order_by("position"))
    return [
        *_verzug(vorlage, heute),
        *_gesamtstatus(fertig),
        *_wiedervorlage(vorlage, fertig),
        *_fehlende_punkte(fertig, punkte),
        *_erster_bericht(vorlage, fertig, heute),
    ]


def _verzug(vorlage: Vorlage, heute: date) -> list[Befund]:
    """C4: Verzug = Prognose − Frist, measured from the original date; without a forecast, up to today."""
    gefunden = []
    for auftrag in vorlage.auftraege.exclude(state="entfallen"):
        frist = auftrag.urspruengliche_frist
        if frist is None:
            continue
        bis = auftrag.erledigt_am or max(auftrag.prognose or heute, heute)
        tage = (bis - frist).days
        if tage > 0:
            was = "erledigt" if auftrag.erledigt_am else ("Prognose" if auftrag.prognose == bis else "heute")
            gefunden.append(
                Befund(
                    "verzug",
                    f"„{auftrag.text[:120]}“: {tage} Tage Verzug.",
                    f"ursprüngliche Frist {frist:%d.%m.%Y}, {was} {bis:%d.%m.%Y}",
                )
            )
    return gefunden


def _gesamtstatus(berichte: list[Umsetzungsbericht]) -> list[Befund]:
    """C1: ticked "umgesetzt" although a point is not."""
    gefunden = []
    for bericht in berichte:
        punkte = list(bericht.punkte.all())
        if bericht.gesamtstatus_gedruckt != Umsetzungsstatus.UMGESETZT or not punkte:
            continue
        tatsaechlich = gesamtstatus([p.status for p in punkte])
        if tatsaechlich not in {None, Umsetzungsstatus.UMGESETZT}:
            offen = ", ".join(f"Punkt {p.nummer}: {p.get_status_display()}" for p in punkte if p.status != "umgesetzt")
            gefunden.append(
                Befund(
                    "angekreuzt_umgesetzt",
                    f"Der Bericht vom {bericht.datum:%d.%m.%Y} ist als „umgesetzt“ angekreuzt, ist es aber nicht.",
                    offen,
                )
            )
    return gefunden


def _wiedervorlage(vorlage: Vorlage, berichte: list[Umsetzungsbericht]) -> list[Befund]:
    """C3: the report after a re-submission came late."""
    gefunden = []
    for bericht, naechster in pairwise(berichte):
        termin = bericht.naechster_bericht
        if termin and bericht.datum and naechster.datum and naechster.datum > termin:
            gefunden.append(
                Befund(
                    "wiedervorlage_versaeumt",
                    f"Der für {termin:%d.%m.%Y} zugesagte Bericht kam {(naechster.datum - termin).days} Tage später.",
                    f"zugesagt im Bericht vom {bericht.datum:%d.%m.%Y}, nächster Bericht {naechster.datum:%d.%m.%Y}",
                )
            )
    return gefunden


def _fehlende_punkte(berichte: list[Umsetzungsbericht], punkte: list[Beschlusspunkt]) -> list[Befund]:
    """C7: points that reports left out, and when they were first answered."""
    gefunden = []
    for punkt in punkte:
        beantwortet = [n for n, b in enumerate(berichte, 1) if punkt.nummer in {p.nummer for p in b.punkte.all()}]
        if not berichte or (beantwortet and beantwortet[0] == 1):
            continue
        text = (
            f"Punkt {punkt.nummer} wird erst im {beantwortet[0]}. Bericht beantwortet."
            if beantwortet
            else (f"Punkt {punkt.nummer} ist in keinem der {len(berichte)} Berichte beantwortet.")
        )
        gefunden.append(
            Befund("punkt_fehlt", text, f"{len(berichte)} Berichte, Punkt {punkt.nummer}: {punkt.text[:120]}")
        )
    return gefunden


def _erster_bericht(vorlage: Vorlage, berichte: list[Umsetzungsbericht], heute: date) -> list[Befund]:
    """C2: the first report is due on the day set with the resolution."""
    gefunden = []
    for beschluss in vorlage.beschluesse.exclude(erster_bericht_am=None).filter(punkte__isnull=False).distinct():
        termin = beschluss.erster_bericht_am
        assert termin is not None
        erster = min((b.datum for b in berichte if b.datum), default=None)
        if (erster or heute) > termin:
            wann = f"kam am {erster:%d.%m.%Y}" if erster else "fehlt noch"
            gefunden.append(
                Befund(
                    "erster_bericht",
                    f"Der erste Umsetzungsbericht war bis {termin:%d.%m.%Y} fällig und {wann}.",
                    f"Beschluss vom {beschluss.datum:%d.%m.%Y}" if beschluss.datum else "Beschluss ohne Datum",
                )
            )
    return gefunden
