"""Stored rows of a Versagung → its letter."""

from datetime import date

from django.utils.timezone import localdate

from kreislauf.druck.rahmen import Betroffen
from kreislauf.druck.rechtsbehelf import widerspruch_am
from kreislauf.druck.versagung import FASSUNG, Anforderung, Versagungsschreiben, versagung_als_pdf
from kreislauf.verfahren.antrag.models import Mitwirkungsaufforderung, Nachweisforderung
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid
from kreislauf.verfahren.bescheid.services.druckarten import Druckstueck, kindname, rahmen_von
from kreislauf.verfahren.bescheid.services.versagung import fehlende


def write_versagung(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Druckstueck:
    """Raises SchreibenUnmoeglich."""
    assert bescheid.antrag is not None
    je_schreiben: dict[Mitwirkungsaufforderung, list[Nachweisforderung]] = {}
    for forderung in fehlende(bescheid):
        assert forderung.aufforderung is not None
        je_schreiben.setdefault(forderung.aufforderung, []).append(forderung)
    schreiben = Versagungsschreiben(
        rahmen=rahmen_von(bescheid, behoerde, tag),
        antrag_vom=bescheid.antrag.antragsdatum,
        betroffene=[
            Betroffen(kindname(z), z.get_leistung_display(), f"{z.beginn:%d.%m.%Y} bis {z.ende:%d.%m.%Y}")
            for z in bescheid.zeilen.all()
        ],
        anforderungen=[_anforderung(a, liste) for a, liste in je_schreiben.items()],
        erschwert=bescheid.texte["erschwert"],
        ermessen=bescheid.texte["ermessen"],
    )
    return Druckstueck(versagung_als_pdf(schreiben), FASSUNG, widerspruch_am(tag))


def _anforderung(aufforderung: Mitwirkungsaufforderung, fehlt: list[Nachweisforderung]) -> Anforderung:
    assert aufforderung.dokument is not None
    assert aufforderung.bekanntgabe is not None
    return Anforderung(
        schreiben_vom=localdate(aufforderung.dokument.created_at),
        bekanntgabe=aufforderung.bekanntgabe,
        frist=aufforderung.frist,
        fehlt=[f"{f.text} – {f.bedarf.get_leistung_display()} für {f.bedarf.kind.vorname}" for f in fehlt if f.bedarf],
    )
