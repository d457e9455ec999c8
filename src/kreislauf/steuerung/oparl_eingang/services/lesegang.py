"""One fetch from its plan to its end: read over the network, store in steps, keep what cannot be read."""

from collections import Counter
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models.fields.json import KT

from kreislauf.foundation.accounts.models import User
from kreislauf.steuerung.oparl_eingang.abruf import Liste, fetch_objekt, read_plan, walk_liste, with_filter
from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Grenzen, Leitung
from kreislauf.steuerung.oparl_eingang.lesart import Objekt, read_objekte, read_zeit
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.services.abrufe import store_seiten
from kreislauf.steuerung.oparl_eingang.services.spiegel import keep_unmet, mark_vanished, not_met

STAPEL = 1_000  # objects that are stored in one step
NACHLESEN = timedelta(days=90)  # meetings around today are read again: protocols are added without a new stamp
NACHLESEN_HOECHSTENS = 500
NACHFRAGEN_HOECHSTENS = 2_000


class Gang(Protocol):
    """What a fetch needs of its background run."""

    actor: User

    def schritt(self) -> AbstractContextManager[datetime]: ...
    def melden(self, schritt: int, schritte: int, meldung: str = "") -> None: ...


@dataclass
class Bilanz:
    """What one list could not give, and what was put right."""

    fehler: list[dict[str, str]] = field(default_factory=list)

    def note(self, fehler: AbrufFehler, wo: str) -> None:
        self.fehler.append({"art": fehler.art, "wo": wo, "text": str(fehler)[:500]})


def make_leitung(quelle: Quelle) -> Leitung:
    """The line to a source; hosts of the own network only where the county's IT released them."""
    vorsilben = {quelle.vorsilbe_daten: quelle.vorsilbe_abruf} if quelle.vorsilbe_daten else {}
    rechner = (urlsplit(quelle.adresse).hostname or "").lower()
    frei = frozenset({rechner} & set(settings.OPARL_INTERN))
    grenze = Grenzen(private_rechner=frei, pause=quelle.pause_ms / 1000, stellen=settings.OPARL_ZERTIFIKATE)
    return Leitung(quelle.adresse, grenze, vorsilben=vorsilben, kodiert=quelle.zeichen_kodiert)


def read_quelle(gang: Gang, abruf: Abruf, leitung: Leitung) -> Bilanz:
    """Read and store all lists that are still open, then what lists do not tell; what could not be read comes back.

    Raises AbrufFehler when not even the plan can be read, and Abgebrochen.
    """
    bilanz = Bilanz()
    plan = read_plan(leitung, personen=abruf.quelle.personen)
    koerper = [o for roh in plan.koerper for o in read_objekte(roh, "Body", leitung.vorsilben)]
    _store(gang, abruf, koerper)
    schritte = len(plan.listen) + 2
    for nummer, liste in enumerate(plan.listen):
        gang.melden(nummer, schritte, f"Liste {nummer + 1} von {len(plan.listen)}: {liste.feld}")
        if liste.url in abruf.fertig:
            continue
        try:
            _read_liste(gang, abruf, leitung, liste, bilanz)
        except AbrufFehler as fehler:
            bilanz.note(fehler, liste.feld)
    if not abruf.voll:
        gang.melden(schritte - 2, schritte, "Sitzungen um den heutigen Tag werden noch einmal gelesen")
        _read_sitzungen(gang, abruf, leitung)
    elif not bilanz.fehler:
        gang.melden(schritte - 2, schritte, "Es wird geprüft, was in keiner Liste mehr steht")
        _check_missing(gang, abruf, leitung, bilanz)
    return bilanz


def _store(
    gang: Gang,
    abruf: Abruf,
    objekte: Iterable[Objekt],
    auffaellig: Counter[str] | None = None,
    *,
    liste: str = "",
    weiter: str | None = None,
) -> None:
    with gang.schritt() as at:
        store_seiten(
            abruf=abruf,
            objekte=list(objekte),
            liste=liste,
            weiter=weiter,
            besonderheiten=auffaellig or Counter(),
            at=at,
        )


