"""T5: the same trip granted on an application and settled with the school at the same moment; with its control."""

from collections.abc import Callable
from threading import Barrier
from uuid import UUID

import pytest

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.leistungen.bildung_und_teilhabe.models import Sammelabrechnung, Sammelpruefung
from kreislauf.leistungen.bildung_und_teilhabe.selectors import sammeln as lesen
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von, vorschlaege
from kreislauf.leistungen.bildung_und_teilhabe.services import fahrten
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import Wahl, decide
from kreislauf.leistungen.bildung_und_teilhabe.services.sammeln import Sammelwahl, decide_sammelabrechnung
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    HEUTE,
    make_antrag,
    make_kind,
    make_leistung,
    make_vorgaben,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import IDA, einreichen, make_fahrt, make_schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_wettlauf import _zugleich
from kreislauf.verfahren.antrag.models import Antrag
from kreislauf.verfahren.antrag.services.antraege import complete_antrag, examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import waive_nachweis
from kreislauf.verfahren.bescheid.models import Entscheidungszeile

pytestmark = pytest.mark.usefixtures("festgeschrieben")


def _beides() -> tuple[list[Callable[[], object]], list[User]]:
    """An application for a trip and the school's settlement of it, both ready to be decided."""
    with handeln_als_system():
        bereich = make_bereich("Bildung und Teilhabe")
        make_vorgaben(bereich)
        leute = [make_user("teamleitung_but", bereich, email=f"t{n}@x.example") for n in range(2)]
        zugang = make_schulzugang(leute[0], bereich)
        ausflug = make_fahrt(zugang, make_user("schule", zugang.schulbereich), art="ausflug")
        angaben = {"fahrt": ausflug.code, "kosten": "12.00", "faellig_am": "2026-12-01", "anbieter_neu": ""}
        antrag = make_antrag(leute[0], bereich, make_kind("Ida", make_leistung("ausflug", **angaben)))
        examine_antrag(antrag_id=antrag.pk, actor=leute[0], at=AT)
        for forderung in antrag.forderungen.all():
            waive_nachweis(forderung_id=forderung.pk, grund="liegt vor", actor=leute[0], at=AT)
        complete_antrag(antrag_id=antrag.pk, actor=leute[0], at=AT)
        abrechnung = einreichen(ausflug, IDA)
        einzeln = {z.bedarf.pk: Wahl(z.vorschlag.art, z.form) for z in vorschlaege(bedarfe_von(antrag), HEUTE)}
        gesammelt = {v.zeile.pk: Sammelwahl(True) for v in lesen.vorschlaege(abrechnung)}
    return _taten(antrag, einzeln, abrechnung, gesammelt, leute), leute


def _taten(
    antrag: Antrag,
    einzeln: dict[UUID, Wahl],
    abrechnung: Sammelabrechnung,
    gesammelt: dict[UUID, Sammelwahl],
    leute: list[User],
) -> list[Callable[[], object]]:
    return [
        lambda: decide(antrag_id=antrag.pk, wahl=einzeln, version=None, actor=leute[0], at=AT),
        lambda: decide_sammelabrechnung(abrechnung_id=abrechnung.pk, wahl=gesammelt, actor=leute[1], at=AT),
    ]


def _bewilligt() -> int:
    with handeln_als_system():
        einzeln = Entscheidungszeile.objects.filter(leistung="ausflug", art="bewilligt").count()
        return einzeln + Sammelpruefung.objects.filter(art="bewilligt").count()


def test_trip_is_granted_once_when_application_and_settlement_are_decided_at_the_same_moment() -> None:
    ergebnisse = _zugleich(*_beides())

    assert ergebnisse.count("gelungen") == 1, ergebnisse
    assert _bewilligt() == 1


def test_without_the_lock_both_are_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: where the lock stands, each waits until the other has come as far, and then both read too early."""
    warten = Barrier(2)
    monkeypatch.setattr(fahrten, "lock_code", lambda code: None)
    gelesen = lesen.einzeln_bewilligt

    def spaet(code: str, kinder: list[UUID]) -> set[UUID]:
        ergebnis = gelesen(code, kinder)
        warten.wait(20)
        return ergebnis

    taten, leute = _beides()
    monkeypatch.setattr(lesen, "einzeln_bewilligt", spaet)
    entscheiden = taten[0]

    def einzeln() -> object:
        ergebnis = entscheiden()
        warten.wait(20)  # written, not committed, while the other has read
        return ergebnis

    ergebnisse = _zugleich([einzeln, taten[1]], leute)
    assert ergebnisse == ["gelungen", "gelungen"]
    assert _bewilligt() == 2
