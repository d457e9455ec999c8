"""From mirrored objects to heads of papers and deliberations, as the record wants them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KT
from django.utils import timezone

from kreislauf.steuerung.oparl_eingang.lesart import clean_rolle, normalise_kennung, read_zeit
from kreislauf.steuerung.oparl_eingang.models import Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.seite import Roh
from kreislauf.steuerung.ratsinfo.services.ratsdaten import Vorlagendaten

_VERWEISFELDER = frozenset(
    ["meeting", "agendaItem", "organization", "originatorOrganization", "underDirectionOf", "body"]
)
OHNE_GREMIUM = "Gremium nicht genannt"


@dataclass
class Umfeld:
    """What belongs to a batch of papers, by normalised id; consultations by the paper's id."""

    vorsilben: Mapping[str, str]
    objekte: dict[str, Spiegelobjekt] = field(default_factory=dict)
    beratungen: dict[str, list[Spiegelobjekt]] = field(default_factory=dict)
    punkte: dict[str, Spiegelobjekt] = field(default_factory=dict)  # agenda item by its consultation

    def at(self, verweis: object) -> Spiegelobjekt | None:
        """The living object an address in the data stands for."""
        if not isinstance(verweis, str):
            return None
        objekt = self.objekte.get(normalise_kennung(verweis, self.vorsilben))
        return None if objekt is None or objekt.geloescht else objekt


def spellings(objekt: Spiegelobjekt) -> list[str]:
    """How other objects may name this one: as it names itself and in the usual spelling, with http and with https."""
    gleich = {re.sub(r"^https?://", "", str(a), flags=re.IGNORECASE) for a in (objekt.roh.get("id"), objekt.kennung)}
    return [f"{schema}://{rest}" for rest in gleich for schema in ("http", "https")]


def vorsilben(quelle: Quelle) -> dict[str, str]:
    return {quelle.vorsilbe_daten: quelle.vorsilbe_abruf} if quelle.vorsilbe_daten else {}


def load_umfeld(quelle: Quelle, vorlagen: Sequence[Spiegelobjekt]) -> Umfeld:
    """Consultations of these papers with their meetings, bodies and agenda items, in few statements."""
    umfeld = Umfeld(vorsilben(quelle))
    schreibweisen = [s for v in vorlagen for s in spellings(v)]
    eigene = Spiegelobjekt.objects.filter(quelle=quelle)
    # a deleted one is needed too: its row in the record is to be marked
    beratungen = list(eigene.filter(typ="Consultation").annotate(zu=KT("roh__paper")).filter(zu__in=schreibweisen))
    for beratung in beratungen:
        schluessel = normalise_kennung(str(beratung.roh.get("paper")), umfeld.vorsilben)
        umfeld.beratungen.setdefault(schluessel, []).append(beratung)
    zu_beratungen = [s for b in beratungen for s in spellings(b)]
    punkte = list(
        eigene.filter(typ="AgendaItem", geloescht=False)
        .annotate(zu=KT("roh__consultation"))
        .filter(zu__in=zu_beratungen)
    )
    for punkt in punkte:
        umfeld.punkte[normalise_kennung(str(punkt.roh["consultation"]), umfeld.vorsilben)] = punkt
    _load(umfeld, quelle, _verweise([*vorlagen, *beratungen, *punkte]))
    _load(umfeld, quelle, _verweise(o for o in umfeld.objekte.values() if o.typ in {"Meeting", "AgendaItem"}))
    _load(umfeld, quelle, _verweise(o for o in umfeld.objekte.values() if o.typ == "Meeting"))
    return umfeld


def _verweise(objekte: Iterable[Spiegelobjekt]) -> set[str]:
    """All addresses that lead from these objects to bodies, meetings and agenda items."""
    gefunden: set[str] = set()
    for objekt in objekte:
        for feld in _VERWEISFELDER & objekt.roh.keys():
            werte = objekt.roh[feld]
            alle = werte if isinstance(werte, list) else [werte]
            gefunden |= {str(w.get("id") if isinstance(w, dict) else w) for w in alle}
    return gefunden


