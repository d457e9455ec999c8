"""Proofs and objections sent from the status page reach the case; helpers see what the family allows, until it ends."""

import io
import re
import uuid
from typing import Any

import psycopg
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from kreislauf.akten.fallakte.models import Aktenstueck
from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, make_antrag, make_kind, make_leistung
from kreislauf.portal import anmeldung
from kreislauf.portal.tests.conftest import AlsPortal
from kreislauf.portal.tests.fabrik import Kopie, sende_antrag
from kreislauf.portal.tests.test_stand import oeffne, text
from kreislauf.portal.zugang import schluessel
from kreislauf.project.eingebettet import PORTAL, SUPERUSER
from kreislauf.recht.fristen.kalender import Dienstsitz
from kreislauf.verfahren.antrag.models import Antrag, Eingang, Nachsendung
from kreislauf.verfahren.antrag.services.antraege import examine_antrag
from kreislauf.verfahren.antrag.services.mitwirkung import request_nachweise
from kreislauf.verfahren.antrag.services.nachsendungen import take_over_nachweis


def foto(name: str = "beleg.png") -> SimpleUploadedFile:
    ausgabe = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(ausgabe, "PNG")
    return SimpleUploadedFile(name, ausgabe.getvalue(), "image/png")


def angefordert(person: User, bereich: Bereich) -> Antrag:
    kind = make_kind("Sami", make_leistung("teilhabe", kosten="8.00"), nachname="Haddad")
    antrag = make_antrag(person, bereich, kind, eingang=Eingang.objects.get())
    Antrag.objects.filter(pk=antrag.pk).update(kanal="portal")
    examine_antrag(antrag_id=antrag.pk, actor=person, at=AT)
    ids = [f.pk for f in antrag.forderungen.all()]
    request_nachweise(antrag_id=antrag.pk, forderung_ids=ids, tage=14, sitz=Dienstsitz("NW"), actor=person, at=AT)
    antrag.refresh_from_db()
    return antrag


def kennung(seite: str) -> str:
    gefunden = re.search(r'name="kennung" value="([^"]+)"', seite)
    assert gefunden is not None
    return gefunden[1]


def test_photographed_proof_reaches_the_case_once_and_the_clock_changes(
    als_portal: AlsPortal,
    portalbereich: Bereich,
    leute: tuple[User, User],
) -> None:
    person, _ = leute
    with als_portal() as client:
        kopie = sende_antrag(client)
    with handeln_als(person, at=AT):
        antrag = angefordert(person, portalbereich)
        forderung = antrag.forderungen.get()
    assert antrag.state == "unvollstaendig"
    with als_portal() as client:
        oeffne(client, kopie)
        seite = text(client.get("/de/stand/nachweise/"))
        assert str(forderung.pk) in seite
        daten: dict[str, Any] = {"kennung": kennung(seite), "forderungen": [str(forderung.pk)], "nachricht": "Bitte"}
        ohne = client.post("/de/stand/nachweise/", daten)
        falsch = client.post("/de/stand/nachweise/", {**daten, "dateien": SimpleUploadedFile("a.png", b"<svg/>")})
        quittung = client.post("/de/stand/nachweise/", {**daten, "dateien": [foto(), foto("b.png")]})
        nochmal = client.post("/de/stand/nachweise/", {**daten, "dateien": [foto()]})
        danach = text(client.get("/de/stand/"))
    assert (ohne.status_code, falsch.status_code) == (422, 422)
    assert "a.png" in text(falsch)
    assert quittung.status_code == nochmal.status_code == 200
    assert "Angekommen am" in text(quittung)
    assert "wir sehen es uns an" in danach

    with handeln_als(person, at=AT):
        nachsendung = Nachsendung.objects.get()
        assert nachsendung.bezug == [forderung.pk]
        antrag = take_over_nachweis(
            eingang_id=nachsendung.pk, forderung_ids=nachsendung.bezug, vollstaendig=True, actor=person, at=AT
        )
        assert antrag.state == "vollstaendig"
        assert [n.dokument is not None for n in forderung.nachweise.all()] == [True, True]
        assert Aktenstueck.objects.filter(fallakte=antrag.fallakte).count() == 2
        assert Eingang.objects.get(pk=nachsendung.pk).fallakte == antrag.fallakte
    with als_portal() as client:
        assert "Alles liegt vor. Wir entscheiden." in text(client.get("/de/stand/"))


def verbunden(datenbankserver: Any) -> "psycopg.Connection[Any]":
    return psycopg.connect(datenbankserver.adresse(PORTAL), autocommit=True)


