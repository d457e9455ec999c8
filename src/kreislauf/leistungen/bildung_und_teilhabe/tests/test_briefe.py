"""A letter run prints each letter once, loses none, goes on after a break, and counts from the day of posting (T2)."""

import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from kreislauf.akten.person.models import Person
from kreislauf.druck.pdfpruefung import maengel
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.jobs.services import run_lauf
from kreislauf.foundation.journal import services as journal
from kreislauf.leistungen.bildung_und_teilhabe.services.entscheidung import decide
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    HEUTE,
    SILKE,
    make_antrag,
    make_kind,
    make_leistung,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.test_ablauf import NW, vollstaendig, wahl_wie_vorschlag
from kreislauf.verfahren.anschreiben import tasks
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten
from kreislauf.verfahren.anschreiben.selectors import kandidaten
from kreislauf.verfahren.anschreiben.services.brieflauf import (
    NichtsZuDrucken,
    TagUnmoeglich,
    finish_brieflauf,
    post_brieflauf,
    start_brieflauf,
)
from kreislauf.verfahren.anschreiben.services.drucken import print_stapel
from kreislauf.verfahren.anschreiben.services.versenden import announce_posten
from kreislauf.verfahren.anschreiben.states import Brieflaufstand, Briefstand
from kreislauf.verfahren.antrag.services.antraege import examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import request_nachweise
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.freigeben import approve_bescheid, return_bescheid
from kreislauf.verfahren.bescheid.states import Bescheidstand

pytestmark = pytest.mark.django_db
FAMILIEN = (("Ada", "Yıldız", "Mert"), ("Bela", "Brandt", "Jule"), ("Cem", "Okafor", "Obinna"))


@pytest.fixture
def bescheide(bereich: Bereich, sachbearbeiterin: User) -> list[Bescheid]:
    """Three approved decisions of three families, below the limit; the third has no street."""
    gefunden = []
    for nr, (vorname, nachname, kindname) in enumerate(FAMILIEN):
        eltern = {**SILKE, "vorname": vorname, "nachname": nachname, "plz": f"0000{nr}"}
        teilhabe = make_leistung("teilhabe", kosten="8.00")
        kind = make_kind(kindname, teilhabe, nachname=nachname, geburtsdatum=date(2015 + nr, 3 + nr, 4 + 7 * nr))
        antrag = make_antrag(sachbearbeiterin, bereich, kind, antragsteller=eltern)
        vollstaendig(antrag, sachbearbeiterin)
        wahl: Any = wahl_wie_vorschlag(antrag)
        bescheid = decide(antrag_id=antrag.pk, wahl=wahl, version=None, actor=sachbearbeiterin, at=AT)
        gefunden.append(approve_bescheid(bescheid_id=bescheid.pk, actor=sachbearbeiterin, at=AT))
    Person.objects.filter(vorname="Cem").update(strasse="")
    return gefunden


@pytest.fixture
def anfordern(bereich: Bereich, sachbearbeiterin: User) -> None:
    """One request for documents beside them."""
    kind = make_kind("Dana", make_leistung("teilhabe", kosten="8.00"), nachname="Dorn")
    antrag = make_antrag(
        sachbearbeiterin, bereich, kind, antragsteller={**SILKE, "vorname": "Dora", "nachname": "Dorn"}
    )
    examine_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)
    ids = [f.pk for f in antrag.forderungen.all()]
    request_nachweise(antrag_id=antrag.pk, forderung_ids=ids, tage=14, sitz=NW, actor=sachbearbeiterin, at=AT)


@pytest.fixture
def brieflauf(bescheide: list[Bescheid], anfordern: None, bereich: Bereich, sachbearbeiterin: User) -> Brieflauf:
    return start_brieflauf(bereich_id=bereich.pk, auswahl=None, actor=sachbearbeiterin, at=AT)


def drucken(brieflauf: Brieflauf, actor: User, dienst: Callable[..., int] = print_stapel) -> None:
    while dienst(brieflauf_id=brieflauf.pk, anzahl=2, actor=actor, at=AT):
        pass
    finish_brieflauf(brieflauf_id=brieflauf.pk, actor=actor, at=AT)
    brieflauf.refresh_from_db()


