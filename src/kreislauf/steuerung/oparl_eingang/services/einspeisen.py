"""Tell the record what the mirror learned: papers and their deliberations, in batches that are safe to repeat.

Changed meetings, agenda items and consultations first become a mark at their papers; then marked papers are taken over
and lose the mark in the same transaction.
"""

from collections import Counter
from datetime import datetime

from django.db.models import QuerySet

from kreislauf.steuerung.oparl_eingang.models import Bindung, Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.services import zuordnung
from kreislauf.steuerung.oparl_eingang.states import Bindungsstand
from kreislauf.steuerung.ratsinfo.models import Gremium, Vorlage, Vorlagenquelle
from kreislauf.steuerung.ratsinfo.services import ratsdaten
from kreislauf.steuerung.ratsinfo.services.erfassen import record_quelle
from kreislauf.steuerung.ratsinfo.services.zuordnungen import propose_zuordnungen

STAPEL = 100
_ANSTOSS = ("Consultation", "AgendaItem", "Meeting")


def mark_affected(quelle: Quelle, *, at: datetime) -> None:
    """Turn what is new about meetings, agenda items, consultations and bodies into marks at papers."""
    offen = Spiegelobjekt.objects.filter(quelle=quelle, einzuspeisen=True)
    anstoss = list(offen.filter(typ__in=_ANSTOSS))
    papiere = zuordnung.affected_papers(quelle.pk, anstoss, zuordnung.vorsilben(quelle))
    gebunden = Bindung.objects.filter(objekt__in=[o.pk for o in anstoss if o.geloescht], beratung__isnull=False)
    _mark_gone(gebunden, at)
    for bindung in Bindung.objects.filter(objekt__in=offen.filter(typ="Organization"), gremium__isnull=False):
        if (name := zuordnung.text(bindung.objekt.roh.get("name"))) and bindung.gremium and bindung.eigene:
            ratsdaten.rename_gremium(bindung.gremium, name)
    Spiegelobjekt.objects.filter(quelle=quelle, typ="Paper", kennung__in=papiere).update(einzuspeisen=True)
    offen.exclude(typ="Paper").update(einzuspeisen=False)


def feed_batch(quelle: Quelle, *, at: datetime) -> Counter[str]:
    """Take over one batch of marked papers; counts, empty when nothing is left to do."""
    offen = Spiegelobjekt.objects.filter(quelle=quelle, typ="Paper", einzuspeisen=True)
    vorlagen = list(offen.order_by("id")[:STAPEL])
    zahlen: Counter[str] = Counter()
    if vorlagen:
        einspeisung = Einspeisung(quelle, vorlagen, at)
        for vorlage in vorlagen:
            zahlen[einspeisung.take_over(vorlage)] += 1
        Spiegelobjekt.objects.filter(pk__in=[v.pk for v in vorlagen]).update(einzuspeisen=False)
    return zahlen


def _mark_gone(bindungen: QuerySet[Bindung], at: datetime) -> None:
    """Deliberations that the source deleted and that no other consultation stands for."""
    for bindung in bindungen.select_related("beratung"):
        andere = Bindung.objects.filter(beratung=bindung.beratung_id, objekt__geloescht=False).exists()
        if bindung.beratung is not None and not andere:
            ratsdaten.mark_deleted(bindung.beratung, at=at)