def test_nothing_can_be_tied_to_an_application_without_its_secret(als_portal: AlsPortal, datenbankserver: Any) -> None:
    with als_portal() as client:
        kopie = sende_antrag(client)
    zweiter = str(uuid.uuid4())
    richtig, falsch = schluessel(kopie.nummer, kopie.code), schluessel(kopie.nummer, "0" * 12)
    frage = "SELECT portal_nachsenden(%s, %s, %s, %s, %s, '{}')"
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        v.execute(
            "INSERT INTO antrag_eingang (id, bereich_id, schutzstufe, sichtbar_fuer, kanal, sprache, betreff, "
            "absender, inhalt, text, externe_kennung, state, received_at, created_at) "
            "SELECT %s, bereich_id, 2, '{}', 'portal', 'de', 'x', '', '{}', '', 'N2', 'neu', now(), now() "
            "FROM antrag_eingang",
            [zweiter],
        )
        erster = v.execute("SELECT id FROM antrag_eingang WHERE externe_kennung <> 'N2'").fetchone()
    assert erster is not None
    sitzung = str(uuid.uuid4())
    with verbunden(datenbankserver) as v:

        def versuch(s: Any, eingang: object, art: str) -> object:
            zeile = v.execute(frage, [s.nummer, s.geheimnis, sitzung, eingang, art]).fetchone()
            assert zeile is not None
            return zeile[0]

        assert versuch(falsch, zweiter, "nachweis") is False
        assert versuch(richtig, erster[0], "nachweis") is False  # not to itself
        assert versuch(richtig, uuid.uuid4(), "nachweis") is False
        assert versuch(richtig, zweiter, "antrag") is False
        assert versuch(richtig, zweiter, "nachweis") is True


def helfer_einlassen(client: Client, *umfang: str) -> Kopie:
    antwort = client.post("/de/stand/helfer/", {"name": "Frau Yilmaz, Schulsozialarbeit", "umfang": list(umfang)})
    codes = re.findall(r'class="code" dir="ltr">([0-9A-Z-]+)<', text(antwort))
    assert len(codes) == 2, text(antwort)
    return Kopie(codes[0], codes[1])


def test_helper_sees_what_the_consent_covers_and_nothing_from_its_end_on(
    als_portal: AlsPortal,
    portalbereich: Bereich,
    leute: tuple[User, User],
    datenbankserver: Any,
) -> None:
    person, _ = leute
    with als_portal() as familie:
        kopie = sende_antrag(familie)
    with handeln_als(person, at=AT):
        forderung = angefordert(person, portalbereich).forderungen.get()
    with als_portal() as familie:
        oeffne(familie, kopie)
        nur_stand = helfer_einlassen(familie)
        mit_nachweis = helfer_einlassen(familie, "nachweis")
        eng, weit = Client(), Client()
        seite = text(oeffne(eng, nur_stand))
        assert "Sie sehen das als Frau Yilmaz" in seite
        assert "Wir brauchen noch etwas von Ihnen." in seite
        assert forderung.text not in seite
        assert eng.get("/de/stand/nachweise/").status_code == 404
        assert forderung.text in text(oeffne(weit, mit_nachweis))
        gesendet = weit.post("/de/stand/nachweise/", {"forderungen": [str(forderung.pk)], "dateien": foto()})
        assert "Angekommen am" in text(gesendet)
        for verboten in ("/de/stand/widerspruch/", "/de/stand/helfer/"):
            assert weit.get(verboten).status_code == 404
        seite = text(familie.get("/de/stand/helfer/"))
        ids = re.findall(r'name="helfer" value="([^"]+)"', seite)
        assert weit.post("/de/stand/helfer/beenden/", {"helfer": ids[0]}).status_code == 404
        assert familie.post("/de/stand/helfer/beenden/", {"helfer": ids[1]}).status_code == 302
        assert 'name="code"' in text(weit.get("/de/stand/"))  # the running sign-in ends, too
        weit.cookies.pop(anmeldung.KEKS, None)
        assert oeffne(weit, mit_nachweis).status_code == 422
        assert "beendet am" in text(familie.get("/de/stand/helfer/"))
        assert "Wir brauchen noch" in text(eng.get("/de/stand/"))
    with psycopg.connect(datenbankserver.adresse(SUPERUSER)) as v:
        akte = v.execute("SELECT akt, inhalt::text FROM journal_zeile WHERE akt LIKE 'zugang.%' ORDER BY at").fetchall()
    assert [a for a, _ in akte] == ["zugang.consent", "zugang.consent", "zugang.withdraw"]
    assert all("Schulsozialarbeit" in inhalt for _, inhalt in akte)


def test_at_most_five_helpers_at_once(als_portal: AlsPortal) -> None:
    with als_portal() as client:
        oeffne(client, sende_antrag(client))
        for _ in range(5):
            helfer_einlassen(client, "bescheid")
        antwort = client.post("/de/stand/helfer/", {"name": "Noch jemand"})

    assert antwort.status_code == 422
    assert "Höchstens fünf" in text(antwort)