def pruefe_briefe(brieflauf: Brieflauf) -> list[str]:
    """What a finished run must not show."""
    gefunden = []
    gedruckt = brieflauf.posten.filter(state=Briefstand.GEDRUCKT)
    for posten in gedruckt.select_related("dokument", "bescheid__fallakte"):
        assert posten.dokument is not None
        if maengel(read_content(posten.dokument)):
            gefunden.append(f"Brief {posten.nummer} ist nicht barrierefrei")
        if posten.bescheid is not None:
            if posten.bescheid.dokument_id != posten.dokument_id:
                gefunden.append(f"Brief {posten.nummer} gehört nicht zu seinem Bescheid")
            if posten.bescheid.fallakte.stuecke.filter(richtung="aus").count() != 1:
                gefunden.append(f"Brief {posten.nummer} liegt nicht genau einmal in der Akte")
    im_strom = sum(s.briefe for s in brieflauf.stapel.all())
    if im_strom != gedruckt.count():
        gefunden.append(f"{im_strom} Briefe im Druckstrom, {gedruckt.count()} gedruckt")
    return gefunden


def test_run_prints_every_letter_once_as_its_own_file_and_as_one_stream(
    brieflauf: Brieflauf, bescheide: list[Bescheid], sachbearbeiterin: User
) -> None:
    drucken(brieflauf, sachbearbeiterin)
    stapel = list(brieflauf.stapel.select_related("dokument"))
    seiten = [len(pikepdf.open(io.BytesIO(read_content(s.dokument))).pages) for s in stapel]

    assert brieflauf.state == Brieflaufstand.GEDRUCKT
    assert pruefe_briefe(brieflauf) == []
    assert [p.state for p in brieflauf.posten.all()].count(Briefstand.GEDRUCKT) == 3
    assert all(s % 2 == 0 for s in seiten)  # each letter begins on a new sheet
    liegen_geblieben = brieflauf.posten.get(state=Briefstand.FEHLER)
    assert "Cem Okafor fehlt: Straße" in liegen_geblieben.grund
    assert [k.titel for k in kandidaten(brieflauf.bereich_id)] == [str(bescheide[2])]


def test_letter_is_in_one_living_run_only(
    brieflauf: Brieflauf, bescheide: list[Bescheid], bereich: Bereich, sachbearbeiterin: User
) -> None:
    with pytest.raises(NichtsZuDrucken):
        start_brieflauf(bereich_id=bereich.pk, auswahl=None, actor=sachbearbeiterin, at=AT)
    with pytest.raises(IntegrityError, match="briefposten_bescheid_einmal"), transaction.atomic():
        Briefposten.objects.create(brieflauf=brieflauf, nummer=99, bescheid=bescheide[0], bereich=bereich)


def test_posting_day_counts_and_what_was_given_back_stays_here(
    brieflauf: Brieflauf, bescheide: list[Bescheid], sachbearbeiterin: User, teamleiterin: User
) -> None:
    drucken(brieflauf, sachbearbeiterin)
    return_bescheid(bescheid_id=bescheide[0].pk, grund="falsche Familie", actor=teamleiterin, at=AT)
    spaeter: dict[str, Any] = {"brieflauf_id": brieflauf.pk, "actor": sachbearbeiterin, "at": AT + timedelta(days=2)}
    with pytest.raises(TagUnmoeglich):
        post_brieflauf(posted_on=HEUTE - timedelta(days=1), **spaeter)
    post_brieflauf(posted_on=HEUTE + timedelta(days=1), **spaeter)
    while announce_posten(anzahl=1, **spaeter):
        pass
    for bescheid in bescheide:
        bescheid.refresh_from_db()
    brieflauf.refresh_from_db()

    assert brieflauf.state == Brieflaufstand.VERSANDT
    assert [b.state for b in bescheide] == [
        Bescheidstand.VERWORFEN, Bescheidstand.BEKANNTGEGEBEN, Bescheidstand.FREIGEGEBEN
    ]  # fmt: skip
    assert bescheide[1].bekanntgabe == date(2026, 11, 29)  # posted on the 25th, not printed on the 24th
    assert brieflauf.posten.get(bescheid=bescheide[0]).state == Briefstand.ENTNOMMEN