def _load(umfeld: Umfeld, quelle: Quelle, verweise: set[str]) -> None:
    kennungen = {normalise_kennung(v, umfeld.vorsilben) for v in verweise} - umfeld.objekte.keys()
    gefunden = Spiegelobjekt.objects.filter(quelle=quelle, kennung__in=kennungen)
    umfeld.objekte |= {o.kennung: o for o in gefunden}


def first(wert: object) -> object:
    return wert[0] if isinstance(wert, list) and wert else wert


def text(wert: object) -> str:
    return " ".join(wert.split()) if isinstance(wert, str) else ""


def day(wert: object) -> date | None:
    zeit = read_zeit(wert)
    return timezone.localdate(zeit) if zeit else None


def head_of(vorlage: Spiegelobjekt, umfeld: Umfeld) -> Vorlagendaten | None:
    """Head of a paper; None for a stub without name and number."""
    roh: Roh = vorlage.roh
    nummer, name = text(roh.get("reference")), text(roh.get("name"))
    if not nummer and not name:
        return None
    koerper = umfeld.at(roh.get("body"))
    urheber: Any = roh.get("originatorOrganization") or roh.get("underDirectionOf") or []
    namen = [text(o.roh.get("name")) for u in urheber if (o := umfeld.at(u))]
    return Vorlagendaten(
        kennung=vorlage.kennung,
        nummer=nummer,
        betreff=name or f"{nummer} (ohne Betreff)",
        art=text(roh.get("paperType")),
        datum=day(roh.get("date")),
        koerperschaft=text(koerper.roh.get("name")) if koerper else "",
        einreicher=", ".join(n for n in namen if n),
    )


@dataclass(frozen=True, slots=True)
class Beratungskopf:
    """One consultation: body as object of the mirror where it is named, else by a name from the role."""

    gremium: Spiegelobjekt | None
    gremium_name: str
    datum: date | None
    zustaendigkeit: str
    ergebnis: str


def consultation_of(beratung: Spiegelobjekt, umfeld: Umfeld) -> Beratungskopf:
    """Day from the meeting, result from the agenda item, body from the consultation, the meeting or the role."""
    roh = beratung.roh
    punkt = umfeld.at(roh.get("agendaItem")) or umfeld.punkte.get(beratung.kennung)
    sitzung = umfeld.at(roh.get("meeting")) or (umfeld.at(punkt.roh.get("meeting")) if punkt else None)
    gremium = umfeld.at(first(roh.get("organization"))) or (
        umfeld.at(first(sitzung.roh.get("organization"))) if sitzung else None
    )
    rolle, aus_rolle = clean_rolle(roh.get("role"))
    if not rolle and roh.get("authoritative") is True:
        rolle = "Entscheidung"
    name = text(gremium.roh.get("name")) if gremium else ""
    return Beratungskopf(
        gremium=gremium if name else None,
        gremium_name=name or aus_rolle or OHNE_GREMIUM,
        datum=day(sitzung.roh.get("start")) if sitzung else None,
        zustaendigkeit=rolle,
        ergebnis=text(punkt.roh.get("result")) if punkt else "",
    )


def affected_papers(quelle_id: UUID, objekte: Sequence[Spiegelobjekt], vorsilben: Mapping[str, str]) -> set[str]:
    """Normalised ids of the papers to whose deliberations these consultations, agenda items and meetings belong."""
    alle = Spiegelobjekt.objects.filter(quelle_id=quelle_id, typ="Consultation")
    papiere = {o.roh.get("paper") for o in objekte if o.typ == "Consultation"}
    sitzungen = [s for o in objekte if o.typ == "Meeting" for s in spellings(o)]
    if sitzungen:
        papiere |= set(
            alle.annotate(bei=KT("roh__meeting")).filter(bei__in=sitzungen).values_list(KT("roh__paper"), flat=True)
        )
    punkte = [o for o in objekte if o.typ == "AgendaItem"]
    zu = {normalise_kennung(str(o.roh["consultation"]), vorsilben) for o in punkte if o.roh.get("consultation")}
    if zu:
        papiere |= set(alle.filter(kennung__in=zu).values_list(KT("roh__paper"), flat=True))
    return {normalise_kennung(p, vorsilben) for p in papiere if isinstance(p, str)}