class Einspeisung:
    """One batch: the mirror around its papers and the ties that exist."""

    def __init__(self, quelle: Quelle, vorlagen: list[Spiegelobjekt], at: datetime) -> None:
        self.quelle, self.at = quelle, at
        self.umfeld = zuordnung.load_umfeld(quelle, vorlagen)
        alle = [*vorlagen, *self.umfeld.objekte.values(), *(b for bs in self.umfeld.beratungen.values() for b in bs)]
        bindungen = Bindung.objects.filter(objekt__in=[o.pk for o in alle])
        self.bindungen = {
            b.objekt_id: b
            for b in bindungen.select_related("vorlage__aufgegangen_in", "beratung", "gremium").defer("vorlage__text")
        }

    def take_over(self, papier: Spiegelobjekt) -> str:
        """Take one paper over; what became of it, for the counts."""
        bindung = self.bindungen.get(papier.pk)
        if bindung is not None and bindung.state != Bindungsstand.GEBUNDEN:
            return "wartet"
        if papier.geloescht:
            if bindung is not None and bindung.vorlage is not None:
                ratsdaten.mark_deleted(bindung.vorlage, at=self.at)
                return "vorlage_geloescht"
            return "uebersprungen"
        daten = zuordnung.head_of(papier, self.umfeld)
        if daten is None:
            return "uebersprungen"
        if bindung is None:
            return self._first_time(papier, daten)
        vorlage = bindung.vorlage
        assert vorlage is not None
        stufe = self.quelle.vorlagen_schutzstufe
        ratsdaten.unmark_deleted(vorlage, schutzstufe=stufe if bindung.eigene else vorlage.schutzstufe)
        if bindung.eigene:
            ratsdaten.update_vorlage(vorlage, daten, at=self.at)
            self._quelle(papier, vorlage.aufgegangen_in or vorlage, daten)
        self._beratungen(papier, vorlage.aufgegangen_in or vorlage)
        return "vorlage_geprueft"

    def _first_time(self, papier: Spiegelobjekt, daten: ratsdaten.Vorlagendaten) -> str:
        """A paper of the same number is proposed to a person; else a new one is created."""
        vorhanden = ratsdaten.find_same_vorlage(daten, self.quelle.bereich_id)
        if vorhanden is not None:
            self._bind(papier, vorlage=vorhanden, state=Bindungsstand.VORGESCHLAGEN)
            return "vorgeschlagen"
        stufe = self.quelle.vorlagen_schutzstufe
        vorlage = ratsdaten.create_vorlage(daten, bereich_id=self.quelle.bereich_id, schutzstufe=stufe, at=self.at)
        self._bind(papier, vorlage=vorlage, eigene=True)
        self._quelle(papier, vorlage, daten)
        propose_zuordnungen(vorlage, self.at)
        self._beratungen(papier, vorlage)
        return "vorlage_neu"

    def _quelle(self, papier: Spiegelobjekt, vorlage: Vorlage, daten: ratsdaten.Vorlagendaten) -> None:
        record_quelle(vorlage, art=Vorlagenquelle.Art.OPARL, kennung=papier.kennung, gelesen=daten.felder(), at=self.at)

    def _beratungen(self, papier: Spiegelobjekt, vorlage: Vorlage) -> None:
        beratungen = self.umfeld.beratungen.get(papier.kennung, [])
        for objekt in sorted(beratungen, key=lambda b: b.kennung):
            bindung = self.bindungen.get(objekt.pk)
            if objekt.geloescht:
                continue
            kopf = zuordnung.consultation_of(objekt, self.umfeld)
            gremium = self._gremium(kopf.gremium) if kopf.gremium is not None else None
            name = gremium.name if gremium else kopf.gremium_name
            daten = ratsdaten.Beratungsdaten(gremium, name, kopf.datum, kopf.zustaendigkeit, kopf.ergebnis)
            andere = [self.bindungen.get(o.pk) for o in beratungen if o is not objekt]
            vergeben = {b.beratung_id for b in andere if b is not None and b.beratung_id is not None}
            bisher = bindung.beratung if bindung is not None else None
            beratung = ratsdaten.take_over_beratung(vorlage, daten, bisher, vergeben)
            ratsdaten.unmark_deleted(beratung, schutzstufe=vorlage.schutzstufe)
            if bindung is None:
                self._bind(objekt, beratung=beratung, eigene=True)
            elif bindung.beratung_id != beratung.pk:
                bindung.beratung = beratung
                bindung.save(update_fields=["beratung"])

    def _gremium(self, objekt: Spiegelobjekt) -> Gremium:
        bindung = self.bindungen.get(objekt.pk)
        if bindung is not None and bindung.gremium is not None:
            return bindung.gremium
        gremium = ratsdaten.take_over_gremium(
            zuordnung.text(objekt.roh.get("name")),
            zuordnung.text(objekt.roh.get("shortName")),
            bereich_id=self.quelle.bereich_id,
            schutzstufe=self.quelle.vorlagen_schutzstufe,
        )
        self._bind(objekt, gremium=gremium, eigene=True)
        return gremium

    def _bind(self, objekt: Spiegelobjekt, **angaben: object) -> None:
        q = self.quelle
        self.bindungen[objekt.pk] = Bindung.objects.create(
            objekt=objekt, bereich_id=q.bereich_id, schutzstufe=q.schutzstufe, created_at=self.at, **angaben
        )
