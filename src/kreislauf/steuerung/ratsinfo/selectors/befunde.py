"""What the record itself shows to be wrong (fact base Steuerung, section 10: C1, C2, C3, C4, C7, C8)."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from kreislauf.lesen.befunde import Regel
from kreislauf.steuerung.ratsinfo.berichtsregeln import gesamtstatus
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beschlusspunkt, Gremium, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.states import Auftragsstand, Umsetzungsstatus

OFT_VERSCHOBEN = 3  # product default [P]
AKTENREGELN: dict[str, Regel] = {
    "verzug": Regel("Verzug", "Erledigung, Prognose oder heutiger Tag liegen nach der ursprünglichen Frist."),
    "umgesetzt_angekreuzt_aber_offen": Regel(
        "Kreuz gegen Punkte", "Der Bericht ist als „umgesetzt“ angekreuzt, ein Punkt ist es nicht."
    ),
    "wiedervorlage_versaeumt": Regel("Bericht zu spät", "Der nächste Bericht kam nach dem zugesagten Termin."),
    "punkt_nicht_beantwortet": Regel("Punkt nicht beantwortet", "Ein Beschlusspunkt fehlt im ersten Bericht."),
    "erster_bericht": Regel("Erster Bericht", "Der erste Bericht kam nach dem Tag, der mit dem Beschluss gesetzt war."),
    "punkt_ohne_auftrag": Regel(
        "Punkt ohne Auftrag", "Ein beschlossener Punkt, der etwas verlangt, hat in der Akte keinen Auftrag."
    ),
    "oft_verschoben": Regel("Oft verschoben", f"Eine Frist wurde mindestens {OFT_VERSCHOBEN}-mal verschoben."),
    "erledigt_ohne_nachweis": Regel("Erledigt ohne Nachweis", "Ein Auftrag gilt als erledigt, ein Nachweis fehlt."),
    "entfallen_ohne_gremium": Regel(
        "Entfallen ohne Gremium", "Ein beschlossener Auftrag entfiel, und entschieden hat kein Gremium."
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Befund:
    """One finding; `warum` names the figures it was computed from, `bezug` what it is about."""

    art: str
    text: str
    warum: str
    zeilen: tuple[int, ...] = ()
    schwere: str = "warnung"
    bezug: str = ""
    auftrag_id: UUID | None = None

    @property
    def schluessel(self) -> str:
        """The same finding tomorrow has the same key, also where its text counts days."""
        return hashlib.sha256(f"{self.art}|{self.bezug or self.text}".encode()).hexdigest()[:32]


def befunde_zu(vorlage: Vorlage, heute: date) -> list[Befund]:
    """Findings on one paper as of a day, most serious first."""
    berichte = list(vorlage.umsetzungsberichte.prefetch_related("punkte").order_by("datum", "created_at"))
    fertig = [b for b in berichte if b.datum]
    punkte = list(vorlage.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS).order_by("position"))
    auftraege = list(
        vorlage.auftraege.annotate(
            belegt=Count("nachweise", distinct=True), verschoben=Count("verschiebungen", distinct=True)
        )
    )
    return [
        *_verzug(auftraege, heute),
        *_gesamtstatus(fertig),
        *_wiedervorlage(fertig),
        *_fehlende_punkte(fertig, punkte),
        *_erster_bericht(vorlage, fertig, heute),
        *_ohne_auftrag(punkte, auftraege),
        *_auftraege(auftraege),
    ]


def _zeilen(*nummern: int | None) -> tuple[int, ...]:
    return tuple(n for n in nummern if n)


def _verzug(auftraege: Sequence[Auftrag], heute: date) -> Iterator[Befund]:
    """C4: Verzug = Prognose − Frist, measured from the original date; without a forecast, up to today."""
    for auftrag in auftraege:
        frist = auftrag.urspruengliche_frist
        if frist is None or auftrag.state == Auftragsstand.ENTFALLEN:
            continue
        bis = auftrag.erledigt_am or max(auftrag.prognose or heute, heute)
        tage = (bis - frist).days
        if tage > 0:
            was = "erledigt" if auftrag.erledigt_am else ("Prognose" if auftrag.prognose == bis else "heute")
            yield Befund(
                "verzug",
                f"„{auftrag.text[:120]}“: {tage} Tage Verzug.",
                f"ursprüngliche Frist {frist:%d.%m.%Y}, {was} {bis:%d.%m.%Y}",
                _zeilen(auftrag.zeile),
                bezug=f"{auftrag.pk}{frist}",
                auftrag_id=auftrag.pk,
            )


def _gesamtstatus(berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    """C1: ticked "umgesetzt" although a point is not."""
    for bericht in berichte:
        punkte = list(bericht.punkte.all())
        if bericht.gesamtstatus_gedruckt != Umsetzungsstatus.UMGESETZT or not punkte:
            continue
        if gesamtstatus([p.status for p in punkte]) not in {None, Umsetzungsstatus.UMGESETZT}:
            offen = ", ".join(f"Punkt {p.nummer}: {p.get_status_display()}" for p in punkte if p.status != "umgesetzt")
            yield Befund(
                "umgesetzt_angekreuzt_aber_offen",
                f"Der Bericht vom {bericht.datum:%d.%m.%Y} ist als „umgesetzt“ angekreuzt, ist es aber nicht.",
                offen,
                _zeilen(*(p.zeile for p in punkte)),
                bezug=str(bericht.pk),
            )


def _wiedervorlage(berichte: list[Umsetzungsbericht]) -> Iterator[Befund]:
    """C3: the report after a re-submission came late."""
    for bericht, naechster in pairwise(berichte):
        termin = bericht.naechster_bericht
        if termin and bericht.datum and naechster.datum and naechster.datum > termin:
            yield Befund(
                "wiedervorlage_versaeumt",
                f"Der für {termin:%d.%m.%Y} zugesagte Bericht kam {(naechster.datum - termin).days} Tage später.",
                f"zugesagt im Bericht vom {bericht.datum:%d.%m.%Y}, nächster Bericht {naechster.datum:%d.%m.%Y}",
                bezug=f"{bericht.pk}{termin}",
            )


def _fehlende_punkte(berichte: list[Umsetzungsbericht], punkte: list[Beschlusspunkt]) -> Iterator[Befund]:
    """C7: points that reports left out, and when they were first answered."""
    for punkt in punkte:
        beantwortet = [n for n, b in enumerate(berichte, 1) if punkt.nummer in {p.nummer for p in b.punkte.all()}]
        if not berichte or (beantwortet and beantwortet[0] == 1):
            continue
        wann = f"erst im {beantwortet[0]}. Bericht" if beantwortet else f"in keinem der {len(berichte)} Berichte"
        yield Befund(
            "punkt_nicht_beantwortet",
            f"Punkt {punkt.nummer} ist {wann} beantwortet.",
            f"{len(berichte)} Berichte, Punkt {punkt.nummer}: {punkt.text[:120]}",
            _zeilen(punkt.zeile),
            bezug=str(punkt.pk),
        )


def _erster_bericht(vorlage: Vorlage, berichte: list[Umsetzungsbericht], heute: date) -> Iterator[Befund]:
    """C2: the first report is due on the day set with the resolution."""
    for beschluss in vorlage.beschluesse.exclude(erster_bericht_am=None).filter(punkte__isnull=False).distinct():
        termin = beschluss.erster_bericht_am
        assert termin is not None
        erster = min((b.datum for b in berichte if b.datum), default=None)
        if (erster or heute) > termin:
            wann = f"kam am {erster:%d.%m.%Y}" if erster else "fehlt noch"
            yield Befund(
                "erster_bericht",
                f"Der erste Umsetzungsbericht war bis {termin:%d.%m.%Y} fällig und {wann}.",
                f"Beschluss vom {beschluss.datum:%d.%m.%Y}" if beschluss.datum else "Beschluss ohne Datum",
                _zeilen(beschluss.zeile),
                bezug=f"{beschluss.pk}{termin}",
            )


def _ohne_auftrag(punkte: list[Beschlusspunkt], auftraege: Sequence[Auftrag]) -> Iterator[Befund]:
    """A decided point that obliges somebody, in a record that otherwise follows duties up."""
    mit = {a.punkt_id for a in auftraege}
    for punkt in punkte:
        if (
            punkt.beschlossen is not False
            and punkt.pflicht != Beschlusspunkt.Pflicht.ERKLAERUNG
            and punkt.pk not in mit
        ):
            yield Befund(
                "punkt_ohne_auftrag",
                f"Zu Punkt {punkt.nummer} des Beschlusses ist kein Auftrag erfasst.",
                punkt.text[:200],
                _zeilen(punkt.zeile),
                "hinweis",
                bezug=str(punkt.pk),
            )


def _auftraege(auftraege: Sequence[Auftrag]) -> Iterator[Befund]:
    namen = None
    for a in auftraege:
        kurz, belegt, verschoben = a.text[:120], a.belegt, a.verschoben  # type: ignore[attr-defined]
        gemeinsam: dict[str, Any] = {
            "zeilen": _zeilen(a.zeile),
            "schwere": "hinweis",
            "bezug": str(a.pk),
            "auftrag_id": a.pk,
        }
        if verschoben >= OFT_VERSCHOBEN:
            text = f"„{kurz}“: {verschoben}-mal verschoben."
            yield Befund("oft_verschoben", text, f"ursprüngliche Frist {a.urspruengliche_frist or '–'}", **gemeinsam)
        if a.state == Auftragsstand.ERLEDIGT and not belegt:
            yield Befund("erledigt_ohne_nachweis", f"„{kurz}“ gilt als erledigt, ohne Nachweis.", "", **gemeinsam)
        if a.state == Auftragsstand.ENTFALLEN and a.quelle == Auftrag.Quelle.BESCHLUSS:
            if namen is None:
                namen = list(Gremium.objects.filter(~Q(name="")).values_list("name", flat=True))
            if not any(name.lower() in a.entfallen_wer.lower() for name in namen):
                text = f"„{kurz}“ entfiel; entschieden hat „{a.entfallen_wer}“, kein Gremium."
                yield Befund("entfallen_ohne_gremium", text, a.entfallen_grund, **gemeinsam)
