"""Files that came with an online application are in the household's file once it is registered."""

import pytest

from kreislauf.akten.fallakte.models import Aktenstueck
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.documents.services import read_content
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import AT, make_antrag, make_vorgaben
from kreislauf.portal.models import Anlage
from kreislauf.verfahren.antrag.models import Eingang

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
