"""From the letter that asks for proofs to the Versagung that a person decides, and back (§§ 60, 66, 67 SGB I)."""

from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.druck.pdfpruefung import maengel
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.documents.services import read_content
from kreislauf.foundation.journal.models import Zeile
from kreislauf.foundation.states import IllegalTransition
from kreislauf.leistungen.bildung_und_teilhabe.selectors.lage import bedarfe_von
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import (
    AT,
    FAHRT,
    HEUTE,
    SILKE,
    make_antrag,
    make_kind,
    make_leistung,
)
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.verfahren.anschreiben.services.aufforderung import print_aufforderung, send_aufforderung
from kreislauf.verfahren.antrag.models import Antrag, Mitwirkungsaufforderung
from kreislauf.verfahren.antrag.services.antraege import examine_antrag, resume_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import (
    SchonVersandt,
    TagUnmoeglich,
    receive_nachweis,
    request_nachweise,
)
from kreislauf.verfahren.antrag.states import Antragsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.services.briefteile import SchreibenUnmoeglich
from kreislauf.verfahren.bescheid.services.freigeben import (
    SelbstFreigegeben,
    announce_bescheid,
    approve_bescheid,
    submit_bescheid,
)
from kreislauf.verfahren.bescheid.services.schreiben import print_bescheid
from kreislauf.verfahren.bescheid.services.versagung import VersagungUnmoeglich, draft_versagung, versagbare
from kreislauf.verfahren.bescheid.states import Bescheidart, Zeilenart

pytestmark = pytest.mark.django_db
SPAETER = AT + timedelta(days=30)
GRUENDE: dict[str, Any] = {
    "erschwert": "Die Schule gibt ohne die Eltern keine Auskunft.",
    "ermessen": "Es gibt kein milderes Mittel.",
}


@pytest.fixture
def antrag(sachbearbeiterin: User, bereich: Bereich) -> Antrag:
    """A trip whose confirmation is missing."""
    kind = make_kind("Jonte", make_leistung("klassenfahrt", **FAHRT), geburtsdatum=date(2013, 5, 2))
    antrag = make_antrag(sachbearbeiterin, bereich, kind, antragsteller=SILKE)
    return examine_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=AT)


@pytest.fixture
def aufforderung(antrag: Antrag, sachbearbeiterin: User) -> Mitwirkungsaufforderung:
    return request_nachweise(
        antrag_id=antrag.pk,
        forderung_ids=[f.pk for f in antrag.forderungen.all()],
        tage=14,
        hinweis="Die Schule hat ein Formular dafür.",
        sitz=Dienstsitz("NW"),
        actor=sachbearbeiterin,
        at=AT,
    )


def gedruckt_und_versandt(aufforderung: Mitwirkungsaufforderung, actor: User) -> Mitwirkungsaufforderung:
    print_aufforderung(aufforderung_id=aufforderung.pk, actor=actor, at=AT)
    return send_aufforderung(aufforderung_id=aufforderung.pk, posted_on=HEUTE, actor=actor, at=AT)


def versagen(antrag: Antrag, actor: User) -> Bescheid:
    bedarfe = [b.pk for b in antrag.bedarfe.all()]
    return draft_versagung(antrag_id=antrag.pk, bedarf_ids=bedarfe, actor=actor, at=SPAETER, **GRUENDE)


def text_von(dokument: Dokument | None) -> str:
    assert dokument is not None
    pdf = read_content(dokument)
    assert maengel(pdf) == []
    text = " ".join(s.get_textpage().get_text_range() for s in pypdfium2.PdfDocument(pdf))
    return " ".join(text.replace("\ufffe", "").split())


def test_letter_names_what_is_missing_the_day_and_the_consequence(
    aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User
) -> None:
    gedruckt = print_aufforderung(aufforderung_id=aufforderung.pk, actor=sachbearbeiterin, at=AT)
    text = text_von(gedruckt.dokument)

    assert "Bestätigung der Schule: Ziel, Zeit, Kosten, Fälligkeit, Konto – Klassenfahrt für Jonte" in text
    assert "bis zum 14.12.2026 ein" in text
    assert "Die Schule hat ein Formular dafür." in text
    assert "ganz oder teilweise versagen" in text
    assert "§ 66 Abs. 1 SGB I" in text
    assert gedruckt.antrag.fallakte.stuecke.get(richtung="aus").dokument == gedruckt.dokument
    assert Zeile.objects.filter(akt="aufforderung.print", objekt_id=str(aufforderung.pk)).count() == 1


def test_posting_later_moves_the_period_and_never_shortens_it(
    aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User
) -> None:
    spaeter = AT + timedelta(days=3)
    angaben: dict[str, Any] = {"aufforderung_id": aufforderung.pk, "actor": sachbearbeiterin, "at": spaeter}
    with pytest.raises(TagUnmoeglich):
        send_aufforderung(posted_on=spaeter.date() + timedelta(days=1), **angaben)
    versandt = send_aufforderung(posted_on=spaeter.date(), **angaben)
    versandt.antrag.refresh_from_db()

    assert versandt.bekanntgabe == date(2026, 12, 1)
    assert versandt.frist == versandt.antrag.mitwirkungsfrist == date(2026, 12, 15)
    with pytest.raises(SchonVersandt):
        send_aufforderung(posted_on=spaeter.date(), **angaben)
    with pytest.raises(SchreibenUnmoeglich, match=r"ging am 27\.11\.2026 zur Post"):
        print_aufforderung(**angaben)


