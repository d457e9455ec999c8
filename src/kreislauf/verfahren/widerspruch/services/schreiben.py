"""Stored rows of a Widerspruchsbescheid → its letter."""

from datetime import date

from django.utils.timezone import localdate

from kreislauf.druck.bescheid import euro
from kreislauf.druck.rahmen import Betroffen
from kreislauf.druck.rechtsbehelf import klage_am
from kreislauf.druck.widerspruchsbescheid import (
    FASSUNG,
    Spruchzeile,
    Widerspruchsbescheidschreiben,
    widerspruchsbescheid_als_pdf,
)
from kreislauf.verfahren.bescheid.models import Behoerde, Bescheid
from kreislauf.verfahren.bescheid.services.briefteile import SchreibenUnmoeglich
from kreislauf.verfahren.bescheid.services.druckarten import Druckstueck, kindname, rahmen_von
from kreislauf.verfahren.widerspruch.models import Widerspruch, Widerspruchszeile
from kreislauf.verfahren.widerspruch.states import Kosten, Zeilenergebnis


def write_widerspruchsbescheid(bescheid: Bescheid, behoerde: Behoerde, tag: date) -> Druckstueck:
    """Raises SchreibenUnmoeglich where the court is not known."""
    if not behoerde.sozialgericht.strip():
        raise SchreibenUnmoeglich(
            "In den Vorgaben fehlt das Sozialgericht mit Anschrift für die Klagebelehrung. Bitte ergänzen."
        )
    widerspruch = Widerspruch.objects.select_related("bescheid").get(widerspruchsbescheid=bescheid)
    zeilen = widerspruch.zeilen.exclude(ergebnis__in=[Zeilenergebnis.OFFEN, Zeilenergebnis.ABGEHOLFEN])
    alter = widerspruch.bescheid
    schreiben = Widerspruchsbescheidschreiben(
        rahmen=rahmen_von(bescheid, behoerde, tag),
        gericht=behoerde.sozialgericht,
        widerspruch_vom=widerspruch.eingegangen_am,
        gegen=f"Bescheid {alter.nummer} vom {localdate(alter.created_at):%d.%m.%Y}",
        abgeholfen=widerspruch.zeilen.filter(ergebnis=Zeilenergebnis.ABGEHOLFEN).exists(),
        begruendung_der_familie=widerspruch.begruendung,
        zeilen=[_zeile(z) for z in zeilen.select_related("zeile__kind", "neue_zeile__empfaenger")],
        kosten=Kosten(bescheid.texte["kosten"]).label,
        kostengrund=bescheid.texte["kostengrund"],
        vertretung_noetig=bescheid.texte["vertretung"] if bescheid.texte["kosten"] != Kosten.KEINE else None,
    )
    return Druckstueck(widerspruchsbescheid_als_pdf(schreiben), FASSUNG, klage_am(tag))


def _zeile(z: Widerspruchszeile) -> Spruchzeile:
    zeit = f"{z.zeile.beginn:%d.%m.%Y} bis {z.zeile.ende:%d.%m.%Y}"
    neu = euro(z.neue_zeile.betrag) if z.neue_zeile else ""
    betroffen = Betroffen(kindname(z.zeile), z.zeile.get_leistung_display(), zeit)
    return Spruchzeile(betroffen, z.get_ergebnis_display(), z.grund, euro(z.zeile.betrag), neu)
