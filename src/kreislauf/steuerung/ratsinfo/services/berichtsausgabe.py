"""The implementation report as accessible PDF and DOCX, and its files kept with the signed report."""

from collections.abc import Iterator
from datetime import date, datetime

from django.utils import timezone

from kreislauf.druck import (
    Absatz,
    Bericht,
    Hinweis,
    Kaestchen,
    Liste,
    Saetze,
    Tabelle,
    Ueberschrift,
    als_docx,
    als_pdf,
)
from kreislauf.druck.dokument import Baustein
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.steuerung.ratsinfo.berichtsregeln import gesamtstatus
from kreislauf.steuerung.ratsinfo.models import Auftrag, Umsetzungsbericht
from kreislauf.steuerung.ratsinfo.selectors.auffaelligkeiten import lage
from kreislauf.steuerung.ratsinfo.selectors.berichte import Punktansicht, ansicht, vorheriger
from kreislauf.steuerung.ratsinfo.selectors.briefkopf import briefkopf
from kreislauf.steuerung.ratsinfo.states import Berichtsstand, Umsetzungsstatus

_FELDER = (  # what the states demand, in the order of print
    ("grund", "Grund"),
    ("geplanter_beginn", "geplanter Beginn"),
    ("erledigte_schritte", "erledigte Schritte"),
    ("offene_schritte", "offene Schritte"),
    ("prognose", "voraussichtlich fertig"),
    ("aenderung", "was geändert wurde"),
    ("entschieden_von", "entschieden von"),
    ("nachweis", "Nachweis"),
    ("umgesetzt_am", "umgesetzt am"),
    ("turnus", "Turnus"),
    ("aufhebung_pruefung", "muss der Beschluss aufgehoben werden"),
    ("rechtsgrundlage", "Rechtsgrundlage"),
    ("wiedervorlage", "erneuter Termin"),
)
_TURNUS = {
    "P1M": "monatlich",
    "P3M": "vierteljährlich",
    "P6M": "halbjährlich",
    "P1Y": "jährlich",
    "P2Y": "alle zwei Jahre",
}


def _tag(wert: date | None) -> str:
    return f"{wert:%d.%m.%Y}" if wert else "–"


def dokument(bericht: Umsetzungsbericht, heute: date) -> Bericht:
    """The report as both writers print it; a report that nobody signed off says so on every page."""
    punkte = ansicht(bericht, heute)
    gesamt = gesamtstatus([p.punkt.status for p in punkte])
    vorlage, beschluss = bericht.vorlage, bericht.beschluss
    kennzeilen = [
        ("Vorlage", vorlage.nummer or "ohne Nummer"),
        ("Betreff", vorlage.betreff),
        ("Beschluss", f"{beschluss.gremium_name} am {_tag(beschluss.datum)}" if beschluss else "–"),
        ("Stand vom", _tag(bericht.datum)),
        ("federführend", str(bericht.federfuehrend or "–")),
        ("Gesamtstand", f"{gesamt.label} (Stand des ungünstigsten Punktes)" if gesamt else "noch nicht bestimmbar"),
        ("erneuter Termin", _tag(bericht.naechster_bericht)),
    ]
    davor = vorheriger(bericht)
    bausteine: list[Baustein] = []
    for punkt in punkte:
        bausteine += _punkt(punkt, davor)
    bausteine += list(_befunde(bericht, heute))
    bausteine += list(_unterschriften(bericht))
    return Bericht(
        briefkopf=briefkopf(bericht.federfuehrend),
        titel="Bericht zum Stand der Umsetzung",
        datum=bericht.datum or heute,
        untertitel=vorlage.betreff,
        kennzeilen=kennzeilen,
        bausteine=bausteine,
        entwurf=bericht.state not in {Berichtsstand.FREIGEGEBEN, Berichtsstand.VERSANDT},
        verfasser=str(bericht.created_by or ""),
    )