def _read_liste(gang: Gang, abruf: Abruf, leitung: Leitung, liste: Liste, bilanz: Bilanz) -> None:
    """One list; every batch is stored together with the address of the page after it."""
    puffer: list[Objekt] = []
    auffaellig: Counter[str] = Counter()
    ohne = 0
    anfang = abruf.weiter.get(liste.url) or with_filter(leitung, liste.url, abruf.seit)
    for seite in walk_liste(leitung, anfang):
        for roh in seite.objekte:
            ohne += not roh.get("id")
            puffer += read_objekte(roh, liste.typ, leitung.vorsilben)
        auffaellig.update(seite.auffaellig)
        if len(puffer) >= STAPEL and seite.naechste:
            _store(gang, abruf, puffer, auffaellig, liste=liste.url, weiter=seite.naechste)
            gang.melden(len(abruf.fertig), len(abruf.fertig) + 3, f"{liste.feld}: {_stand(abruf)}")
            puffer, auffaellig = [], Counter()
    if ohne:
        grund = f"{liste.url}: {ohne} Objekte tragen keine Kennung (id)."
        bilanz.note(AbrufFehler(grund, art="ohne_kennung"), liste.feld)
    _store(gang, abruf, puffer, auffaellig, liste=liste.url)


def _stand(abruf: Abruf) -> str:
    return f"{sum(abruf.zahlen.values()):,} Objekte".replace(",", ".")


def _read_sitzungen(gang: Gang, abruf: Abruf, leitung: Leitung) -> None:
    """Meetings of the last and next 90 days that the lists did not bring."""
    with gang.schritt() as at:
        offen = Spiegelobjekt.objects.filter(quelle_id=abruf.quelle_id, typ="Meeting", geloescht=False)
        urls = [
            url
            for url, start in offen.exclude(gesehen=abruf.pk).values_list(KT("roh__id"), KT("roh__start"))
            if (zeit := read_zeit(start)) and abs(zeit - at) <= NACHLESEN
        ][:NACHLESEN_HOECHSTENS]
    gelesen: list[Objekt] = []
    auffaellig: Counter[str] = Counter()
    for url in urls:
        try:
            roh = fetch_objekt(leitung, url)
        except AbrufFehler:
            roh = None
        if roh is None:
            auffaellig["nicht_abrufbar"] += 1
        else:
            gelesen += read_objekte(roh, "Meeting", leitung.vorsilben)
    _store(gang, abruf, gelesen, auffaellig)


def _check_missing(gang: Gang, abruf: Abruf, leitung: Leitung, bilanz: Bilanz) -> None:
    """What no list named is asked for by itself; gone is what the server then no longer gives."""
    with gang.schritt():
        fehlend = not_met(abruf)
    behalten = [kennung for kennung, _ in fehlend[NACHFRAGEN_HOECHSTENS:]]
    noch_da: list[Objekt] = []
    auffaellig: Counter[str] = Counter()
    for kennung, url in fehlend[:NACHFRAGEN_HOECHSTENS]:
        try:
            roh = fetch_objekt(leitung, str(url))
        except AbrufFehler as fehler:
            bilanz.note(fehler, "einzelne Objekte")
            behalten.append(kennung)
            continue
        if roh is not None:
            noch_da += read_objekte(roh, "", leitung.vorsilben)
            auffaellig["nicht_gelistet"] += not roh.get("deleted")
    _store(gang, abruf, noch_da, auffaellig)
    with gang.schritt() as at:
        if behalten:
            keep_unmet(abruf, behalten)
        weg = mark_vanished(abruf, at=at)
        abruf.zahlen = dict(Counter(abruf.zahlen) + Counter(geloescht=weg))
        abruf.save(update_fields=["zahlen"])
