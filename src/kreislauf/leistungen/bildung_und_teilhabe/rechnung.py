"""From facts to a proposal: every month of a period through `recht`, with its reasons; nothing is decided here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kreislauf.akten.haushalt.models import Einrichtungsbesuch, Leistungszeitraum
from kreislauf.leistungen.bildung_und_teilhabe.nachweise import EINMALIG, PFLICHT, spalten
from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.begruendung import Ergebnis
from kreislauf.recht.bildung_und_teilhabe import KINDERMONAT
from kreislauf.recht.bildung_und_teilhabe.ergebnis import berechne
from kreislauf.recht.bildung_und_teilhabe.spur import sachverhalt_als_json
from kreislauf.recht.quelle import NotInForce, fassung
from kreislauf.recht.regel import Entscheidung
from kreislauf.verfahren.antrag.models import Antragsbedarf
from kreislauf.verfahren.antrag.states import Leistungsart
from kreislauf.verfahren.bescheid.services.entscheiden import Vorschlag
from kreislauf.verfahren.bescheid.states import Zeilenart

_PERSON = {Entscheidung.PERSON, Entscheidung.GESPERRT, Entscheidung.VORSCHLAG_NEIN}


@dataclass(frozen=True, slots=True)
class Lage:
    """What is known about a child: benefit periods and attendance."""

    zeitraeume: Sequence[Leistungszeitraum]
    besuche: Sequence[Einrichtungsbesuch]

    def zeitraum(self, monat: date) -> Leistungszeitraum | None:
        """The benefit period that covers (a part of) the month."""
        letzter = _naechster(monat)
        return next((z for z in self.zeitraeume if z.beginn < letzter and (z.ende is None or z.ende >= monat)), None)

    def besuch(self, monat: date) -> Einrichtungsbesuch | None:
        letzter = _naechster(monat)
        return next((b for b in self.besuche if b.beginn < letzter and (b.ende is None or b.ende >= monat)), None)


def _naechster(monat: date) -> date:
    return date(monat.year + monat.month // 12, monat.month % 12 + 1, 1)


def monate(bedarf: Antragsbedarf) -> Iterator[date]:
    """First days of the months to compute; a trip belongs to the month in which it is to be paid."""
    leistung = Leistungsart(bedarf.leistung)
    if leistung in EINMALIG:
        tag = bedarf.angaben.get("faellig_am")
        tag = date.fromisoformat(tag) if tag else bedarf.beginn
        yield tag.replace(day=1)
        return
    monat = bedarf.beginn.replace(day=1)
    while monat <= bedarf.ende:
        yield monat
        monat = _naechster(monat)


def _zeile(bedarf: Antragsbedarf, monat: date, lage: Lage) -> dict[str, Inhalt]:
    """One row of `kindermonat`."""
    zeitraum, besuch = lage.zeitraum(monat), lage.besuch(monat)
    zeile: dict[str, Inhalt] = dict.fromkeys(KINDERMONAT.spalten)
    zeile |= {
        "monat": monat,
        "rechtskreis": zeitraum.rechtskreis if zeitraum else "keiner",
        "geburtsdatum": bedarf.kind.geburtsdatum,
        "einrichtung": _einrichtung(besuch),
        "ausbildungsverguetung": bool(besuch and besuch.ausbildungsverguetung),
        "anspruchseinschraenkung": bool(zeitraum and zeitraum.einschraenkung_1a),
        "antragsdatum": bedarf.antrag.antragsdatum,
        "leistungsbezug_seit": zeitraum.beginn if zeitraum else None,
    }
    if besuch is not None and besuch.aufnahmeart:
        zeile |= {"aufnahme_art": besuch.aufnahmeart, "aufnahme_datum": besuch.beginn}
    return zeile | spalten(Leistungsart(bedarf.leistung), bedarf.angaben)


def _einrichtung(besuch: Einrichtungsbesuch | None) -> str:
    if besuch is None:
        return "keine"
    return {"hort": "schule"}.get(besuch.einrichtung.art, besuch.einrichtung.art)


def _luecken(bedarf: Antragsbedarf, zeile: dict[str, Inhalt]) -> Iterator[str]:
    """What is not known and may change the result."""
    monat = zeile["monat"]
    assert isinstance(monat, date)
    if zeile["geburtsdatum"] is None:
        yield f"Das Geburtsdatum von {bedarf.kind} fehlt."
    if zeile["rechtskreis"] == "keiner":
        yield f"Für {monat:%m/%Y} ist kein Leistungsbezug eingetragen."
    for spalte, name in PFLICHT[Leistungsart(bedarf.leistung)].items():
        if zeile[spalte] is None:
            yield f"Angabe fehlt: {name}."
    if zeile["einrichtung"] == "keine" and bedarf.leistung != Leistungsart.TEILHABE:
        yield f"Für {monat:%m/%Y} ist keine Schule oder Kita eingetragen."


def _art(ergebnisse: Sequence[Ergebnis | None], luecken: Sequence[str]) -> Zeilenart:
    """One doubtful month makes a person decide on the line; never an automatic refusal because facts are missing."""
    if luecken or any(e is None or e.entscheidung in {Entscheidung.PERSON, Entscheidung.GESPERRT} for e in ergebnisse):
        return Zeilenart.PERSON
    if any(e is not None and e.entscheidung is Entscheidung.JA for e in ergebnisse):
        return Zeilenart.BEWILLIGT
    return Zeilenart.ABGELEHNT


def berechne_vorschlag(bedarf: Antragsbedarf, lage: Lage) -> Vorschlag:
    """Proposal for one benefit of one child; amounts only from recht."""
    leistung, gefunden, sachverhalt, spur = Leistungsart(bedarf.leistung), [], [], []
    betraege: dict[date, Decimal] = {}
    luecken: dict[str, None] = {}
    for monat in monate(bedarf):
        zeile = _zeile(bedarf, monat, lage)
        luecken |= dict.fromkeys(_luecken(bedarf, zeile))
        ergebnis = _ergebnis(leistung, zeile, luecken)
        gefunden.append(ergebnis)
        ja = ergebnis is not None and ergebnis.entscheidung is not Entscheidung.NEIN
        betraege[monat] = (ergebnis.betrag if ja and ergebnis else None) or Decimal("0.00")
        sachverhalt.append(sachverhalt_als_json(zeile))
        spur.append({"monat": monat.isoformat(), **(ergebnis.als_json() if ergebnis else {})})
    if leistung is Leistungsart.SCHULBEDARF:  # months without a key date are no refusals
        gefunden, betraege = _nur_stichtage(gefunden, betraege)
    kreise = {str(z["rechtskreis"]) for z in sachverhalt}
    return Vorschlag(
        art=_art(gefunden, tuple(luecken)),
        monate=betraege,
        sachverhalt=sachverhalt,
        spur=spur,
        parameterstand=fassung(),
        rechtskreis=kreise.pop() if len(kreise) == 1 and kreise != {"keiner"} else "",
        luecken=tuple(luecken),
    )


def _nur_stichtage(
    gefunden: Sequence[Ergebnis | None], betraege: dict[date, Decimal]
) -> tuple[list[Ergebnis | None], dict[date, Decimal]]:
    paare = list(zip(gefunden, betraege.items(), strict=True))
    gut = [(e, p) for e, p in paare if e is None or e.entscheidung is not Entscheidung.NEIN] or paare
    return [e for e, _ in gut], dict(p for _, p in gut)


def _ergebnis(leistung: Leistungsart, zeile: dict[str, Inhalt], luecken: dict[str, None]) -> Ergebnis | None:
    """The result of recht; None with an entry in `luecken` where it cannot compute."""
    if zeile["geburtsdatum"] is None:
        return None
    try:
        return berechne(zeile).get(leistung.value)
    except NotInForce as fehlt:
        luecken[str(fehlt)] = None
        return None
