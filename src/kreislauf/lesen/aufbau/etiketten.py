"""Labels of the head, over all council information systems: what stands before a value or in the line above it."""

import re
from typing import NamedTuple

from kreislauf.lesen.muster import Muster

_ETIKETTEN = {
    "nummer": r"""Vorlagen?\s?[-–]?\s?(?:Nr\.?|Nummer|nummer)|Berichts?-?\s?Nr\.?|Vorlage|Drucksachen?\s?[-–]?\s?(?:Nr\.?|[Nn]ummer)|Drucksache|Beschluss\ zu
        |Drucks\.?-?\s?Nr\.?|Drs\.?(?:\s?-?\s?Nr\.?)?|Nr\.?\ der\ Ratsdrucksache|Ratsdrucksache\ Nr\.?|DS(?:-|\s)?Nr\.?
        |(?:Beschluss|Sitzungs|Berichts|Mitteilungs|Informations|Verwaltungs|Rats)vorlagen?\s?-?\s?Nr\.?
        |(?:Antrag|Anfrage|Antrags|Anfragen)\s?-?\s?Nr\.?|Session-Nr\.?|(?:Dokumenten|Ordnungs)nummer|Nummer""",
    "betreff": r"Betreff|Betrifft|Betr\.?|Gegenstand(?:\ de[rs]\ \w{4,30})?|Titel|Thema|Bezeichnung|Tagesordnungspunkt|(?:Tagesordnungs)?[Pp]unkt\ \d{1,3}(?:\.\d{1,2})?(?:\ der\ Tagesordnung)?",
    "datum": r"""Datum|Erstell(?:t\ am|datum|ungsdatum)|Sitzung(?:\ am|\ vom)?|Sitzungstag|Sitzungsdatum|Sitzungstermin|Tag(?:\ der\ Sitzung)?
        |Eingangsdatum|Eingang(?:\ am)?|Antragsdatum|Vorlagedatum|vom""",
    "art": r"Vorlageart|Vorlagenart|Art(?:\ der\ Vorlage)?|Drucksache-Art|Drucksachenart|Drucksachentyp",
    "gremium": r"Gremium|Gremien|Ausschuss",
    "federfuehrend": r"""Federf(?:ü|ue)?hrend(?:es\ Amt|e\ Dienststelle)?|Federführung|Zuständig|Verantwortlich|Dienststelle
        |Dezernat|Fachbereich|Fachdienst|Amt|Organisationseinheit|Geschäftsbereich|Federf(?:ü|ue)?hrender\ Fachbereich""",
    "einreicher": r"""Eingereicht\ von|Einreicher(?:in)?|Initiator|Antragsteller(?:in)?|Verfasser(?:/in|in)?(?:\ \d)?
        |Urheber|Absender|Fraktion""",
    "sonst": r"""Status|(?:Beschließendes|Beratendes|Zuständiges)\ Gremium|Bearbeitung|Bearbeiter(?:/?in)?|Beteiligt(?:e)?|Aktenzeichen|Az\.?|AZ|Auskunft\ erteilt|Ruf|Telefon|Telefax
        |Tel\.?|Fax|E-Mail|Mail|Stammbaum|Ziele|Uhrzeit|Zeit|Raum|Ort|Anlass|Beratung|Wortprotokoll|Produkt
        |Produktgruppe|Zimmer|Berichterstatter(?:in)?|Ansprechpartner(?:in)?|Unterschrift|Öffentlichkeitsstatus
        |Ursprung|aktuell|Version|Sachbearbeit(?:er|erin|ung)|Haushaltsjahr|Leitung|Anwesend|Protokoll(?:führung)?|Deckung
        |Protokollauszug|AUSZUG|Auszug|Ursprungsvorlage|Wahlperiode|Lfd\.?\s?Nr\.?|Bearbeitet\ von|Beschlussart|TOP|Beteiligte\ Ämter|Geschäftszeichen|Schriftführer(?:in)?""",
}
_ALLE = "|".join(f"(?P<{feld}>{muster})" for feld, muster in _ETIKETTEN.items())
_MIT_WERT = Muster(rf"(?:{_ALLE})\s?:\s*(?P<wert>\S.{{0,600}})?\Z", re.VERBOSE)
_NACKT = Muster(rf"(?:{_ALLE})\s?\Z", re.VERBOSE)


class Etikett(NamedTuple):
    """`ort` is where the value begins in the line; `nackt`: without colon, the value stands in the next line."""

    feld: str
    wert: str
    ort: int
    nackt: bool


def finde_etikett(text: str) -> Etikett | None:
    """The label that this line (or cell) consists of or begins with."""
    if len(text) > 700 or not text:
        return None
    treffer = _MIT_WERT.match(text) if ":" in text[:60] else None
    nackt = False
    if treffer is None:
        if len(text) > 40:
            return None
        treffer, nackt = _NACKT.match(text), True
        if treffer is None:
            return None
    feld = treffer.lastgroup
    if feld == "wert":
        feld = next(name for name in _ETIKETTEN if treffer.group(name) is not None)
    assert feld is not None
    wert = "" if nackt else (treffer.group("wert") or "")
    return Etikett(feld, wert.strip(), len(text) if nackt or not wert else treffer.start("wert"), nackt)