class Abbruch(Exception):
    """The failpoint."""


@pytest.fixture
def abbrechen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Each journal entry of the run breaks it once, just before it is written."""
    offen = ["dokument.store", "aktenstueck.create", "bescheid.print", "druckstapel.create"]

    def brechend(echt: Callable[..., None]) -> Callable[..., None]:
        def schreiben(act: str, *args: Any, **angaben: Any) -> None:
            if act in offen:
                offen.remove(act)
                raise Abbruch(act)
            echt(act, *args, **angaben)

        return schreiben

    for name in ("record", "record_many"):
        monkeypatch.setattr(journal, name, brechend(getattr(journal, name)))
    yield offen


def weiter(brieflauf: Brieflauf, actor: User, dienst: Callable[..., int]) -> None:
    for _ in range(9):
        try:
            drucken(brieflauf, actor, dienst)
        except Abbruch:
            continue


def test_run_that_breaks_anywhere_goes_on_without_loss_or_double(
    brieflauf: Brieflauf, abbrechen: list[str], sachbearbeiterin: User
) -> None:
    weiter(brieflauf, sachbearbeiterin, print_stapel)

    assert not abbrechen
    assert pruefe_briefe(brieflauf) == []
    assert brieflauf.posten.filter(state=Briefstand.GEDRUCKT).count() == 3


def test_without_its_transaction_the_same_breaks_double_letters(
    brieflauf: Brieflauf, abbrechen: list[str], sachbearbeiterin: User
) -> None:
    """The failing control: the stack without its transaction files letters again."""
    weiter(brieflauf, sachbearbeiterin, print_stapel.__wrapped__)  # type: ignore[attr-defined]

    assert any("nicht genau einmal" in mangel for mangel in pruefe_briefe(brieflauf))


def test_background_run_shows_progress_and_does_nothing_twice(brieflauf: Brieflauf, sachbearbeiterin: User) -> None:
    assert brieflauf.lauf is not None
    run_lauf(brieflauf.lauf.pk, sachbearbeiterin)
    brieflauf.lauf.refresh_from_db()
    assert (brieflauf.lauf.state, brieflauf.lauf.schritt, brieflauf.lauf.schritte) == ("fertig", 4, 4)
    assert tasks.STAPEL == 100
    vorher = brieflauf.stapel.count()
    run_lauf(brieflauf.lauf.pk, sachbearbeiterin)
    assert brieflauf.stapel.count() == vorher


def test_pages_lead_from_waiting_letters_to_the_printer(
    bescheide: list[Bescheid], sachbearbeiterin: User, client: Client
) -> None:
    client.force_login(sachbearbeiterin)
    seite = client.get(reverse("but:briefe")).content.decode()
    assert "Bei 1 Briefen ist die Anschrift unvollständig" in seite
    assert client.get(reverse("but:brief_vorschau", args=[bescheide[0].pk])).content.startswith(b"%PDF")
    client.post(reverse("but:briefe_drucken"), {"umfang": "auswahl", "brief": f"bescheid:{bescheide[0].pk}"})
    brieflauf = Brieflauf.objects.get()
    drucken(brieflauf, sachbearbeiterin)
    assert (
        "Alle Briefe als eine Druckdatei" in client.get(reverse("but:brieflauf", args=[brieflauf.pk])).content.decode()
    )
    assert client.get(reverse("but:brieflauf_druckdatei", args=[brieflauf.pk])).content.startswith(b"%PDF")
    client.post(reverse("but:brieflauf_posten", args=[brieflauf.pk]), {"posted_on": brieflauf.created_at.date()})
    brieflauf.refresh_from_db()
    assert brieflauf.state == Brieflaufstand.POSTAUSGANG