def _punkt(sicht: Punktansicht, davor: Umsetzungsbericht | None) -> list[Baustein]:
    punkt = sicht.punkt
    bausteine: list[Baustein] = [Ueberschrift(f"Punkt {punkt.nummer}")]
    if punkt.punkt:
        bausteine.append(Hinweis("Wortlaut des Beschlusses", punkt.punkt.text))
    bausteine += [
        Ueberschrift("Stand der Umsetzung", 2),
        Kaestchen([(status.label, punkt.status == status) for status in Umsetzungsstatus]),
        Tabelle(["Frist und Verzug", ""], list(_termine(sicht)), breiten=(1, 2)),
        Ueberschrift("Sachstand", 2),
    ]
    seit = f"unverändert seit Bericht vom {_tag(davor.datum)}" if davor else "unverändert"
    bausteine.append(Saetze(sicht.saetze, marke=seit) if sicht.saetze else Absatz("Noch kein Sachstand."))
    angaben = [(name, _wert(punkt, feld)) for feld, name in _FELDER if getattr(punkt, feld)]
    if angaben:
        bausteine.append(Tabelle(["Angabe", ""], [list(a) for a in angaben], breiten=(1, 2)))
    if sicht.seither:
        bausteine += [Ueberschrift("Seit dem letzten Bericht", 2), Liste(sicht.seither)]
    return bausteine


def _wert(punkt: object, feld: str) -> str:
    wert = getattr(punkt, feld)
    if isinstance(wert, date):
        return _tag(wert)
    return _TURNUS.get(str(wert), str(wert))


def _termine(sicht: Punktansicht) -> Iterator[list[str]]:
    """Original date, every postponement with its reason, forecast and delay (C4)."""
    yield ["verantwortlich", ", ".join(dict.fromkeys(_verantwortlich(a) for a in sicht.auftraege)) or "–"]
    yield ["Frist", _tag(sicht.frist)]
    for auftrag in sicht.auftraege:
        for v in auftrag.verschiebungen.all():
            yield [
                f"verschoben am {_tag(v.created_at.date())}",
                f"auf {_tag(v.auf)}: {v.get_grund_display()} – {v.erlaeuterung}",
            ]
    if sicht.verzug is not None:
        ziel = sicht.punkt.umgesetzt_am or sicht.punkt.prognose
        yield ["Verzug", f"{sicht.verzug} Tage ({_tag(ziel)} gegenüber {_tag(sicht.frist)})"]


def _verantwortlich(auftrag: Auftrag) -> str:
    return f"{auftrag.verantwortlich} ({auftrag.get_verantwortliche_rolle_display()})"


def _befunde(bericht: Umsetzungsbericht, heute: date) -> Iterator[Baustein]:
    """What the record shows to be late or missing, each with the figures behind it."""
    offene = lage(bericht.vorlage, heute).offene
    if offene:
        yield Ueberschrift("Feststellungen aus dem Bestand")
        yield Tabelle(
            ["Feststellung", "Woraus sie sich ergibt"],
            [[a.befund.text, a.befund.warum or a.regel] for a in offene],
            breiten=(3, 2),
        )
        yield Absatz("Diese Feststellungen berechnet Kreislauf aus den erfassten Fristen und Berichten.", leise=True)


def _unterschriften(bericht: Umsetzungsbericht) -> Iterator[Baustein]:
    yield Ueberschrift("Freigabe")
    if bericht.approved_by and bericht.approved_at:
        am = timezone.localtime(bericht.approved_at)
        yield Absatz(
            f"Vorgelegt von {bericht.created_by}; freigegeben von {bericht.approved_by} am {am:%d.%m.%Y, %H:%M} Uhr."
        )
    else:
        yield Absatz("Noch nicht freigegeben.")


def pdf(bericht: Umsetzungsbericht, heute: date) -> bytes:
    return als_pdf(dokument(bericht, heute))


def store_ausgaben(bericht: Umsetzungsbericht, *, actor: User, at: datetime) -> None:
    """Keep PDF and DOCX of a signed report; what was signed stays as it was printed."""
    druck = dokument(bericht, timezone.localdate(at))
    name = f"umsetzungsbericht-{(bericht.datum or at.date()).isoformat()}"
    ablage = {
        "bereich_id": bericht.federfuehrend_id or bericht.bereich_id,
        "schutzstufe": bericht.schutzstufe,
        "sichtbar_fuer": [bericht.bereich_id, *bericht.sichtbar_fuer],
        "actor": actor,
        "at": at,
    }
    bericht.pdf = store_dokument(inhalt=als_pdf(druck), dateiname=f"{name}.pdf", **ablage)  # type: ignore[arg-type]
    bericht.docx = store_dokument(inhalt=als_docx(druck), dateiname=f"{name}.docx", **ablage)  # type: ignore[arg-type]
    bericht.save(update_fields=["pdf", "docx"])
