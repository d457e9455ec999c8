"""Files that came with an online application are in the household's file once it is registered."""

import pytest
from django.test import Client

from kreislauf.akten.fallakte.models import Aktenstueck
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.documents.services import read_content
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, make_antrag, make_vorgaben
from kreislauf.portal.models import Anlage
from kreislauf.verfahren.antrag.models import Eingang, Nachsendung
from kreislauf.verfahren.antrag.services.antraege import examine_antrag

pytestmark = pytest.mark.django_db
JPEG = b"\xff\xd8\xff\xe0 Bescheid"


def test_files_of_an_online_application_are_taken_into_the_file_of_the_household() -> None:
    bereich = make_bereich("Bildung und Teilhabe")
    make_vorgaben(bereich)
    person = make_user("sachbearbeitung_but", bereich)
    eingang = Eingang.objects.create(
        bereich=bereich, kanal="portal", betreff="Antrag", externe_kennung="N1", received_at=AT, created_at=AT
    )
    fremd = Eingang.objects.create(
        bereich=bereich, kanal="portal", betreff="Antrag", externe_kennung="N2", received_at=AT, created_at=AT
    )
    for von in (eingang, fremd):
        Anlage.objects.create(
            eingang_id=von.pk, dateiname="bescheid.jpg", medientyp="image/jpeg", inhalt=JPEG, created_at=AT
        )

    antrag = make_antrag(person, bereich, eingang=eingang)

    stueck = Aktenstueck.objects.get()
    assert stueck.fallakte == antrag.fallakte
    assert (stueck.titel, stueck.richtung) == ("bescheid.jpg", "ein")
    assert read_content(stueck.dokument) == JPEG


def test_what_was_sent_later_is_taken_over_on_a_page_with_the_picture(client: Client) -> None:
    bereich = make_bereich("Bildung und Teilhabe")
    make_vorgaben(bereich)
    person, fremde = make_user("sachbearbeitung_but", bereich), make_user("fachbereich", bereich)
    erster, spaeter = (
        Eingang.objects.create(
            bereich=bereich, kanal="portal", betreff=b, externe_kennung=b, received_at=AT, created_at=AT, text="Beleg"
        )
        for b in ("Antrag", "Nachweis")
    )
    antrag = make_antrag(person, bereich, eingang=erster)
    forderung = antrag.forderungen.get()
    Nachsendung.objects.create(eingang=spaeter, zu_eingang=erster, art="nachweis", bezug=[forderung.pk], created_at=AT)
    anlage = Anlage.objects.create(
        eingang_id=spaeter.pk, dateiname='bescheid "1"; x.jpg', medientyp="image/jpeg", inhalt=JPEG, created_at=AT
    )
    examine_antrag(antrag_id=antrag.pk, actor=person, at=AT)
    adresse, bild = f"/but/nachsendungen/{spaeter.pk}/", f"/eingang/anlagen/{anlage.pk}/"
    client.force_login(fremde)
    assert client.get(bild).status_code == 404
    client.force_login(person)

    assert adresse in client.get("/but/").content.decode()
    assert adresse in client.get("/").content.decode()  # a task of its own, whatever the application's clock says
    seite = client.get(adresse).content.decode()
    assert f'<img src="{bild}"' in seite
    kopf = client.get(bild).headers
    assert (kopf["Content-Type"], kopf["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert kopf["Content-Disposition"] == "inline; filename*=UTF-8''bescheid%20%221%22%3B%20x.jpg"
    assert kopf["Content-Security-Policy"] == "default-src 'none'; sandbox"
    antwort = client.post(adresse, {"forderungen": [str(forderung.pk)], "vollstaendig": "on"})

    assert antwort.status_code == 302, antwort.content.decode()
    antrag.refresh_from_db()
    assert antrag.state == "vollstaendig"
    assert [n.dokument is not None for n in forderung.nachweise.all()] == [True]
    assert "schon übernommen" in client.get(adresse).content.decode()
