"""A fetch without worker and clock: steps run at once, at an instant the test sets."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import User
from kreislauf.steuerung.oparl_eingang.abruf import read_plan, walk_liste, with_filter
from kreislauf.steuerung.oparl_eingang.leitung import Grenzen, Leitung
from kreislauf.steuerung.oparl_eingang.lesart import merge, read_objekte
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.seite import Roh
from kreislauf.steuerung.oparl_eingang.services import ablauf, abrufe
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import BEGINN, Ratsserver
from kreislauf.steuerung.ratsinfo.tests.fabrik import make_bereich, make_user

VERGLEICHBAR = ("Body", "Organization", "Meeting", "Paper", "AgendaItem", "Consultation")


class Probegang:
    """Runs steps as its person; `at` moves with the days of the server."""

    def __init__(self, actor: User, rat: Ratsserver) -> None:
        self.actor, self.rat = actor, rat
        self.meldungen: list[str] = []

    @property
    def at(self) -> datetime:
        return self.rat.at

    @contextmanager
    def schritt(self) -> Iterator[datetime]:
        with handeln_als(self.actor, at=self.at):
            yield self.at

    def melden(self, schritt: int, schritte: int, meldung: str = "") -> None:
        self.meldungen.append(meldung)


def make_quelle(rat: Ratsserver, **angaben: Any) -> Quelle:
    bereich = angaben.pop("bereich", None) or make_bereich()
    actor = angaben.pop("created_by", None) or make_user("geschaeftsfuehrung", bereich)
    kopf = {"name": "Rat", "adresse": f"{rat.adresse}/oparl/system", "schutzstufe": Schutzstufe.INTERN, "pause_ms": 0}
    return Quelle.objects.create(
        **kopf | angaben, bereich=bereich, created_by=actor, created_at=BEGINN, updated_at=BEGINN
    )


def settings_for(rat: Ratsserver) -> dict[str, Any]:
    """How people set the source up for a server with this fault."""
    a = rat.adresse
    je_fehler: dict[str, dict[str, Any]] = {
        "kennung_mit_vorsilbe": {"vorsilbe_daten": f"{a}/ris/oparl", "vorsilbe_abruf": f"{a}/oparl"},
        "nur_innere_adressen": {
            "adresse": f"{a}/aussen/oparl/system",
            "vorsilbe_daten": f"{a}/ris/oparl",
            "vorsilbe_abruf": f"{a}/aussen/oparl",
        },
        "filter_ist_503": {"filter_moeglich": False},
        "keine_prozentzeichen": {"zeichen_kodiert": False},
    }
    ueblich = {
        "adresse": f"{a}/oparl/system",
        "vorsilbe_daten": "",
        "vorsilbe_abruf": "",
        "filter_moeglich": True,
        "zeichen_kodiert": True,
    }
    return ueblich | je_fehler.get(rat.fehler, {})


def line(rat: Ratsserver, **grenzen: Any) -> Callable[[Quelle], Leitung]:
    """The line of a source, with the test server released."""

    def zu(quelle: Quelle) -> Leitung:
        vorsilben = {quelle.vorsilbe_daten: quelle.vorsilbe_abruf} if quelle.vorsilbe_daten else {}
        erlaubt = Grenzen(sekunden=10, private_rechner=frozenset({"127.0.0.1"}), **grenzen)
        return Leitung(quelle.adresse, erlaubt, vorsilben=vorsilben, kodiert=quelle.zeichen_kodiert)

    return zu


def fetch(rat: Ratsserver, quelle: Quelle, *, voll: bool = False, **grenzen: Any) -> Abruf:
    """One whole fetch of a source, from its start to its end."""
    gang = Probegang(quelle.created_by, rat)
    with gang.schritt() as at:
        lauf = abrufe.start_abruf(quelle_id=quelle.pk, voll=voll, actor=gang.actor, at=at)
    kennung = lauf.angaben["abruf"]
    ablauf.run_abruf(gang, kennung, leitung_zu=line(rat, **grenzen))
    with gang.schritt():
        return Abruf.objects.get(pk=kennung)


def record(quelle: Quelle) -> dict[str, tuple[str, object, object]]:
    """What the mirror knows, in the form of the server's truth."""
    offen = Spiegelobjekt.objects.filter(quelle=quelle, geloescht=False, typ__in=VERGLEICHBAR)
    return {k: _shown(typ, roh) for k, typ, roh in offen.values_list("kennung", "typ", "roh")}


def _shown(typ: str, roh: Roh) -> tuple[str, object, object]:
    return typ, roh.get("name"), roh.get("start") or roh.get("reference")


def read(rat: Ratsserver, seit: datetime | None) -> dict[str, tuple[str, object, object]]:
    """What one fetch without a mirror brings: everything, or what changed."""
    angaben = settings_for(rat)
    if not angaben["filter_moeglich"]:
        seit = None
    leitung = line(rat)(Quelle(**angaben))
    objekte = []
    plan = read_plan(leitung, personen=True)
    for roh in plan.koerper:
        objekte += read_objekte(roh, "Body", leitung.vorsilben)
    for liste in plan.listen:
        for seite in walk_liste(leitung, with_filter(leitung, liste.url, seit)):
            for roh in seite.objekte:
                objekte += read_objekte(roh, liste.typ, leitung.vorsilben)
    stapel = merge(objekte)
    return {k: _shown(o.typ, o.roh) for k, o in stapel.items() if not o.geloescht and o.typ in VERGLEICHBAR}