def test_nothing_is_withheld_before_letter_posting_and_period(
    antrag: Antrag, aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User
) -> None:
    send_aufforderung(aufforderung_id=aufforderung.pk, posted_on=HEUTE, actor=sachbearbeiterin, at=AT)
    assert versagbare(antrag, SPAETER.date()) == []  # posted, but no letter that warned

    Mitwirkungsaufforderung.objects.update(posted_on=None)
    gedruckt_und_versandt(aufforderung, sachbearbeiterin)
    assert versagbare(antrag, date(2026, 12, 14)) == []  # the last day of the period
    assert len(versagbare(antrag, date(2026, 12, 15))) == 1
    with pytest.raises(VersagungUnmoeglich, match=r"§ 66 Abs\. 3"):
        draft_versagung(
            antrag_id=antrag.pk,
            bedarf_ids=[b.pk for b in antrag.bedarfe.all()],
            actor=sachbearbeiterin,
            at=AT,
            **GRUENDE,
        )


def test_versagung_needs_reasons_and_a_second_person(
    antrag: Antrag, aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User, teamleiterin: User
) -> None:
    gedruckt_und_versandt(aufforderung, sachbearbeiterin)
    bedarfe = [b.pk for b in antrag.bedarfe.all()]
    with pytest.raises(VersagungUnmoeglich, match="begründen Sie beides"):
        draft_versagung(
            antrag_id=antrag.pk, bedarf_ids=bedarfe, erschwert="x", ermessen=" ", actor=teamleiterin, at=SPAETER
        )
    bescheid = versagen(antrag, teamleiterin)

    assert (bescheid.art, bescheid.zeilen.get().art) == (Bescheidart.VERSAGUNG, Zeilenart.VERSAGT)
    with pytest.raises(SelbstFreigegeben):
        approve_bescheid(bescheid_id=bescheid.pk, actor=teamleiterin, at=SPAETER)


def test_versagung_takes_effect_when_posted_and_can_be_made_up_for(
    antrag: Antrag, aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User, teamleiterin: User
) -> None:
    gedruckt_und_versandt(aufforderung, sachbearbeiterin)
    bescheid = versagen(antrag, sachbearbeiterin)
    wer: dict[str, Any] = {"bescheid_id": bescheid.pk, "at": SPAETER}
    submit_bescheid(actor=sachbearbeiterin, **wer)
    approve_bescheid(actor=teamleiterin, **wer)
    text = text_von(print_bescheid(actor=sachbearbeiterin, **wer).dokument)
    antrag.refresh_from_db()
    assert antrag.state == Antragsstand.UNVOLLSTAENDIG
    announce_bescheid(posted_on=SPAETER.date(), actor=sachbearbeiterin, **wer)
    antrag.refresh_from_db()

    assert antrag.state == Antragsstand.VERSAGT
    assert bedarfe_von(antrag) == []
    for satz in (
        "bis Sie die fehlenden Unterlagen vorlegen",
        "Mit Schreiben vom 24.11.2026",
        *GRUENDE.values(),
        "§ 67",
    ):
        assert satz in text
    assert "innerhalb eines Monats nach Bekanntgabe Widerspruch" in text
    receive_nachweis(
        forderung_id=antrag.forderungen.get().pk,
        beschreibung="da",
        eingegangen_am=SPAETER.date(),
        actor=sachbearbeiterin,
        at=SPAETER,
    )
    antrag = resume_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=SPAETER)
    assert antrag.state == Antragsstand.IN_PRUEFUNG
    assert len(bedarfe_von(antrag)) == 1
    with pytest.raises(IllegalTransition):
        resume_antrag(antrag_id=antrag.pk, actor=sachbearbeiterin, at=SPAETER)


def test_a_proof_that_comes_before_posting_stops_the_versagung(
    antrag: Antrag, aufforderung: Mitwirkungsaufforderung, sachbearbeiterin: User, teamleiterin: User
) -> None:
    gedruckt_und_versandt(aufforderung, sachbearbeiterin)
    bescheid = versagen(antrag, sachbearbeiterin)
    approve_bescheid(bescheid_id=bescheid.pk, actor=teamleiterin, at=SPAETER)
    receive_nachweis(
        forderung_id=antrag.forderungen.get().pk,
        beschreibung="Brief der Schule",
        eingegangen_am=SPAETER.date(),
        actor=sachbearbeiterin,
        at=SPAETER,
    )

    with pytest.raises(VersagungUnmoeglich, match="Inzwischen liegt vor"):
        announce_bescheid(bescheid_id=bescheid.pk, posted_on=SPAETER.date(), actor=sachbearbeiterin, at=SPAETER)


def test_case_page_prints_the_letter_at_once_and_leads_to_the_versagung(
    antrag: Antrag, sachbearbeiterin: User, client: Client
) -> None:
    client.force_login(sachbearbeiterin)
    daten = {"forderung": str(antrag.forderungen.get().pk), "tage": "14", "version": str(antrag.version)}
    client.post(reverse("but:anfordern", args=[antrag.pk]), daten)
    aufforderung = antrag.aufforderungen.get()
    assert aufforderung.dokument is not None
    seite = client.get(reverse("but:antrag", args=[antrag.pk])).content.decode()
    assert reverse("documents:download", args=[aufforderung.dokument_id]) in seite
    assert "noch nicht versandt" in seite

    Mitwirkungsaufforderung.objects.update(
        posted_on=date(2026, 1, 5),
        bekanntgabe=date(2026, 1, 9),
        frist=date(2026, 1, 23),
        urspruengliche_frist=date(2026, 1, 23),
    )
    versagung = reverse("but:versagung", args=[antrag.pk])
    assert versagung in client.get(reverse("but:antrag", args=[antrag.pk])).content.decode()
    assert client.post(versagung, {"erschwert": "x"}).status_code == 422
    antwort = client.post(versagung, {"bedarfe": str(antrag.bedarfe.get().pk), **GRUENDE})
    assert antwort.headers["Location"] == reverse("but:bescheid", args=[antrag.bescheide.get().pk])
